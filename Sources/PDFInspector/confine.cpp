#include "confine.hpp"

#include <linux/audit.h>
#include <linux/filter.h>
#include <linux/seccomp.h>
#include <sys/prctl.h>
#include <sys/resource.h>
#include <sys/syscall.h>
#include <unistd.h>

#include <cerrno>
#include <csignal>
#include <cstddef>
#include <vector>

#if defined(__x86_64__)
constexpr unsigned architecture = AUDIT_ARCH_X86_64;
#elif defined(__aarch64__)
constexpr unsigned architecture = AUDIT_ARCH_AARCH64;
#else
#error "the kernel's name of this processor is missing"
#endif

#if defined(__has_feature)
#if __has_feature(address_sanitizer) || __has_feature(thread_sanitizer)
#define SANITIZED 1
#endif
#endif

namespace {

bool limit(int what, rlim_t soft, rlim_t hard) {
  rlimit value{soft, hard};
  return setrlimit(what, &value) == 0;
}

// Memory, time of day, and ending. All else fails with EPERM, as for a user without rights.
constexpr unsigned allowed[] = {SYS_brk,          SYS_mmap,         SYS_munmap,        SYS_mremap,
                                SYS_mprotect,     SYS_madvise,      SYS_futex,         SYS_getrandom,
                                SYS_clock_gettime, SYS_rt_sigreturn, SYS_rt_sigprocmask, SYS_exit,
                                SYS_exit_group};

bool leave_nothing_but_memory() {
  constexpr unsigned call = offsetof(seccomp_data, nr), processor = offsetof(seccomp_data, arch);
  std::vector<sock_filter> program = {
      BPF_STMT(BPF_LD | BPF_W | BPF_ABS, processor), BPF_JUMP(BPF_JMP | BPF_JEQ | BPF_K, architecture, 1, 0),
      BPF_STMT(BPF_RET | BPF_K, SECCOMP_RET_KILL_PROCESS), BPF_STMT(BPF_LD | BPF_W | BPF_ABS, call)};
  for (unsigned number : allowed) {
    program.push_back(BPF_JUMP(BPF_JMP | BPF_JEQ | BPF_K, number, 0, 1));
    program.push_back(BPF_STMT(BPF_RET | BPF_K, SECCOMP_RET_ALLOW));
  }
  program.push_back(BPF_STMT(BPF_RET | BPF_K, SECCOMP_RET_ERRNO | EPERM));
  sock_fprog filter{static_cast<unsigned short>(program.size()), program.data()};
  return prctl(PR_SET_SECCOMP, SECCOMP_MODE_FILTER, &filter) == 0;
}

}  // namespace

bool confine_worker() {
  return prctl(PR_SET_NO_NEW_PRIVS, 1, 0, 0, 0) == 0 && limit(RLIMIT_CORE, 0, 0) && limit(RLIMIT_NOFILE, 0, 0) &&
         limit(RLIMIT_FSIZE, 0, 0);
}

bool confine_inspection(limits const &limits, int parent) {
  if (prctl(PR_SET_PDEATHSIG, SIGKILL) != 0 || getppid() != parent) return false;
  for (int file : {0, 1, 2}) close(file);
  if (!limit(RLIMIT_CPU, limits.seconds_max, limits.seconds_max + 1)) return false;
#ifdef SANITIZED
  // A sanitizer reserves more address space than any limit allows, and asks the kernel for more than memory.
  return true;
#else
  return limit(RLIMIT_AS, limits.memory_bytes_max, limits.memory_bytes_max) && leave_nothing_but_memory();
#endif
}
