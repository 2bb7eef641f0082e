#pragma once
#include <cstddef>

struct limits {
  size_t document_bytes_max;
  // Of a processor's time, for one document.
  unsigned seconds_max;
  // Of address space, for one document: what the program and its libraries take is within.
  size_t memory_bytes_max;
};

// For the process that lives on: it opens no file, leaves no image of its memory and gains no right.
bool confine_worker();

// For the process that opens one document: beyond memory and processor time, which are limited, the kernel does
// nothing for it any more. It has no file, not even those it was started with, and ends with its parent.
bool confine_inspection(limits const &limits, int parent);
