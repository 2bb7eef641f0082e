#include "structure.hpp"

// qpdf asks which of its pointers are meant; we use none but the standard library's.
#define POINTERHOLDER_TRANSITION 4
#include <qpdf/Pipeline.hh>
#include <qpdf/QPDF.hh>
#include <qpdf/QPDFExc.hh>

#include <algorithm>
#include <array>
#include <cctype>
#include <new>
#include <set>
#include <string>
#include <string_view>
#include <vector>

#include "judge.hpp"

namespace {

// What an operating system or its shell runs when somebody opens it.
constexpr std::array<std::string_view, 32> executable_suffixes = {
    "app", "bat", "chm", "cmd", "com", "cpl", "dll", "docm", "exe", "hta", "inf", "iso", "jar", "js", "jse", "lnk",
    "msi", "msp", "pif", "pptm", "ps1", "reg", "scf", "scr", "sh",  "vb",  "vbe", "vbs", "wsf", "wsh", "xll", "xlsm"};

// ELF, Windows, Mach-O (both byte orders, 32 and 64 bits), Java, a script.
constexpr std::array<std::string_view, 8> executable_magic = {
    "\x7f" "ELF", "MZ", "\xfe\xed\xfa\xce", "\xfe\xed\xfa\xcf", "\xce\xfa\xed\xfe", "\xcf\xfa\xed\xfe",
    "\xca\xfe\xba\xbe", "#!"};

bool has_executable_name(std::string name) {
  while (!name.empty() && (name.back() == ' ' || name.back() == '.')) name.pop_back();
  auto dot = name.rfind('.');
  if (dot == std::string::npos) return false;
  std::string suffix = name.substr(dot + 1);
  std::transform(suffix.begin(), suffix.end(), suffix.begin(), [](unsigned char c) { return std::tolower(c); });
  return std::find(executable_suffixes.begin(), executable_suffixes.end(), suffix) != executable_suffixes.end();
}

// Takes the first bytes of a stream and then stops whoever decodes it, so that no bomb goes off. What it throws
// is no std::exception: qpdf would take that for damage.
class FirstBytes : public Pipeline {
public:
  struct Enough {};
  std::string bytes;

  FirstBytes() : Pipeline("first bytes", nullptr) {}
  void write(unsigned char const *data, size_t count) override {
    bytes.append(reinterpret_cast<char const *>(data), std::min(count, wanted - bytes.size()));
    if (bytes.size() == wanted) throw Enough();
  }
  void finish() override {}

private:
  static constexpr size_t wanted = 8;
};

bool has_executable_bytes(QPDFObjectHandle stream) {
  FirstBytes first;
  try {
    stream.pipeStreamData(&first, 0, qpdf_dl_specialized, true, false);
  } catch (FirstBytes::Enough const &) {
  }
  return std::any_of(executable_magic.begin(), executable_magic.end(), [&](std::string_view magic) {
    return std::string_view(first.bytes).substr(0, magic.size()) == magic;
  });
}

bool embeds_executable(QPDFObjectHandle specification) {
  auto files = specification.getKey("/EF");
  if (!files.isDictionary()) return false;
  for (auto key : {"/UF", "/F", "/DOS", "/Mac", "/Unix"}) {
    auto name = specification.getKey(key);
    if (name.isString() && has_executable_name(name.getUTF8Value())) return true;
    auto stream = files.getKey(key);
    if (stream.isStream() && has_executable_bytes(stream)) return true;
  }
  return false;
}

bool is_script_or_launch(QPDFObjectHandle dictionary) {
  auto action = dictionary.getKey("/S");
  if (!action.isName()) return false;
  if (dictionary.hasKey("/JS")) return true;
  // A structure element's /S is a role of any name; it has nothing to run.
  bool is_element = dictionary.getKey("/Type").isNameAndEquals("/StructElem") && !dictionary.hasKey("/F") &&
                    !dictionary.hasKey("/Win");
  return !is_element && (action.isNameAndEquals("/JavaScript") || action.isNameAndEquals("/Launch"));
}

bool is_active(QPDFObjectHandle dictionary) {
  return is_script_or_launch(dictionary) || dictionary.getKey("/Subtype").isNameAndEquals("/RichMedia") ||
         dictionary.hasKey("/OnInstantiate") || (dictionary.hasKey("/EF") && embeds_executable(dictionary));
}

bool holds_others(QPDFObjectHandle object) {
  return object.isIndirect() || object.isArray() || object.isDictionary() || object.isStream();
}

// Every object that the catalog leads to, each once, however deep and however circular: actions hang on the
// catalog, pages, annotations, fields, outlines, name trees and on other actions.
bool has_active_content(QPDFObjectHandle catalog) {
  auto form = catalog.getKey("/AcroForm");
  // An XFA form is a program of its own, with scripts, in place of the pages.
  if (form.isDictionary() && form.hasKey("/XFA")) return true;
  std::set<QPDFObjGen> seen;
  std::vector<QPDFObjectHandle> left{catalog};
  while (!left.empty()) {
    auto object = left.back();
    left.pop_back();
    if (object.isIndirect() && !seen.insert(object.getObjGen()).second) continue;
    if (object.isArray()) {
      for (auto const &item : object.getArrayAsVector())
        if (holds_others(item)) left.push_back(item);
      continue;
    }
    auto dictionary = object.isStream() ? object.getDict() : object;
    if (!dictionary.isDictionary()) continue;
    if (is_active(dictionary)) return true;
    for (auto const &[key, value] : dictionary.getDictAsMap())
      if (holds_others(value)) left.push_back(value);
  }
  return false;
}

// Many writers count their objects wrong, and every reader reads them all the same.
bool is_structure_error(QPDFExc const &warning) {
  auto code = warning.getErrorCode();
  return (code == qpdf_e_damaged_pdf || code == qpdf_e_pages) &&
         warning.getMessageDetail().find("reported number of objects") == std::string::npos;
}

}  // namespace

unsigned judge_structure(char const *bytes, size_t count) {
  unsigned found = 0;
  try {
    QPDF pdf;
    pdf.setSuppressWarnings(true);
    pdf.processMemoryFile("document", bytes, count, "");
    if (pdf.getAllPages().empty()) return damaged;
    if (has_active_content(pdf.getRoot())) found |= active_content;
    auto warnings = pdf.getWarnings();
    if (std::any_of(warnings.begin(), warnings.end(), is_structure_error)) found |= repaired;
  } catch (QPDFExc const &failure) {
    // Unsupported is a key that is no password: a certificate, or a way of encrypting that nobody else knows.
    bool is_locked = failure.getErrorCode() == qpdf_e_password || failure.getErrorCode() == qpdf_e_unsupported;
    return is_locked ? encrypted : damaged;
  } catch (std::bad_alloc const &) {
    throw;
  } catch (std::exception const &) {
    return damaged;
  }
  return found;
}
