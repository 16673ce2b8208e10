// SPDX-License-Identifier: Apache-2.0
#include "host_stub/services/access_end.hpp"

#include <algorithm>

#include "host_stub/core/text.hpp"
#include "host_stub/findings/policy_in_force.hpp"
#include "host_stub/store/oauth_tokens.hpp"

namespace itsm::host::services {
namespace {

// What a scheme keeps that is worth stealing. The app of an OAuth scheme stays, so that it can be connected
// again.
std::vector<const CredentialField*> destroyed_fields(const AuthScheme& scheme) {
  std::vector<const CredentialField*> fields;
  if (scheme.kind == AuthKind::oauth2) return fields;
  for (const auto& field : scheme.fields)
    if (field.secret) fields.push_back(&field);
  return fields;
}

std::string joined_labels(const std::vector<const CredentialField*>& fields) {
  std::vector<std::string> labels;
  for (const auto* field : fields) labels.push_back(field->label);
  return joined(labels);
}

std::vector<std::string> stored_fields(const std::vector<integrations::Secrets::Stored>& stored) {
  std::vector<std::string> names;
  for (const auto& field : stored) names.push_back(field.field);
  return names;
}

}  // namespace

Result<AccessEnd> access_end(Services& services, const store::IntegrationRow& integration) {
  AccessEnd access;
  if (auto account = services.directory.account(integration)) access.account = *std::move(account);
  if (!access.account) {
    access.effect = "its credentials and tokens are destroyed here";
  } else if (access.account->scheme->kind == AuthKind::oauth2) {
    access.effect = "its tokens are destroyed here and revoked where the vendor can";
  } else {
    access.effect = joined_labels(destroyed_fields(*access.account->scheme)) + " is destroyed here";
  }
  return access;
}

Result<> AccessEnd::carry_out(Services& services, const store::IntegrationRow& integration,
                              std::vector<std::string>& left) const {
  ITSM_TRY(const auto stored, services.secrets.list(integration.owner, integration.id));
  if (!account) {
    ITSM_CHECK(services.secrets.forget(integration.owner, integration.id, stored_fields(stored)));
    ITSM_CHECK(services.database.in_company(integration.owner, [&](store::Transaction& owner) {
      return store::delete_oauth_token(owner, integration.id);
    }));
    left.emplace_back("take the access away at the vendor: its plugin or its settings are no longer good");
    return {};
  }
  if (account->scheme->kind == AuthKind::oauth2) {
    ITSM_TRY(std::string by_hand, services.directory.tokens().forget(*account));
    if (!by_hand.empty()) left.push_back(std::move(by_hand));
    return {};
  }
  std::vector<std::string> keys;
  for (const auto* field : destroyed_fields(*account->scheme)) {
    keys.push_back(field->key);
    const bool was_stored =
        std::any_of(stored.begin(), stored.end(), [&](const auto& one) { return one.field == field->key; });
    if (was_stored && !field->where_url.empty())
      left.push_back("take the " + field->label + " away at " + account->manifest().name + ": " +
                     field->where_url);
  }
  return services.secrets.forget(integration.owner, integration.id, keys);
}

Result<std::vector<std::string>> routed_to(Services& services, const store::IntegrationRow& integration,
                                           const std::vector<store::CompanyRow>& companies) {
  std::vector<std::string> told;
  for (const auto& company : companies) {
    ITSM_TRY(const auto routings, findings::routing_in_force(services.database, company.id));
    for (const auto& routing : routings)
      for (const auto& rule : routing.rules)
        if (rule.integration == integration.name)
          told.push_back("the routing of " + company.name + " names it at " + config::to_string(rule.place) +
                         ", and leads nowhere then");
  }
  return told;
}

}  // namespace itsm::host::services
