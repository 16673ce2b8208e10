// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <optional>
#include <stdexcept>
#include <string>
#include <string_view>
#include <vector>

#include "tests/simulators/http/message.hpp"
#include "tests/simulators/webhooks/delivery.hpp"

namespace itsm::simulators {

// What a test asks through the control interface and cannot have; the message is for the person who wrote the
// test.
class ControlError : public std::runtime_error {
 public:
  using std::runtime_error::runtime_error;
};

// A simulated vendor: its own interface, and what the control interface needs of it. Called by one thread at
// a time.
class Vendor {
 public:
  virtual ~Vendor() = default;
  // Who this is, in recordings.
  virtual std::string_view name() const = 0;
  virtual Answer handle(const Request& request) = 0;

  virtual Json tickets() = 0;
  // What there is beside the configuration, to be restored by a later one that has just been made. Throws
  // SeedError. Registered webhooks and consents are not part of it.
  virtual Json state() const = 0;
  virtual void restore(const Json& state) = 0;
  // Edits a ticket as a person would. Throws ControlError.
  virtual Json edit_ticket(const std::string& key, const Json& change) = 0;
  // {"seconds": n}, {"writes": n}, {"searches": n}, or several. Throws ControlError.
  virtual void set_search_lag(const Json& lag) = 0;
  virtual const Json& world() const = 0;
  // A JSON merge patch of the seed. Throws ControlError and changes nothing when the result is wrong.
  virtual void patch_world(const Json& patch) = 0;
  // The answer of an injected fault that names no body of its own.
  virtual Answer failure(int status) const = 0;
  // What the last calls have caused to be sent, handed over.
  virtual std::vector<Delivery> take_deliveries() { return {}; }
  // A part of the control interface that this vendor alone has; nullopt: there is no such. Throws
  // ControlError.
  virtual std::optional<Answer> control(const Request&) { return std::nullopt; }
};

}  // namespace itsm::simulators
