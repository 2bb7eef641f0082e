#pragma once
#include <stddef.h>
#include <stdint.h>

// Each returns 0 or an errno.

/// Gives back the space of a stretch of a file; its bytes read as zeros from then on and the file keeps its size.
int ebox_punch_hole(int descriptor, int64_t offset, int64_t length);

/// Fills `bytes` from the kernel's generator, with one system call as a rule.
int ebox_random(void *bytes, size_t count);

/// Buffers up to `bytes` are taken from memory that was freed before, and up to that much of it is kept for
/// the next: without it each large buffer costs the kernel a page fault for every 4 KiB.
int ebox_keep_freed_memory(size_t bytes);

/// Renames within a file system unless the new name is taken (EEXIST).
int ebox_rename_to_new(const char *from, const char *to);

/// Starts a program that gets nothing of ours: an empty environment, `socket` as its standard input and output,
/// silence as its standard error, no other descriptor, and signals as by default. `arguments` end with NULL.
int ebox_start_apart(const char *program, char *const arguments[], int socket, int *process);
