#pragma once
#include <cstddef>

// What was found in a PDF, as bits of one number.
enum finding : unsigned {
  damaged = 1,
  encrypted = 2,
  repaired = 4,
  active_content = 8,
  no_text_layer = 16,
  all_findings = 31,
};

// Text is looked for on this many pages at most: a letter that has none there is a picture of a letter.
constexpr int pages_read_max = 50;

// Opens the document with qpdf and poppler. Neither changes the bytes nor writes a word.
// Throws std::bad_alloc; may also abort, or not end in any useful time: run it in a process of its own.
unsigned judge(const char *bytes, size_t count);

// Loads what poppler reads from files when it first opens a document, so that none need be opened later.
// False when it can't open the simplest document.
bool warm_up();
