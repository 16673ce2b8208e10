// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <functional>
#include <map>
#include <string>
#include <vector>

#include "host_stub/push/planner.hpp"
#include "host_stub/push/queueing.hpp"
#include "host_stub/store/pushes.hpp"

namespace itsm::host::push {

// One finding of a push: what became of it.
struct Record {
  std::int64_t finding = 0;
  std::string title{};
  store::RecordOutcome outcome = store::RecordOutcome::queued;
  std::string group_key{};
  std::string ticket_key{};
  std::string ticket_url{};
  std::string reason{};
  std::map<std::string, std::string> fields{};
  std::string remedy{};
  std::string decided_by{};
  std::string warning{};

  static constexpr std::string_view kDocument = "push_record";
  template <class Self, class Visit>
  static void members(Self& self, Visit&& visit) {
    visit.required("finding", self.finding, "Id of the finding.");
    visit.required("title", self.title, "Of the finding.");
    visit.required(
        "outcome", self.outcome,
        "created, adopted, already_linked, skipped, queued, uncertain (it may have been made) or failed.");
    visit.optional("group_key", self.group_key, "Findings with the same one share a ticket.");
    visit.optional("ticket_key", self.ticket_key, "Of the ticket.");
    visit.optional("ticket_url", self.ticket_url, "Of the ticket.");
    visit.optional("reason", self.reason, "Why, where there is something to say.");
    visit.optional("fields", self.fields, "failed: field -> the vendor's reason.");
    visit.optional("remedy", self.remedy, "failed: what to do.");
    visit.optional("decided_by", self.decided_by, "uncertain: when it will be known, RFC 3339.");
    visit.optional("warning", self.warning, "The ticket was made, and something came out otherwise.");
  }
};

struct PushReport {
  std::int64_t id = 0;
  std::int64_t plan = 0;
  std::int64_t retry_of = 0;
  bool finished = false;
  std::string actor{};
  std::string created_at{};
  std::map<std::string, std::int64_t> counts{};
  std::vector<Record> records{};

  static constexpr std::string_view kDocument = "push";
  template <class Self, class Visit>
  static void members(Self& self, Visit&& visit) {
    visit.required("id", self.id, "Given to pushes show and retry.");
    visit.required("plan", self.plan, "The plan that it carries out.");
    visit.optional("retry_of", self.retry_of, "The push whose failed elements it repeats.");
    visit.required("finished", self.finished, "No record is queued or uncertain.");
    visit.required("actor", self.actor, "Who pushed.");
    visit.required("created_at", self.created_at, "RFC 3339.");
    visit.required("counts", self.counts, "Outcome -> how many findings.");
    visit.optional("records", self.records, "One per finding.");
  }
};

// Turns plans into intents and queued work; the outbox does the rest. Any thread.
class PushService {
 public:
  // All borrowed.
  PushService(store::Database& database, Planner& planner, const Clock& clock)
      : database_(database), planner_(planner), clock_(clock) {}

  // Plans and queues at once. The answer's records are queued, skipped, already_linked or failed.
  Result<PushReport> start(CompanyId company, const PlanRequest& request, const std::string& actor,
                           Asked asked = Asked::by_person);
  // Queues exactly a stored plan. Writes that would come out differently now are not queued; their records
  // say what has changed. Refused: a plan that is unknown, expired, or pushed already.
  Result<PushReport> start_plan(CompanyId company, PlanId plan, const std::string& actor);
  // A new push of the failed findings of an earlier one, with the same choices.
  Result<PushReport> retry(CompanyId company, PushId push, const std::string& actor);

  Result<PushReport> show(CompanyId company, PushId push);
  // Without records, the newest first, at most `limit` of those before `before` (0: from the newest).
  Result<std::vector<PushReport>> list(CompanyId company, std::int64_t limit, PushId before = {});
  // How far it is, without its records.
  Result<store::RecordCounts> progress(CompanyId company, PushId push);

 private:
  using Stale = std::map<std::int64_t, std::vector<std::string>>;
  Result<PushReport> queue(CompanyId company, const PlanDraft& plan, const Stale& stale,
                           std::optional<PushId> retry_of, const std::string& actor,
                           Asked asked = Asked::by_person);

  store::Database& database_;
  Planner& planner_;
  const Clock& clock_;
};

}  // namespace itsm::host::push
