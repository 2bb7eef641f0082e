// Opens PDFs that nobody trusts, one after another, for a program that can't afford to be harmed by one.
//
//   ebox-pdf-inspector DOCUMENT_BYTES_MAX PROCESSOR_SECONDS_MAX MEMORY_BYTES_MAX
//
// Standard input carries documents: pieces, each behind its length (4 bytes, most significant first, at most 1 MiB),
// and a length of 0 after the last. Standard output carries a byte when the program is ready and one for each
// document: its findings (judge.hpp) or how its inspection ended.
//
// Documents stay in memory. Each is opened in a process of its own (confine.hpp), so that what it does to that
// process touches no other document's answer. The program ends with its input, and at once when that is not as above.

#include <sys/mman.h>
#include <sys/wait.h>
#include <unistd.h>

#include <cerrno>
#include <csignal>
#include <cstdint>
#include <cstdlib>
#include <new>

#include "confine.hpp"
#include "judge.hpp"

namespace {

constexpr size_t piece_bytes_max = 1 << 20;

enum answer : unsigned char { ready = 0x40, out_of_time = 0x41, out_of_memory = 0x42, crashed = 0x43, not_judged = 0x44 };

enum ending { input_ended = 0, input_wrong = 2, not_confined = 3, unable = 4 };

// How the process of one document ends, beside with its findings.
enum inspection_ending { inspection_out_of_memory = 64, inspection_not_confined = 65 };

// False at the end of the input.
bool take(char *bytes, size_t count) {
  while (count > 0) {
    ssize_t taken = read(STDIN_FILENO, bytes, count);
    if (taken < 0 && errno == EINTR) continue;
    if (taken <= 0) return false;
    bytes += taken;
    count -= static_cast<size_t>(taken);
  }
  return true;
}

void give(unsigned char byte) {
  while (write(STDOUT_FILENO, &byte, 1) != 1)
    if (errno != EINTR) _exit(input_ended);
}

// The process that opens a document now, or 0.
volatile sig_atomic_t inspecting = 0;

// Ends that process too, and waits for it: nobody else would.
extern "C" void end_now(int) {
  pid_t child = inspecting;
  if (child > 0) {
    kill(child, SIGKILL);
    while (waitpid(child, nullptr, 0) < 0 && errno == EINTR) {
    }
  }
  _exit(input_ended);
}

size_t take_document(char *bytes, size_t count_max) {
  size_t count = 0;
  for (;;) {
    unsigned char head[4];
    if (!take(reinterpret_cast<char *>(head), sizeof head)) _exit(input_ended);
    size_t piece = size_t{head[0]} << 24 | size_t{head[1]} << 16 | size_t{head[2]} << 8 | head[3];
    if (piece == 0) return count;
    if (piece > piece_bytes_max || piece > count_max - count) _exit(input_wrong);
    if (!take(bytes + count, piece)) _exit(input_ended);
    count += piece;
  }
}

[[noreturn]] void inspect(char const *bytes, size_t count, limits const &limits, pid_t parent) {
  std::signal(SIGTERM, SIG_DFL);
  if (!confine_inspection(limits, parent)) _exit(inspection_not_confined);
  try {
    _exit(static_cast<int>(judge(bytes, count)));
  } catch (std::bad_alloc const &) {
    _exit(inspection_out_of_memory);
  }
}

unsigned char inspect_apart(char const *bytes, size_t count, limits const &limits) {
  pid_t parent = getpid();
  pid_t child = fork();
  if (child < 0) _exit(unable);
  if (child == 0) inspect(bytes, count, limits, parent);
  inspecting = child;
  int status = 0;
  while (waitpid(child, &status, 0) < 0)
    if (errno != EINTR) _exit(unable);
  inspecting = 0;
  if (WIFSIGNALED(status)) {
    int signal = WTERMSIG(status);
    // Somebody else ended it, or the machine ran out of memory: nothing is known of the document.
    if (signal == SIGKILL || signal == SIGTERM) return not_judged;
    return signal == SIGXCPU ? out_of_time : crashed;
  }
  int code = WEXITSTATUS(status);
  if (code == inspection_not_confined) _exit(not_confined);
  if (code == inspection_out_of_memory) return out_of_memory;
  return static_cast<unsigned char>(code <= static_cast<int>(all_findings) ? code : crashed);
}

size_t number(char const *text) { return static_cast<size_t>(std::strtoull(text, nullptr, 10)); }

}  // namespace

int main(int count, char **arguments) {
  if (count != 4) return input_wrong;
  limits limits{number(arguments[1]), static_cast<unsigned>(number(arguments[2])), number(arguments[3])};
  if (limits.document_bytes_max == 0 || limits.seconds_max == 0 || limits.memory_bytes_max == 0) return input_wrong;
  void *space = mmap(nullptr, limits.document_bytes_max, PROT_READ | PROT_WRITE,
                     MAP_PRIVATE | MAP_ANONYMOUS | MAP_NORESERVE, -1, 0);
  if (space == MAP_FAILED || !warm_up()) return unable;
  if (!confine_worker()) return not_confined;
  if (std::signal(SIGTERM, end_now) == SIG_ERR) return unable;
  auto bytes = static_cast<char *>(space);
  give(ready);
  for (;;) {
    size_t taken = take_document(bytes, limits.document_bytes_max);
    give(inspect_apart(bytes, taken, limits));
    // Nothing of the document stays.
    if (madvise(space, taken, MADV_DONTNEED) != 0) return unable;
  }
}
