// SPDX-License-Identifier: Apache-2.0
#include "host_stub/api/integration_documents.hpp"
#include "host_stub/api/page.hpp"
#include "host_stub/api/route.hpp"
#include "host_stub/services/integration_order.hpp"
#include "host_stub/services/vendor_schema.hpp"

// Integrations as programs make and change them. What a file may name besides is not taken here: files of
// this machine, and addresses that lead elsewhere.
namespace itsm::host::api {
namespace {

struct StoredIntegration {
  IntegrationDocument integration{};
  std::vector<services::Applied> applied{};

  static constexpr std::string_view kDocument = "stored_integration";
  template <class Self, class Visit>
  static void members(Self& self, Visit&& visit) {
    visit.required("integration", self.integration, "As it is now.");
    visit.required("applied", self.applied, "What was stored, and why it is not enabled.");
  }
};

struct StoredSecret {
  std::string field{};
  std::string updated_at{};

  static constexpr std::string_view kDocument = "stored_secret";
  template <class Self, class Visit>
  static void members(Self& self, Visit&& visit) {
    visit.required("field", self.field, "Of the credential.");
    visit.required("updated_at", self.updated_at, "RFC 3339.");
  }
};

Result<http::Response> stored(Backend& backend, const Call& call, const std::string& name,
                              services::ApplyReport report, int status) {
  StoredIntegration answer;
  ITSM_TRY(const auto serving, services::serving_integration(backend.services, call.company, name));
  ITSM_TRY(answer.integration, integration_document(backend.services, serving));
  answer.applied = std::move(report.applied);
  return document_answer(answer, status);
}

Result<http::Response> make(Backend& backend, const Call& call) {
  ITSM_TRY(const auto order, document_body<services::NewIntegration>(call));
  ITSM_TRY(auto report, services::make_integration(backend.services, call.company, order, call.actor()));
  return stored(backend, call, order.name, std::move(report), 201);
}

Result<http::Response> change(Backend& backend, const Call& call) {
  ITSM_TRY(const auto serving,
           services::serving_integration(backend.services, call.company, call.path.at("id")));
  ITSM_CHECK(check_owner(serving.integration, call.caller, "changed"));
  ITSM_TRY(const auto order, document_body<services::IntegrationSettings>(call));
  ITSM_TRY(auto report,
           services::change_integration(backend.services, call.company, serving, order, call.actor()));
  return stored(backend, call, serving.integration.name, std::move(report), 200);
}

Result<http::Response> list_secrets(Backend& backend, const Call& call) {
  ITSM_TRY(const auto serving,
           services::serving_integration(backend.services, call.company, call.path.at("id")));
  ITSM_CHECK(check_owner(serving.integration, call.caller, "looked after"));
  ITSM_TRY(const auto fields,
           backend.services.secrets.list(serving.integration.owner, serving.integration.id));
  Page<StoredSecret> page;
  for (const auto& field : fields) page.items.push_back({field.field, to_rfc3339(field.updated_at)});
  return document_answer(page);
}

}  // namespace

std::vector<Route> integration_change_routes() {
  return {{.method = "POST",
           .path = "/integrations",
           .name = "integrations.make",
           .summary = "A new one for the company; enabled once its check has passed.",
           .role = store::Role::admin,
           .secret = true,
           .takes = document_type<services::NewIntegration>(),
           .answers = document_type<StoredIntegration>(),
           .status = 201,
           .handle = make},
          {.method = "PATCH",
           .path = "/integrations/{id}",
           .name = "integrations.change",
           .summary = "Changes what is given; settings that were changed need a passed check again.",
           .role = store::Role::admin,
           .secret = true,
           .takes = document_type<services::IntegrationSettings>(),
           .answers = document_type<StoredIntegration>(),
           .handle = change},
          {.method = "GET",
           .path = "/integrations/{id}/secrets",
           .name = "integrations.secrets",
           .summary = "Which fields of its credential are stored, and since when; never their values.",
           .role = store::Role::admin,
           .answers = document_type<Page<StoredSecret>>(),
           .handle = list_secrets}};
}

}  // namespace itsm::host::api
