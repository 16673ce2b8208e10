// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <functional>
#include <map>

#include "tests/simulators/sdp/ticket.hpp"

namespace itsm::simulators::sdp {

// What happens to a request, for webhooks.
struct Event {
  std::string name{};  // created, edited, note, deleted
  const Ticket& ticket;
  const Note* note = nullptr;
};

// One desk: its set-up and its requests. One thread at a time.
class Store {
 public:
  // Throws SeedError. The clock is borrowed.
  Store(Json seed, const Clock& clock, Product product)
      : world_(std::move(seed)), clock_(clock), product_(product) {}

  const World& world() const { return world_; }
  Product product() const { return product_; }
  Time now() const { return clock_.now(); }
  void patch(const Json& merge_patch);  // throws SeedError and changes nothing then

  // By id, and by the number that people see, which the API does not take; null where there is none.
  Ticket* find(const std::string& id);
  Ticket* find_shown(const std::string& display_id);
  const std::map<std::uint64_t, Ticket>& tickets() const { return tickets_; }

  Ticket& add(Ticket ticket, const Person& by);
  void touch(Ticket& ticket, const std::string& event = "edited", const Note* note = nullptr);
  Note& add_note(Ticket& ticket, Note note);
  void remove(const Ticket& ticket);

  // Whether lists show it to this person by now.
  bool is_listed(const Ticket& ticket, const Person& to) const;
  bool may_see(const Ticket& ticket, const Person& who) const;
  void set_search_lag(std::chrono::milliseconds lag) { lag_ = lag; }

  void listen(std::function<void(const Event&)> hear) { hear_ = std::move(hear); }

  Json state() const;
  void restore(const Json& state);  // throws SeedError

 private:
  void tell(const std::string& event, const Ticket& ticket, const Note* note = nullptr) const;

  World world_;
  const Clock& clock_;
  Product product_;
  std::map<std::uint64_t, Ticket> tickets_{};
  std::uint64_t last_id_ = 0;
  std::uint64_t last_note_ = 0;
  std::chrono::milliseconds lag_{0};
  std::function<void(const Event&)> hear_{};
};

}  // namespace itsm::simulators::sdp
