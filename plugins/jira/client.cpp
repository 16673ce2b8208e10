// SPDX-License-Identifier: Apache-2.0
#include "plugins/jira/client.hpp"

#include "plugins/common/reading.hpp"
#include "plugins/jira/errors.hpp"
#include "plugins/jira/person.hpp"

namespace itsm::jira {
namespace {

// More pages than any listing has; a Jira that goes on for ever is broken.
constexpr int kMostPages = 200;

Result<Json> always(Result<Json> answer) {
  if (!answer && answer.error().status == Status::not_found) answer.error().status = Status::outdated;
  return answer;
}

}  // namespace

HttpRequest Client::request(std::string method, std::string target, std::string body, Effect effect) const {
  HttpRequest request;
  request.method = std::move(method);
  request.origin = site_.origin();
  request.target = std::move(target);
  request.headers = {{"Accept", "application/json"}};
  if (!body.empty()) request.headers.push_back({"Content-Type", "application/json"});
  // Without it some requests are taken for forged browser requests.
  if (request.method != "GET") request.headers.push_back({"X-Atlassian-Token", "no-check"});
  request.body = std::move(body);
  request.credential = "default";
  request.effect = effect;
  return request;
}

Error Client::error_of(const HttpResponse& answer) const {
  return jira::error_of(answer, call_.now(), site_);
}

Result<Json> Client::json_of(const HttpResponse& answer) const {
  return jira::json_of(answer, call_.now(), site_);
}

Result<Json> Client::read(const HttpRequest& request) const {
  ITSM_TRY(const HttpResponse answer, call_.http(request));
  if (common::is_success(answer) && !request.credential.empty() && is_anonymous(answer))
    return unexpected(not_logged_in(site_));
  return json_of(answer);
}

Result<Json> Client::get(const std::string& target, std::chrono::seconds cache) const {
  HttpRequest asked = request("GET", target, {}, Effect::read);
  asked.cache = cache;
  return read(asked);
}

Result<Json> Client::get_always(const std::string& target, std::chrono::seconds cache) const {
  return always(get(target, cache));
}

Result<Json> Client::query(const std::string& target, const Json& body) const {
  return always(read(request("POST", target, dump(body), Effect::read)));
}

Result<Json> Client::get_from(std::string_view origin, const std::string& target,
                              std::string credential) const {
  HttpRequest asked = request("GET", target, {}, Effect::read);
  asked.origin = origin;
  asked.credential = std::move(credential);
  return always(read(asked));
}

Result<HttpResponse> Client::write(std::string method, const std::string& target, const Json& body) const {
  return call_.http(
      request(std::move(method), target, body.is_null() ? std::string() : dump(body), Effect::write));
}

Result<std::vector<Json>> Client::all(std::string_view path, common::Query parameters, std::string_view array,
                                      std::chrono::seconds cache) const {
  std::vector<Json> elements;
  for (int page_number = 0; page_number < kMostPages; ++page_number) {
    common::Query paged = parameters;
    paged.emplace_back("startAt", std::to_string(elements.size()));
    ITSM_TRY(const Json page, get(site_.api(path, paged), cache));
    const Json& values = common::member(page, array);
    if (!values.is_array())
      return failure(Status::bad_reply,
                     "Jira's answer to " + std::string(path) + " lacks '" + std::string(array) + "'");
    elements.insert(elements.end(), values.begin(), values.end());
    const Json& total = common::member(page, "total");
    const bool last = common::flag_of(page, "isLast") ||
                      (total.is_number_unsigned() && elements.size() >= total.get<std::size_t>());
    if (values.empty() || last) return elements;
  }
  return failure(Status::bad_reply, "Jira's listing " + std::string(path) + " does not end");
}

Result<Json> Client::account() const {
  ITSM_TRY(Json account, get_always(site_.api("/myself")));
  if (read_person(account).id.empty()) return unexpected(not_logged_in(site_));
  return account;
}

}  // namespace itsm::jira
