// SPDX-License-Identifier: Apache-2.0
#include "host_stub/services/target_check.hpp"

#include <algorithm>
#include <map>

#include "host_stub/push/target_schemas.hpp"

namespace itsm::host::services {
namespace {

class Problems {
 public:
  void add(const std::string& project, const Complaint& complaint, bool prevents) {
    const auto same = [&](const TargetProblem& known) {
      return known.where == complaint.where && known.what == complaint.what;
    };
    if (std::none_of(found_.begin(), found_.end(), same))
      found_.push_back({project, complaint.where, complaint.what, prevents});
  }
  std::vector<TargetProblem> take() { return std::move(found_); }

 private:
  std::vector<TargetProblem> found_;
};

}  // namespace

Result<std::vector<TargetProblem>> target_problems(integrations::LiveIntegration& live,
                                                   const policy::Policy& policy,
                                                   const std::vector<Named>& allowed) {
  Problems problems;
  push::TargetSchemas schemas(live, CreationMode::standalone, allowed);
  std::map<std::string, policy::StatusOffer> offers;  // by project id
  for (const policy::Rule& rule : policy.rules) {
    const std::string& project = rule.ticket.project;
    const std::string where = to_string(rule.place);
    ITSM_TRY(const push::TargetAnswer answer, schemas.resolve(rule.ticket));
    if (answer.schema == nullptr) {
      problems.add(project, {where, answer.problem}, true);
      continue;
    }
    if (!answer.warning.empty()) problems.add(project, {where, answer.warning}, false);
    for (const Complaint& misfit : policy::misfits(policy, rule, *answer.schema))
      problems.add(project, misfit, true);
    const Named& found = answer.schema->project;
    if (!offers.contains(found.id)) {
      ITSM_TRY(offers[found.id], schemas.statuses(found));
    }
  }
  std::vector<policy::StatusOffer> all;
  for (auto& [id, offer] : offers) all.push_back(std::move(offer));
  for (const Complaint& one : policy::unreachable_statuses(policy, all)) problems.add({}, one, true);
  for (const Complaint& one : policy::unseen_statuses(policy, all)) problems.add({}, one, false);
  return problems.take();
}

}  // namespace itsm::host::services
