// SPDX-License-Identifier: Apache-2.0
#include "host_stub/api/integration_documents.hpp"
#include "host_stub/api/route.hpp"
#include "host_stub/services/connections.hpp"
#include "host_stub/services/vendor_schema.hpp"

namespace itsm::host::api {
namespace {

using Change = Result<services::IntegrationChange> (*)(services::Services&, const store::IntegrationRow&,
                                                       const std::string& actor, bool dry_run);

RouteHandler changes(Change change, std::string what) {
  return [change, what = std::move(what)](Backend& backend, const Call& call) -> Result<http::Response> {
    ITSM_TRY(const auto serving,
             services::serving_integration(backend.services, call.company, call.path.at("id")));
    ITSM_CHECK(check_owner(serving.integration, call.caller, what));
    const bool dry_run = call.parameter("dry_run") == "true";
    ITSM_TRY(const auto told, change(backend.services, serving.integration, call.actor(), dry_run));
    return document_answer(told);
  };
}

Route route(std::string_view method, std::string path, std::string_view name, std::string_view summary,
            Change change, std::string what) {
  return {.method = method,
          .path = std::move(path),
          .name = name,
          .summary = summary,
          .role = store::Role::admin,
          .query = {{"dry_run", "true: says what it would do."}},
          .answers = document_type<services::IntegrationChange>(),
          .handle = changes(change, std::move(what))};
}

}  // namespace

std::vector<Route> connection_routes() {
  return {
      route("POST", "/integrations/{id}/enable", "integrations.enable",
            "Lets it be used; needs a passed check of exactly its settings.", services::enable, "enabled"),
      route("POST", "/integrations/{id}/disable", "integrations.disable",
            "Sends nothing until it is enabled again; queued work waits.", services::disable, "disabled"),
      route("POST", "/integrations/{id}/disconnect", "integrations.disconnect",
            "Destroys and revokes what gives access, and archives its links.", services::disconnect,
            "disconnected"),
      route("DELETE", "/integrations/{id}", "integrations.delete",
            "Disconnects it, and forgets its archive too.", services::remove, "deleted")};
}

}  // namespace itsm::host::api
