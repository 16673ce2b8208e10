// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <deque>
#include <map>
#include <optional>
#include <string>

#include "tests/simulators/jira/routes.hpp"

namespace itsm::simulators::jira_cloud {

// Jira Cloud's three limits, as the world sets them: a bucket of tokens for each endpoint, writes to one
// issue, and points of an app in an hour. All by the simulator's clock. One thread at a time.
class RateLimits {
 public:
  // The refusal, if a request is one too many. app: client id, empty for people.
  std::optional<Answer> refuse(const jira::Site& site, const jira::Route& route, const std::string& issue,
                               const std::string& app);
  // Takes what an answer costs, and adds the headers that tell what is left.
  void charge(const jira::Site& site, const jira::Route& route, const std::string& app, Answer& answer);

 private:
  struct Bucket {
    double tokens = 0;
    Time filled{};
  };
  struct Account {
    Time hour{};
    int points = 0;
  };

  std::optional<Answer> refuse_burst(const jira::Site& site, const jira::Route& route);
  std::optional<Answer> refuse_issue_write(const jira::Site& site, const std::string& issue);
  std::optional<Answer> refuse_points(const jira::Site& site, const std::string& app);
  Account& account(const std::string& app, Time now);

  std::map<std::pair<std::string_view, std::string_view>, Bucket> buckets_{};  // by method and path
  std::map<std::string, std::deque<Time>> writes_{};                           // of the last 30 s, by issue
  std::map<std::string, Account> accounts_{};                                  // by app
};

}  // namespace itsm::simulators::jira_cloud
