// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <functional>
#include <memory>
#include <mutex>

#include "tests/simulators/control/clock.hpp"
#include "tests/simulators/control/faults.hpp"
#include "tests/simulators/control/request_log.hpp"
#include "tests/simulators/control/vendor.hpp"
#include "tests/simulators/webhooks/courier.hpp"

namespace itsm::simulators {

// A vendor with its control interface under /_sim/: tests look at its state, break its answers, change its
// configuration and set its clock while clients talk to it. Any thread.
//
//   GET    tickets              GET DELETE requests        GET POST DELETE faults    DELETE faults/{id}
//   POST   tickets/{key}        POST search_lag            GET POST world            GET POST DELETE clock
//   POST   reset                everything back to the seed
//   GET    deliveries           what the vendor has sent or is about to send; with ?settle_ms= not before
//                               nothing is due or under way, or that time has passed
//   DELETE deliveries
// A vendor may have more; an unknown name is asked of it.
class Simulator {
 public:
  using MakeVendor = std::function<std::unique_ptr<Vendor>(const Clock&)>;

  explicit Simulator(MakeVendor make);
  // May block: a fault can ask for that.
  Answer handle(const Request& request);
  // What there is, kept for a later run; restored before anything was asked. Throws SeedError.
  Json state();
  void restore(const Json& state);
  // Ends what faults keep waiting.
  void release() { faults_.clear(); }

 private:
  Answer control(const Request& request);
  Answer control_clock(const Request& request);
  Answer list_deliveries(const Request& request);
  // Calls use(vendor) alone, and passes on what the vendor then has to send.
  template <class Use>
  auto with_vendor(const Use& use);
  Answer serve(const Request& request);
  Answer harm(const Request& request, const Fault& fault);

  MakeVendor make_;
  Clock clock_;
  Faults faults_;
  RequestLog log_;
  std::mutex mutex_;  // of the vendor
  std::unique_ptr<Vendor> vendor_;
  std::string_view name_;
  Courier courier_{clock_, faults_};
};

}  // namespace itsm::simulators
