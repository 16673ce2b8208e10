// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <algorithm>
#include <map>
#include <optional>
#include <string>

#include <itsm/json.hpp>

#include "plugins/common/time.hpp"

namespace itsm::servicenow {

// How far a poll looks back behind where the last one began: a change is stamped before it can be read.
inline constexpr std::chrono::seconds kOverlap{60};

// Where a reader of changes stands. A pass reads what changed since `since`, in the order of time and sys_id,
// then the linked tickets; the next one begins where this one began. All times are the instance's, in whole
// seconds.
struct FeedCursor {
  std::string since{};
  std::string began{};    // of the pass; empty between passes, and where the instance does not tell the time
  std::string updated{};  // the last row that was read, empty at the beginning
  std::string sys_id{};
  std::string linked{};  // the last linked ticket that was read
  bool searched = false;
  // Tickets of the overlap with their count of changes: what the last pass told, and this one has met. What
  // is as it was is not told twice.
  std::map<std::string, std::string> told{};
  std::map<std::string, std::string> met{};

  static constexpr std::string_view kDocument = "servicenow_feed_cursor";
  template <class Self, class Visit>
  static void members(Self& self, Visit&& visit) {
    visit.required("since", self.since, "Where the pass begins, without the overlap.");
    visit.optional("began", self.began, "When the running pass began.");
    visit.optional("updated", self.updated, "Time of the last row that was read.");
    visit.optional("sys_id", self.sys_id, "And its id.");
    visit.optional("linked", self.linked, "Last linked ticket that was read.");
    visit.optional("searched", self.searched, "The search is done.");
    visit.optional("told", self.told, "sys_id -> sys_mod_count of what the pass before told.");
    visit.optional("met", self.met, "The same of this one, as far as the next meets it again.");
  }

  static FeedCursor at(common::Time since);
  // invalid_argument for a text that is no cursor.
  static Result<FeedCursor> read(const std::string& text);
  std::string text() const;

  // From where on the pass reads, with the overlap.
  std::string from() const;
  // Notes a ticket that was changed then; false where it was told as it is.
  bool is_news(const std::string& ticket, const std::string& version, const std::string& changed);
  // Where the next pass begins.
  FeedCursor finished() const;

 private:
  std::string next_since() const { return std::max(since, began.empty() ? updated : began); }
};

}  // namespace itsm::servicenow
