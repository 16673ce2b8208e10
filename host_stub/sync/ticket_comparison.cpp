// SPDX-License-Identifier: Apache-2.0
#include "host_stub/sync/ticket_comparison.hpp"

#include <algorithm>

#include "host_stub/store/own_writes.hpp"
#include "host_stub/store/ticket_mirror.hpp"

namespace itsm::host::sync {
namespace {

constexpr std::int64_t kTicketsInARead = 100;
// What changed here so recently is on its way and no difference yet.
constexpr std::chrono::minutes kPatience{5};

// Of the integration as a whole, and not of the tickets that were asked for.
bool is_for_later(const Problem& problem) {
  return problem.kind != ProblemKind::internal && problem.kind != ProblemKind::invalid;
}

// The vendor shows what was last agreed, and nothing is on its way to either side.
bool is_in_step(const store::TicketRow& ticket, const store::LinkedState& state, const Ticket& seen) {
  return is_unchanged(ticket, seen) && !state.is_pending && !state.is_waiting && !state.is_asked &&
         (!state.compared || *state.compared == ticket.remote_version);
}

}  // namespace

TicketComparison::TicketComparison(const SweepTools& tools, const SweepScope& scope)
    : tools_(tools), scope_(scope) {
  policy::link_to_findings(context_, tools.public_url);
}

Result<ComparedTickets> TicketComparison::compare(TicketId after) {
  out_ = {};
  seen_.clear();
  unreadable_.clear();
  doubtful_.clear();
  first_sights_.clear();
  std::vector<store::TicketRow> tickets;
  std::vector<store::LinkedState> states;
  const Time patience = tools_.instruments.clock.now() - kPatience;
  ITSM_CHECK(tools_.database.in_company(scope_.company, [&](store::Transaction& transaction) -> Result<> {
    ITSM_TRY(tickets, store::linked_tickets(transaction, scope_.place.integration, after, kTicketsInARead));
    std::vector<TicketId> ids;
    for (const auto& ticket : tickets) ids.push_back(ticket.id);
    ITSM_TRY(states, store::linked_states(transaction, ids, patience));
    return {};
  }));
  if (tickets.empty()) return std::move(out_);
  std::vector<TicketRef> refs;
  for (const auto& ticket : tickets) refs.push_back(ticket.ref);
  ITSM_CHECK(read(refs));
  sort(tickets, states);
  ITSM_CHECK(load_doubtful());
  std::map<std::pair<std::string, std::string>, std::vector<Doubtful*>> kinds;
  for (Doubtful& one : doubtful_) kinds[{one.seen.project.id, one.seen.type.id}].push_back(&one);
  for (auto& [kind, of_kind] : kinds) ITSM_CHECK(look_closer(of_kind));
  ITSM_CHECK(take_in_first_sights());
  out_.last = tickets.back().id;
  out_.linked = static_cast<std::int64_t>(tickets.size());
  return std::move(out_);
}

// What cannot be read together is read one by one, so that one bad ticket hides no others.
Result<> TicketComparison::read(const std::vector<TicketRef>& refs) {
  const auto fetched = ask_vendor(tools_, scope_, [&] { return scope_.source->fetch({refs, {}}); });
  if (fetched) {
    for (const Ticket& ticket : fetched->tickets) seen_.insert_or_assign(ticket.ref.id, ticket);
    return {};
  }
  if (is_for_later(fetched.error())) return unexpected(fetched.error());
  if (refs.size() == 1) {
    unreadable_[refs.front().id] = fetched.error().message;
    return {};
  }
  for (const TicketRef& ref : refs) ITSM_CHECK(read({ref}));
  return {};
}

void TicketComparison::sort(const std::vector<store::TicketRow>& tickets,
                            const std::vector<store::LinkedState>& states) {
  std::map<TicketId, const store::LinkedState*> by_ticket;
  for (const auto& state : states) by_ticket[state.ticket] = &state;
  for (const auto& ticket : tickets) {
    const store::LinkedState& state = *by_ticket.at(ticket.id);
    const auto seen = seen_.find(ticket.ref.id);
    if (const auto why = unreadable_.find(ticket.ref.id); why != unreadable_.end()) {
      ++out_.unreachable;
      out_.problem = why->second;
    } else if (seen == seen_.end() && ticket.state != TicketState::gone) {
      ++out_.differ;
      add(ticket, {store::DifferenceCause::missing, {}, ticket.status.name, {}});
    } else if (seen == seen_.end() || is_in_step(ticket, state, seen->second)) {
      out_.agreeing.push_back(ticket.id);
    } else {
      doubtful_.push_back({&ticket, &state, seen->second, {}, {}});
    }
  }
}

Result<> TicketComparison::load_doubtful() {
  for (Doubtful& one : doubtful_) {
    ITSM_TRY(one.matter, matter_of(tools_.database, scope_.company, *one.ticket, scope_.place, scope_.terms));
    ITSM_TRY(one.own_statuses,
             tools_.database.in_company(scope_.company, [&](store::Transaction& transaction) {
               return store::statuses_to_come(transaction, one.ticket->id);
             }));
  }
  return {};
}

// Those of one project and type, which have the same form.
Result<> TicketComparison::look_closer(std::vector<Doubtful*>& of_kind) {
  ITSM_TRY(const policy::TargetSchema* const form, form_of(of_kind.front()->seen));
  FetchRequest request;
  std::set<std::string> fields;
  for (const Doubtful* one : of_kind) {
    request.refs.push_back(one->ticket->ref);
    for (const std::string& id : compared_fields(one->matter, *form)) fields.insert(id);
  }
  std::map<std::string, Ticket> seen;
  if (!fields.empty()) {
    request.fields.assign(fields.begin(), fields.end());
    ITSM_TRY(const FetchResult fetched,
             ask_vendor(tools_, scope_, [&] { return scope_.source->fetch(request); }));
    for (const Ticket& ticket : fetched.tickets) seen.insert_or_assign(ticket.ref.id, ticket);
  }
  for (const Doubtful* one : of_kind) {
    const auto whole = seen.find(one->ticket->ref.id);
    judge(*one, *form, whole == seen.end() ? one->seen : whole->second);
  }
  return {};
}

// A form that is not shown has no fields: then only what the ticket itself says is compared.
Result<const policy::TargetSchema*> TicketComparison::form_of(const Ticket& seen) {
  const auto [known, fresh] = forms_.try_emplace({seen.project.id, seen.type.id});
  if (!fresh) return &known->second;
  known->second.project = seen.project;
  known->second.type = seen.type;
  known->second.limits = scope_.source->text_limits();
  FieldsRequest wanted;
  wanted.purpose = FieldPurpose::edit;
  wanted.ticket = seen.ref;
  auto form = ask_vendor(tools_, scope_, [&] { return scope_.source->fields(wanted); });
  if (form) {
    known->second.form = *std::move(form);
  } else if (is_for_later(form.error())) {
    forms_.erase(known);
    return unexpected(form.error());
  }
  return &known->second;
}

// Of tickets that nobody had looked at since they were made: it is known now how they stand.
Result<> TicketComparison::take_in_first_sights() {
  if (first_sights_.empty()) return {};
  ITSM_CHECK(
      tools_.journal.apply(scope_.company, scope_.place, first_sights_, tools_.instruments.clock.now()));
  return {};
}

void TicketComparison::judge(const Doubtful& one, const policy::TargetSchema& form, const Ticket& seen) {
  auto differences =
      differences_of(one.matter, {seen, one.own_statuses, form, tools_.instruments.clock.now()}, context_);
  const bool is_on_its_way = one.state->is_waiting && !one.state->has_trouble;
  std::erase_if(differences, [&](const Difference& difference) {
    return is_on_its_way && difference.cause == store::DifferenceCause::owed;
  });
  if (one.state->is_asked) {
    ++out_.waiting;
  } else if (differences.empty()) {
    out_.agreeing.push_back(one.ticket->id);
    if (one.ticket->remote_version.empty()) {
      Arrival& arrival = first_sights_.emplace_back();
      arrival.remote_id = seen.ref.id;
      arrival.seen = seen;
      arrival.news = {Channel::sweep, {}, {}, tools_.instruments.clock.now()};
    }
  } else {
    ++out_.differ;
    for (const Difference& difference : differences) add(*one.ticket, difference);
  }
}

void TicketComparison::add(const store::TicketRow& ticket, const Difference& difference) {
  auto& row = out_.differences.emplace_back();
  row.cause = difference.cause;
  row.ticket = ticket.id;
  row.remote_id = ticket.ref.id;
  row.key = ticket.ref.key;
  row.url = ticket.ref.url;
  row.field = difference.field;
  row.ours = difference.ours;
  row.theirs = difference.theirs;
}

}  // namespace itsm::host::sync
