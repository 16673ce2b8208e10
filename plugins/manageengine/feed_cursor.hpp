// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>

#include <itsm/json.hpp>

namespace itsm::manageengine {

// One of the two lists that a reader of changes follows: requests by the time that they were made or edited.
struct FeedPlace {
  std::int64_t newest_ms = 0;  // latest time seen; the next pass looks back behind it
  std::int64_t from_ms = 0;    // where the next page of this pass begins
  std::int64_t skip = 0;       // rows of exactly that time that were read

  static constexpr std::string_view kDocument = "manageengine_feed_place";
  template <class Self, class Visit>
  static void members(Self& self, Visit&& visit) {
    visit.required("newest", self.newest_ms, "Milliseconds since 1970.");
    visit.required("from", self.from_ms, "Milliseconds since 1970.");
    visit.optional("skip", self.skip, "Rows of that time that were read.");
  }

  // A page was read whose rows begin and end at these times, and further ones follow.
  void go_on(std::int64_t first_ms, std::int64_t last_ms, std::size_t rows);
  // The pass has come to the list's end.
  void finish();
};

// Where a reader of changes stands: a pass reads the edited requests, then the new ones, whose time of
// editing is empty until somebody edits them.
struct FeedCursor {
  FeedPlace edited{};
  FeedPlace made{};
  bool reads_made = false;  // the pass has come to its second list

  static constexpr std::string_view kDocument = "manageengine_feed_cursor";
  template <class Self, class Visit>
  static void members(Self& self, Visit&& visit) {
    visit.required("edited", self.edited, "In the list of edited requests.");
    visit.required("made", self.made, "In the list of new requests.");
    visit.optional("reads_made", self.reads_made, "The second list is read.");
  }

  // Of a desk whose latest edit and latest new request have these times.
  static FeedCursor behind(std::int64_t edited_ms, std::int64_t made_ms);
  // invalid_argument for a text that is no cursor.
  static Result<FeedCursor> read(const std::string& text);
  std::string text() const;
};

}  // namespace itsm::manageengine
