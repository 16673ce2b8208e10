// SPDX-License-Identifier: Apache-2.0
#include "host_stub/sync/difference.hpp"

#include <algorithm>

#include "host_stub/policy/ticket_fields.hpp"

namespace itsm::host::sync {
namespace {

using store::DifferenceCause;

constexpr auto kStatus = "status";

Known known_of(const Matter& matter, const std::set<std::string>& own_statuses) {
  Known known;
  known.ticket = matter.ticket;
  known.findings = matter.findings;
  for (const store::LinkStep& step : matter.steps)
    for (const Finding& finding : matter.findings)
      if (finding.id == step.finding && finding.status != step.agreed) known.pending.insert(finding.id);
  known.own_statuses = own_statuses;
  known.allowed = matter.terms.allowed;
  if (matter.terms.policy) known.policy = &matter.policy();
  known.auto_close = matter.terms.auto_close;
  known.integration = matter.place.name;
  return known;
}

// Of one ticket: what its news would do here, and then what would be written to it.
class Comparing {
 public:
  Comparing(const Matter& matter, const Compared& compared, const policy::RenderContext& context)
      : matter_(matter), compared_(compared), context_(context) {}

  std::vector<Difference> run() {
    if (matter_.ticket.state == TicketState::gone) {
      add(DifferenceCause::back, {}, "gone", compared_.seen.status.name);
      return std::move(out_);
    }
    News news{Channel::sweep, {}, {}, compared_.now};
    if (const auto changed = from_rfc3339(compared_.seen.updated_at)) news.changed_at = *changed;
    const Judgement judged = judge(known_of(matter_, compared_.own_statuses), compared_.seen, news);
    compare_place(judged);
    const bool status_differs = compare_status(judged);
    Matter after = matter_;
    after.ticket = judged.ticket;
    if (may_be_written(after)) {
      compare_fields(after);
      if (!status_differs) compare_what_follows(after);
    }
    if (judged.newer && !judged.first_sight) {
      compare_mirrored(FieldRole::priority, "priority", matter_.ticket.priority, judged.ticket.priority);
      compare_mirrored(FieldRole::assignee, "assignee", assignee_text(matter_.ticket),
                       assignee_text(judged.ticket));
      if (out_.empty() && !judged.is_own) add(DifferenceCause::unread, {}, {}, compared_.seen.updated_at);
    }
    return std::move(out_);
  }

 private:
  void add(DifferenceCause cause, const std::string& field, const std::string& ours,
           const std::string& theirs) {
    out_.push_back({cause, field, ours, theirs});
  }

  void compare_place(const Judgement& judged) {
    const store::TicketRow& before = matter_.ticket;
    const store::TicketRow& now = judged.ticket;
    const bool other_project = !before.project.id.empty() && before.project.id != now.project.id;
    if (judged.newer && (before.ref.key != now.ref.key || other_project))
      add(DifferenceCause::moved, {}, before.ref.key, now.ref.key);
  }

  bool compare_status(const Judgement& judged) {
    for (const Review& review : judged.reviews)
      if (review.kind == store::ReviewKind::conflict) {
        add(DifferenceCause::conflict, kStatus, review.details.value("ours", ""),
            review.details.value("theirs", ""));
        return true;
      }
    const std::string before = status_text(matter_.ticket);
    const std::string now = status_text(judged.ticket);
    const bool went_on = judged.newer && !judged.first_sight && !judged.is_own && before != now;
    // Nobody had looked at it before, and what it says is more than that it was made.
    const bool says_more = judged.first_sight && !(judged.findings.empty() && judged.reviews.empty());
    if (went_on || says_more) add(DifferenceCause::status, kStatus, before, now);
    return went_on || says_more;
  }

  void compare_fields(const Matter& after) {
    const policy::ShownGroup shown = shown_group(after);
    const auto ours = policy::ticket_fields(after.mapping(), shown.group.lead(), compared_.form).fields;
    const FieldPlan plan =
        plan_fields(field_situation(after, context_, compared_.form, ours, compared_.seen));
    const auto known = [&](const std::string& id) {
      return *std::find_if(ours.begin(), ours.end(),
                           [&](const policy::TicketField& field) { return field.field.id == id; });
    };
    for (const Pull& pull : plan.pulls) {
      const policy::TicketField field = known(pull.field);
      cover(field);
      add(DifferenceCause::field, field.field.name, shown_value(field.ours), shown_value(pull.theirs));
    }
    for (const Conflict& conflict : plan.conflicts) {
      cover(known(conflict.field));
      add(DifferenceCause::conflict, conflict.name, shown_value(conflict.ours), shown_value(conflict.theirs));
    }
    if (!is_open(after.ticket.state)) return;  // what has ended is written to for nothing else
    for (const auto& [id, value] : plan.update.fields) {
      const policy::TicketField field = known(id);
      cover(field);
      const auto theirs = compared_.seen.fields.find(id);
      add(DifferenceCause::owed, field.field.name, shown_value(value),
          theirs == compared_.seen.fields.end() ? "nothing" : shown_value(theirs->second));
    }
    if (plan.update.summary)
      add(DifferenceCause::owed, "summary", *plan.update.summary, compared_.seen.summary);
    if (plan.update.section) add(DifferenceCause::owed, "members", {}, {});
  }

  void cover(const policy::TicketField& field) { covered_.insert(field.field.role); }

  void compare_what_follows(const Matter& after) {
    const StatusSituation situation = status_situation(after, compared_.now);
    const StatusPlan plan = plan_status(situation);
    if (plan.move != StatusMove::none) {
      const auto& follower = situation.findings;
      const auto mover = std::find_if(follower.begin(), follower.end(), [&](const Follower& one) {
        return !plan.because.empty() && one.id == plan.because.front();
      });
      add(DifferenceCause::owed, kStatus, mover == follower.end() ? "" : std::string(name_of(mover->status)),
          status_text(after.ticket));
    } else if (!plan.lines.empty()) {
      add(DifferenceCause::owed, "comment", plan.lines.front(), {});
    }
  }

  void compare_mirrored(FieldRole role, const std::string& name, const std::string& before,
                        const std::string& now) {
    if (before != now && !covered_.contains(role)) add(DifferenceCause::field, name, before, now);
  }

  const Matter& matter_;
  const Compared& compared_;
  const policy::RenderContext& context_;
  std::set<FieldRole> covered_{};
  std::vector<Difference> out_{};
};

}  // namespace

std::vector<Difference> differences_of(const Matter& matter, const Compared& compared,
                                       const policy::RenderContext& context) {
  return Comparing(matter, compared, context).run();
}

bool is_unchanged(const store::TicketRow& ticket, const Ticket& seen) {
  return ticket.state != TicketState::gone && !ticket.remote_version.empty() &&
         !is_newer(seen.version, ticket.remote_version);
}

std::vector<std::string> compared_fields(const Matter& matter, const policy::TargetSchema& form) {
  std::vector<std::string> ids;
  Matter there = matter;
  there.ticket.project = form.project;
  there.ticket.type = form.type;
  if (!may_be_written(there)) return ids;
  const policy::ShownGroup shown = shown_group(there);
  for (const auto& field : policy::ticket_fields(there.mapping(), shown.group.lead(), form).fields)
    ids.push_back(field.field.id);
  return ids;
}

}  // namespace itsm::host::sync
