// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <itsm/testing/fake_host.hpp>

#include "plugins/manageengine/plugin.hpp"
#include "tests/simulators/http/message.hpp"
#include "tests/support/catch.hpp"

// A ServiceDesk Plus plugin as check has set it up, and answers to give it.
namespace itsm::manageengine::testing {

inline Configuration on_premises() {
  Configuration out;
  out.auth = "authtoken";
  out.settings = {{"site", "https://sdp.acme.test:8080/"},
                  {"account", "robot@acme.test"},
                  {"correlation_field", "udf_sline_301"}};
  return out;
}

inline Configuration cloud() {
  Configuration out;
  out.auth = "zoho";
  out.settings = {{"site", "https://sdpondemand.manageengine.eu"},
                  {"portal", "itdesk"},
                  {"account", "robot@acme.test"},
                  {"correlation_field", "txt_key"}};
  return out;
}

inline std::unique_ptr<ManageEnginePlugin> plugin(const Configuration& with = on_premises()) {
  auto opened = ManageEnginePlugin::open(with);
  REQUIRE(opened);
  return *std::move(opened);
}

inline TicketDraft draft() {
  TicketDraft out;
  out.correlation_key = "key-1";
  out.project = {"1", "Head Office"};
  out.type = {"2", "Security finding"};
  out.summary = "A finding";
  out.description = {{paragraph({text("What was found")})}};
  return out;
}

// {"member": value} with a verdict.
inline std::string success(const std::string& member, const Json& value) {
  return dump({{member, value}, {"response_status", {{"status_code", 2000}, {"status", "success"}}}});
}
inline std::string failed(int code, const Json& more = Json::object()) {
  Json message = {{"status_code", code}, {"type", "failed"}};
  message.update(more);
  return dump({{"response_status",
                {{"status_code", 4000}, {"messages", Json::array({message})}, {"status", "failed"}}}});
}

inline Json request(const std::string& id = "17") {
  return {{"id", id},
          {"subject", "A finding"},
          {"description", "<p>What was found</p>"},
          {"created_time", {{"value", "1767225600000"}, {"display_value", "Jan 1, 2026 12:00 AM"}}},
          {"last_updated_time", nullptr},
          {"status", {{"id", "1"}, {"name", "Offen"}, {"internal_name", "Open"}, {"in_progress", true}}},
          {"site", nullptr},
          {"template", {{"id", "2"}, {"name", "Security finding"}}},
          {"priority", {{"id", "4"}, {"name", "High"}}},
          {"technician", nullptr},
          {"udf_fields", {{"udf_sline_301", "key-1"}}}};
}

// What stands in input_data, of the address or of a form.
inline Json input_of(const HttpRequest& sent) {
  const auto query = sent.method == "GET" ? sent.target : "/?" + sent.body;
  return Json::parse(simulators::make_request("GET", query).parameter("input_data").value_or("null"));
}

}  // namespace itsm::manageengine::testing
