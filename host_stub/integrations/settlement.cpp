// SPDX-License-Identifier: Apache-2.0
#include "host_stub/integrations/settlement.hpp"

#include <set>

namespace itsm::host::integrations {
namespace {

bool is_success(int status) { return status >= 200 && status < 300; }
bool is_throttled(int status) { return status == 429; }
// The vendor looked at the request and did nothing.
bool is_refusal(int status) {
  return status >= 400 && status < 500 && status != 408 && status != 409 && status != 425 &&
         !is_throttled(status);
}

Refusal refusal_of(const Error& error) {
  return {std::string(name_of(error.status)), error.message, error.fields};
}

Outcome outcome(std::size_t index, OutcomeKind kind, Refusal reason) {
  return {.index = index, .kind = kind, .refusal = std::move(reason)};
}

Outcome uncertain(std::size_t index, std::string seen) {
  return outcome(index, OutcomeKind::uncertain, {"uncertain", std::move(seen), {}});
}

// The plugin's word on one element of a batch that the vendor answered completely.
Outcome judged(std::size_t index, const Outcome& claimed, int status, std::set<std::string>& ids) {
  switch (claimed.kind) {
    case OutcomeKind::created:
      if (!is_success(status) || !claimed.ticket || claimed.ticket->id.empty())
        return uncertain(index, "the answer names no ticket");
      if (!ids.insert(claimed.ticket->id).second)
        return uncertain(index, "two tickets in the answer have one id");
      return {.index = index,
              .kind = OutcomeKind::created,
              .ticket = claimed.ticket,
              .priority = claimed.priority};
    case OutcomeKind::refused:
      return outcome(index, OutcomeKind::refused,
                     claimed.refusal.value_or(Refusal{"invalid_argument", "the vendor refused it", {}}));
    case OutcomeKind::not_sent:
    case OutcomeKind::uncertain:
      break;
  }
  return uncertain(index,
                   claimed.refusal ? claimed.refusal->message : "the answer does not say what became of it");
}

// The outcomes that the plugin gave exactly once, by index.
std::vector<const Outcome*> claims(std::size_t count, const itsm::Result<CreateResult>& answer) {
  std::vector<const Outcome*> found(count, nullptr);
  if (!answer) return found;
  std::set<std::size_t> twice;
  for (const auto& claimed : answer->outcomes) {
    if (claimed.index >= count) continue;
    if (found[claimed.index] != nullptr) twice.insert(claimed.index);
    found[claimed.index] = &claimed;
  }
  for (const std::size_t index : twice) found[index] = nullptr;
  return found;
}

// One reason for the whole batch, where the write did not leave or the vendor said nothing of its elements.
Refusal reason_for_all(const itsm::Result<CreateResult>& answer, const CallScope& scope) {
  if (scope.stale)
    return {"plan_stale", "the request differs from the planned one in its " + *scope.stale, {}};
  if (!answer) return refusal_of(answer.error());
  if (!scope.failure.empty()) return {"unavailable", scope.failure, {}};
  return {"internal", "the plugin made no request", {}};
}

}  // namespace

std::vector<Outcome> settle(std::size_t count, const itsm::Result<CreateResult>& answer,
                            const CallScope& scope) {
  std::vector<Outcome> outcomes;
  outcomes.reserve(count);
  const auto claimed = claims(count, answer);
  const bool left = scope.fate == WriteFate::answered || scope.fate == WriteFate::unknown;
  std::set<std::string> ids;
  for (std::size_t index = 0; index < count; ++index) {
    if (!left || (scope.fate == WriteFate::answered && is_throttled(scope.write_status))) {
      outcomes.push_back(outcome(index, OutcomeKind::not_sent, reason_for_all(answer, scope)));
    } else if (scope.fate == WriteFate::unknown) {
      outcomes.push_back(uncertain(index, scope.failure));
    } else if (is_refusal(scope.write_status)) {
      outcomes.push_back(claimed[index] != nullptr && claimed[index]->kind == OutcomeKind::refused
                             ? judged(index, *claimed[index], scope.write_status, ids)
                             : outcome(index, OutcomeKind::refused, reason_for_all(answer, scope)));
    } else if (is_success(scope.write_status) && claimed[index] != nullptr) {
      outcomes.push_back(judged(index, *claimed[index], scope.write_status, ids));
    } else {
      outcomes.push_back(uncertain(index, answer ? "the vendor answered " + std::to_string(scope.write_status)
                                                 : answer.error().message));
    }
  }
  return outcomes;
}

Outcome settle_write(const itsm::Result<TicketRef>& answer, const CallScope& scope) {
  if (!answer) return settle(1, unexpected(answer.error()), scope).front();
  Outcome claimed{.index = 0, .kind = OutcomeKind::created, .ticket = *answer};
  if (scope.writes.empty()) return claimed;
  return settle(1, CreateResult{{claimed}}, scope).front();
}

}  // namespace itsm::host::integrations
