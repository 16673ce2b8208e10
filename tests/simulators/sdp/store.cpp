// SPDX-License-Identifier: Apache-2.0
#include "tests/simulators/sdp/store.hpp"

#include <charconv>

#include "tests/simulators/world/world.hpp"

namespace itsm::simulators::sdp {
namespace {

// Ids of the cloud are long, as the organisation's number is their front.
constexpr std::uint64_t kCloudIds = 123640000000300000;

}  // namespace

void Store::patch(const Json& merge_patch) {
  Json changed = world_.document();
  changed.merge_patch(merge_patch);
  world_ = World(std::move(changed));
}

Ticket* Store::find(const std::string& id) {
  std::uint64_t number = 0;
  const auto [stop, error] = std::from_chars(id.data(), id.data() + id.size(), number);
  if (error != std::errc() || stop != id.data() + id.size()) return nullptr;
  const auto found = tickets_.find(number);
  return found == tickets_.end() ? nullptr : &found->second;
}

Ticket* Store::find_shown(const std::string& display_id) {
  for (auto& [id, ticket] : tickets_)
    if (ticket.display_id == display_id) return &ticket;
  return nullptr;
}

Ticket& Store::add(Ticket ticket, const Person& by) {
  ++last_id_;
  const std::uint64_t number = product_ == Product::cloud ? kCloudIds + last_id_ : last_id_;
  ticket.id = std::to_string(number);
  ticket.display_id = std::to_string(last_id_);
  ticket.author = by.id;
  ticket.created = now();
  if (product_ == Product::cloud) ticket.updated = ticket.created;
  Ticket& added = tickets_[number] = std::move(ticket);
  tell("created", added);
  return added;
}

void Store::touch(Ticket& ticket, const std::string& event, const Note* note) {
  ticket.updated = now();
  tell(event, ticket, note);
}

Note& Store::add_note(Ticket& ticket, Note note) {
  note.id = std::to_string((product_ == Product::cloud ? kCloudIds : 0) + 500 + ++last_note_);
  note.added = now();
  ticket.notes.push_back(std::move(note));
  touch(ticket, "note", &ticket.notes.back());
  return ticket.notes.back();
}

void Store::remove(const Ticket& ticket) {
  tell("deleted", ticket);
  tickets_.erase(std::stoull(ticket.id));
}

bool Store::is_listed(const Ticket& ticket, const Person& to) const {
  return !ticket.trashed && may_see(ticket, to) && ticket.created + lag_ <= now();
}

bool Store::may_see(const Ticket& ticket, const Person& who) const {
  if (who.sites.empty()) return true;
  const auto site = ticket.lookups.find("site");
  return site == ticket.lookups.end() || who.sites.contains(site->second);
}

void Store::tell(const std::string& event, const Ticket& ticket, const Note* note) const {
  if (hear_) hear_({event, ticket, note});
}

Json Store::state() const {
  Json kept{{"last_id", last_id_}, {"last_note", last_note_}, {"tickets", Json::array()}};
  for (const auto& [id, ticket] : tickets_) kept["tickets"].push_back(ticket.archive());
  return kept;
}

void Store::restore(const Json& state) {
  try {
    last_id_ = state.at("last_id").get<std::uint64_t>();
    last_note_ = state.at("last_note").get<std::uint64_t>();
    for (const Json& kept : state.at("tickets")) {
      Ticket ticket = Ticket::from_archive(kept);
      tickets_[std::stoull(ticket.id)] = std::move(ticket);
    }
  } catch (const Json::exception& wrong) {
    throw SeedError(std::string("the kept tickets are no state of this desk: ") + wrong.what());
  }
}

}  // namespace itsm::simulators::sdp
