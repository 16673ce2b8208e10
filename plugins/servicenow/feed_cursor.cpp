// SPDX-License-Identifier: Apache-2.0
#include "plugins/servicenow/feed_cursor.hpp"

#include "plugins/servicenow/values.hpp"

namespace itsm::servicenow {
namespace {

// The cursor is stored with every page. What is beyond is told again, which harms nobody.
constexpr std::size_t kMostTold = 1000;

std::string overlapping(const std::string& time) {
  return wire_time(time_of(time).value_or(common::Time()) - kOverlap);
}

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

std::string FeedCursor::from() const { return overlapping(since); }

bool FeedCursor::is_news(const std::string& ticket, const std::string& version, const std::string& changed) {
  const auto is_known = [&](const std::map<std::string, std::string>& known) {
    const auto found = known.find(ticket);
    return found != known.end() && found->second == version;
  };
  const bool news = !is_known(told) && !is_known(met);
  const bool comes_again = began.empty() || changed >= overlapping(next_since());
  if (comes_again && (met.contains(ticket) || met.size() < kMostTold)) met[ticket] = version;
  return news;
}

FeedCursor FeedCursor::finished() const { return {.since = next_since(), .told = met}; }

}  // namespace itsm::servicenow
