// SPDX-License-Identifier: Apache-2.0
#include "host_stub/findings/sarif_message.hpp"

#include <algorithm>
#include <charconv>
#include <optional>

namespace itsm::host::findings::sarif {
namespace {

bool is_number(std::string_view text) {
  return !text.empty() && std::all_of(text.begin(), text.end(), [](char c) { return c >= '0' && c <= '9'; });
}

// "{1}" at the beginning of the text, as 1.
std::optional<std::size_t> placeholder(std::string_view text) {
  const auto end = text.find('}');
  if (end > 4 || !is_number(text.substr(1, end - 1))) return std::nullopt;
  std::size_t number = 0;
  std::from_chars(text.data() + 1, text.data() + end, number);
  return number;
}

// Appends what stands before the first of two characters, and answers how much that was.
std::size_t copy_until(char one, char other, std::string_view text, std::string& out) {
  const auto end = std::find_if(text.begin(), text.end(), [&](char c) { return c == one || c == other; });
  const auto length = static_cast<std::size_t>(end - text.begin());
  out += text.substr(0, length);
  return length;
}

// Doubled braces stand for one; a placeholder without an argument stays.
std::string with_arguments(std::string_view text, const std::vector<std::string>& arguments) {
  std::string out;
  for (std::size_t at = 0; at < text.size();) {
    at += copy_until('{', '}', text.substr(at), out);
    if (at == text.size()) break;
    const std::string_view rest = text.substr(at);
    if (rest.starts_with("{{") || rest.starts_with("}}")) {
      out += rest.front();
      at += 2;
      continue;
    }
    const auto number = rest.front() == '{' ? placeholder(rest) : std::nullopt;
    if (number && *number < arguments.size()) {
      out += arguments[*number];
      at += rest.find('}') + 1;
    } else {
      out += text[at++];
    }
  }
  return out;
}

// [text](1) becomes text; other links become text (target) where `all` is set, and stay as they are
// otherwise.
std::string without_links(std::string_view text, bool all) {
  std::string out;
  for (std::size_t at = 0; at < text.size();) {
    at += copy_until('[', '\\', text.substr(at), out);
    if (at == text.size()) break;
    if (text[at] == '\\' && all && at + 1 < text.size() && (text[at + 1] == '[' || text[at + 1] == ']')) {
      out += text[at + 1];
      at += 2;
      continue;
    }
    const auto middle = text[at] == '[' ? text.find("](", at) : std::string_view::npos;
    const auto end = middle == std::string_view::npos ? middle : text.find(')', middle);
    if (end == std::string_view::npos || text.substr(at, middle - at).find('\n') != std::string_view::npos) {
      out += text[at++];
      continue;
    }
    const auto label = text.substr(at + 1, middle - at - 1);
    const auto target = text.substr(middle + 2, end - middle - 2);
    if (is_number(target) || target.starts_with("sarif:")) {
      out += label;
    } else if (all) {
      out += std::string(label) + " (" + std::string(target) + ")";
    } else {
      out += text.substr(at, end + 1 - at);
    }
    at = end + 1;
  }
  return out;
}

const Message* found_in(const MessageStrings& strings, const std::string& id) {
  const auto found = strings.find(id);
  return found == strings.end() ? nullptr : &found->second;
}

}  // namespace

Readable readable(const Message& message, const MessageStrings& of_rule, const MessageStrings& of_tool) {
  const Message* source = &message;
  if (message.text.empty() && message.markdown.empty() && !message.id.empty()) {
    source = found_in(of_rule, message.id);
    if (source == nullptr) source = found_in(of_tool, message.id);
    if (source == nullptr) return {};
  }
  Readable out;
  out.text = without_links(with_arguments(source->text, message.arguments), true);
  out.markdown = without_links(with_arguments(source->markdown, message.arguments), false);
  if (out.text.empty()) out.text = out.markdown;
  return out;
}

}  // namespace itsm::host::findings::sarif
