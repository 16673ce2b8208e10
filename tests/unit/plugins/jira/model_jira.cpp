// SPDX-License-Identifier: Apache-2.0
#include "tests/unit/plugins/jira/model_jira.hpp"

#include <algorithm>
#include <cstdlib>

#include "plugins/common/time.hpp"

namespace itsm::jira::testing {
namespace {

std::string text_of(std::int64_t ms) {
  return common::format_time(common::Time(std::chrono::milliseconds(ms)), "+0000");
}

HttpResponse ok(const Json& body) { return {200, {}, body.dump()}; }

// The names of zones count the other way round.
std::string zone_ahead(int hours) {
  return (hours < 0 ? "Etc/GMT+" : "Etc/GMT-") + std::to_string(std::abs(hours));
}

}  // namespace

// The minute behind `updated >= "`, on the account's clocks.
std::int64_t ModelJira::bound_of(const std::string& jql) const {
  const auto at = jql.find("updated >= \"") + 12;
  std::string minute = jql.substr(at, 16);
  minute[10] = 'T';
  const auto shown = common::parse_time(minute + ":00Z").value() - std::chrono::hours(hours_ahead_);
  return shown.time_since_epoch().count();
}

int ModelJira::create(int project, std::int64_t lag_ms) {
  tickets_[++last_] = {project, now_ms, now_ms, {{now_ms + lag_ms, now_ms}}};
  return last_;
}

void ModelJira::edit(int ticket, std::int64_t lag_ms) {
  Ticket& edited = tickets_.at(ticket);
  edited.updated_ms = now_ms;
  edited.indexed.emplace_back(now_ms + lag_ms, now_ms);
}

std::map<std::string, std::int64_t> ModelJira::changes(int project) const {
  std::map<std::string, std::int64_t> times;
  for (const auto& [number, ticket] : tickets_)
    if (ticket.project == project) times[std::to_string(number)] = ticket.updated_ms;
  return times;
}

Json ModelJira::document(int number, const Ticket& ticket) const {
  return {{"id", std::to_string(number)},
          {"key", "SEC-" + std::to_string(number)},
          {"fields",
           {{"project", {{"id", std::to_string(ticket.project)}}},
            {"status", {{"id", "3"}, {"name", "Doing"}, {"statusCategory", {{"key", "indeterminate"}}}}},
            {"created", text_of(ticket.created_ms)},
            {"updated", text_of(ticket.updated_ms)}}}};
}

// In the order of their making, as the query asks.
std::vector<int> ModelJira::found_by(const std::string& jql) const {
  const std::int64_t bound = bound_of(jql);
  std::vector<int> found;
  for (const auto& [number, ticket] : tickets_) {
    std::int64_t shown = 0;
    for (const auto& [from, updated] : ticket.indexed)
      if (from <= now_ms) shown = std::max(shown, updated);
    if (shown != 0 && shown >= bound && jql.find(std::to_string(ticket.project)) != std::string::npos)
      found.push_back(number);
  }
  return found;
}

// A token names the last ticket of its page, and is never the same.
HttpResponse ModelJira::search_by_token(const Json& body) {
  const auto found = found_by(body.at("jql"));
  const int last = std::stoi(body.value("nextPageToken", std::string("0")));
  const std::size_t most = dice_() % 100 < empty_pages ? 0 : body.at("maxResults").get<std::size_t>();
  auto next = std::upper_bound(found.begin(), found.end(), last);
  Json issues = Json::array();
  int end = last;
  for (; next != found.end() && issues.size() < most; ++next) {
    end = *next;
    issues.push_back(document(end, tickets_.at(end)));
  }
  Json answer = {{"issues", issues}};
  if (next == found.end())
    answer["isLast"] = true;
  else
    answer["nextPageToken"] = std::to_string(end) + "." + std::to_string(searches);
  return ok(answer);
}

HttpResponse ModelJira::search_by_offset(const Json& body) {
  const auto found = found_by(body.at("jql"));
  const auto start = body.value("startAt", std::size_t{0});
  Json issues = Json::array();
  for (std::size_t i = start; i < found.size() && issues.size() < body.at("maxResults"); ++i)
    issues.push_back(document(found[i], tickets_.at(found[i])));
  return ok({{"startAt", start}, {"total", found.size()}, {"issues", issues}});
}

HttpResponse ModelJira::read(const Json& ids) const {
  Json issues = Json::array();
  for (const Json& id : ids)
    if (const auto found = tickets_.find(std::stoi(id.get<std::string>())); found != tickets_.end())
      issues.push_back(document(found->first, found->second));
  return ok({{"issues", issues}, {"issueErrors", Json::array()}});
}

Result<HttpResponse> ModelJira::answer(const HttpRequest& request) {
  const auto is = [&](std::string_view path) { return request.target.find(path) != std::string::npos; };
  if (move_ && move_->first-- == 0) {
    hours_ahead_ = move_->second;
    move_.reset();
  }
  if (is("/serverInfo")) return ok({{"serverTime", text_of(now_ms)}});
  if (is("/myself"))
    return ok({{"accountId", "acc-1"}, {"name", "robot"}, {"timeZone", zone_ahead(hours_ahead_)}});
  const Json body = Json::parse(request.body);
  if (is("/issue/bulkfetch")) return read(body.at("issueIdsOrKeys"));
  ++searches;
  return deployment_ == Deployment::cloud ? search_by_token(body) : search_by_offset(body);
}

}  // namespace itsm::jira::testing
