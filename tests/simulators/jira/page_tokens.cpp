// SPDX-License-Identifier: Apache-2.0
#include "tests/simulators/jira/page_tokens.hpp"

#include <fmt/core.h>

namespace itsm::simulators::jira {

std::string PageTokens::issue(const std::string& jql, const Issue& last, Time now) {
  // Nothing for clients to read in it, and the same in every run.
  const auto token = fmt::format("Ch0jU3RyaW5nJlUw{:08x}UAE", places_.size() + 1);
  auto place = last;
  place.history.clear();
  places_[token] = {jql, std::move(place), now};
  return token;
}

std::optional<Issue> PageTokens::find(const std::string& token, const std::string& jql, Time now) const {
  const auto found = places_.find(token);
  if (found == places_.end() || found->second.jql != jql || now - found->second.made > std::chrono::days(7))
    return std::nullopt;
  return found->second.last;
}

}  // namespace itsm::simulators::jira
