// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <map>
#include <optional>
#include <string>

#include "tests/simulators/jira/issue.hpp"

namespace itsm::simulators::jira {

// The tokens of search pages. A token remembers the last row as it was, so that rows which change between two
// pages are neither shown twice nor lost unless their place in the order changed.
class PageTokens {
 public:
  std::string issue(const std::string& jql, const Issue& last, Time now);
  // nullopt: unknown, older than seven days, or of another query.
  std::optional<Issue> find(const std::string& token, const std::string& jql, Time now) const;

 private:
  struct Place {
    std::string jql;
    Issue last;
    Time made;
  };
  std::map<std::string, Place> places_{};
};

}  // namespace itsm::simulators::jira
