// SPDX-License-Identifier: Apache-2.0
#include "host_stub/observe/redaction.hpp"

#include <algorithm>

#include <itsm/json.hpp>

namespace itsm::host::observe {
namespace {

constexpr std::string_view kReplacement = "[secret]";

std::string percent_encoded(std::string_view text) {
  constexpr std::string_view kDigits = "0123456789ABCDEF";
  std::string out;
  for (const char c : text) {
    const auto byte = static_cast<unsigned char>(c);
    const bool plain = (byte >= '0' && byte <= '9') || (byte >= 'A' && byte <= 'Z') ||
                       (byte >= 'a' && byte <= 'z') || byte == '-' || byte == '.' || byte == '_' ||
                       byte == '~';
    if (plain) {
      out += c;
    } else {
      out += '%';
      out += kDigits[byte >> 4U];
      out += kDigits[byte & 0xFU];
    }
  }
  return out;
}

std::string json_escaped(std::string_view text) {
  const std::string quoted = dump(Json(std::string(text)));
  return quoted.substr(1, quoted.size() - 2);
}

}  // namespace

void Redactor::remember(std::string_view secret) {
  if (secret.size() < kShortest) return;
  const std::lock_guard lock(mutex_);
  for (std::string form : {std::string(secret), json_escaped(secret), percent_encoded(secret)})
    if (std::find(secrets_.begin(), secrets_.end(), form) == secrets_.end())
      secrets_.push_back(std::move(form));
  std::stable_sort(secrets_.begin(), secrets_.end(),
                   [](const auto& a, const auto& b) { return a.size() > b.size(); });
}

std::string Redactor::redact(std::string_view text) const {
  std::string out;
  const std::lock_guard lock(mutex_);
  // One pass over the text, so that a replacement is never searched again.
  while (!text.empty()) {
    std::size_t first = std::string_view::npos;
    std::size_t length = 0;
    for (const auto& secret : secrets_) {
      const std::size_t at = text.find(secret);
      if (at < first) {
        first = at;
        length = secret.size();
      }
    }
    out += text.substr(0, first);
    if (first == std::string_view::npos) break;
    out += kReplacement;
    text.remove_prefix(first + length);
  }
  return out;
}

}  // namespace itsm::host::observe
