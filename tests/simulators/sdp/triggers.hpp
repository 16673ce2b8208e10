// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <map>
#include <vector>

#include "tests/simulators/sdp/store.hpp"
#include "tests/simulators/webhooks/delivery.hpp"

namespace itsm::simulators::sdp {

// A webhook that custom triggers fire: its message is a text with $-variables.
struct Webhook {
  std::string url{};
  HeaderList headers{};
  std::string message{};
  std::set<std::string> events{};
};

class Triggers {
 public:
  explicit Triggers(Store& store);
  Triggers(const Triggers&) = delete;
  Triggers& operator=(const Triggers&) = delete;

  // {url, headers: {name: value}, message, events: [created, edited, note, deleted]}. Throws ControlError.
  std::uint64_t add(const Json& wanted);
  bool remove(std::uint64_t id) { return webhooks_.erase(id) > 0; }
  Json list() const;
  std::vector<Delivery> take() { return std::exchange(waiting_, {}); }

 private:
  void fire(const Event& event);

  Store& store_;
  std::uint64_t last_id_ = 0;
  std::map<std::uint64_t, Webhook> webhooks_{};
  std::vector<Delivery> waiting_{};
};

}  // namespace itsm::simulators::sdp
