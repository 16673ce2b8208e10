// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <optional>
#include <string>

#include <itsm/json.hpp>

#include "plugins/common/time.hpp"

namespace itsm::jira {

// Where a reader of changes stands. One pass searches everything that changed since `since` page by page,
// then reads the linked tickets; the next pass begins where this one began, since whatever changed while it
// ran may have hidden from it. All times are Jira's own.
struct FeedCursor {
  std::int64_t since_ms = 0;
  std::optional<std::int64_t> began_ms{};   // of the pass; absent between passes
  std::optional<std::int64_t> newest_ms{};  // latest change that the pass has seen
  std::string from{};                       // place in the search; empty: its beginning
  std::string passed{};                     // a place that the search must not come back to
  std::int64_t pages = 0;                   // of the pass
  std::int64_t beginnings = 0;              // how often the pass lost its place
  bool searched = false;                    // the search is done, the linked tickets are not
  std::string linked{};                     // the last linked ticket that was read
  std::optional<std::string> zone{};        // in which Jira read our dates last; empty where it hides it

  static constexpr std::string_view kDocument = "jira_feed_cursor";
  template <class Self, class Visit>
  static void members(Self& self, Visit&& visit) {
    visit.required("since", self.since_ms, "Milliseconds since 1970.");
    visit.optional("began", self.began_ms, "When the running pass began.");
    visit.optional("newest", self.newest_ms, "Latest change seen in the pass.");
    visit.optional("from", self.from, "Place in the search.");
    visit.optional("passed", self.passed, "A place that was passed.");
    visit.optional("pages", self.pages, "Pages read in the pass.");
    visit.optional("beginnings", self.beginnings, "Times the pass lost its place.");
    visit.optional("searched", self.searched, "The search is done.");
    visit.optional("linked", self.linked, "Last linked ticket read.");
    visit.optional("zone", self.zone, "Zone in which Jira reads our dates.");
  }

  static FeedCursor at(common::Time since);
  // invalid_argument for a text that is no cursor.
  static Result<FeedCursor> read(const std::string& text);
  std::string text() const;

  bool is_between_passes() const { return pages == 0 && !searched; }
  // Notes that the place in the search is lost; false when that happened too often, or at its beginning.
  bool begin_again();
  // Notes in which zone Jira read our dates; false when the pass thought of another one, so that what it has
  // read may be too little, and begins again.
  bool was_read_in(const std::string& account_zone);
  // Notes that the search goes on at `next`; false when it goes round in circles.
  bool go_on(std::string next);
  // Where the next pass begins.
  FeedCursor finished() const;
};

}  // namespace itsm::jira
