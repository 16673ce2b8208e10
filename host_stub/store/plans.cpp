// SPDX-License-Identifier: Apache-2.0
#include "host_stub/store/plans.hpp"

namespace itsm::host::store {
namespace {

constexpr auto kInsertPlan = R"(
  INSERT INTO plan (company_id, owner_id, integration_id, policy_version_id, state, mode, request, skipped, digest,
                    actor, created_at, expires_at)
  VALUES ($1, $2, $3, $4, $5, $6, $7, $8, decode($9, 'hex'), $10, $11, $12) RETURNING plan_id)";

// An array has no arrays in it, so that members travel as text.
constexpr auto kInsertGroups = R"(
  INSERT INTO plan_group (company_id, plan_id, place, group_key, generation, member_ids, draft, explanation)
  SELECT $1, $2, g.place, g.group_key, g.generation, g.members::bigint[], g.draft, g.explanation
  FROM unnest($3::bigint[], $4::text[], $5::bigint[], $6::text[], $7::jsonb[], $8::jsonb[])
    AS g (place, group_key, generation, members, draft, explanation))";

constexpr auto kInsertBatches = R"(
  INSERT INTO plan_batch (company_id, plan_id, number, first_place, size, recorded_request)
  SELECT $1, $2, b.number, b.first_place, b.size, convert_to(b.request, 'UTF8')
  FROM unnest($3::bigint[], $4::bigint[], $5::bigint[], $6::text[]) AS b (number, first_place, size, request))";

constexpr auto kLoadPlan = R"(
  SELECT plan_id, owner_id, integration_id, policy_version_id, state, mode, request, skipped, encode(digest, 'hex'),
         actor, created_at, expires_at
  FROM plan WHERE company_id = $1 AND plan_id = $2)";

constexpr auto kLoadGroups = R"(
  SELECT place, group_key, generation, member_ids, draft, explanation
  FROM plan_group WHERE company_id = $1 AND plan_id = $2 ORDER BY place)";

constexpr auto kLoadBatches = R"(
  SELECT number, first_place, size, convert_from(recorded_request, 'UTF8')
  FROM plan_batch WHERE company_id = $1 AND plan_id = $2 ORDER BY number)";

constexpr auto kLoadBatch = R"(
  SELECT number, first_place, size, convert_from(recorded_request, 'UTF8')
  FROM plan_batch WHERE company_id = $1 AND plan_id = $2 AND number = $3)";

constexpr auto kLoadPredictions = R"(
  SELECT group_key, explanation->'predicted' FROM plan_group
  WHERE company_id = $1 AND plan_id = $2 AND group_key = ANY ($3) AND explanation ? 'predicted')";

constexpr auto kMovePlan = "UPDATE plan SET state = $4 WHERE company_id = $1 AND plan_id = $2 AND state = $3";

}  // namespace

namespace {

Result<> insert_groups(Transaction& transaction, PlanId plan, std::span<const PlanGroupRow> groups) {
  std::vector<std::int64_t> places;
  std::vector<std::string> keys;
  std::vector<std::int64_t> generations;
  std::vector<std::string> members;
  std::vector<Json> drafts;
  std::vector<Json> explanations;
  for (const auto& group : groups) {
    places.push_back(group.place);
    keys.push_back(group.group_key);
    generations.push_back(group.generation);
    std::string& ids = members.emplace_back("{");
    for (const FindingId member : group.members)
      ids += (ids.size() > 1 ? "," : "") + std::to_string(member.value);
    ids += "}";
    drafts.push_back(group.draft);
    explanations.push_back(group.explanation);
  }
  ITSM_CHECK(transaction.execute(kInsertGroups, transaction.company(), plan, places, keys, generations,
                                 members, drafts, explanations));
  return {};
}

Result<> insert_batches(Transaction& transaction, PlanId plan, std::span<const PlanBatchRow> batches) {
  std::vector<std::int64_t> numbers;
  std::vector<std::int64_t> first_places;
  std::vector<std::int64_t> sizes;
  std::vector<std::string> requests;
  for (const auto& batch : batches) {
    numbers.push_back(batch.number);
    first_places.push_back(batch.first_place);
    sizes.push_back(batch.size);
    requests.push_back(batch.recorded_request);
  }
  ITSM_CHECK(transaction.execute(kInsertBatches, transaction.company(), plan, numbers, first_places, sizes,
                                 requests));
  return {};
}

}  // namespace

Result<PlanId> insert_plan(Transaction& transaction, const PlanRow& plan,
                           std::span<const PlanGroupRow> groups, std::span<const PlanBatchRow> batches) {
  ITSM_TRY(
      const Rows inserted,
      transaction.query(kInsertPlan, transaction.company(), plan.owner, plan.integration, plan.policy_version,
                        plan.state, static_cast<std::int16_t>(plan.mode), plan.request, plan.skipped,
                        plan.digest, plan.actor, plan.created_at, plan.expires_at));
  const auto id = inserted.front().get<PlanId>(0);
  ITSM_CHECK(insert_groups(transaction, id, groups));
  ITSM_CHECK(insert_batches(transaction, id, batches));
  return id;
}

Result<std::optional<PlanRow>> load_plan(Transaction& transaction, PlanId plan) {
  ITSM_TRY(const Rows rows, transaction.query(kLoadPlan, transaction.company(), plan));
  if (rows.empty()) return std::optional<PlanRow>();
  PlanRow row;
  std::int16_t mode = 0;
  rows.front().read(row.id, row.owner, row.integration, row.policy_version, row.state, mode, row.request,
                    row.skipped, row.digest, row.actor, row.created_at, row.expires_at);
  row.mode = static_cast<CreationMode>(mode);
  return std::optional(std::move(row));
}

Result<std::vector<PlanGroupRow>> load_plan_groups(Transaction& transaction, PlanId plan) {
  ITSM_TRY(const Rows rows, transaction.query(kLoadGroups, transaction.company(), plan));
  std::vector<PlanGroupRow> groups;
  for (const Row row : rows) {
    auto& group = groups.emplace_back();
    row.read(group.place, group.group_key, group.generation, group.members, group.draft, group.explanation);
  }
  return groups;
}

Result<std::vector<PlanBatchRow>> load_plan_batches(Transaction& transaction, PlanId plan) {
  ITSM_TRY(const Rows rows, transaction.query(kLoadBatches, transaction.company(), plan));
  std::vector<PlanBatchRow> batches;
  for (const Row row : rows) {
    auto& batch = batches.emplace_back();
    row.read(batch.number, batch.first_place, batch.size, batch.recorded_request);
  }
  return batches;
}

Result<std::optional<PlanBatchRow>> load_plan_batch(Transaction& transaction, PlanId plan,
                                                    std::int64_t number) {
  ITSM_TRY(const Rows rows, transaction.query(kLoadBatch, transaction.company(), plan, number));
  if (rows.empty()) return std::optional<PlanBatchRow>();
  PlanBatchRow batch;
  rows.front().read(batch.number, batch.first_place, batch.size, batch.recorded_request);
  return std::optional(std::move(batch));
}

Result<std::map<std::string, Json>> load_predictions(Transaction& transaction, PlanId plan,
                                                     const std::vector<std::string>& groups) {
  ITSM_TRY(const Rows rows, transaction.query(kLoadPredictions, transaction.company(), plan, groups));
  std::map<std::string, Json> predictions;
  for (const Row row : rows) predictions[row.get<std::string>(0)] = row.get<Json>(1);
  return predictions;
}

Result<bool> move_plan(Transaction& transaction, PlanId plan, PlanState from, PlanState to) {
  ITSM_TRY(const std::int64_t moved, transaction.execute(kMovePlan, transaction.company(), plan, from, to));
  return moved == 1;
}

}  // namespace itsm::host::store
