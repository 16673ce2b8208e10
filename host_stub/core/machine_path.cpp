// SPDX-License-Identifier: Apache-2.0
#include "host_stub/core/machine_path.hpp"

#include <algorithm>
#include <array>
#include <vector>

#include "host_stub/core/text.hpp"

namespace itsm::host {
namespace {

// Where build machines keep their checkouts; "*" is one segment, "?" a drive's letter. The first that fits
// counts.
constexpr std::array<std::string_view, 12> kMachineRoots{"/home/runner/work/*/*/",
                                                         "/github/workspace/",
                                                         "/builds/*/*/",
                                                         "/__w/*/*/",
                                                         "/var/lib/jenkins/workspace/*/",
                                                         "/bitbucket/pipelines/agent/build/",
                                                         "/drone/src/",
                                                         "/home/*/",
                                                         "/Users/*/",
                                                         "?:/a/*/*/",
                                                         "?:/Users/*/",
                                                         "/root/"};

bool is_alphanumeric(char c) {
  return (c >= '0' && c <= '9') || (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
}
bool is_slash(char c) { return c == '/' || c == '\\'; }
bool ends_segment(char c) {
  return is_slash(c) || static_cast<unsigned char>(c) <= ' ' || c == '"' || c == '\'';
}

// The length of what the pattern matches at the beginning of the path, or 0.
std::size_t match(std::string_view pattern, std::string_view path) {
  std::size_t at = 0;
  for (const char wanted : pattern) {
    if (wanted == '*') {
      const std::size_t begin = at;
      while (at < path.size() && !ends_segment(path[at])) ++at;
      if (at == begin) return 0;
    } else {
      if (at == path.size()) return 0;
      const bool fits = wanted == '/'   ? is_slash(path[at])
                        : wanted == '?' ? is_alphanumeric(path[at])
                                        : path[at] == wanted;
      if (!fits) return 0;
      ++at;
    }
  }
  return at;
}

// How much of an absolute path belongs to the machine.
std::size_t machine_part(std::string_view path, std::span<const std::string> roots) {
  std::size_t longest = 0;
  for (const std::string& root : roots)
    if (path.starts_with(root)) longest = std::max(longest, root.size());
  if (longest > 0) return longest;
  for (const std::string_view pattern : kMachineRoots)
    if (const std::size_t length = match(pattern, path); length > 0) return length;
  return 0;
}

int hex_value(char c) {
  if (c >= '0' && c <= '9') return c - '0';
  if (c >= 'a' && c <= 'f') return c - 'a' + 10;
  if (c >= 'A' && c <= 'F') return c - 'A' + 10;
  return -1;
}

std::string percent_decoded(std::string_view text) {
  std::string out;
  for (std::size_t i = 0; i < text.size(); ++i) {
    if (text[i] == '%' && i + 2 < text.size() && hex_value(text[i + 1]) >= 0 && hex_value(text[i + 2]) >= 0) {
      out += static_cast<char>(hex_value(text[i + 1]) * 16 + hex_value(text[i + 2]));
      i += 2;
    } else {
      out += text[i];
    }
  }
  return clean_text(out);
}

// A file URI or a path as a path with forward slashes; "/C:/x" becomes "C:/x".
std::string plain_path(std::string_view uri) {
  uri = trimmed(uri);
  std::string path = percent_decoded(uri);
  if (to_lower(path.substr(0, 5)) == "file:") {
    path.erase(0, 5);
    if (path.starts_with("//")) path.erase(0, std::min(path.find('/', 2), path.size()));
  }
  std::replace(path.begin(), path.end(), '\\', '/');
  while (path.starts_with("//")) path.erase(0, 1);
  if (path.size() > 2 && path[0] == '/' && path[2] == ':') path.erase(0, 1);
  return path;
}

std::string without_dots(std::string_view path) {
  std::vector<std::string_view> segments;
  while (!path.empty()) {
    const auto end = std::min(path.find('/'), path.size());
    const std::string_view segment = path.substr(0, end);
    path.remove_prefix(std::min(end + 1, path.size()));
    if (segment == "..") {
      if (!segments.empty()) segments.pop_back();
    } else if (!segment.empty() && segment != ".") {
      segments.push_back(segment);
    }
  }
  std::string out;
  for (const std::string_view segment : segments) {
    if (!out.empty()) out += '/';
    out += segment;
  }
  return out;
}

}  // namespace

std::string path_in_asset(std::string_view uri, std::span<const std::string> roots) {
  std::string path = plain_path(uri);
  path.erase(0, machine_part(path, roots));
  if (path.size() > 1 && path[1] == ':' && is_alphanumeric(path[0])) path.erase(0, 2);
  return without_dots(path);
}

std::string root_directory(std::string_view uri) {
  std::string path = plain_path(uri);
  const bool absolute = path.starts_with('/') || (path.size() > 2 && path[1] == ':');
  if (!absolute) return {};
  if (!path.ends_with('/')) path += '/';
  return path.size() > 1 ? path : std::string();
}

std::string without_machine_paths(std::string text, std::span<const std::string> roots) {
  const auto may_begin = [&](std::size_t at) {
    return at == 0 || (!is_alphanumeric(text[at - 1]) && text[at - 1] != '.' && text[at - 1] != '_');
  };
  const auto is_sign = [](char c) { return is_slash(c) || c == ':'; };
  std::string out;
  for (std::size_t at = 0; at < text.size();) {
    // Nearly all text is none, and goes over in runs up to the next slash or drive.
    const auto sign = static_cast<std::size_t>(
        std::find_if(text.begin() + static_cast<std::ptrdiff_t>(at), text.end(), is_sign) - text.begin());
    const std::size_t path = sign > at && sign < text.size() && text[sign] == ':' ? sign - 1 : sign;
    out.append(text, at, path - at);
    at = path;
    if (at == text.size()) break;
    const std::size_t length = may_begin(at) ? machine_part(std::string_view(text).substr(at), roots) : 0;
    const std::size_t kept = length == 0 ? sign + 1 - at : 0;
    out.append(text, at, kept);
    at += length + kept;
  }
  return out;
}

}  // namespace itsm::host
