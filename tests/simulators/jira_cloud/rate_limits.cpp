// SPDX-License-Identifier: Apache-2.0
#include "tests/simulators/jira_cloud/rate_limits.hpp"

#include <algorithm>
#include <array>
#include <cmath>

#include "tests/simulators/jira/refusal.hpp"

namespace itsm::simulators::jira_cloud {
namespace {

using namespace std::chrono_literals;
using jira::Route;
using jira::Site;

// What the endpoint may be asked in a second when nothing else is set; real answers say so as well.
int usual(std::string_view method) { return method == "PUT" || method == "DELETE" ? 50 : 100; }

int burst_limit(const RateSettings& settings, std::string_view method) {
  if (method == "GET") return settings.gets;
  if (method == "POST") return settings.posts;
  return method == "PUT" ? settings.puts : settings.deletes;
}

Answer too_many(const Site& site, const char* reason, int limit, std::chrono::milliseconds wait) {
  const auto seconds = std::max<std::int64_t>(1, std::chrono::ceil<std::chrono::seconds>(wait).count());
  auto answer = json_answer(429, jira::refusal(429, "Rate limit exceeded.").body());
  auto& headers = answer.headers;
  if (site.world().rates.tells_wait) headers.emplace_back("Retry-After", std::to_string(seconds));
  headers.emplace_back("X-RateLimit-Limit", std::to_string(limit));
  headers.emplace_back("X-RateLimit-Remaining", "0");
  headers.emplace_back("X-RateLimit-Reset", utc_text(site.now() + std::chrono::seconds(seconds)));
  headers.emplace_back("X-RateLimit-NearLimit", "true");
  headers.emplace_back("RateLimit-Reason", reason);
  return answer;
}

// One point for the call, one for each object in the answer, two where the objects are people; a write costs
// one.
int points_of(const Route& route, const Answer& answer) {
  if (route.method != "GET" && route.path != "search/jql" && route.path != "issue/bulkfetch") return 1;
  const auto body = Json::parse(answer.body, nullptr, false);
  const int each = route.path.starts_with("user") || route.path == "myself" ? 2 : 1;
  std::size_t objects = body.is_array() ? body.size() : 1;
  constexpr std::array<const char*, 4> kLists{"issues", "values", "comments", "transitions"};
  for (const auto* list : kLists)
    if (body.is_object() && body.contains(list)) objects = body[list].size();
  return 1 + each * static_cast<int>(objects);
}

}  // namespace

std::optional<Answer> RateLimits::refuse(const Site& site, const Route& route, const std::string& issue,
                                         const std::string& app) {
  if (auto refused = refuse_points(site, app)) return refused;
  if (auto refused = refuse_burst(site, route)) return refused;
  return route.method == "GET" ? std::nullopt : refuse_issue_write(site, issue);
}

std::optional<Answer> RateLimits::refuse_burst(const Site& site, const Route& route) {
  const int limit = burst_limit(site.world().rates, route.method);
  if (limit == 0) return std::nullopt;
  const auto now = site.now();
  auto [entry, is_new] =
      buckets_.try_emplace({route.method, route.path}, Bucket{static_cast<double>(limit), now});
  auto& bucket = entry->second;
  const auto passed = std::chrono::duration<double>(now - bucket.filled).count();
  bucket.tokens = std::min<double>(limit, bucket.tokens + std::max(0.0, passed) * limit);
  bucket.filled = now;
  if (bucket.tokens < 1) return too_many(site, "jira-burst-based", limit, 1s);
  bucket.tokens -= 1;
  return std::nullopt;
}

std::optional<Answer> RateLimits::refuse_issue_write(const Site& site, const std::string& issue) {
  const auto& settings = site.world().rates;
  const auto* found = issue.empty() ? nullptr : site.find(issue);
  if (found == nullptr || (settings.issue_writes_in_2s == 0 && settings.issue_writes_in_30s == 0))
    return std::nullopt;
  const auto now = site.now();
  auto& writes = writes_[std::to_string(found->id)];
  while (!writes.empty() && writes.front() <= now - 30s) writes.pop_front();
  const auto in_2s = std::count_if(writes.begin(), writes.end(), [&](Time at) { return at > now - 2s; });
  if (settings.issue_writes_in_2s > 0 && in_2s >= settings.issue_writes_in_2s)
    return too_many(site, "jira-per-issue-on-write", settings.issue_writes_in_2s, 2s);
  if (settings.issue_writes_in_30s > 0 &&
      writes.size() >= static_cast<std::size_t>(settings.issue_writes_in_30s))
    return too_many(site, "jira-per-issue-on-write", settings.issue_writes_in_30s,
                    writes.front() + 30s - now);
  writes.push_back(now);
  return std::nullopt;
}

RateLimits::Account& RateLimits::account(const std::string& app, Time now) {
  auto& found = accounts_[app];
  const Time hour = std::chrono::floor<std::chrono::hours>(now);
  if (found.hour != hour) found = {hour, 0};
  return found;
}

std::optional<Answer> RateLimits::refuse_points(const Site& site, const std::string& app) {
  const auto& settings = site.world().rates;
  if (app.empty() || settings.points_an_hour == 0) return std::nullopt;
  const auto& own = account(app, site.now());
  if (own.points < settings.points_an_hour) return std::nullopt;
  return too_many(site, settings.tenant_pool ? "jira-quota-tenant-based" : "jira-quota-global-based",
                  settings.points_an_hour, own.hour + 1h - site.now());
}

void RateLimits::charge(const Site& site, const Route& route, const std::string& app, Answer& answer) {
  const auto& settings = site.world().rates;
  const int limit = burst_limit(settings, route.method);
  int left = usual(route.method) - 1;
  if (const auto bucket = buckets_.find({route.method, route.path}); limit > 0 && bucket != buckets_.end())
    left = static_cast<int>(std::floor(bucket->second.tokens));
  const int shown = limit > 0 ? limit : usual(route.method);
  answer.headers.emplace_back("X-RateLimit-Limit", std::to_string(shown));
  answer.headers.emplace_back("X-RateLimit-Remaining", std::to_string(left));
  if (left * 5 < shown) answer.headers.emplace_back("X-RateLimit-NearLimit", "true");
  if (app.empty() || settings.points_an_hour == 0) return;
  auto& own = account(app, site.now());
  own.points += points_of(route, answer);
  const auto quota = std::to_string(settings.points_an_hour);
  const auto rest = std::to_string(std::max(0, settings.points_an_hour - own.points));
  const auto seconds = std::chrono::ceil<std::chrono::seconds>(own.hour + 1h - site.now()).count();
  const std::string name = settings.tenant_pool ? "\"tenant-app-quota\"" : "\"global-app-quota\"";
  answer.headers.emplace_back("RateLimit-Policy", name + ";q=" + quota + ";w=3600");
  answer.headers.emplace_back("RateLimit", name + ";r=" + rest + ";t=" + std::to_string(seconds));
}

}  // namespace itsm::simulators::jira_cloud
