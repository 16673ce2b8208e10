// SPDX-License-Identifier: Apache-2.0
#include "tests/unit/outbox/simulation/simulated_vendor.hpp"

namespace itsm::host::outbox::simulation {
namespace {

using std::chrono::milliseconds;

integrations::Judgement all(std::size_t count, OutcomeKind kind, const char* code, const char* reason) {
  integrations::Judgement judgement;
  for (std::size_t i = 0; i < count; ++i)
    judgement.outcomes.push_back({.index = i, .kind = kind, .refusal = Refusal{code, reason, {}}});
  return judgement;
}

integrations::Judgement nobody_knows(std::size_t count) {
  return all(count, OutcomeKind::uncertain, "uncertain", "no answer");
}

}  // namespace

std::vector<TicketRef> Desk::make(const std::vector<std::string>& keys) {
  std::vector<TicketRef> refs;
  for (const auto& key : keys) {
    const std::string id = std::to_string(++made_);
    refs.push_back({id, "DESK-" + id, {}});
    const milliseconds lag(scheduler_.chance(chances_.slow_index)
                               ? scheduler_.uniform(0, chances_.slowest_index_s * 1000)
                               : scheduler_.uniform(0, 3000));
    tickets_.emplace(key, Made{refs.back(), scheduler_.now() + lag});
  }
  return refs;
}

std::vector<Ticket> Desk::search(const std::vector<std::string>& keys) const {
  std::vector<Ticket> found;
  for (const auto& key : keys) {
    const auto [first, last] = tickets_.equal_range(key);
    for (auto made = first; made != last; ++made) {
      if (made->second.shows_at > scheduler_.now()) continue;
      Ticket& ticket = found.emplace_back();
      ticket.ref = made->second.ref;
      ticket.correlation_keys = {key};
    }
  }
  return found;
}

std::vector<std::string> Desk::with(const std::string& key) const {
  std::vector<std::string> ids;
  const auto [first, last] = tickets_.equal_range(key);
  for (auto made = first; made != last; ++made) ids.push_back(made->second.ref.id);
  return ids;
}

Result<std::shared_ptr<Vendor>> SimulatedVendor::of(const store::Job&) {
  hazard_.step();
  if (scheduler_.chance(chances_.disabled))
    return problem(ProblemKind::conflict, "integration_not_enabled", "the integration is disabled");
  return std::shared_ptr<Vendor>(std::shared_ptr<void>(), this);
}

Result<FindResult> SimulatedVendor::find(const FindRequest& request) {
  hazard_.step();
  if (scheduler_.chance(chances_.find_fails)) {
    hazard_.wait(kTimeout);
    return problem(ProblemKind::unavailable, "vendor_unavailable", "the search is down");
  }
  FindResult result;
  result.tickets = desk_->search(request.correlation_keys);
  hazard_.step();
  return result;
}

Result<integrations::VendorRequest> SimulatedVendor::rehearse(const CreateRequest&) {
  hazard_.step();
  return integrations::VendorRequest{};
}

integrations::Judgement SimulatedVendor::create(const CreateRequest& request,
                                                const integrations::VendorRequest&, Time deadline) {
  hazard_.step();
  const std::size_t count = request.drafts.size();
  // The gateway's last look at the time.
  if (rules_.lease_budget && clock_.now() >= deadline)
    return all(count, OutcomeKind::not_sent, "cancelled", "the time for this call is over");
  if (scheduler_.chance(chances_.not_sent))
    return all(count, OutcomeKind::not_sent, "unavailable", "connection refused");
  std::vector<std::string> keys;
  for (const auto& draft : request.drafts) keys.push_back(draft.correlation_key);
  return send(keys);
}

integrations::Judgement SimulatedVendor::send(const std::vector<std::string>& keys) {
  const std::size_t count = keys.size();
  if (scheduler_.chance(chances_.lost_request)) {
    hazard_.wait(kTimeout);
    return nobody_knows(count);
  }
  if (scheduler_.chance(chances_.late_execution)) {
    scheduler_.at(scheduler_.now() + milliseconds(scheduler_.uniform(0, chances_.latest_execution_s * 1000)),
                  [desk = desk_, keys] { desk->make(keys); });
    hazard_.wait(kTimeout);
    return nobody_knows(count);
  }
  hazard_.wait(milliseconds(scheduler_.uniform(20, 2000)));
  if (scheduler_.chance(chances_.throttled)) {
    auto judgement = all(count, OutcomeKind::not_sent, "rate_limited", "too many requests");
    judgement.retry_after = std::chrono::seconds(scheduler_.uniform(1, 30));
    return judgement;
  }
  integrations::Judgement judgement;
  std::vector<std::string> taken;
  std::vector<bool> refused;
  for (const auto& key : keys) {
    refused.push_back(scheduler_.chance(chances_.refused));
    if (!refused.back()) taken.push_back(key);
  }
  const auto refs = desk_->make(taken);
  std::size_t next = 0;
  for (std::size_t i = 0; i < count; ++i) {
    if (refused[i])
      judgement.outcomes.push_back({.index = i,
                                    .kind = OutcomeKind::refused,
                                    .refusal = Refusal{"invalid_argument", "the desk does not take it", {}}});
    else
      judgement.outcomes.push_back({.index = i, .kind = OutcomeKind::created, .ticket = refs[next++]});
  }
  if (scheduler_.chance(chances_.lost_reply)) {
    // A client that resends what its connection lost does it at once, and gets an answer.
    if (!rules_.no_resend) return send(keys);
    hazard_.wait(milliseconds(scheduler_.uniform(0, 1) * kTimeout));
    return nobody_knows(count);
  }
  hazard_.step();
  return judgement;
}

}  // namespace itsm::host::outbox::simulation
