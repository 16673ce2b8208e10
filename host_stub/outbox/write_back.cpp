// SPDX-License-Identifier: Apache-2.0
#include "host_stub/outbox/write_back.hpp"

#include "host_stub/core/activity.hpp"
#include "host_stub/store/activity.hpp"
#include "host_stub/store/tickets.hpp"

namespace itsm::host::outbox {
namespace {

constexpr auto kActor = "host";

store::TicketRow row_of(const store::Intent& intent, const Ticket& ticket, Time now) {
  store::TicketRow row;
  row.owner = intent.owner;
  row.integration = intent.integration;
  row.ref = ticket.ref;
  row.project = ticket.project;
  row.type = ticket.type;
  row.summary = ticket.summary;
  row.state = ticket.state;
  row.status = ticket.status;
  row.resolution = ticket.resolution.name;
  row.priority = ticket.priority.name;
  row.assignee = ticket.assignee;
  row.correlation_key = intent.correlation_key;
  row.policy_version = intent.policy_version;
  row.remote_version = ticket.version;
  row.confirmed_at = now;
  row.confirmed_by = store::ConfirmedBy::own_write;
  return row;
}

std::vector<Activity> entries(const store::Intent& intent, const Ticket& ticket,
                              const std::string& integration, Way way, Time now) {
  std::vector<Activity> entries;
  for (const FindingId finding : intent.members) {
    Activity entry;
    entry.finding = finding;
    entry.at = now;
    entry.kind = ActivityKind::ticket;
    entry.cause = Cause::policy;
    entry.actor = kActor;
    entry.member = "ticket";
    entry.to = ticket.ref.key;
    entry.why = way == Way::created
                    ? "Ticket " + ticket.ref.key + " was made in " + integration + "."
                    : "Ticket " + ticket.ref.key + " was found in " + integration +
                          " after its create had been left without an answer, and is linked now.";
    entries.push_back(std::move(entry));
  }
  return entries;
}

}  // namespace

Ticket ticket_from_draft(const TicketDraft& draft, const TicketRef& ref) {
  Ticket ticket;
  ticket.ref = ref;
  ticket.project = draft.project;
  ticket.type = draft.type;
  ticket.summary = draft.summary;
  for (const auto& [id, value] : draft.fields) {
    if (value.kind == FieldKind::priority && value.value.is_object())
      ticket.priority = from_document<Named>(value.value);
  }
  return ticket;
}

Result<> store_ticket(store::Transaction& transaction, const store::Intent& intent,
                      const std::string& integration, const Ticket& ticket, Way way, Time now) {
  ITSM_TRY(const TicketId id, store::upsert_ticket(transaction, row_of(intent, ticket, now), now));
  ITSM_TRY(const std::int64_t linked, store::mark_linked(transaction, intent.id, id, now));
  if (linked == 0) return {};
  ITSM_CHECK(store::insert_links(transaction, id, intent.members, intent.id, kActor, now));
  ITSM_CHECK(store::append_activity(transaction, entries(intent, ticket, integration, way, now)));
  store::RecordChange change;
  change.outcome = way == Way::created ? store::RecordOutcome::created : store::RecordOutcome::adopted;
  change.ticket = id;
  ITSM_CHECK(store::change_records(transaction, intent.id, change, now));
  return store::finish_push_if_done(transaction, intent.push, now);
}

Result<> store_failure(store::Transaction& transaction, const store::Intent& intent, const Refusal& refusal,
                       const std::string& reason, const std::string& remedy, Time now) {
  ITSM_TRY(
      const std::int64_t failed,
      store::mark_failed(transaction, intent.id,
                         Json{{"code", refusal.code}, {"message", reason}, {"fields", refusal.fields}}, now));
  if (failed == 0) return {};
  store::RecordChange change;
  change.outcome = store::RecordOutcome::failed;
  change.reason = reason;
  change.fields = refusal.fields;
  change.remedy = remedy;
  ITSM_CHECK(store::change_records(transaction, intent.id, change, now));
  return store::finish_push_if_done(transaction, intent.push, now);
}

}  // namespace itsm::host::outbox
