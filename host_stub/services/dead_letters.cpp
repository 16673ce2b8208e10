// SPDX-License-Identifier: Apache-2.0
#include "host_stub/services/dead_letters.hpp"

#include <map>

#include "host_stub/outbox/create_job.hpp"
#include "host_stub/store/audit.hpp"

namespace itsm::host::services {

Result<std::vector<DeadLetter>> list_dead_letters(Services& services, CompanyId company, std::int64_t before,
                                                  std::int64_t limit) {
  ITSM_TRY(const auto jobs, services.database.in_company(company, [&](store::Transaction& transaction) {
    return store::list_parked(transaction, before, limit);
  }));
  ITSM_TRY(const auto serving, services.directory.serving(company));
  std::map<IntegrationId, std::string> names;
  for (const auto& one : serving) names[one.integration.id] = one.integration.name;
  std::vector<DeadLetter> letters;
  for (const auto& job : jobs) {
    // A job that is not for tickets to be is for one that exists.
    const bool creates = job.kind == store::JobKind::create;
    const auto tickets = creates ? outbox::intents_in(job.kind, job.payload).size() : 1;
    letters.push_back({job.id, names[job.integration], static_cast<std::int64_t>(tickets), job.attempts,
                       job.reason, to_rfc3339(job.parked_at)});
  }
  return letters;
}

Result<> replay_dead_letter(Services& services, CompanyId company, std::int64_t id, const std::string& reason,
                            const std::string& actor) {
  const Time now = services.clock.now();
  return services.database.in_company(company, [&](store::Transaction& transaction) -> Result<> {
    ITSM_TRY(const bool found, store::replay_job(transaction, id, now));
    if (!found)
      return problem(ProblemKind::not_found, "dead_letter_unknown",
                     "there is no work of number " + std::to_string(id) + " that was set aside",
                     "host_stub outbox parked shows what there is");
    store::AuditEntry entry;
    entry.at = now;
    entry.actor = actor;
    entry.action = "outbox.replay";
    entry.subject = std::to_string(id);
    entry.details = {{"reason", reason}};
    return store::append_audit(transaction, entry);
  });
}

}  // namespace itsm::host::services
