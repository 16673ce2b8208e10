// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <mutex>
#include <string>
#include <string_view>
#include <vector>

namespace itsm::host::observe {

// The values that must never be read by anybody: every live secret is remembered here, and every text that
// leaves for a log, an error or a trace passes through redact. Any thread.
class Redactor {
 public:
  // Shorter values are not remembered: replacing them would mangle ordinary text.
  static constexpr std::size_t kShortest = 6;

  // Also remembers the forms in which the value travels: in a JSON string and percent-encoded.
  void remember(std::string_view secret);
  std::string redact(std::string_view text) const;

 private:
  mutable std::mutex mutex_;
  std::vector<std::string> secrets_;  // the one in use last at the end; the oldest go when there are many
};

}  // namespace itsm::host::observe
