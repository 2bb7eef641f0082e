#pragma once
#include <cstddef>

// All findings but the text layer's, by qpdf.
unsigned judge_structure(const char *bytes, size_t count);
