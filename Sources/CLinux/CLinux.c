#define _GNU_SOURCE
#include "CLinux.h"
#include <errno.h>
#include <fcntl.h>
#include <linux/falloc.h>
#include <malloc.h>
#include <signal.h>
#include <spawn.h>
#include <stdio.h>
#include <sys/random.h>

int ebox_punch_hole(int descriptor, int64_t offset, int64_t length) {
  int result;
  do {
    result = fallocate(descriptor, FALLOC_FL_PUNCH_HOLE | FALLOC_FL_KEEP_SIZE, offset, length);
  } while (result != 0 && errno == EINTR);
  return result == 0 ? 0 : errno;
}

int ebox_random(void *bytes, size_t count) {
  size_t filled = 0;
  while (filled < count) {
    ssize_t drawn = getrandom((char *)bytes + filled, count - filled, 0);
    if (drawn > 0) {
      filled += (size_t)drawn;
    } else if (errno != EINTR) {
      return errno;
    }
  }
  return 0;
}

int ebox_keep_freed_memory(size_t bytes) {
  return mallopt(M_MMAP_THRESHOLD, (int)bytes) == 1 && mallopt(M_TRIM_THRESHOLD, (int)bytes) == 1 ? 0 : EINVAL;
}

int ebox_rename_to_new(const char *from, const char *to) {
  return renameat2(AT_FDCWD, from, AT_FDCWD, to, RENAME_NOREPLACE) == 0 ? 0 : errno;
}

int ebox_start_apart(const char *program, char *const arguments[], int socket, int *process) {
  posix_spawn_file_actions_t files;
  posix_spawnattr_t attributes;
  sigset_t none, all;
  sigemptyset(&none);
  sigfillset(&all);
  char *const environment[] = {NULL};
  int failure = posix_spawn_file_actions_init(&files);
  if (failure != 0) return failure;
  failure = posix_spawnattr_init(&attributes);
  if (failure != 0) {
    posix_spawn_file_actions_destroy(&files);
    return failure;
  }
  if ((failure = posix_spawn_file_actions_adddup2(&files, socket, 0)) == 0 &&
      (failure = posix_spawn_file_actions_adddup2(&files, socket, 1)) == 0 &&
      (failure = posix_spawn_file_actions_addopen(&files, 2, "/dev/null", O_WRONLY, 0)) == 0 &&
      (failure = posix_spawn_file_actions_addclosefrom_np(&files, 3)) == 0 &&
      (failure = posix_spawnattr_setsigmask(&attributes, &none)) == 0 &&
      (failure = posix_spawnattr_setsigdefault(&attributes, &all)) == 0 &&
      (failure = posix_spawnattr_setflags(&attributes, POSIX_SPAWN_SETSIGMASK | POSIX_SPAWN_SETSIGDEF)) == 0) {
    pid_t started = 0;
    failure = posix_spawn(&started, program, &files, &attributes, arguments, environment);
    *process = started;
  }
  posix_spawnattr_destroy(&attributes);
  posix_spawn_file_actions_destroy(&files);
  return failure;
}
