// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <map>
#include <memory>
#include <string>
#include <vector>

#include "host_stub/outbox/vendor.hpp"
#include "tests/unit/outbox/simulation/trouble.hpp"

namespace itsm::host::outbox::simulation {

// The tickets at a vendor that does what it is told, also twice, and shows it in searches some time later.
class Desk {
 public:
  Desk(Scheduler& scheduler, const Chances& chances) : scheduler_(scheduler), chances_(chances) {}

  std::vector<TicketRef> make(const std::vector<std::string>& keys);
  std::vector<Ticket> search(const std::vector<std::string>& keys) const;
  // Ids of the tickets that bear the key.
  std::vector<std::string> with(const std::string& key) const;
  std::int64_t made() const { return made_; }

 private:
  struct Made {
    TicketRef ref{};
    Time shows_at{};
  };
  Scheduler& scheduler_;
  const Chances& chances_;
  std::multimap<std::string, Made> tickets_{};
  std::int64_t made_ = 0;
};

// A worker's way to the desk, through everything that can happen on it.
class SimulatedVendor final : public Vendor, public Vendors {
 public:
  static constexpr std::chrono::seconds kSettle{120};
  static constexpr std::chrono::seconds kTimeout{10};

  SimulatedVendor(std::shared_ptr<Desk> desk, Scheduler& scheduler, const Rules& rules,
                  const Chances& chances, Hazard& hazard, const Clock& clock)
      : desk_(std::move(desk)),
        scheduler_(scheduler),
        rules_(rules),
        chances_(chances),
        hazard_(hazard),
        clock_(clock) {}

  Result<std::shared_ptr<Vendor>> of(const store::Job& job) override;
  std::string name() const override { return "desk"; }
  std::chrono::seconds settle_time() const override {
    return rules_.settle ? kSettle : std::chrono::seconds(0);
  }
  PaceLimits limits() const override { return {}; }
  Result<FindResult> find(const FindRequest& request) override;
  Result<integrations::VendorRequest> rehearse(const CreateRequest& request) override;
  integrations::Judgement create(const CreateRequest& request, const integrations::VendorRequest& planned,
                                 Time deadline) override;

 private:
  integrations::Judgement send(const std::vector<std::string>& keys);

  std::shared_ptr<Desk> desk_;  // lives until the last late request has arrived
  Scheduler& scheduler_;
  const Rules& rules_;
  const Chances& chances_;
  Hazard& hazard_;
  const Clock& clock_;
};

}  // namespace itsm::host::outbox::simulation
