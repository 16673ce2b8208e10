// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <map>
#include <optional>
#include <random>
#include <string>

#include <itsm/host.hpp>

#include "plugins/jira/site.hpp"

// A Jira in a few lines, for properties of what reads its changes: tickets that are made, edited and deleted,
// on a clock of its own, behind a search whose index lags.
namespace itsm::jira::testing {

class ModelJira {
 public:
  // Tickets stand in projects 10000 (allowed) and 20000. Jira reads dates three hours ahead of UTC.
  ModelJira(Deployment deployment, unsigned seed) : deployment_(deployment), dice_(seed) {}

  std::int64_t now_ms = 1'767'225'600'000;

  // The new ticket's number. The index shows it, and each edit, after lag_ms.
  int create(int project, std::int64_t lag_ms);
  void edit(int ticket, std::int64_t lag_ms);
  void remove(int ticket) { tickets_.erase(ticket); }
  // Time of the latest change of each ticket that is there.
  std::map<std::string, std::int64_t> changes(int project) const;

  // After so many further requests our account has clocks so far ahead of UTC. One such move is kept at a
  // time.
  void move_clocks(int hours_ahead, int after_requests) {
    if (!move_) move_ = {after_requests, hours_ahead};
  }

  Result<HttpResponse> answer(const HttpRequest& request);

  int searches = 0;
  // Cloud: so many percent of the pages are empty although more follow.
  unsigned empty_pages = 0;

 private:
  struct Ticket {
    int project = 0;
    std::int64_t created_ms = 0;
    std::int64_t updated_ms = 0;
    std::vector<std::pair<std::int64_t, std::int64_t>> indexed;  // from when on, which time of change
  };

  Json document(int number, const Ticket& ticket) const;
  std::int64_t bound_of(const std::string& jql) const;
  std::vector<int> found_by(const std::string& jql) const;
  HttpResponse search_by_token(const Json& body);
  HttpResponse search_by_offset(const Json& body);
  HttpResponse read(const Json& ids) const;

  Deployment deployment_;
  std::mt19937 dice_;
  std::map<int, Ticket> tickets_;
  int hours_ahead_ = 3;
  std::optional<std::pair<int, int>> move_{};
  int last_ = 10'000;
};

}  // namespace itsm::jira::testing
