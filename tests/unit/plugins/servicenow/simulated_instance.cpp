// SPDX-License-Identifier: Apache-2.0
#include "tests/unit/plugins/servicenow/simulated_instance.hpp"

#include "plugins/servicenow/base64.hpp"
#include "tests/simulators/servicenow/servicenow.hpp"
#include "tests/simulators/world/seed.hpp"
#include "tests/support/catch.hpp"

namespace itsm::servicenow::testing {
namespace {

Configuration configuration() {
  Configuration out;
  out.auth = "basic";
  out.settings["instance"] = "https://sn.test/";
  return out;
}

std::string basic(const std::string& user, const std::string& password) {
  return "Basic " + to_base64(user + ":" + password);
}

}  // namespace

SimulatedInstance::SimulatedInstance()
    : simulator_([](const simulators::Clock& clock) {
        return simulators::make_servicenow(simulators::read_seed_file(ITSM_SERVICENOW_SEED), clock);
      }),
      authorization_(basic("itsm.link", "link-password")) {
  host.will_serve([this](const HttpRequest& request) -> Result<HttpResponse> {
    const simulators::Answer answer = send(request);
    if (answer.drop_connection) return failure(Status::uncertain, "the connection was lost");
    HttpResponse response{answer.status, {}, answer.body};
    for (const auto& [name, value] : answer.headers)
      if (tells_time || name != "Date") response.headers.push_back({name, value});
    return response;
  });
}

simulators::Answer SimulatedInstance::send(const HttpRequest& request) {
  simulators::HeaderList headers{{"Host", "sn.test"}};
  for (const Header& header : request.headers) headers.emplace_back(header.name, header.value);
  if (!request.credential.empty()) headers.emplace_back("Authorization", authorization_);
  return simulator_.handle(
      simulators::make_request(request.method, request.target, std::move(headers), request.body));
}

void SimulatedInstance::act_as(const std::string& user, const std::string& password) {
  authorization_ = basic(user, password);
}

CheckReport SimulatedInstance::check() {
  const auto opened = ServiceNowPlugin::open(configuration());
  REQUIRE(opened);
  auto report = (*opened)->check(host.call(), {{{"incident", "Incident"}}});
  if (!report) FAIL(report.error().message);
  return *std::move(report);
}

std::unique_ptr<ServiceNowPlugin> SimulatedInstance::plugin() {
  Configuration checked = configuration();
  checked.connection = to_document(check().connection);
  auto opened = ServiceNowPlugin::open(checked);
  REQUIRE(opened);
  host.requests.clear();
  return *std::move(opened);
}

Json SimulatedInstance::control(const std::string& method, const std::string& path, const Json& body) {
  const auto answer = simulator_.handle(simulators::make_request(
      method, "/_sim/" + path, {{"Content-Type", "application/json"}}, body.is_null() ? "" : dump(body)));
  INFO(answer.body);
  REQUIRE(answer.status < 300);
  return answer.body.empty() ? Json() : Json::parse(answer.body);
}

void SimulatedInstance::patch(const Json& change) { control("POST", "world", change); }

Json SimulatedInstance::send_as_lead(const std::string& method, const std::string& target, const Json& body) {
  const auto answer =
      simulator_.handle(simulators::make_request(method, target,
                                                 {{"Host", "sn.test"},
                                                  {"Content-Type", "application/json"},
                                                  {"Authorization", basic("lead", "lead-password")}},
                                                 body.is_null() ? "" : dump(body)));
  INFO(answer.body);
  REQUIRE(answer.status < 300);
  return answer.body.empty() ? Json() : Json::parse(answer.body).at("result");
}

std::vector<std::string> SimulatedInstance::writes() {
  std::vector<std::string> out;
  for (const HttpRequest& request : host.requests)
    if (request.effect == Effect::write)
      out.push_back(request.method + " " + request.target.substr(0, request.target.find('?')));
  host.requests.clear();
  return out;
}

TicketDraft draft(const std::string& key, const std::string& table) {
  TicketDraft out;
  out.correlation_key = key;
  out.project = {table, ""};
  out.type = {table, ""};
  out.summary = "A finding";
  out.description = {{paragraph({itsm::text("What was found")})}};
  return out;
}

FieldValue option(const std::string& name) { return {FieldKind::option, to_document(Named{"", name})}; }

FieldValue long_text(const std::string& words) {
  return {FieldKind::text, to_document(RichText{{paragraph({itsm::text(words)})}})};
}

}  // namespace itsm::servicenow::testing
