// SPDX-License-Identifier: Apache-2.0
#include "host_stub/push/plan_archive.hpp"

namespace itsm::host::push {
namespace {

// What of a plan stands in no column and no row of its own.
struct Head {
  PlanRequest request{};
  PlanInputs inputs{};
  Plan plan{};

  static constexpr std::string_view kDocument = "plan_head";
  template <class Self, class Visit>
  static void members(Self& self, Visit&& visit) {
    visit.required("request", self.request, "What was asked for.");
    visit.required("inputs", self.inputs, "What it was made from.");
    visit.required("plan", self.plan, "Without tickets, writes and findings left out, which have rows.");
  }
};

std::vector<store::PlanGroupRow> group_rows(const PlanDraft& draft) {
  std::vector<store::PlanGroupRow> rows;
  for (std::size_t i = 0; i < draft.plan.tickets.size(); ++i) {
    const PlannedTicket& ticket = draft.plan.tickets[i];
    store::PlanGroupRow row;
    row.place = ticket.place;
    row.group_key = ticket.group_key;
    row.generation = draft.generations[i];
    for (const auto& member : ticket.members_) row.members.push_back(FindingId{member.finding});
    row.draft = to_document(ticket.draft);
    row.explanation = to_document(ticket);
    row.explanation.erase("draft");
    rows.push_back(std::move(row));
  }
  return rows;
}

std::vector<store::PlanBatchRow> batch_rows(const Plan& plan) {
  std::vector<store::PlanBatchRow> rows;
  for (const auto& write : plan.writes)
    rows.push_back({write.number, write.first_place, write.size, dump(to_document(write.request))});
  return rows;
}

}  // namespace

Result<PlanId> save_plan(store::Transaction& transaction, const PlanDraft& draft, const std::string& actor) {
  ITSM_TRY(const Time created_at, from_rfc3339(draft.plan.created_at));
  ITSM_TRY(const Time expires_at, from_rfc3339(draft.plan.expires_at));
  Head head{draft.request, draft.inputs, draft.plan};
  head.plan.tickets.clear();
  head.plan.writes.clear();
  head.plan.left_out.clear();

  store::PlanRow row;
  row.owner = draft.integration_owner;
  row.integration = draft.integration;
  row.policy_version = draft.inputs.policy_version;
  row.mode = draft.request.mode;
  row.request = to_document(head);
  row.skipped = Json::array();
  for (const auto& left : draft.plan.left_out) row.skipped.push_back(to_document(left));
  row.digest = draft.plan.digest;
  row.actor = actor;
  row.created_at = created_at;
  row.expires_at = expires_at;
  return store::insert_plan(transaction, row, group_rows(draft), batch_rows(draft.plan));
}

Result<PlanDraft> read_plan(store::Transaction& transaction, PlanId id) {
  ITSM_TRY(const auto row, store::load_plan(transaction, id));
  if (!row)
    return problem(ProblemKind::not_found, "plan_unknown", "there is no plan " + std::to_string(id.value),
                   "make one with: host_stub plan");
  auto head = from_document<Head>(row->request);
  PlanDraft draft;
  draft.plan = std::move(head.plan);
  draft.plan.id = id.value;
  draft.request = std::move(head.request);
  draft.inputs = std::move(head.inputs);
  draft.integration_owner = row->owner;
  draft.integration = row->integration;
  draft.state = row->state;
  for (const auto& left : row->skipped) draft.plan.left_out.push_back(from_document<LeftOutFinding>(left));

  ITSM_TRY(auto groups, store::load_plan_groups(transaction, id));
  for (auto& group : groups) {
    group.explanation["draft"] = std::move(group.draft);
    draft.plan.tickets.push_back(from_document<PlannedTicket>(group.explanation));
    draft.generations.push_back(group.generation);
  }
  ITSM_TRY(const auto batches, store::load_plan_batches(transaction, id));
  for (const auto& batch : batches)
    draft.plan.writes.push_back(
        {batch.number, batch.first_place, batch.size,
         from_document<integrations::VendorRequest>(Json::parse(batch.recorded_request))});
  return draft;
}

}  // namespace itsm::host::push
