// SPDX-License-Identifier: Apache-2.0
#include "plugins/jira/feed_cursor.hpp"

#include <algorithm>

namespace itsm::jira {
namespace {

// A hundred tickets each; no Jira has so many.
constexpr std::int64_t kMostFeedPages = 1'000'000;
constexpr std::int64_t kMostCursorBeginnings = 5;

}  // namespace

FeedCursor FeedCursor::at(common::Time since) { return {.since_ms = since.time_since_epoch().count()}; }

Result<FeedCursor> FeedCursor::read(const std::string& text) {
  const auto json = parse_json(text);
  if (!json) return failure(Status::invalid_argument, "this is no cursor of Jira's changes");
  try {
    return from_document<FeedCursor>(*json);
  } catch (const DocumentError& misfit) {
    return failure(Status::invalid_argument,
                   std::string("this is no cursor of Jira's changes: ") + misfit.what());
  }
}

std::string FeedCursor::text() const { return dump(to_document(*this)); }

bool FeedCursor::begin_again() {
  if (from.empty() || beginnings == kMostCursorBeginnings) return false;
  ++beginnings;
  from.clear();
  passed.clear();
  return true;
}

bool FeedCursor::was_read_in(const std::string& account_zone) {
  if (zone == account_zone) return true;
  zone = account_zone;
  from.clear();
  passed.clear();
  return false;
}

// A circle is found by keeping the place of every page whose number is a power of two: once one of them lies
// in the circle and the next is as far away as the circle is long, the search comes back to it.
bool FeedCursor::go_on(std::string next) {
  ++pages;
  if (next == passed || next == from || pages > kMostFeedPages) return false;
  if ((pages & (pages - 1)) == 0) passed = next;
  from = std::move(next);
  return true;
}

FeedCursor FeedCursor::finished() const {
  return {.since_ms = began_ms.value_or(std::max(since_ms, newest_ms.value_or(since_ms))), .zone = zone};
}

}  // namespace itsm::jira
