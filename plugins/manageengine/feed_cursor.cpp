// SPDX-License-Identifier: Apache-2.0
#include "plugins/manageengine/feed_cursor.hpp"

#include <algorithm>

#include <itsm/error.hpp>

namespace itsm::manageengine {
namespace {

// Edits that were being written while a pass ran show with a time before the latest one that it saw.
constexpr std::int64_t kOverlapMs = 120'000;

bool makes_sense(const FeedPlace& place) {
  return place.newest_ms >= 0 && place.from_ms >= 0 && place.skip >= 0 && place.from_ms <= place.newest_ms &&
         place.newest_ms < 253'402'300'800'000;
}

}  // namespace

// Rows of the last time are read again where the page has earlier ones, so that none is lost when rows move
// between two pages; a page of one single time has to be counted past.
void FeedPlace::go_on(std::int64_t first_ms, std::int64_t last_ms, std::size_t rows) {
  const auto count = static_cast<std::int64_t>(rows);
  if (first_ms < last_ms) {
    skip = 0;
  } else {
    skip = last_ms == from_ms ? skip + count : count;
  }
  from_ms = last_ms;
  newest_ms = std::max(newest_ms, last_ms);
}

void FeedPlace::finish() {
  from_ms = std::max<std::int64_t>(newest_ms - kOverlapMs, 0);
  skip = 0;
}

FeedCursor FeedCursor::behind(std::int64_t edited_ms, std::int64_t made_ms) {
  FeedCursor cursor{{.newest_ms = edited_ms}, {.newest_ms = made_ms}, false};
  cursor.edited.finish();
  cursor.made.finish();
  return cursor;
}

Result<FeedCursor> FeedCursor::read(const std::string& text) {
  try {
    if (const auto json = parse_json(text)) {
      const auto cursor = from_document<FeedCursor>(*json);
      if (makes_sense(cursor.edited) && makes_sense(cursor.made)) return cursor;
    }
  } catch (const std::exception&) {
  }
  return failure(Status::invalid_argument, "this is no cursor of ServiceDesk Plus's changes");
}

std::string FeedCursor::text() const { return dump(to_document(*this)); }

}  // namespace itsm::manageengine
