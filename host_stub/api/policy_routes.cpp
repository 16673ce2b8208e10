// SPDX-License-Identifier: Apache-2.0
#include "host_stub/api/page.hpp"
#include "host_stub/api/policy_documents.hpp"
#include "host_stub/api/route.hpp"
#include "host_stub/services/existing_tickets.hpp"
#include "host_stub/services/policy_lint.hpp"
#include "host_stub/services/policy_tests.hpp"
#include "host_stub/services/policy_versions.hpp"

namespace itsm::host::api {

namespace {

// The text that is meant, under the name of a file for the places of complaints.
Result<config::Source> policy_text(Backend& backend, const Call& call, const std::string& document) {
  const std::string& name = call.path.at("name");
  if (!document.empty()) return config::Source{name + ".yaml", document};
  ITSM_TRY(auto active, services::policy_version(backend.services, call.company, name, std::nullopt));
  return config::Source{name + ".yaml", std::move(active.document)};
}

Result<http::Response> policy_answer(const store::PolicyVersion& version) {
  services::PolicyItem item = services::item_of(version);
  item.document = version.document;
  return document_answer(item);
}

Result<http::Response> list_policies(Backend& backend, const Call& call) {
  ITSM_TRY(const auto active, services::active_policies(backend.services, call.company));
  Page<services::PolicyItem> page;
  for (const auto& version : active) page.items.push_back(services::item_of(version));
  return document_answer(page);
}

Result<http::Response> show_policy(Backend& backend, const Call& call) {
  ITSM_TRY(const auto number, number_parameter(call, "version"));
  ITSM_TRY(const auto item,
           services::show_policy(backend.services, call.company, call.path.at("name"), number));
  return document_answer(item);
}

Result<http::Response> show_existing(Backend& backend, const Call& call) {
  ITSM_TRY(const auto number, number_parameter(call, "version"));
  ITSM_TRY(const auto version,
           services::policy_version(backend.services, call.company, call.path.at("name"), number));
  ITSM_TRY(const auto existing, services::existing_tickets(backend.services, version, call.company));
  return document_answer(existing);
}

Result<http::Response> list_versions(Backend& backend, const Call& call) {
  ITSM_TRY(const std::int64_t limit, limit_of(call));
  ITSM_TRY(const std::int64_t before, cursor_of(call));
  ITSM_TRY(const auto all,
           services::policy_versions(backend.services, call.company, call.path.at("name"), before, limit));
  Page<services::PolicyItem> page;
  for (const auto& version : all) page.items.push_back(services::item_of(version));
  if (static_cast<std::int64_t>(all.size()) == limit)
    page.next_cursor = std::to_string(page.items.back().version);
  return document_answer(page);
}

Result<http::Response> keep_policy(Backend& backend, const Call& call) {
  ITSM_TRY(const auto text, document_body<PolicyText>(call));
  ITSM_TRY(const auto version, services::keep_policy(backend.services, call.company, call.path.at("name"),
                                                     text.document, text.take_over, call.actor()));
  return policy_answer(version);
}

Result<http::Response> activate_policy(Backend& backend, const Call& call) {
  ITSM_TRY(const auto order, document_body<ActivateOrder>(call));
  const std::string& name = call.path.at("name");
  ITSM_CHECK(services::activate_policy(
      backend.services, call.company, name, order.version,
      {order.reason, order.existing, call.actor(), call.caller.home == store::kHouse}));
  ITSM_TRY(const auto item, services::show_policy(backend.services, call.company, name, order.version));
  return document_answer(item);
}

Result<http::Response> lint_policy(Backend& backend, const Call& call) {
  ITSM_TRY(const auto order, document_body<LintOrder>(call));
  ITSM_TRY(const auto source, policy_text(backend, call, order.document));
  policy::Documents documents;
  services::LintReport report = services::lint({&source, 1}, documents);
  if (order.live && !report.has_errors())
    for (const auto& policy : documents.policies)
      ITSM_CHECK(services::lint_live(backend.services, policy, order.integration, call.company, report));
  return document_answer(report);
}

Result<http::Response> test_policy(Backend& backend, const Call& call) {
  ITSM_TRY(const auto order, document_body<TestOrder>(call));
  ITSM_TRY(auto policy, policy_text(backend, call, order.document));
  const std::array sources{std::move(policy),
                           config::Source{call.path.at("name") + ".cases.yaml", order.cases}};
  ITSM_TRY(const auto documents, policy::read_documents(sources));
  ITSM_TRY(const auto report, services::run_tests(documents));
  return document_answer(report);
}

}  // namespace

std::vector<Route> policy_routes() {
  return {{.method = "GET",
           .path = "/policies",
           .name = "policies.list",
           .summary = "The policies that decide for the company: its own, else the house's.",
           .answers = document_type<Page<services::PolicyItem>>(),
           .handle = list_policies},
          {.method = "GET",
           .path = "/policies/{name}",
           .name = "policies.show",
           .summary = "A version as it was written, with who made it active and why.",
           .query = {{"version", "Absent: the active one."}},
           .answers = document_type<services::PolicyItem>(),
           .handle = show_policy},
          {.method = "PUT",
           .path = "/policies/{name}",
           .name = "policies.keep",
           .summary = "Keeps a text as the company's next version; it decides once it is activated.",
           .role = store::Role::admin,
           .takes = document_type<PolicyText>(),
           .answers = document_type<services::PolicyItem>(),
           .handle = keep_policy},
          {.method = "GET",
           .path = "/policies/{name}/versions",
           .name = "policies.versions",
           .summary = "All versions, the newest first.",
           .query = {{"limit", "At most 200."}, {"cursor", "Of the page before."}},
           .answers = document_type<Page<services::PolicyItem>>(),
           .handle = list_versions},
          {.method = "GET",
           .path = "/policies/{name}/existing",
           .name = "policies.existing",
           .summary = "What a version would do to open tickets if they were to follow it.",
           .query = {{"version", "Absent: the active one."}},
           .answers = document_type<services::ExistingTickets>(),
           .handle = show_existing},
          {.method = "POST",
           .path = "/policies/{name}/activate",
           .name = "policies.activate",
           .summary = "Lets a version decide, on new tickets only or on open ones too; who and why are kept.",
           .role = store::Role::admin,
           .takes = document_type<ActivateOrder>(),
           .answers = document_type<services::PolicyItem>(),
           .handle = activate_policy},
          {.method = "POST",
           .path = "/policies/{name}/lint",
           .name = "policies.lint",
           .summary = "Everything that is wrong with a text, and with live also against the vendor's schema.",
           .role = store::Role::analyst,
           .takes = document_type<LintOrder>(),
           .answers = document_type<services::LintReport>(),
           .handle = lint_policy},
          {.method = "POST",
           .path = "/policies/{name}/test",
           .name = "policies.test",
           .summary = "Runs cases.",
           .role = store::Role::analyst,
           .takes = document_type<TestOrder>(),
           .answers = document_type<services::TestReport>(),
           .handle = test_policy}};
}

}  // namespace itsm::host::api
