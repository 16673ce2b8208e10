// SPDX-License-Identifier: Apache-2.0
#include "plugins/jira/client.hpp"

#include "plugins/common/reading.hpp"
#include "plugins/jira/errors.hpp"

namespace itsm::jira {
namespace {

// More pages than any listing has; a Jira that goes on for ever is broken.
constexpr int kMostPages = 200;

}  // namespace

Result<HttpResponse> Client::send(std::string method, const std::string& target, std::string body,
                                  Effect effect, std::chrono::seconds cache) const {
  HttpRequest request;
  request.method = std::move(method);
  request.origin = site_.origin();
  request.target = target;
  request.headers = {{"Accept", "application/json"}};
  if (!body.empty()) {
    request.headers.push_back({"Content-Type", "application/json"});
    // Without it some requests are taken for forged browser requests.
    request.headers.push_back({"X-Atlassian-Token", "no-check"});
  }
  request.body = std::move(body);
  request.credential = "default";
  request.effect = effect;
  request.cache = cache;
  return call_.http(request);
}

Error Client::error_of(const HttpResponse& answer) const { return jira::error_of(answer, call_.now()); }

Result<Json> Client::json_of(const HttpResponse& answer) const { return jira::json_of(answer, call_.now()); }

Result<Json> Client::get(const std::string& target, std::chrono::seconds cache) const {
  ITSM_TRY(const HttpResponse answer, send("GET", target, {}, Effect::read, cache));
  return json_of(answer);
}

Result<Json> Client::query(const std::string& target, const Json& body) const {
  ITSM_TRY(const HttpResponse answer,
           send("POST", target, dump(body), Effect::read, std::chrono::seconds(0)));
  auto json = json_of(answer);
  if (!json && json.error().status == Status::not_found) json.error().status = Status::outdated;
  return json;
}

Result<HttpResponse> Client::write(std::string method, const std::string& target, const Json& body) const {
  return send(std::move(method), target, body.is_null() ? std::string() : dump(body), Effect::write,
              std::chrono::seconds(0));
}

Result<std::vector<Json>> Client::all(std::string_view path, common::Query parameters,
                                      std::string_view array) const {
  std::vector<Json> elements;
  for (int page_number = 0; page_number < kMostPages; ++page_number) {
    common::Query paged = parameters;
    paged.emplace_back("startAt", std::to_string(elements.size()));
    ITSM_TRY(const Json page, get(site_.api(path, paged)));
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
  ITSM_TRY(Json account, get(site_.api("/myself")));
  if (common::text_of(account, "accountId").empty())
    return failure(Status::unauthenticated, std::string(kNotLoggedIn));
  return account;
}

}  // namespace itsm::jira
