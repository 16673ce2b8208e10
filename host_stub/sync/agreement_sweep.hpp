// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <stop_token>

#include "host_stub/store/agreement_sweeps.hpp"
#include "host_stub/sync/sweep_progress.hpp"
#include "host_stub/sync/ticket_comparison.hpp"

namespace itsm::host::sync {

struct SweepWish {
  bool repairs = false;
  // Nobody has asked: it leaves one alone that somebody else is at, which else is taken over where it is.
  bool is_scheduled = false;
};

// Compares all links of one company with one vendor, in steps that are stored one by one: one that was broken
// off goes on where it was, whoever goes on. Used once.
class AgreementSweep {
 public:
  // Borrowed.
  AgreementSweep(const SweepTools& tools, const SweepScope& scope)
      : tools_(tools), scope_(scope), tickets_(tools, scope) {}

  // Until it is over, somebody else has taken it over, or it is stopped. A failure leaves it to be gone on
  // with.
  Result<store::SweepRow> run(const SweepWish& wish, const std::stop_token& stop);

 private:
  Result<bool> begin(const SweepWish& wish);
  Result<bool> step();
  Result<bool> compare_tickets();
  Result<bool> look_for_keys();
  Result<bool> repair_some();
  Result<bool> conclude();
  Result<> judge_missing(store::Transaction& transaction);
  Result<> judge_duplicates(store::Transaction& transaction);
  Result<> tell(store::Transaction& transaction);
  // With what the step found; false: it is somebody else's now.
  Result<bool> store_step(const std::vector<store::DifferenceRow>& differences,
                          const std::vector<TicketId>& agreeing);
  Time now() const { return tools_.instruments.clock.now(); }

  const SweepTools& tools_;
  const SweepScope& scope_;
  TicketComparison tickets_;
  bool is_scheduled_ = false;
  store::SweepRow row_{};
  SweepProgress progress_{};
};

}  // namespace itsm::host::sync
