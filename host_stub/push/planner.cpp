// SPDX-License-Identifier: Apache-2.0
#include "host_stub/push/planner.hpp"

#include <algorithm>
#include <set>

#include "host_stub/core/digest.hpp"
#include "host_stub/policy/ticket_texts.hpp"
#include "host_stub/push/open_groups.hpp"
#include "host_stub/push/related_tickets.hpp"
#include "host_stub/push/runs.hpp"
#include "host_stub/push/tickets_to_be.hpp"
#include "host_stub/store/intents.hpp"

namespace itsm::host::push {
namespace {

constexpr std::chrono::hours kPlanLife{24};

Result<> check_request(const PlanRequest& request) {
  if (request.findings.empty())
    return problem(ProblemKind::invalid, "nothing_selected", "no finding is selected",
                   "name findings, or select with --all or --filter");
  if (request.findings.size() > kMostFindings)
    return problem(ProblemKind::too_large, "too_many_findings",
                   std::to_string(request.findings.size()) +
                       " findings are selected, and one call takes at most " + std::to_string(kMostFindings),
                   "take them in several runs: the command line does so with --runs");
  if (request.mode == CreationMode::subtask && !request.parent)
    return problem(ProblemKind::invalid, "parent_missing", "the mode subtask needs a parent ticket",
                   "name it with --parent KEY");
  if (request.mode == CreationMode::link && !request.relation)
    return problem(ProblemKind::invalid, "link_missing",
                   "the mode link needs a target ticket and a link type",
                   "name them with --link-to KEY --link-type TYPE");
  return {};
}

std::vector<FindingId> ids_of(const std::vector<std::int64_t>& findings) {
  std::vector<FindingId> ids;
  for (const std::int64_t id : findings) ids.push_back(FindingId{id});
  return ids;
}

std::string digest_of(const std::vector<PlannedWrite>& writes) {
  std::string all;
  for (const auto& write : writes) all += dump(to_document(write.request)) + "\n";
  return sha256_hex(all);
}

}  // namespace

policy::RenderContext Planner::context(const PlanRequest& request) const {
  policy::RenderContext context;
  context.mode = request.mode;
  context.parent = request.parent;
  context.relation = request.relation;
  context.person.fields = request.fields;
  policy::link_to_findings(context, public_url_);
  return context;
}

Result<Planner::Decided> Planner::decide(CompanyId company, const PlanRequest& request) {
  Decided decided;
  ITSM_TRY(decided.selection, database_.in_company(company, [&](store::Transaction& transaction) {
    return partition(transaction, ids_of(request.findings));
  }));
  ITSM_TRY(decided.serving,
           choose_integration(database_, directory_, company, request.integration, decided.selection.ready));
  ITSM_TRY(decided.decider, policy_in_force(database_, company, decided.serving.integration));
  return decided;
}

Result<std::vector<PlanRequest>> Planner::runs(CompanyId company, const PlanRequest& request) {
  if (request.findings.size() <= kMostFindings) return std::vector<PlanRequest>{request};
  ITSM_TRY(const Decided decided, decide(company, request));
  std::vector<Bundle> bundles;
  for (const auto& group : policy::group(decided.decider.policy, decided.selection.ready)) {
    Bundle& bundle = bundles.emplace_back(Bundle{group.label, {}});
    for (const Finding* member : group.members) bundle.findings.push_back(member->id.value);
  }
  std::set<std::int64_t> bundled;
  for (const Bundle& bundle : bundles) bundled.insert(bundle.findings.begin(), bundle.findings.end());
  // Those that get no ticket go along, so that the answer has a record for each.
  for (const std::int64_t finding : request.findings)
    if (bundled.insert(finding).second) bundles.push_back({{}, {finding}});
  ITSM_TRY(auto packed, pack(bundles, kMostFindings));
  std::vector<PlanRequest> runs;
  for (auto& findings : packed) {
    runs.push_back(request);
    runs.back().findings = std::move(findings);
  }
  return runs;
}

Result<PlanDraft> Planner::draft(CompanyId company, const PlanRequest& request) {
  ITSM_CHECK(check_request(request));
  ITSM_TRY(Decided decided, decide(company, request));
  auto& [selection, serving, decider] = decided;

  PlanDraft draft;
  draft.request = request;
  draft.integration_owner = serving.integration.owner;
  draft.integration = serving.integration.id;
  draft.inputs.policy_version = decider.version.id;
  for (const auto& finding : selection.ready)
    draft.inputs.findings[std::to_string(finding.id.value)] = finding.row_version;
  Plan& plan = draft.plan;
  plan.integration = serving.integration.name;
  plan.plugin = serving.integration.plugin;
  plan.policy = decider.version.name;
  plan.policy_number = decider.version.number;
  plan.warnings = decider.policy.warnings;
  plan.left_out = std::move(selection.left_out);

  ITSM_TRY(const auto live, directory_.live(serving.integration.owner, serving.integration.id));
  const auto& modes = live->manifest().creation_modes;
  if (std::find(modes.begin(), modes.end(), request.mode) == modes.end())
    return problem(ProblemKind::invalid, "mode_unavailable",
                   "the plugin " + plan.plugin + " has no mode " + std::string(name_of(request.mode)),
                   "use a mode that host_stub plugins inspect lists");
  ITSM_CHECK(check_related_tickets(*live, serving.projects, request));
  TargetSchemas schemas(*live, request.mode, serving.projects);
  policy::RenderContext context = this->context(request);
  if (!request.preset.empty()) {
    ITSM_TRY(context.preset, preset_in_force(database_, company, request.preset, serving.integration));
  }
  ITSM_TRY(TicketsToBe rendered, tickets_to_be(decider.policy, selection.ready, schemas, context));
  plan.tickets = std::move(rendered.tickets);
  std::move(rendered.left_out.begin(), rendered.left_out.end(), std::back_inserter(plan.left_out));

  ITSM_CHECK(database_.in_company(
      company, [&](store::Transaction& transaction) { return leave_out_open_groups(transaction, draft); }));
  ITSM_CHECK(identify(company, draft));
  ITSM_CHECK(rehearse(draft));
  plan.digest = digest_of(plan.writes);
  const Time now = clock_.now();
  plan.created_at = to_rfc3339(now);
  plan.expires_at = to_rfc3339(now + kPlanLife);
  return draft;
}

// Every ticket gets the key by which it is found again if the answer to its create is lost.
Result<> Planner::identify(CompanyId company, PlanDraft& draft) {
  ITSM_TRY(const vault::CompanySecret secret, secrets_.company_secret(company));
  std::vector<std::string> keys;
  for (const auto& ticket : draft.plan.tickets) keys.push_back(ticket.group_key);
  ITSM_TRY(const auto generations, database_.in_company(company, [&](store::Transaction& transaction) {
    return store::next_generations(transaction, draft.integration, keys);
  }));
  for (auto& ticket : draft.plan.tickets) {
    const std::int64_t generation = generations.at(ticket.group_key);
    draft.generations.push_back(generation);
    ticket.draft.correlation_key =
        vault::correlation_key(secret, draft.integration, ticket.group_key, generation);
  }
  return {};
}

Result<> Planner::rehearse(PlanDraft& draft) {
  Plan& plan = draft.plan;
  ITSM_TRY(const auto live, directory_.live(draft.integration_owner, draft.integration));
  const std::size_t batch = std::max<std::size_t>(1, live->manifest().wire.batch);
  for (std::size_t first = 0; first < plan.tickets.size(); first += batch) {
    const std::size_t size = std::min(batch, plan.tickets.size() - first);
    CreateRequest request;
    for (std::size_t i = first; i < first + size; ++i) {
      request.drafts.push_back(plan.tickets[i].draft);
      plan.tickets[i].write = static_cast<std::int64_t>(plan.writes.size());
    }
    PlannedWrite write;
    write.number = static_cast<std::int64_t>(plan.writes.size());
    write.first_place = static_cast<std::int64_t>(first);
    write.size = static_cast<std::int64_t>(size);
    ITSM_TRY(write.request, live->rehearse(request));
    plan.writes.push_back(std::move(write));
  }
  return {};
}

Result<PlanDraft> Planner::stored(CompanyId company, const PlanRequest& request, const std::string& actor) {
  ITSM_TRY(PlanDraft made, draft(company, request));
  ITSM_TRY(const PlanId id, database_.in_company(company, [&](store::Transaction& transaction) {
    return save_plan(transaction, made, actor);
  }));
  made.plan.id = id.value;
  return made;
}

Result<Plan> Planner::plan(CompanyId company, const PlanRequest& request, const std::string& actor) {
  ITSM_TRY(PlanDraft made, stored(company, request, actor));
  return std::move(made.plan);
}

}  // namespace itsm::host::push
