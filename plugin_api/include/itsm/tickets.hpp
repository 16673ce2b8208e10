// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <itsm/documents/ticket.hpp>
#include <itsm/error.hpp>

// What plugins do with tickets alike: how they are named, and operations of many made of what is known of
// one.
namespace itsm {

inline const std::string& id_or_name(const Named& named) { return named.id.empty() ? named.name : named.id; }
inline const std::string& id_or_key(const TicketRef& ref) { return ref.id.empty() ? ref.key : ref.id; }

// A value for a vendor's field that takes one text: a text as it is, the digits of a number, of what has an
// id the id, else its name or address; "" for what clears the field.
inline std::string one_text(const Json& value) {
  if (value.is_null()) return "";
  if (value.is_string()) return value.get<std::string>();
  for (const char* const key : {"id", "name", "email"})
    if (value.is_object() && value.contains(key) && value.at(key) != "") return value.at(key);
  return dump(value);
}

inline Outcome refused(const Error& error, OutcomeKind kind = OutcomeKind::refused) {
  return {.kind = kind, .refusal = Refusal{std::string(name_of(error.status)), error.message, error.fields}};
}

// A create whose vendor makes several tickets with one write.
//   form: the body of one draft, Result<Json>; it may read.
//   send: makes the tickets of an array of bodies, Result<std::vector<Outcome>> in their order.
// A draft that cannot be formed is not sent, and the others are. Where none is left and the account was
// forbidden to go on, that is what the create fails with: it concerns more than one draft.
template <class Form, class Send>
Result<CreateResult> create_batch(const std::vector<TicketDraft>& drafts, Form form, Send send) {
  CreateResult result;
  result.outcomes.resize(drafts.size());
  Json bodies = Json::array();
  std::vector<std::size_t> sent;
  std::optional<Error> forbidden;
  for (std::size_t i = 0; i < drafts.size(); ++i) {
    Result<Json> body = form(drafts[i]);
    if (body) {
      bodies.push_back(*std::move(body));
      sent.push_back(i);
      continue;
    }
    const Error& error = body.error();
    if (error.status == Status::forbidden)
      forbidden = error;
    else if (error.status != Status::invalid_argument && error.status != Status::not_found)
      return unexpected(error);
    result.outcomes[i] = refused(error, OutcomeKind::not_sent);
  }
  if (sent.empty() && forbidden) return unexpected(*std::move(forbidden));
  if (!sent.empty()) {
    ITSM_TRY(std::vector<Outcome> made, send(bodies));
    if (made.size() != sent.size())
      return failure(Status::uncertain, "the answer does not say what became of each ticket");
    for (std::size_t i = 0; i < sent.size(); ++i) result.outcomes[sent[i]] = std::move(made[i]);
  }
  for (std::size_t i = 0; i < drafts.size(); ++i) result.outcomes[i].index = i;
  return result;
}

// A fetch whose vendor is asked for each ticket alone. read: the ticket of a reference, Result<Ticket>.
template <class Read>
Result<FetchResult> fetch_each(const FetchRequest& request, Read read) {
  FetchResult result;
  for (const TicketRef& ref : request.refs) {
    Result<Ticket> ticket = read(ref);
    if (ticket)
      result.tickets.push_back(*std::move(ticket));
    else if (ticket.error().status == Status::not_found)
      result.missing.push_back(ref);
    else
      return unexpected(std::move(ticket).error());
  }
  return result;
}

}  // namespace itsm
