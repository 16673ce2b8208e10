// SPDX-License-Identifier: Apache-2.0
#include "host_stub/api/integration_documents.hpp"
#include "host_stub/api/page.hpp"
#include "host_stub/api/route.hpp"
#include "host_stub/services/integration_check.hpp"
#include "host_stub/services/vendor_schema.hpp"

namespace itsm::host::api {

Result<IntegrationDocument> integration_document(services::Services& services,
                                                 const integrations::Serving& serving) {
  const store::IntegrationRow& row = serving.integration;
  ITSM_TRY(const auto connection, services.database.in_company(row.owner, [&](store::Transaction& owner) {
    return store::load_connection(owner, row.id);
  }));
  IntegrationDocument document;
  document.id = row.id.value;
  document.name = row.name;
  document.plugin = row.plugin;
  document.state = row.state;
  document.tenancy_wide = row.owner == store::kHouse;
  document.policy = row.policy;
  document.base_url = row.base_url;
  document.auth = row.auth;
  if (!document.tenancy_wide) document.settings = row.settings;
  document.projects = serving.projects;
  if (connection) {
    document.health = connection->health;
    document.checked_at = to_rfc3339(connection->checked_at);
    document.problem = connection->problem;
  }
  return document;
}

Result<> check_owner(const store::IntegrationRow& integration, const services::Caller& caller,
                     const std::string& what) {
  if (integration.owner != store::kHouse || caller.home == store::kHouse) return {};
  return problem(ProblemKind::forbidden, "integration_tenancy_wide",
                 integration.name + " serves several companies and is " + what + " for all of them",
                 "use a token for several companies, or: host_stub integrations");
}

namespace {

Result<integrations::Serving> named(Backend& backend, const Call& call) {
  return services::serving_integration(backend.services, call.company, call.path.at("id"));
}

Result<http::Response> list_integrations(Backend& backend, const Call& call) {
  ITSM_TRY(const auto all, backend.services.directory.serving(call.company));
  Page<IntegrationDocument> page;
  for (const auto& serving : all) {
    ITSM_TRY(auto document, integration_document(backend.services, serving));
    page.items.push_back(std::move(document));
  }
  return document_answer(page);
}

Result<http::Response> show_integration(Backend& backend, const Call& call) {
  ITSM_TRY(const auto serving, named(backend, call));
  ITSM_TRY(const auto document, integration_document(backend.services, serving));
  return document_answer(document);
}

Result<http::Response> check(Backend& backend, const Call& call) {
  ITSM_TRY(const auto serving, named(backend, call));
  ITSM_CHECK(check_owner(serving.integration, call.caller, "checked"));
  ITSM_TRY(const auto told, services::check_integration(backend.services, serving.integration));
  return document_answer(told);
}

Result<http::Response> pick(Backend& backend, const Call& call) {
  ITSM_TRY(const auto serving, named(backend, call));
  OptionsRequest request;
  request.picker = call.path.at("picker");
  request.query = call.parameter("q");
  request.cursor = call.parameter("cursor");
  ITSM_TRY(const std::int64_t limit, limit_of(call));
  request.limit = static_cast<std::size_t>(limit);
  request.context = call.query;
  for (const auto* const own : {"q", "cursor", "limit"}) request.context.erase(own);
  ITSM_TRY(const OptionsPage page, services::pick(backend.services, serving, request));
  return document_answer(page);
}

// The forms of a ticket that exists are not offered yet.
Result<http::Response> fields(Backend& backend, const Call& call) {
  Problem wrong{ProblemKind::invalid,
                "query_wrong",
                "the form cannot be named by this query",
                "for example: ?project=10000&type=10001&for=create",
                {}};
  for (const auto* const needed : {"project", "type"})
    if (call.parameter(needed).empty()) wrong.complaints.push_back({needed, "is missing"});
  const std::string purpose = call.parameter("for");
  if (!purpose.empty() && purpose != name_of(FieldPurpose::create))
    wrong.complaints.push_back({"for", "is not 'create'"});
  if (!wrong.complaints.empty()) return unexpected(std::move(wrong));

  ITSM_TRY(const auto serving, named(backend, call));
  FieldsRequest request;
  request.project.id = call.parameter("project");
  request.type.id = call.parameter("type");
  ITSM_TRY(const FieldList list, services::form_fields(backend.services, serving, request));
  return document_answer(list);
}

}  // namespace

std::vector<Route> integration_routes() {
  return {{.method = "GET",
           .path = "/integrations",
           .name = "integrations.list",
           .summary = "The integrations that serve the company, by name.",
           .answers = document_type<Page<IntegrationDocument>>(),
           .handle = list_integrations},
          {.method = "GET",
           .path = "/integrations/{id}",
           .name = "integrations.show",
           .summary = "One, by number or name.",
           .answers = document_type<IntegrationDocument>(),
           .handle = show_integration},
          {.method = "POST",
           .path = "/integrations/{id}/check",
           .name = "integrations.check",
           .summary = "Asks the vendor for each permission in each project, and for required fields.",
           .role = store::Role::admin,
           .answers = document_type<services::IntegrationCheck>(),
           .handle = check},
          {.method = "GET",
           .path = "/integrations/{id}/pickers/{picker}",
           .name = "integrations.pick",
           .summary = "What the vendor offers: projects, types, priorities and more.",
           .query = {{"q", "Searched at the vendor."},
                     {"cursor", "Of the page before."},
                     {"limit", "Most options."}},
           .free_query = true,
           .answers = document_type<OptionsPage>(),
           .handle = pick},
          {.method = "GET",
           .path = "/integrations/{id}/fields",
           .name = "integrations.fields",
           .summary = "The fields of the vendor's form.",
           .query = {{"project", "Id of the project."},
                     {"type", "Id of the type."},
                     {"for", "Which form: create."}},
           .answers = document_type<FieldList>(),
           .handle = fields}};
}

}  // namespace itsm::host::api
