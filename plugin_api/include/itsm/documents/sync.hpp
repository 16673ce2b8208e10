// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <optional>
#include <string>
#include <vector>

#include <itsm/documents/manifest.hpp>
#include <itsm/documents/ticket.hpp>

// What comes back from the vendor: polls and webhooks.
namespace itsm {

struct ChangesRequest {
  std::string cursor{};
  std::vector<Named> projects{};
  std::vector<TicketRef> linked{};
  std::size_t limit = 100;

  static constexpr std::string_view kDocument = "changes_request";
  template <class Self, class Visit>
  static void members(Self& self, Visit&& visit) {
    visit.optional("cursor", self.cursor, "Opaque, from the page before; absent: from now on.");
    visit.optional("projects", self.projects, "All tickets of these; absent: of all that the account sees.");
    visit.optional("linked", self.linked, "And these, wherever they have moved.");
    visit.optional("limit", self.limit, "Most tickets wanted in a page.");
  }
};

struct ChangesPage {
  std::vector<Ticket> tickets{};
  std::string next_cursor{};
  bool more = false;

  static constexpr std::string_view kDocument = "changes_page";
  template <class Self, class Visit>
  static void members(Self& self, Visit&& visit) {
    visit.required("tickets", self.tickets,
                   "May repeat what an earlier page had; the overlap is in the cursor.");
    visit.required("next_cursor", self.next_cursor, "To be stored together with the tickets.");
    visit.optional("more", self.more, "A further page is ready.");
  }
};

enum class EventKind { created, changed, deleted, comment, ignored };
template <>
struct EnumNames<EventKind> {
  static constexpr std::array<std::pair<EventKind, std::string_view>, 5> names{
      {{EventKind::created, "created"},
       {EventKind::changed, "changed"},
       {EventKind::deleted, "deleted"},
       {EventKind::comment, "comment"},
       {EventKind::ignored, "ignored"}}};
};

struct WebhookEvent {
  std::size_t delivery = 0;
  EventKind kind = EventKind::ignored;
  std::string ticket_id{};
  std::string ticket_key{};
  std::string occurred_at{};
  std::optional<Person> actor{};
  std::vector<std::string> changed{};
  std::optional<Ticket> ticket{};
  std::optional<Comment> comment{};
  std::string reason{};

  static constexpr std::string_view kDocument = "webhook_event";
  template <class Self, class Visit>
  static void members(Self& self, Visit&& visit) {
    visit.required("delivery", self.delivery, "Index of the delivery it came from.");
    visit.required("kind", self.kind, "What happened.");
    visit.optional("ticket_id", self.ticket_id, "The vendor's immutable id; absent only when ignored.");
    visit.optional("ticket_key", self.ticket_key, "As the delivery shows it.");
    visit.optional("occurred_at", self.occurred_at, "RFC 3339, the vendor's clock.");
    visit.optional("actor", self.actor, "Who did it, where the vendor says so.");
    visit.optional("changed", self.changed, "Ids of the fields that changed, where the vendor lists them.");
    visit.optional("ticket", self.ticket, "The ticket afterwards, where the delivery holds all of it.");
    visit.optional("comment", self.comment, "kind comment: the comment.");
    visit.optional("reason", self.reason, "kind ignored: why.");
  }
};

struct WebhookEvents {
  std::vector<WebhookEvent> events{};

  static constexpr std::string_view kDocument = "webhook_events";
  template <class Self, class Visit>
  static void members(Self& self, Visit&& visit) {
    visit.required("events", self.events, "At least one per delivery.");
  }
};

struct SubscribeRequest {
  std::string url{};
  std::vector<Named> projects{};

  static constexpr std::string_view kDocument = "subscribe_request";
  template <class Self, class Visit>
  static void members(Self& self, Visit&& visit) {
    visit.required("url", self.url, "Where the vendor is to deliver. The secret is ${secret:webhook}.");
    visit.optional("projects", self.projects, "To narrow what is delivered.");
  }
};

struct Subscription {
  std::string id{};
  std::string expires_at{};
  std::optional<ProofScheme> proof{};
  std::string note{};

  static constexpr std::string_view kDocument = "subscription";
  template <class Self, class Visit>
  static void members(Self& self, Visit&& visit) {
    visit.required("id", self.id, "The vendor's id of the registration.");
    visit.optional("expires_at", self.expires_at, "RFC 3339; absent: until it is removed.");
    visit.optional("proof", self.proof,
                   "Which of the manifest's its deliveries carry; absent: the strongest that a stored secret "
                   "can check.");
    visit.optional("note", self.note, "What the operator should know.");
  }
};

struct Subscriptions {
  std::vector<Subscription> subscriptions{};

  static constexpr std::string_view kDocument = "subscriptions";
  template <class Self, class Visit>
  static void members(Self& self, Visit&& visit) {
    visit.required("subscriptions", self.subscriptions, "Those that are meant.");
  }
};

}  // namespace itsm
