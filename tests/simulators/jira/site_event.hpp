// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "tests/simulators/jira/issue.hpp"

namespace itsm::simulators::jira {

enum class EventKind {
  issue_created,
  issue_updated,
  issue_deleted,
  comment_created,
  comment_updated,
  comment_deleted,
  link_created,
  link_deleted,
  property_set,
  property_deleted
};

// Something that has happened on a site, told while it is still to be seen: a deletion before it takes the
// issue away.
struct SiteEvent {
  EventKind kind;
  const Issue& issue;
  std::string author{};              // account id
  const Change* change = nullptr;    // of issue_updated
  const Comment* comment = nullptr;  // of the comment events
  const IssueLink* link = nullptr;   // of the link events; issue is the inward one
  std::string property{};            // key, of the property events
  bool cascaded = false;             // a consequence of another event
};

}  // namespace itsm::simulators::jira
