// SPDX-License-Identifier: Apache-2.0
#include "tests/unit/plugins/jira_simulated/simulated_jira.hpp"

#include "tests/simulators/jira_cloud/jira_cloud.hpp"
#include "tests/simulators/jira_dc/jira_dc.hpp"
#include "tests/simulators/world/seed.hpp"
#include "tests/support/catch.hpp"

namespace itsm::jira::testing {

SimulatedJira::SimulatedJira(const std::string& version)
    : simulator_([cloud = version.empty()](const simulators::Clock& clock) {
        return cloud ? simulators::make_jira_cloud(simulators::read_seed_file(ITSM_JIRA_SEED), clock)
                     : simulators::make_jira_dc(simulators::read_seed_file(ITSM_JIRA_DC_SEED), clock);
      }) {
  if (version.empty()) {
    authenticate_by("basic", "Basic YW5hbHlzdEBleGFtcGxlLnRlc3Q6c2ltLXRva2Vu");  // the analyst's API token
  } else {
    patch({{"version", version}});
    if (version.starts_with("8.3."))  // without personal access tokens
      authenticate_by("password", "Basic YW5hbHlzdDpzaW0tcGFzc3dvcmQ=");
    else
      authenticate_by("pat", "Bearer sim-token");
  }
  host.will_serve([this](const HttpRequest& request) -> Result<HttpResponse> {
    const simulators::Answer answer = send(request);
    HttpResponse response{answer.status, {}, answer.body};
    for (const auto& [name, value] : answer.headers) response.headers.push_back({name, value});
    return response;
  });
}

void SimulatedJira::authenticate_by(std::string auth, std::string authorization) {
  auth_ = std::move(auth);
  authorization_ = std::move(authorization);
}

simulators::Answer SimulatedJira::send(const HttpRequest& request) {
  simulators::HeaderList headers{{"Host", "jira.test"}, {"User-Agent", "itsm-test"}};
  for (const Header& header : request.headers) headers.emplace_back(header.name, header.value);
  if (!request.credential.empty()) headers.emplace_back("Authorization", authorization_);
  return simulator_.handle(
      simulators::make_request(request.method, request.target, std::move(headers), request.body));
}

std::unique_ptr<JiraPlugin> SimulatedJira::unchecked() const {
  Configuration configuration;
  configuration.auth = auth_;
  configuration.settings["site"] = "http://jira.test";
  auto opened = JiraPlugin::open(configuration);
  REQUIRE(opened);
  return *std::move(opened);
}

std::unique_ptr<JiraPlugin> SimulatedJira::plugin() {
  const auto report = unchecked()->check(host.call(), {});
  if (!report) FAIL(report.error().message);
  Configuration configuration;
  configuration.auth = auth_;
  configuration.settings["site"] = "http://jira.test";
  configuration.connection = to_document(report->connection);
  auto opened = JiraPlugin::open(configuration);
  REQUIRE(opened);
  return *std::move(opened);
}

void SimulatedJira::patch(const Json& change) {
  const auto answer = simulator_.handle(
      simulators::make_request("POST", "/_sim/world", {{"Content-Type", "application/json"}}, dump(change)));
  INFO(answer.body);
  REQUIRE(answer.status < 300);
}

Json SimulatedJira::get(const std::string& target) {
  HttpRequest request;
  request.target = target;
  request.credential = "default";
  const auto answer = send(request);
  INFO(answer.body);
  REQUIRE(answer.status == 200);
  return Json::parse(answer.body);
}

std::vector<std::string> SimulatedJira::writes() {
  const auto log =
      Json::parse(simulator_.handle(simulators::make_request("GET", "/_sim/requests", {}, "")).body);
  simulator_.handle(simulators::make_request("DELETE", "/_sim/requests", {}, ""));
  std::vector<std::string> out;
  for (const Json& asked : log) {
    const std::string path = asked.at("path");
    const bool reads =
        asked.at("method") == "GET" || path.ends_with("/bulkfetch") || path.ends_with("/search/jql");
    if (!reads) out.push_back(asked.at("method").get<std::string>() + " " + path);
  }
  return out;
}

void SimulatedJira::put(const std::string& target, const Json& body) {
  const simulators::HeaderList headers{{"Host", "jira.test"},
                                       {"User-Agent", "unit-test"},
                                       {"Content-Type", "application/json"},
                                       {"Authorization", authorization_}};
  const auto answer = simulator_.handle(simulators::make_request("PUT", target, headers, dump(body)));
  INFO(answer.body);
  REQUIRE(answer.status < 300);
}

}  // namespace itsm::jira::testing
