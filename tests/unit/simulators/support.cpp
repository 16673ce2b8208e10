// SPDX-License-Identifier: Apache-2.0
#include "tests/unit/simulators/support.hpp"

#include <openssl/evp.h>

#include "tests/simulators/jira_cloud/jira_cloud.hpp"
#include "tests/simulators/jira_dc/jira_dc.hpp"
#include "tests/simulators/world/seed.hpp"
#include "tests/support/catch.hpp"

namespace itsm::simulators::test {
namespace {

std::string base64(const std::string& plain) {
  std::string out(4 * ((plain.size() + 2) / 3) + 1, '\0');
  const auto size =
      EVP_EncodeBlock(reinterpret_cast<unsigned char*>(out.data()),
                      reinterpret_cast<const unsigned char*>(plain.data()), static_cast<int>(plain.size()));
  out.resize(static_cast<std::size_t>(size));
  return out;
}

Json issue_body(Json fields, const std::string& project, const std::string& type) {
  fields["project"] = {{"key", project}};
  fields["issuetype"] = {{"id", type}};
  return {{"fields", std::move(fields)}};
}

}  // namespace

Desk::Desk(Deployment deployment)
    : deployment_(deployment), simulator_([deployment](const Clock& clock) {
        return deployment == Deployment::cloud ? make_jira_cloud(read_seed_file(ITSM_JIRA_SEED), clock)
                                               : make_jira_dc(read_seed_file(ITSM_JIRA_DC_SEED), clock);
      }) {
  if (deployment == Deployment::cloud)
    sign_in("analyst@example.test:sim-token");
  else
    use_token("sim-token");
}

void Desk::sign_in(const std::string& credentials) {
  authorization_ = credentials.empty() ? "" : "Basic " + base64(credentials);
}

void Desk::set_header(const std::string& name, const std::string& value) {
  std::erase_if(headers_, [&](const auto& header) { return same_word(header.first, name); });
  headers_.emplace_back(name, value);
}

Answer Desk::send_as(const std::string& method, const std::string& target, const std::string& type,
                     const std::string& body) {
  auto headers = headers_;
  if (!authorization_.empty()) headers.emplace_back("Authorization", authorization_);
  if (!body.empty()) headers.emplace_back("Content-Type", type);
  return simulator_.handle(make_request(method, target, std::move(headers), body));
}

Answer Desk::send(const std::string& method, const std::string& target, const Json& body) {
  const auto* api = deployment_ == Deployment::cloud ? "/rest/api/3/" : "/rest/api/2/";
  return send_as(method, target.starts_with("/") ? target : api + target, "application/json",
                 body.is_null() ? "" : text_of(body));
}

Answer Desk::send_form(const std::string& path, const std::string& form) {
  return send_as("POST", path, "application/x-www-form-urlencoded", form);
}

Answer Desk::send_text(const std::string& path, const std::string& text) {
  return send_as("POST", path, "application/json", text);
}

Json Desk::expect(const Answer& answer, int status) {
  INFO(answer.body);
  REQUIRE(answer.status == status);
  return answer.body.empty() ? Json() : Json::parse(answer.body);
}

Json Desk::get(const std::string& target, int status) { return expect(send("GET", target), status); }
Json Desk::post(const std::string& target, const Json& body, int status) {
  return expect(send("POST", target, body), status);
}
Json Desk::put(const std::string& target, const Json& body, int status) {
  return expect(send("PUT", target, body), status);
}

Json Desk::control(const std::string& method, const std::string& name, const Json& body) {
  const auto answer =
      simulator_.handle(make_request(method, "/_sim/" + name, {}, body.is_null() ? "" : text_of(body)));
  INFO(answer.body);
  REQUIRE(answer.status / 100 == 2);
  return answer.body.empty() ? Json() : Json::parse(answer.body);
}

std::string Desk::create(const Json& fields, const std::string& project, const std::string& type) {
  return post("issue", issue_body(fields, project, type), 201)["key"];
}

Json Desk::refused(const Json& fields, const std::string& project, const std::string& type) {
  return post("issue", issue_body(fields, project, type), 400)["errors"];
}

std::vector<std::string> Desk::find(const std::string& jql) {
  const auto* path = deployment_ == Deployment::cloud ? "search/jql" : "search";
  const auto page = post(path, {{"jql", jql}, {"fields", {"summary"}}, {"maxResults", 100}}, 200);
  std::vector<std::string> keys;
  for (const auto& issue : page["issues"]) keys.push_back(issue["key"]);
  return keys;
}

std::string Desk::query_error(const std::string& jql) {
  return post(deployment_ == Deployment::cloud ? "search/jql" : "search", {{"jql", jql}},
              400)["errorMessages"][0];
}

std::string header_of(const Answer& answer, const std::string& name) {
  for (const auto& [key, value] : answer.headers)
    if (same_word(key, name)) return value;
  return {};
}

Json paragraph(const std::string& text) {
  const Json words{{"type", "text"}, {"text", text}};
  const Json block{{"type", "paragraph"}, {"content", Json::array({words})}};
  return {{"type", "doc"}, {"version", 1}, {"content", Json::array({block})}};
}

}  // namespace itsm::simulators::test
