// SPDX-License-Identifier: Apache-2.0
#include "host_stub/sync/outward_records.hpp"

#include <algorithm>

#include "host_stub/core/text.hpp"
#include "host_stub/policy/value.hpp"
#include "host_stub/store/activity.hpp"
#include "host_stub/store/alerts.hpp"
#include "host_stub/store/custom_fields.hpp"
#include "host_stub/store/findings.hpp"
#include "host_stub/store/intent_places.hpp"
#include "host_stub/sync/stored_journal.hpp"

namespace itsm::host::sync {
namespace {

// Of one run, in its transaction.
class Recording {
 public:
  Recording(store::Transaction& transaction, const Matter& matter, Carried& carried, Time now)
      : transaction_(transaction), matter_(matter), carried_(carried), now_(now) {}

  Result<> run(const store::Job& job) {
    for (const Pull& pull : carried_.pulls) ITSM_CHECK(take_over(pull));
    for (const std::string& what : carried_.written) note(what);
    ITSM_CHECK(tell_complaints(job));
    for (const Conflict& conflict : carried_.conflicts) ask(conflict);
    for (const std::string& field : carried_.in_agreement)
      ITSM_CHECK(store::settle_conflict(transaction_, job.ticket, field, now_));
    ITSM_CHECK(store::open_reviews(transaction_, reviews_, now_));
    ITSM_CHECK(store::keep_steps(transaction_, job.ticket, carried_.steps));
    ITSM_CHECK(store::append_activity(transaction_, feed_));
    ITSM_CHECK(store::account_for_writes(transaction_, job.ticket));
    ITSM_CHECK(keep_decisions(job.ticket));
    return store::save_agreement(transaction_, job.ticket, to_document(carried_.agreement), now_);
  }

 private:
  // A ticket's value goes to all its findings.
  Result<> take_over(const Pull& pull) {
    std::vector<FindingId> ids;
    for (const Finding& finding : matter_.findings) ids.push_back(finding.id);
    ITSM_TRY(auto findings, store::load_findings(transaction_, ids));
    for (Finding& finding : findings) {
      const policy::AttributeName& attribute = *pull.mapping.finding;
      const policy::Value before = attribute.of(finding);
      auto value = policy::read_back(pull.mapping, pull.theirs, before);
      if (value) {
        ITSM_TRY(value, as_declared(attribute, *std::move(value)));
      }
      if (!value || !attribute.put(finding, *value)) {
        carried_.complaints.push_back(shown_value(pull.theirs) + " of the ticket's " + pull.mapping.ticket +
                                      " is no value of the finding's " + attribute.text());
        continue;
      }
      if (policy::to_text(before) == policy::to_text(attribute.of(finding))) continue;
      auto stored = store::update_finding(transaction_, finding, now_);
      if (!stored && stored.error().code == "finding_changed") return transaction_.changed_meanwhile();
      if (!stored) return stored;
      Activity entry = entry_for(finding.id);
      entry.kind = ActivityKind::changed;
      entry.member = attribute.text();
      entry.from = policy::to_text(before);
      entry.to = policy::to_text(attribute.of(finding));
      entry.why = "People changed " + pull.mapping.ticket + " of " + matter_.ticket.ref.key + ".";
      entry.rule = config::to_string(pull.mapping.place);
      entry.policy = matter_.terms.policy_version();
      feed_.push_back(std::move(entry));
    }
    return {};
  }

  // A custom field takes what its declaration allows.
  Result<std::optional<policy::Value>> as_declared(const policy::AttributeName& attribute,
                                                   policy::Value value) {
    if (!attribute.text().starts_with(policy::kCustomPrefix) || policy::is_empty(value))
      return std::optional(std::move(value));
    const std::string key = attribute.text().substr(policy::kCustomPrefix.size());
    ITSM_TRY(const auto declared, store::list_custom_fields(transaction_));
    const auto* field = store::field_of(declared, key);
    if (field == nullptr) return std::optional<policy::Value>();
    const auto kept = value_of(field->field, policy::to_json(value));
    if (!kept) return std::optional<policy::Value>();
    return std::optional(policy::from_json(*kept));
  }

  // What a person has decided since the run was planned is carried out by the next one.
  Result<> keep_decisions(TicketId ticket) {
    ITSM_TRY(const auto stored, store::lock_agreement(transaction_, ticket));
    if (!stored) return {};
    for (const auto& [field, side] : from_document<Agreement>(*stored).chosen) {
      const auto known = carried_.decided.find(field);
      if (known == carried_.decided.end() || known->second != side) carried_.agreement.chosen[field] = side;
    }
    return {};
  }

  Activity entry_for(FindingId finding) const {
    Activity entry;
    entry.finding = finding;
    entry.at = now_;
    entry.kind = ActivityKind::ticket;
    entry.cause = Cause::ticket;
    entry.actor = matter_.place.name;
    return entry;
  }

  void note(const std::string& what) {
    for (const Finding& finding : matter_.findings) {
      Activity entry = entry_for(finding.id);
      entry.cause = Cause::policy;
      entry.actor = "host";
      entry.member = "ticket.written";
      entry.to = what;
      entry.why = "Written to " + matter_.ticket.ref.key + ": " + what + ".";
      feed_.push_back(std::move(entry));
    }
  }

  void ask(const Conflict& conflict) {
    const Json details = {{"field", conflict.name},
                          {"ours", shown_value(conflict.ours)},
                          {"theirs", shown_value(conflict.theirs)}};
    reviews_.push_back({store::ReviewKind::conflict, matter_.findings.front().id, matter_.ticket.id,
                        conflict.name + " was changed on both sides: the finding says " +
                            shown_value(conflict.ours) + ", " + matter_.ticket.ref.key + " says " +
                            shown_value(conflict.theirs),
                        conflict.field, details});
  }

  // Told once, until something else goes wrong.
  Result<> tell_complaints(const store::Job& job) {
    std::vector<std::string> all = carried_.complaints;
    std::sort(all.begin(), all.end());
    all.erase(std::unique(all.begin(), all.end()), all.end());
    const std::string problem = joined(all, "; ");
    const bool is_new = problem != carried_.agreement.told_problem;
    carried_.agreement.told_problem = problem;
    if (problem.empty() || !is_new) return {};
    store::NewAlert alert;
    alert.cause = store::alert_cause(job.integration, "outward/" + shortened(problem, 100));
    alert.owner = job.owner;
    alert.integration = job.integration;
    alert.message = matter_.ticket.ref.key + " could not be brought in step: " + problem;
    alert.remedy =
        "correct the mapping, the ticket's form or the account's permissions; it is tried again at the "
        "next change";
    return store::raise_alert(transaction_, alert, now_);
  }

  store::Transaction& transaction_;
  const Matter& matter_;
  Carried& carried_;
  const Time now_;
  std::vector<store::NewReview> reviews_{};
  std::vector<Activity> feed_{};
};

// Does the work for those that still hold the job. Held from the end of the work: others change findings
// first and jobs then.
template <class Work>
Result<> while_held(store::Database& database, const store::Job& job, const Work& work) {
  return database.in_company(job.company, [&](store::Transaction& transaction) -> Result<> {
    ITSM_CHECK(work(transaction));
    ITSM_TRY(const bool held, store::holds_job(transaction, job));
    if (held) return {};
    return problem(ProblemKind::conflict, std::string(kOvertaken), "another worker has taken over");
  });
}

}  // namespace

Result<std::int64_t> StoredOutwardRecords::begin_write(const store::Job& job, const store::OwnWrite& write,
                                                       Time now) {
  return database_.in_company(job.company, [&](store::Transaction& transaction) {
    return store::begin_write(transaction, job, write, now);
  });
}

Result<> StoredOutwardRecords::end_write(const store::Job& job, const store::OwnWrite& write, Time now) {
  return database_.in_company(job.company, [&](store::Transaction& transaction) {
    return store::end_write(transaction, write, now);
  });
}

Result<std::set<std::string>> StoredOutwardRecords::own_comments(const store::Job& job) {
  return database_.in_company(job.company, [&](store::Transaction& transaction) {
    return store::own_comments(transaction, job.ticket);
  });
}

Result<std::vector<store::WorkflowStep>> StoredOutwardRecords::known_steps(const store::Job& job,
                                                                           const Matter& matter) {
  return database_.in_company(job.company, [&](store::Transaction& transaction) {
    return store::known_steps(transaction,
                              {job.integration, matter.ticket.project.id, matter.ticket.type.id});
  });
}

Result<> StoredOutwardRecords::open_reviews(const store::Job& job,
                                            const std::vector<store::NewReview>& reviews, Time now) {
  return while_held(database_, job, [&](store::Transaction& transaction) {
    return store::open_reviews(transaction, reviews, now);
  });
}

Result<> StoredOutwardRecords::hear_of_absence(const Place& place, const std::string& remote_id, Time now) {
  Heard heard;
  heard.read_wanted = true;
  heard.channel = Channel::resync;
  ITSM_CHECK(database_.in_company(place.owner, [&](store::Transaction& owner) {
    return hear(owner, place.integration, {{remote_id, heard}}, now);
  }));
  return {};
}

Result<bool> StoredOutwardRecords::is_own_comment(const store::Job& job, const std::string& remote_id,
                                                  const std::string& digest) {
  return database_.in_company(job.company, [&](store::Transaction& transaction) {
    return store::is_own_comment(transaction, job.ticket, remote_id, digest);
  });
}

Result<bool> StoredOutwardRecords::is_said(const store::Job& job, const std::string& digest) {
  return database_.in_company(job.company, [&](store::Transaction& transaction) {
    return store::is_said(transaction, job.ticket, digest);
  });
}

Result<> StoredOutwardRecords::keep_steps(const store::Job& job, const std::vector<store::LinkStep>& steps) {
  return while_held(database_, job, [&](store::Transaction& transaction) {
    return store::keep_steps(transaction, job.ticket, steps);
  });
}

Result<> StoredOutwardRecords::end_delivery(const store::Job& job, std::int64_t comment,
                                            store::DeliveryState state, const std::string& why, Time now) {
  return while_held(database_, job, [&](store::Transaction& transaction) {
    return store::end_delivery(transaction, comment, job.ticket, state, why, now);
  });
}

Result<> StoredOutwardRecords::move_take_back(const store::Job& job, store::TakeBackState state,
                                              const std::string& why, Time now) {
  return while_held(database_, job, [&](store::Transaction& transaction) {
    return store::move_take_back(transaction, job.ticket, state, why, now);
  });
}

Result<> StoredOutwardRecords::set_free(const store::Job& job, const Matter& matter, const std::string& what,
                                        Time now) {
  return while_held(database_, job, [&](store::Transaction& transaction) -> Result<> {
    const std::string& key = matter.ticket.ref.key;
    std::vector<FindingId> findings;
    std::vector<Activity> entries;
    for (const Finding& finding : matter.findings) {
      findings.push_back(finding.id);
      Activity& entry =
          entries.emplace_back(ticket_entry(finding.id, Cause::person, matter.take_back->actor, now));
      entry.from = key;
      entry.why = "Push " + std::to_string(matter.take_back->push.value) + " was taken back: ticket " + key +
                  " was " + what + " with a comment, and unlinked.";
    }
    ITSM_CHECK(store::end_links(transaction, findings, key, matter.place.integration, now));
    ITSM_CHECK(store::leave_ticket(transaction, job.ticket, findings, now));
    ITSM_CHECK(store::append_activity(transaction, entries));
    return store::move_take_back(transaction, job.ticket, store::TakeBackState::done, {}, now);
  });
}

Result<> StoredOutwardRecords::record(const store::Job& job, const Matter& matter, Carried carried,
                                      Time now) {
  return while_held(database_, job, [&](store::Transaction& transaction) {
    Carried again = carried;  // the transaction may be run more than once
    return Recording(transaction, matter, again, now).run(job);
  });
}

}  // namespace itsm::host::sync
