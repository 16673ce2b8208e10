// SPDX-License-Identifier: Apache-2.0
// Check, forms and pickers against the simulated desks.
#include "tests/simulators/control/simulator.hpp"
#include "tests/simulators/sdp/product.hpp"
#include "tests/simulators/world/seed.hpp"
#include "tests/unit/plugins/manageengine/support.hpp"

using namespace itsm;
using namespace itsm::manageengine;
namespace desk_test = itsm::manageengine::testing;
using itsm::testing::FakeHost;

namespace {

// A simulated server behind a plugin's host, in one process.
class SimulatedDesk {
 public:
  SimulatedDesk()
      : simulator_([](const simulators::Clock& clock) {
          return simulators::make_sdp_onprem(simulators::read_seed_file(ITSM_SDP_SEED), clock);
        }) {
    host.will_serve([this](const HttpRequest& request) -> Result<HttpResponse> {
      simulators::HeaderList headers{{"authtoken", key}};
      for (const Header& one : request.headers) headers.emplace_back(one.name, one.value);
      const auto answer = simulator_.handle(
          simulators::make_request(request.method, request.target, std::move(headers), request.body));
      HttpResponse response{answer.status, {}, answer.body};
      for (const auto& [name, value] : answer.headers) response.headers.push_back({name, value});
      return response;
    });
  }

  void patch(const Json& change) {
    CHECK(simulator_.handle(simulators::make_request("POST", "/_sim/world", {}, change.dump())).status ==
          204);
  }

  FakeHost host;
  std::string key = "lead-key";

 private:
  simulators::Simulator simulator_;
};

Configuration configured(const std::string& field = "udf_sline_301") {
  Configuration out;
  out.auth = "authtoken";
  out.settings = {
      {"site", "https://sdp.test"}, {"account", "lead@example.test"}, {"correlation_field", field}};
  return out;
}

const PermissionAnswer& answer(const CheckReport& report, const std::string& permission) {
  for (const PermissionAnswer& one : report.permissions)
    if (one.permission == permission) return one;
  FAIL("no answer for " + permission);
  return report.permissions.front();
}

const FieldDescription* field(const FieldList& form, const std::string& id) {
  for (const FieldDescription& one : form.fields)
    if (one.id == id) return &one;
  return nullptr;
}

}  // namespace

TEST_CASE("check finds the account that was named and grants what can be read", "[manageengine]") {
  SimulatedDesk desk;
  const auto report = desk_test::plugin(configured())->check(desk.host.call(), {{{"1", "Head Office"}}});
  REQUIRE(report);
  CHECK(report->connection.account.id == "5");
  CHECK(report->connection.deployment == "on_premises");
  for (const PermissionAnswer& one : report->permissions) {
    const bool unused = one.permission == "delete_requests" || one.permission == "other_modules";
    CHECK(one.granted != unused);
    CHECK(one.reason.empty() != unused);
  }
}

TEST_CASE("check says of each thing that is missing what it is", "[manageengine]") {
  SimulatedDesk desk;
  const auto checked = [&](const std::string& field, const Named& site) {
    const auto report = desk_test::plugin(configured(field))->check(desk.host.call(), {{site}});
    REQUIRE(report);
    return *report;
  };
  CHECK(answer(checked("udf_long_302", {"1", {}}), "correlation_field").reason ==
        "udf_long_302 is no single-line text");
  CHECK(answer(checked("udf_sline_999", {"1", {}}), "correlation_field").reason.find("no additional field") !=
        std::string::npos);
  CHECK_FALSE(answer(checked("udf_sline_301", {{}, "Atlantis"}), "site").granted);
  CHECK(answer(checked("udf_sline_301", {std::string(kNoSite), {}}), "site").granted);
  desk.key = "viewer-key";
  CHECK_FALSE(answer(checked("udf_sline_301", {"1", {}}), "setup").granted);
  CHECK_FALSE(answer(checked("udf_sline_301", {"1", {}}), "technicians").granted);
  CHECK_FALSE(answer(checked("udf_sline_301", {"1", {}}), "assets").granted);
  desk.key = "lead-key";
  desk.patch({{"priority_matrix", nullptr}});
  CHECK(answer(checked("udf_sline_301", {"1", {}}), "priority_matrix").reason.find("priority matrix") !=
        std::string::npos);
}

TEST_CASE("a form tells which priority follows from impact and urgency, as the desk's matrix has it",
          "[manageengine]") {
  SimulatedDesk desk;
  const auto derived = [&] {
    const auto form =
        desk_test::plugin(configured())->fields(desk.host.call(), {.project = {"1", {}}, .type = {"1", {}}});
    REQUIRE(form);
    return form->derived;
  };
  const auto known = derived();
  REQUIRE(known.size() == 1);
  CHECK(known[0].values.size() == 12);
  CHECK(to_document(known[0].values.back()) ==
        Json::parse(R"({"when": {"impact": "3", "urgency": "4"}, "value": {"id": "4", "name": "High"}})"));
  desk.patch({{"priority_matrix", nullptr}});
  CHECK(derived().empty());
}

TEST_CASE("a request tells the priority that the matrix gave it, and names the asset that was found",
          "[manageengine]") {
  SimulatedDesk desk;
  const auto sdp = desk_test::plugin(configured());
  OptionsRequest asked{.picker = "asset", .query = "192.0.2.25"};
  asked.exact = true;
  const auto found = sdp->options(desk.host.call(), asked);
  REQUIRE(found);
  REQUIRE(found->options.size() == 1);
  CHECK(found->options[0].name == "mx.example.test");
  CHECK(found->options[0].aliases == std::vector<std::string>{"192.0.2.25"});
  TicketDraft draft = desk_test::draft();
  draft.project = {"1", "Head Office"};
  draft.type = {"1", "Default Request"};
  draft.fields = {{"impact", {FieldKind::option, {{"id", "3"}}}},
                  {"urgency", {FieldKind::option, {{"id", "2"}}}},
                  {"assets", {FieldKind::options, Json::array({{{"id", found->options[0].id}}})}}};
  const auto made = sdp->create(desk.host.call(), {{draft}});
  REQUIRE(made);
  REQUIRE(made->outcomes.at(0).priority);
  CHECK(made->outcomes[0].priority->name == "Medium");
  const auto read = sdp->fetch(desk.host.call(), {{*made->outcomes[0].ticket}, {"assets"}});
  REQUIRE(read);
  CHECK(read->tickets.at(0).fields.at("assets").value.at(0).at("name") == "mx.example.test");
}

TEST_CASE("check of a stranger and of an account that nobody has fails", "[manageengine]") {
  SimulatedDesk desk;
  Configuration unknown = configured();
  unknown.settings["account"] = "nobody@example.test";
  const auto report = desk_test::plugin(unknown)->check(desk.host.call(), {});
  REQUIRE(!report);
  CHECK(report.error().fields.contains("account"));
  desk.key = "no-key";
  const auto stranger = desk_test::plugin(configured())->check(desk.host.call(), {});
  REQUIRE(!stranger);
  CHECK(stranger.error().status == Status::unauthenticated);
}

TEST_CASE("a form is what the template shows, with what it demands and presets", "[manageengine]") {
  SimulatedDesk desk;
  const auto form =
      desk_test::plugin(configured())
          ->fields(desk.host.call(), {.project = {"2", "Zurich"}, .type = {{}, "Security finding"}});
  REQUIRE(form);
  CHECK(field(*form, "priority")->is_demanded());
  CHECK(field(*form, "priority")->options.size() == 4);
  CHECK(field(*form, "category")->is_demanded());
  CHECK_FALSE(field(*form, "requester")->is_demanded());
  CHECK(field(*form, "udf_sline_301")->role == FieldRole::correlation);
  CHECK(field(*form, "udf_sline_304")->kind == FieldKind::string);
  // Of the other template only.
  CHECK(field(*form, "udf_long_302") == nullptr);
  CHECK(field(*form, "mode") == nullptr);
}

TEST_CASE("what belongs to something else is offered below it", "[manageengine]") {
  SimulatedDesk desk;
  const auto names = [&](const std::string& picker, std::map<std::string, std::string> context,
                         const char* typed = "") {
    const auto page =
        desk_test::plugin(configured())
            ->options(desk.host.call(), {.picker = picker, .context = std::move(context), .query = typed});
    REQUIRE(page);
    std::vector<std::string> out = page->missing;
    for (const Option& option : page->options) out.push_back(option.name);
    return out;
  };
  using Names = std::vector<std::string>;
  CHECK(names("subcategory", {}) == Names{"category"});
  CHECK(names("subcategory", {{"category", "1"}}) == Names{"Library", "Web application"});
  CHECK(names("item", {{"subcategory", "11"}}) == Names{"Outdated", "Misused"});
  CHECK(names("group", {{"project", "2"}}) == Names{"Workplace", "Security"});
  CHECK(names("project", {}, "zur") == Names{"Zurich"});
  CHECK(names("project", {}) == Names{"Head Office", "Zurich", "Lyon", "Not in any site"});
  CHECK(names("correlation_field", {}) == Names{"Correlation key", "Rule"});
  // The administrator has put "With the vendor" away.
  CHECK(names("status", {}).size() == 6);
}

TEST_CASE("older servers have groups and requesters under other names", "[manageengine]") {
  FakeHost host;
  host.will_answer(404, desk_test::failed(4007, {{"message", "Invalid URL"}}));
  host.will_answer(200, dump({{"groups", {{{"id", "1"}, {"name", "Network"}}}},
                              {"response_status", {{"status", "success"}}}}));
  const auto page = desk_test::plugin(configured())
                        ->options(host.call(), {.picker = "group", .context = {{"project", "1"}}});
  REQUIRE(page);
  CHECK(page->options.at(0).name == "Network");
}
