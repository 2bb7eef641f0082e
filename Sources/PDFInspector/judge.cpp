#include "judge.hpp"

#include <poppler/cpp/poppler-document.h>
#include <poppler/cpp/poppler-global.h>
#include <poppler/cpp/poppler-page.h>

#include <algorithm>
#include <memory>
#include <string>

#include "structure.hpp"

namespace {

std::unique_ptr<poppler::document> open_document(char const *bytes, size_t count) {
  return std::unique_ptr<poppler::document>(
      poppler::document::load_from_raw_data(bytes, static_cast<int>(count)));
}

bool is_seen(poppler::ustring::value_type unit) {
  bool is_blank = unit <= 0x20 || unit == 0xa0 || unit == 0xad || (unit >= 0x2000 && unit <= 0x200f) ||
                  unit == 0x3000 || unit == 0xfeff || unit == 0xfffd;
  return !is_blank;
}

bool has_text(poppler::document const &document) {
  int last = std::min(document.pages(), pages_read_max);
  for (int number = 0; number < last; number++) {
    std::unique_ptr<poppler::page> page(document.create_page(number));
    if (!page) continue;
    auto text = page->text();
    if (std::any_of(text.begin(), text.end(), is_seen)) return true;
  }
  return false;
}

// A page that says "a" in a font that is not embedded. Without a table of objects: poppler builds one.
std::string const simplest =
    "%PDF-1.4\n1 0 obj<</Type/Catalog/Pages 2 0 R>>endobj\n"
    "2 0 obj<</Type/Pages/Kids[3 0 R]/Count 1>>endobj\n"
    "3 0 obj<</Type/Page/Parent 2 0 R/MediaBox[0 0 99 99]/Contents 4 0 R/Resources<</Font<</F 5 0 R>>>>>>endobj\n"
    "4 0 obj<</Length 29>>stream\nBT/F 9 Tf 9 9 Td(a)Tj ET     \nendstream endobj\n"
    "5 0 obj<</Type/Font/Subtype/Type1/BaseFont/Helvetica>>endobj\n"
    "trailer<</Root 1 0 R/Size 6>>\n";

// Keeps poppler's settings, which go with its last open document.
std::unique_ptr<poppler::document> kept;

void say_nothing(std::string const &, void *) {}

}  // namespace

bool warm_up() {
  poppler::set_debug_error_function(say_nothing, nullptr);
  kept = open_document(simplest.data(), simplest.size());
  return kept && has_text(*kept) && judge_structure(simplest.data(), simplest.size()) == repaired;
}

unsigned judge(char const *bytes, size_t count) {
  unsigned found = judge_structure(bytes, count);
  if (found & (damaged | encrypted)) return found;
  auto document = open_document(bytes, count);
  if (!document || document->is_locked() || !has_text(*document)) found |= no_text_layer;
  return found;
}
