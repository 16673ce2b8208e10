// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <algorithm>
#include <map>
#include <optional>
#include <set>
#include <string>
#include <vector>

#include "host_stub/sync/merge.hpp"

namespace itsm::host::sync {

// What a ticket and its findings were last agreed on, besides their status.
struct Agreement {
  std::map<std::string, AgreedValue> fields{};  // field id -> value
  std::optional<AgreedValue> summary{};
  std::string section{};                      // digest of the section that was written last
  std::optional<std::string> section_left{};  // as AgreedValue::left
  std::int64_t policy{};                      // id of the version by which the findings said so; 0: not known
  std::map<std::string, Side> chosen{};       // conflicts that are decided and not carried out yet
  std::string ours{};                         // digest of all that the findings said
  std::string seen{};                         // version of the ticket that was compared
  std::string told_problem{};                 // the last thing about which people were told

  // Whether a policy that decides since has left the ticket as it was.
  bool has_left() const {
    return section_left || (summary && summary->left) ||
           std::any_of(fields.begin(), fields.end(),
                       [](const auto& field) { return field.second.left.has_value(); });
  }

  static constexpr std::string_view kDocument = "agreement";
  template <class Self, class Visit>
  static void members(Self& self, Visit&& visit) {
    visit.optional("fields", self.fields, "Field id -> what both sides said.");
    visit.optional("summary", self.summary, "The same of the summary; of tickets that we made.");
    visit.optional("section", self.section, "Digest of the section of members that was written last.");
    visit.optional("section_left", self.section_left, "By an earlier policy, as with fields.");
    visit.optional("policy", self.policy, "Id of the version by which the findings said so.");
    visit.optional("chosen", self.chosen, "Field id -> whose value a person has chosen in a conflict.");
    visit.optional("ours", self.ours, "Digest of what the findings said.");
    visit.optional("seen", self.seen, "Version of the ticket that was compared with it.");
    visit.optional("told_problem", self.told_problem, "What people were told last, so that it is told once.");
  }
};

}  // namespace itsm::host::sync
