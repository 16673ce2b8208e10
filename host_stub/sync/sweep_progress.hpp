// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <map>
#include <string>

namespace itsm::host::sync {

// What a comparison of all links has found so far; stored with its place.
struct SweepProgress {
  std::int64_t linked = 0;
  std::int64_t agree = 0;
  std::int64_t differ = 0;
  std::int64_t waiting = 0;
  std::int64_t unreachable = 0;
  std::map<std::string, std::int64_t> causes{};
  std::map<std::string, std::int64_t> repaired{};
  std::string as_of{};
  std::string oldest_confirmed_at{};
  std::string problem{};

  static constexpr std::string_view kDocument = "sweep_progress";
  template <class Self, class Visit>
  static void members(Self& self, Visit&& visit) {
    visit.required("linked", self.linked, "Tickets that were compared.");
    visit.required("agree", self.agree, "Of them, those that agree with their findings.");
    visit.required("differ", self.differ, "Those that do not.");
    visit.required("waiting", self.waiting, "Those about which a person has been asked.");
    visit.required("unreachable", self.unreachable, "Those that could not be read.");
    visit.required("causes", self.causes, "Cause -> differences.");
    visit.optional("repaired", self.repaired, "Cause -> differences that were handed on.");
    visit.optional("as_of", self.as_of, "When the last of them was compared, RFC 3339.");
    visit.optional("oldest_confirmed_at", self.oldest_confirmed_at,
                   "Since when nothing was heard of the link that is known the worst, RFC 3339.");
    visit.optional("problem", self.problem, "Why a ticket could not be read.");
  }
};

}  // namespace itsm::host::sync
