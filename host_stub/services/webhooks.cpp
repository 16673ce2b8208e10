// SPDX-License-Identifier: Apache-2.0
#include "host_stub/services/webhooks.hpp"

#include "host_stub/services/integration_scope.hpp"
#include "host_stub/services/public_url.hpp"
#include "host_stub/store/audit.hpp"
#include "host_stub/store/companies.hpp"
#include "host_stub/sync/hook_targets.hpp"
#include "host_stub/sync/poller.hpp"
#include "host_stub/sync/proof.hpp"
#include "host_stub/vault/random.hpp"

namespace itsm::host::services {
namespace {

std::string text_of(const std::optional<Time>& time) { return time ? to_rfc3339(*time) : std::string(); }

Result<store::ChannelRow> channel_of(Services& services, const store::IntegrationRow& integration) {
  ITSM_TRY(auto channel, services.database.in_company(integration.owner, [&](store::Transaction& owner) {
    return store::load_channel(owner, integration.id);
  }));
  if (channel) return *std::move(channel);
  return store::ChannelRow{.owner = integration.owner, .integration = integration.id};
}

// The proof that deliveries must carry, as the receiver sees it.
Result<std::optional<WebhookProof>> proof_of(Services& services, const store::IntegrationRow& integration) {
  sync::HookTargets targets(services.database, services.plugins, services.secrets, services.clock,
                            services.settings.development);
  ITSM_TRY(const std::string company, sync::hook_company(services.database, integration.owner));
  ITSM_TRY(const auto found, targets.find(company, integration.webhook_key, {}));
  return found.target ? found.target->proof : std::optional<WebhookProof>();
}

Result<> store_registration(Services& services, const store::IntegrationRow& integration,
                            const store::Registration& registration, const std::string& action,
                            const std::string& actor) {
  const Time now = services.clock.now();
  return services.database.in_company(integration.owner, [&](store::Transaction& owner) -> Result<> {
    ITSM_TRY(const auto channel, store::load_channel(owner, integration.id));
    if (!channel) ITSM_CHECK(store::open_channel(owner, integration.id, now));
    ITSM_CHECK(store::store_registration(owner, integration.id, registration));
    if (registration.renew_at)
      ITSM_CHECK(store::hasten_channel(owner, integration.id, *registration.renew_at));
    store::AuditEntry entry;
    entry.at = now;
    entry.actor = actor;
    entry.action = action;
    entry.subject = "integration " + integration.name;
    return store::append_audit(owner, entry);
  });
}

Result<> subscribe(Services& services, const store::IntegrationRow& integration, const std::string& action,
                   const std::string& actor) {
  ITSM_TRY(const std::string address, hook_address(services, integration));
  ITSM_TRY(const auto live, services.directory.live(integration.owner, integration.id));
  ITSM_TRY(const auto served, companies_served(services, integration));
  SubscribeRequest request{address, {}};
  bool everywhere = served.empty();
  for (const auto& one : served) {
    everywhere = everywhere || one.projects.empty();
    request.projects.insert(request.projects.end(), one.projects.begin(), one.projects.end());
  }
  if (everywhere) request.projects.clear();
  ITSM_TRY(const Subscriptions made, live->subscribe(request));
  const Time now = services.clock.now();
  return store_registration(services, integration, sync::registration_of(made, now, now), action, actor);
}

}  // namespace

Result<std::string> hook_address(Services& services, const store::IntegrationRow& integration) {
  ITSM_TRY(const std::string url, public_url(services.settings.server));
  ITSM_TRY(const std::string company, sync::hook_company(services.database, integration.owner));
  return url + std::string(sync::kHookPath) + company + "/" + integration.webhook_key;
}

Result<WebhookStatus> webhook_status(Services& services, const store::IntegrationRow& integration) {
  ITSM_TRY(const store::ChannelRow channel, channel_of(services, integration));
  WebhookStatus status;
  status.integration = integration.name;
  ITSM_TRY(status.address, hook_address(services, integration));
  ITSM_TRY(const auto proof, proof_of(services, integration));
  if (proof) status.proof = name_of(proof->scheme);
  const bool heard = channel.accepted_at.has_value();
  status.state = channel.degraded_at             ? ChannelState::degraded
                 : heard                         ? ChannelState::working
                 : channel.subscriptions.empty() ? ChannelState::off
                                                 : ChannelState::waiting;
  status.subscriptions = channel.subscriptions;
  status.registered_at = text_of(channel.registered_at);
  status.renew_at = text_of(channel.renew_at);
  status.first_accepted_at = text_of(channel.first_accepted_at);
  status.last_accepted_at = text_of(channel.accepted_at);
  status.refused = channel.refused;
  status.strangers = channel.strangers;
  status.missed = channel.missed;
  status.polled_at = text_of(channel.polled_at);
  if (channel.due_at != Time{}) status.next_poll_at = to_rfc3339(channel.due_at);
  status.problem = channel.webhook_problem.empty() ? channel.problem : channel.webhook_problem;
  for (const auto& subscription : channel.subscriptions)
    if (!subscription.note.empty()) status.notes.push_back(subscription.note);
  if (status.proof.empty())
    status.notes.push_back(
        "no secret is stored that could check a delivery: register the webhook here, or store the secret "
        "that "
        "was entered at the vendor with: host_stub secrets set " +
        integration.name + " webhook");
  return status;
}

Result<WebhookStatus> register_webhook(Services& services, const store::IntegrationRow& integration,
                                       const std::string& actor) {
  const std::string field(sync::kWebhookSecret);
  ITSM_TRY(const auto stored, services.secrets.open(integration.owner, integration.id));
  if (!stored.contains(field))
    ITSM_CHECK(services.secrets.set(integration.owner, integration.id, field, vault::random_token()));
  ITSM_CHECK(subscribe(services, integration, "webhook.register", actor));
  return webhook_status(services, integration);
}

Result<WebhookStatus> rotate_webhook(Services& services, const store::IntegrationRow& integration,
                                     const std::string& actor) {
  const std::string field(sync::kWebhookSecret);
  ITSM_TRY(const auto proof, proof_of(services, integration));
  if (proof && proof->secret != field)
    return problem(ProblemKind::invalid, "secret_elsewhere",
                   "its deliveries are signed with the secret of the app, which the vendor makes",
                   "make a new one at the vendor, and store it with: host_stub secrets set " +
                       integration.name + " client_secret");
  ITSM_TRY(const auto stored, services.secrets.open(integration.owner, integration.id));
  if (const auto before = stored.find(field); before != stored.end())
    ITSM_CHECK(services.secrets.set(integration.owner, integration.id,
                                    std::string(sync::kPreviousWebhookSecret), before->second));
  ITSM_CHECK(services.secrets.set(integration.owner, integration.id, field, vault::random_token()));
  ITSM_TRY(const store::ChannelRow channel, channel_of(services, integration));
  if (!channel.subscriptions.empty()) ITSM_CHECK(subscribe(services, integration, "webhook.rotate", actor));
  ITSM_TRY(WebhookStatus status, webhook_status(services, integration));
  if (channel.subscriptions.empty())
    status.notes.emplace_back(
        "the webhook was not registered by this host: enter the new secret at the vendor within a day");
  return status;
}

Result<WebhookStatus> remove_webhook(Services& services, const store::IntegrationRow& integration,
                                     const std::string& actor) {
  ITSM_TRY(const store::ChannelRow channel, channel_of(services, integration));
  if (channel.subscriptions.empty()) return webhook_status(services, integration);
  ITSM_TRY(const auto live, services.directory.open(integration));
  ITSM_TRY(const Subscriptions left, live->unsubscribe({channel.subscriptions}));
  const store::Registration registration{left.subscriptions, channel.registered_at, std::nullopt,
                                         left.subscriptions.empty() ? "" : left.subscriptions.front().note};
  ITSM_CHECK(store_registration(services, integration, registration, "webhook.remove", actor));
  if (!left.subscriptions.empty())
    return problem(ProblemKind::conflict, "webhook_left",
                   "the vendor keeps " + std::to_string(left.subscriptions.size()) +
                       " registration of webhooks: " + left.subscriptions.front().note,
                   "remove it at the vendor");
  return webhook_status(services, integration);
}

Result<> open_missing_channels(Services& services) {
  ITSM_TRY(const auto companies, services.database.in_house(
                                     [](store::Transaction& house) { return store::list_companies(house); }));
  std::vector<CompanyId> owners{store::kHouse};
  for (const auto& company : companies) owners.push_back(company.id);
  const Time now = services.clock.now();
  for (const CompanyId owner : owners)
    ITSM_CHECK(services.database.in_company(owner, [&](store::Transaction& transaction) -> Result<> {
      ITSM_TRY(const auto integrations, store::list_integrations(transaction));
      for (const auto& integration : integrations) {
        if (integration.state != store::IntegrationState::enabled) continue;
        ITSM_TRY(const auto channel, store::load_channel(transaction, integration.id));
        if (!channel) ITSM_CHECK(store::open_channel(transaction, integration.id, now));
      }
      return {};
    }));
  return {};
}

}  // namespace itsm::host::services
