// SPDX-License-Identifier: Apache-2.0
#include "plugins/servicenow/feed_cursor.hpp"

#include "plugins/servicenow/values.hpp"

namespace itsm::servicenow {
namespace {

// The cursor is stored with every page. What is beyond is told again, which harms nobody.
constexpr std::size_t kMostTold = 1000;

}  // namespace

FeedCursor FeedCursor::at(common::Time since) { return {.since = wire_time(since)}; }

Result<FeedCursor> FeedCursor::read(const std::string& text) {
  constexpr const char* kNone = "this is no cursor of ServiceNow's changes";
  const auto json = parse_json(text);
  if (!json) return failure(Status::invalid_argument, kNone);
  try {
    auto cursor = from_document<FeedCursor>(*json);
    for (const std::string* time : {&cursor.since, &cursor.began, &cursor.updated})
      if (!time_of(*time) && (time == &cursor.since || !time->empty()))
        return failure(Status::invalid_argument, kNone);
    return cursor;
  } catch (const DocumentError& misfit) {
    return failure(Status::invalid_argument, std::string(kNone) + ": " + misfit.what());
  }
}

std::string FeedCursor::text() const { return dump(to_document(*this)); }

std::string FeedCursor::from() const { return wire_time(time_of(since).value_or(common::Time()) - kOverlap); }

bool FeedCursor::is_news(const std::string& ticket, const std::string& version) {
  const auto known = told.find(ticket);
  if (known != told.end() && known->second == version) return false;
  if (known != told.end() || told.size() < kMostTold) told[ticket] = version;
  return true;
}

FeedCursor FeedCursor::finished() const { return {.since = std::max(since, began), .told = told}; }

}  // namespace itsm::servicenow
