// SPDX-License-Identifier: Apache-2.0
#include "host_stub/services/webhook_test.hpp"

#include <algorithm>
#include <chrono>

#include "host_stub/integrations/address.hpp"
#include "host_stub/services/webhooks.hpp"
#include "host_stub/sync/hook_targets.hpp"
#include "host_stub/sync/proof.hpp"
#include "host_stub/vault/hash.hpp"
#include "host_stub/vault/random.hpp"

namespace itsm::host::services {
namespace {

constexpr std::chrono::seconds kLongestTest{15};

Result<HttpResponse> deliver(Services& services, const http::OutboundRequest& request) {
  const auto answer = services.client.send(request);
  if (answer) return *answer;
  return problem(
      ProblemKind::unavailable, "webhook_unreachable",
      "the webhook's address cannot be reached from here: " + answer.error().message,
      answer.error().code == "blocked"
          ? "where the address is in your own network, allow it in network.allow"
          : "look at server.public_url, the name's address, the certificate and the proxy before it");
}

Unexpected<Problem> elsewhere(const std::string& address, std::int64_t status) {
  return problem(ProblemKind::conflict, "webhook_elsewhere",
                 "something else answers at " + address + ", with status " + std::to_string(status),
                 "let server.public_url lead to this host, with all paths below /hooks");
}

// Before the secret goes anywhere: what is below /hooks takes deliveries, and says so of anything else.
Result<> check_receiver(Services& services, http::OutboundRequest request, const std::string& address) {
  request.method = "GET";
  ITSM_TRY(const auto answer, deliver(services, request));
  const bool ours = answer.status == 405 && answer.body.find("method_not_allowed") != std::string::npos;
  if (!ours) return elsewhere(address, answer.status);
  return {};
}

bool is_answer(const std::string& body, const std::string& question, const sync::HookTarget& target) {
  const Json document = Json::parse(body, nullptr, false);
  if (!document.is_object() || !document.contains("answer") || !document["answer"].is_string()) return false;
  const auto given = document["answer"].get<std::string>();
  return std::ranges::any_of(target.secrets, [&](const std::string& secret) {
    return vault::constant_time_equal(given, sync::answer_to_test(secret, question));
  });
}

}  // namespace

Result<WebhookTest> test_webhook(Services& services, const store::IntegrationRow& integration) {
  sync::HookTargets targets(services.database, services.plugins, services.secrets, services.clock,
                            services.settings.development);
  ITSM_TRY(const std::string company, sync::hook_company(services.database, integration.owner));
  ITSM_TRY(const auto found, targets.find(company, integration.webhook_key, {}));
  if (!found.target || !found.target->proof || found.target->secrets.empty())
    return problem(ProblemKind::conflict, "webhook_secret_missing",
                   "no secret is stored that could prove a delivery to " + integration.name,
                   "register the webhook first, or store the secret that was entered at the vendor");
  const sync::HookTarget& target = *found.target;
  WebhookTest told;
  told.integration = integration.name;
  told.proof = name_of(target.proof->scheme);
  ITSM_TRY(told.address, hook_address(services, integration));
  ITSM_TRY(const auto endpoint, integrations::endpoint({}, told.address));

  http::OutboundRequest request;
  request.base_url = endpoint.base_url;
  request.target = endpoint.target;
  request.timeout = kLongestTest;
  ITSM_CHECK(check_receiver(services, request, told.address));

  const std::string question = vault::random_token();
  http::Request delivery;
  delivery.headers = {{"Content-Type", "application/json"}, {std::string(sync::kTestHeader), question}};
  delivery.body = "{}";
  sync::prove(*target.proof, target.secrets.front(), delivery, services.clock.now());
  request.method = "POST";
  request.headers = delivery.headers;
  request.body = delivery.body;
  if (!delivery.query.empty()) request.target += "?" + delivery.query;
  const auto began = std::chrono::steady_clock::now();
  ITSM_TRY(const auto answer, deliver(services, request));
  told.duration_ms =
      std::chrono::duration_cast<std::chrono::milliseconds>(std::chrono::steady_clock::now() - began).count();
  if (answer.status == 401)
    return problem(ProblemKind::conflict, "webhook_refused",
                   told.address + " does not take a delivery with the proof of " + integration.name,
                   "look whether a proxy before this host takes headers or the query away, and whether the "
                   "address belongs to another host with a database of its own");
  if (answer.status != 200 || !is_answer(answer.body, question, target))
    return elsewhere(told.address, answer.status);
  return told;
}

}  // namespace itsm::host::services
