// SPDX-License-Identifier: Apache-2.0
#include "tests/simulators/servicenow/front.hpp"

#include <fmt/chrono.h>

#include "tests/simulators/http/signature.hpp"
#include "tests/simulators/servicenow/table_api.hpp"

namespace itsm::simulators::servicenow {
namespace {

constexpr std::chrono::hours kHour{1};

Answer hibernation_page() {
  return {
      200,
      {{"Content-Type", "text/html;charset=UTF-8"}},
      "<!DOCTYPE html><html><head><title>Instance Hibernating page</title></head><body><h1>Your instance is "
      "hibernating</h1><p>Sign in to the developer site to wake your instance.</p></body></html>"};
}

void note(const Answer& answer, const Json& item, Json& serviced) {
  Json out{{"id", item.at("id")},
           {"status_code", answer.status},
           {"status_text", answer.status < 300 ? "OK" : "Error"},
           {"body", encode_base64(answer.body)},
           {"execution_time", 12}};
  out["headers"] = Json::array();
  if (!item.value("exclude_response_headers", false))
    for (const auto& [name, value] : answer.headers)
      out["headers"].push_back({{"name", name}, {"value", value}});
  serviced.push_back(std::move(out));
}

}  // namespace

HeaderList Front::counted(const Caller& caller) {
  const RateLimit* rule = nullptr;
  for (const auto& one : records_.schema().rate_limits)
    if (one.user == caller.user_name || (one.user.empty() && rule == nullptr)) rule = &one;
  if (rule == nullptr) return {};
  const auto hour = std::chrono::floor<std::chrono::hours>(records_.now());
  auto& [begin, count] = counts_[caller.user_name];
  if (begin != hour) count = 0;
  begin = hour;
  const auto reset =
      std::chrono::duration_cast<std::chrono::seconds>((hour + kHour).time_since_epoch()).count();
  HeaderList headers{{"X-RateLimit-Limit", std::to_string(rule->per_hour)},
                     {"X-RateLimit-Reset", std::to_string(reset)},
                     {"X-RateLimit-Rule", sys_id_for("rule " + rule->user)}};
  if (++count <= rule->per_hour) return headers;
  const auto left = std::chrono::ceil<std::chrono::seconds>(hour + kHour - records_.now()).count();
  headers.emplace_back("Retry-After", std::to_string(left));
  throw Refusal{
      429, "Rate limit exceeded",
      "Rate limit of " + std::to_string(rule->per_hour) + " requests per hour for Table API exceeded",
      headers};
}

Answer Front::batch(const Request& request, const Caller& caller) {
  const auto body = Json::parse(request.body, nullptr, false);
  if (!body.is_object() || !body.contains("rest_requests"))
    throw Refusal{400, "Invalid batch request", "rest_requests is missing", {}};
  auto serviced = Json::array();
  auto unserviced = Json::array();
  for (const auto& item : body.at("rest_requests")) {
    if (records_.schema().batch_serves > 0 && serviced.size() >= records_.schema().batch_serves) {
      unserviced.push_back(item.at("id"));
      continue;
    }
    HeaderList headers{{"Host", request.header("Host").value_or("localhost")}};
    for (const auto& header : item.value("headers", Json::array()))
      headers.emplace_back(header.at("name").get<std::string>(), header.at("value").get<std::string>());
    const auto one = make_request(item.at("method").get<std::string>(), item.at("url").get<std::string>(),
                                  headers, decode_base64(item.value("body", "")).value_or(""));
    try {
      note(routed(one, caller), item, serviced);
    } catch (const Refusal& refused) {
      note(refused.answer(), item, serviced);
    }
  }
  return json_answer(200, {{"batch_request_id", body.value("batch_request_id", "")},
                           {"serviced_requests", std::move(serviced)},
                           {"unserviced_requests", std::move(unserviced)}});
}

Answer Front::routed(const Request& request, const Caller& caller) {
  const auto& segments = request.segments;
  const std::size_t at = segments.size() > 2 && (segments[2] == "v1" || segments[2] == "v2") ? 3 : 2;
  if (segments.size() > at && segments[0] == "api" && segments[1] == "now") {
    if (segments[at] == "table") return answer_table(records_, request, caller);
    if (segments[at] == "batch" && request.method == "POST") return batch(request, caller);
  }
  throw Refusal{400, "Requested URI does not represent any resource", request.path, {}};
}

Answer Front::handle(const Request& request) {
  if (records_.schema().hibernates) return hibernation_page();
  Answer answer;
  try {
    if (request.path == "/oauth_token.do" && request.method == "POST") return sign_in_.token(request);
    if (request.path == "/oauth_auth.do") return sign_in_.consent(request);
    const auto caller = sign_in_.caller_of(request);
    const auto headers = counted(caller);
    answer = routed(request, caller);
    answer.headers.insert(answer.headers.end(), headers.begin(), headers.end());
  } catch (const Refusal& refused) {
    answer = refused.answer();
  } catch (const Json::exception&) {
    answer = Refusal{400, "Exception while reading request", "a member is of the wrong kind", {}}.answer();
  }
  answer.headers.emplace_back("Date",
                              fmt::format("{:%a, %d %b %Y %H:%M:%S} GMT",
                                          fmt::gmtime(std::chrono::system_clock::to_time_t(
                                              std::chrono::floor<std::chrono::seconds>(records_.now())))));
  return answer;
}

}  // namespace itsm::simulators::servicenow
