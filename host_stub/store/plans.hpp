// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <map>
#include <optional>
#include <span>
#include <string>
#include <vector>

#include <itsm/documents/ticket.hpp>

#include "host_stub/store/database.hpp"

// Plans: dry runs that can be pushed. All functions act in the transaction's company.
namespace itsm::host::store {

enum class PlanState : std::int16_t { ready = 0, pushed = 1, stale = 2, cancelled = 3 };

struct PlanRow {
  PlanId id{};
  CompanyId owner{};  // of the integration: the company or the house
  IntegrationId integration{};
  std::optional<std::int64_t> policy_version{};
  PlanState state = PlanState::ready;
  CreationMode mode = CreationMode::standalone;
  Json request{};        // what was asked for
  Json skipped{};        // findings that get no ticket, each with the reason
  std::string digest{};  // hex
  std::string actor{};
  Time created_at{};
  Time expires_at{};
};

// One ticket to be.
struct PlanGroupRow {
  std::int64_t place = 0;  // within the plan, from 0
  std::string group_key{};
  std::int64_t generation = 0;       // of the intent that a push of it makes
  std::vector<FindingId> members{};  // the first one is the most urgent
  Json draft{};
  Json explanation{};
};

// One write to be: consecutive groups.
struct PlanBatchRow {
  std::int64_t number = 0;  // within the plan, from 0
  std::int64_t first_place = 0;
  std::int64_t size = 0;
  std::string recorded_request{};  // JSON text, byte for byte
};

Result<PlanId> insert_plan(Transaction& transaction, const PlanRow& plan,
                           std::span<const PlanGroupRow> groups, std::span<const PlanBatchRow> batches);
Result<std::optional<PlanRow>> load_plan(Transaction& transaction, PlanId plan);
Result<std::vector<PlanGroupRow>> load_plan_groups(Transaction& transaction, PlanId plan);
Result<std::vector<PlanBatchRow>> load_plan_batches(Transaction& transaction, PlanId plan);
Result<std::optional<PlanBatchRow>> load_plan_batch(Transaction& transaction, PlanId plan,
                                                    std::int64_t number);
// What the plan foretold of these groups, as their explanations hold it; groups without are left out.
Result<std::map<std::string, Json>> load_predictions(Transaction& transaction, PlanId plan,
                                                     const std::vector<std::string>& groups);
// False when the plan was not in `from` any more: somebody else moved it.
Result<bool> move_plan(Transaction& transaction, PlanId plan, PlanState from, PlanState to);

}  // namespace itsm::host::store
