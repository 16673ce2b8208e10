// SPDX-License-Identifier: Apache-2.0
#include "host_stub/sync/hook_targets.hpp"

#include <algorithm>

#include "host_stub/store/channels.hpp"
#include "host_stub/store/companies.hpp"
#include "host_stub/sync/proof.hpp"

namespace itsm::host::sync {
namespace {

constexpr std::string_view kSeveral = "_";
constexpr std::size_t kMostKnown = 10'000;
constexpr std::string_view kOfCredential = "oauth.";  // secrets that are fields of the credential
constexpr std::chrono::hours kPreviousSecretGood{24};

// As a proof names it.
std::string field_of(const std::string& secret) {
  return secret.starts_with(kOfCredential) ? secret.substr(kOfCredential.size()) : secret;
}

// The operator's word, then that of whoever registered; empty: the strongest.
std::string wanted_proof(const store::IntegrationRow& row, const std::optional<store::ChannelRow>& channel) {
  if (!row.sync.proof.empty() || !channel || channel->subscriptions.empty()) return row.sync.proof;
  const auto& proof = channel->subscriptions.front().proof;
  return proof ? std::string(name_of(*proof)) : std::string();
}

bool receives(store::IntegrationState state) {
  return state == store::IntegrationState::enabled || state == store::IntegrationState::disabled;
}

}  // namespace

Result<std::string> hook_company(store::Database& database, CompanyId owner) {
  if (owner == store::kHouse) return std::string(kSeveral);
  ITSM_TRY(const auto companies,
           database.in_house([](store::Transaction& house) { return store::list_companies(house); }));
  for (const auto& company : companies)
    if (company.id == owner) return company.name;
  return problem(
      ProblemKind::not_found, "company_unknown", "the owner of the integration is gone",
      "host_stub companies list shows those that there are; apply the integration for one of them");
}

Result<HookTargets::Found> HookTargets::find(const std::string& company, const std::string& key,
                                             std::chrono::milliseconds age) {
  const std::string address = company + "/" + key;
  const Time now = clock_.now();
  {
    const std::lock_guard lock(mutex_);
    const auto known = known_.find(address);
    if (known != known_.end() && known->second.known_since + age > now) return known->second;
  }
  ITSM_TRY(auto target, look_up(company, key));
  const Found found{std::move(target), now};
  const std::lock_guard lock(mutex_);
  if (known_.size() >= kMostKnown) known_.clear();
  known_[address] = found;
  return found;
}

Result<std::shared_ptr<const HookTarget>> HookTargets::look_up(const std::string& company,
                                                               const std::string& key) {
  ITSM_TRY(const auto companies,
           database_.in_house([](store::Transaction& house) { return store::list_companies(house); }));
  CompanyId owner = store::kHouse;
  bool there = company == kSeveral;
  for (const auto& candidate : companies)
    if (candidate.name == company) {
      owner = candidate.id;
      there = true;
    }
  ITSM_TRY(auto row, database_.in_company(owner, [&](store::Transaction& transaction) {
    return store::find_integration_by_webhook_key(transaction, key);
  }));
  if (!there || !row || !receives(row->state)) row.reset();
  // An address that nobody has costs the same reads.
  ITSM_TRY(auto stored, secrets_.open(owner, row ? row->id : IntegrationId{}));
  ITSM_TRY(const auto fields, secrets_.list(owner, row ? row->id : IntegrationId{}));
  ITSM_TRY(const auto channel, database_.in_company(owner, [&](store::Transaction& transaction) {
    return store::load_channel(transaction, row ? row->id : IntegrationId{});
  }));
  if (!row) return std::shared_ptr<const HookTarget>();

  auto target = std::make_shared<HookTarget>();
  target->owner = row->owner;
  target->integration = row->id;
  target->allow_unsigned = development_ && row->sync.allow_unsigned;
  const auto plugin = plugins_.find(row->plugin);
  if (!plugin) return std::shared_ptr<const HookTarget>(target);
  std::vector<std::string> there_are;
  for (const auto& proof : (*plugin)->manifest().webhook_proofs)
    if (stored.contains(field_of(proof.secret))) there_are.push_back(proof.secret);
  const WebhookProof* const proof =
      chosen_proof((*plugin)->manifest().webhook_proofs, wanted_proof(*row, channel), there_are);
  if (proof == nullptr) return std::shared_ptr<const HookTarget>(target);
  target->proof = *proof;
  const std::string field = field_of(proof->secret);
  if (const auto secret = stored.find(field); secret != stored.end())
    target->secrets.push_back(secret->second);
  const auto previous = stored.find(std::string(kPreviousWebhookSecret));
  if (field != kWebhookSecret || previous == stored.end()) return std::shared_ptr<const HookTarget>(target);
  const bool good = std::any_of(fields.begin(), fields.end(), [&](const auto& one) {
    return one.field == kPreviousWebhookSecret && one.updated_at + kPreviousSecretGood > clock_.now();
  });
  if (good) target->secrets.push_back(previous->second);
  return std::shared_ptr<const HookTarget>(target);
}

}  // namespace itsm::host::sync
