// SPDX-License-Identifier: Apache-2.0
#include "host_stub/findings/xml_events.hpp"

#include <expat.h>

#include <memory>
#include <optional>
#include <vector>

namespace itsm::host::findings {
namespace {

constexpr std::size_t kXmlBlock = 64 * 1024;
constexpr std::size_t kDeepest = 64;
constexpr std::uint64_t kLongestTag = 8U << 20U;

class EventReader {
 public:
  explicit EventReader(XmlHandler& handler) : handler_(handler), parser_(XML_ParserCreate(nullptr)) {
    XML_SetUserData(parser_.get(), this);
    XML_SetElementHandler(parser_.get(), on_begin, on_end);
    XML_SetCharacterDataHandler(parser_.get(), on_text);
    XML_SetStartDoctypeDeclHandler(parser_.get(), on_doctype);
  }

  Result<> read(std::string_view block, bool last) {
    const auto status = XML_Parse(parser_.get(), block.data(), static_cast<int>(block.size()), last ? 1 : 0);
    read_ += block.size();
    if (failure_) return unexpected(*std::move(failure_));
    if (status != XML_STATUS_OK) return broken(XML_ErrorString(XML_GetErrorCode(parser_.get())));
    if (read_ - place() > kLongestTag) return broken("a tag is longer than 8 MiB");
    return {};
  }

 private:
  static EventReader& of(void* self) { return *static_cast<EventReader*>(self); }

  static void on_begin(void* self, const XML_Char* name, const XML_Char** pairs) {
    EventReader& reader = of(self);
    if (reader.failure_) return;
    if (++reader.depth_ > kDeepest) return reader.stop(reader.broken("it is nested deeper than 64 levels"));
    XmlAttributes attributes;
    for (; pairs[0] != nullptr; pairs += 2) attributes.emplace(pairs[0], pairs[1]);
    reader.stop(reader.handler_.begin(name, attributes, reader.place()));
  }
  static void on_end(void* self, const XML_Char* name) {
    EventReader& reader = of(self);
    if (reader.failure_) return;
    --reader.depth_;
    reader.stop(reader.handler_.end(name));
  }
  static void on_text(void* self, const XML_Char* text, int size) {
    if (!of(self).failure_) of(self).handler_.text({text, static_cast<std::size_t>(size)});
  }
  static void on_doctype(void* self, const XML_Char*, const XML_Char*, const XML_Char*, int) {
    of(self).stop(of(self).broken("it has a document type declaration, which no scanner writes"));
  }

  void stop(Result<> result) {
    if (result || failure_) return;
    failure_ = std::move(result).error();
    XML_StopParser(parser_.get(), XML_FALSE);
  }

  std::uint64_t place() const {
    const auto index = XML_GetCurrentByteIndex(parser_.get());
    return index < 0 ? read_ : static_cast<std::uint64_t>(index);
  }

  Unexpected<Problem> broken(std::string_view what) const {
    return problem(ProblemKind::invalid, "bad_xml",
                   "The file is not valid XML at line " +
                       std::to_string(XML_GetCurrentLineNumber(parser_.get())) + " (byte " +
                       std::to_string(place()) + "): " + std::string(what) + ".",
                   "Let the scanner write the file again, and check that it was copied whole.");
  }

  struct Free {
    void operator()(XML_Parser parser) const { XML_ParserFree(parser); }
  };

  XmlHandler& handler_;
  std::unique_ptr<XML_ParserStruct, Free> parser_;
  std::optional<Problem> failure_{};
  std::size_t depth_ = 0;
  std::uint64_t read_ = 0;
};

struct RootName final : XmlHandler {
  std::string name{};
  Result<> begin(const std::string& element, const XmlAttributes&, std::uint64_t) override {
    name = element;
    return problem(ProblemKind::internal, "seen", "It is known.");
  }
  Result<> end(const std::string&) override { return {}; }
  void text(std::string_view) override {}
};

}  // namespace

Result<> read_xml(std::istream& stream, XmlHandler& handler, const Progress& progress) {
  EventReader reader(handler);
  std::vector<char> block(kXmlBlock);
  std::uint64_t read = 0;
  for (bool last = false; !last;) {
    stream.read(block.data(), static_cast<std::streamsize>(block.size()));
    const auto size = static_cast<std::size_t>(stream.gcount());
    if (stream.bad())
      return problem(ProblemKind::unavailable, "scan_unreadable",
                     "The file could not be read beyond byte " + std::to_string(read) + ".",
                     "Check the disk and the connection, then import it again.");
    last = !stream.good();
    ITSM_CHECK(reader.read({block.data(), size}, last));
    read += size;
    if (progress) progress(read);
  }
  return {};
}

std::string root_element_of(std::string_view beginning) {
  RootName root;
  EventReader reader(root);
  static_cast<void>(reader.read(beginning, false));  // ends with the root, or where the text is no XML
  return root.name;
}

}  // namespace itsm::host::findings
