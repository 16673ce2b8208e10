// SPDX-License-Identifier: Apache-2.0
#include "host_stub/observe/redaction.hpp"

#include <algorithm>

#include <itsm/json.hpp>

#include "host_stub/core/percent.hpp"

namespace itsm::host::observe {
namespace {

constexpr std::string_view kReplacement = "[secret]";
// Tokens that vendors renew every hour would pile up; those of the last weeks are enough.
constexpr std::size_t kMostForms = 3000;

std::string json_escaped(std::string_view text) {
  const std::string quoted = dump(Json(std::string(text)));
  return quoted.substr(1, quoted.size() - 2);
}

}  // namespace

void Redactor::remember(std::string_view secret) {
  if (secret.size() < kShortest) return;
  const std::lock_guard lock(mutex_);
  for (std::string form : {std::string(secret), json_escaped(secret), percent_encoded(secret)}) {
    const auto known = std::find(secrets_.begin(), secrets_.end(), form);
    if (known != secrets_.end()) {
      std::rotate(known, known + 1, secrets_.end());
    } else {
      if (secrets_.size() == kMostForms) secrets_.erase(secrets_.begin());
      secrets_.push_back(std::move(form));
    }
  }
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
      // The longest of those that begin together, so that no part of it survives.
      if (at < first || (at == first && at != std::string_view::npos && secret.size() > length)) {
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
