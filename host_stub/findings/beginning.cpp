// SPDX-License-Identifier: Apache-2.0
#include "host_stub/findings/beginning.hpp"

#include <itsm/json.hpp>

#include "host_stub/core/text.hpp"
#include "host_stub/findings/xml_events.hpp"

namespace itsm::host::findings {
namespace {

constexpr std::size_t kMostMembers = 64;

// The events of nlohmann's parser, of which the outermost object's members are kept. Where the text ends, so
// does the reading: that is no mistake here.
class Members {
 public:
  explicit Members(Beginning& out) : out_(out) {}

  bool null() { return true; }
  bool boolean(bool) { return true; }
  bool number_integer(Json::number_integer_t) { return true; }
  bool number_unsigned(Json::number_unsigned_t) { return true; }
  bool number_float(Json::number_float_t, const std::string&) { return true; }
  bool binary(Json::binary_t&) { return false; }
  bool string(std::string& value) {
    if (depth_ == 1 && !out_.members.empty()) out_.texts[out_.members.back()] = value;
    return true;
  }
  bool key(std::string& name) {
    if (depth_ == 1) out_.members.push_back(name);
    return out_.members.size() < kMostMembers;
  }
  bool start_object(std::size_t) { return ++depth_ <= kMaxJsonDepth; }
  bool end_object() { return --depth_ > 0; }
  bool start_array(std::size_t) { return ++depth_ <= kMaxJsonDepth; }
  bool end_array() { return --depth_ > 0; }
  bool parse_error(std::size_t, const std::string&, const Json::exception&) { return false; }

 private:
  Beginning& out_;
  std::size_t depth_ = 0;
};

}  // namespace

Beginning look_at(std::string_view text) {
  constexpr std::string_view kByteOrderMark = "\xEF\xBB\xBF";
  if (text.starts_with(kByteOrderMark)) text.remove_prefix(kByteOrderMark.size());
  const auto start = text.find_first_not_of(" \t\r\n");
  Beginning out;
  const char first = start == std::string_view::npos ? '\0' : text[start];
  if (first == '{') {
    out.kind = Beginning::Kind::object;
    Members members(out);
    Json::sax_parse(text.begin(), text.end(), &members);
  } else if (first == '[') {
    out.kind = Beginning::Kind::array;
  } else if (first == '<') {
    out.kind = Beginning::Kind::xml;
    out.root = clean_text(root_element_of(text.substr(start)));
  } else {
    out.line = text.substr(0, text.find_first_of("\r\n"));
  }
  return out;
}

}  // namespace itsm::host::findings
