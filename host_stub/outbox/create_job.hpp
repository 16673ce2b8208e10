// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>
#include <vector>

#include "host_stub/outbox/instruments.hpp"
#include "host_stub/outbox/ledger.hpp"
#include "host_stub/outbox/vendor.hpp"

namespace itsm::host::outbox {

// What a create job carries: the intents of one planned batch, in the order of the recorded request.
struct CreatePayload {
  std::int64_t plan = 0;
  std::int64_t batch = 0;
  std::vector<std::int64_t> intents{};

  static constexpr std::string_view kDocument = "create_payload";
  template <class Self, class Visit>
  static void members(Self& self, Visit&& visit) {
    visit.required("plan", self.plan, "The plan that recorded the request.");
    visit.required("batch", self.batch, "Which of its batches.");
    visit.required("intents", self.intents, "In the order of the drafts.");
  }
};

// The tickets to be that wait for a job; none where it is not a create.
std::vector<IntentId> intents_in(store::JobKind kind, const Json& payload);

// Brings the intents of one batch to their end: sends what is wanted, looks up what is uncertain, and stores
// what came of it. A run that ends in the middle, by a crash or a lost database, leaves rows from which the
// next one goes on without a second ticket. Does no I/O of its own: the simulation of tests/unit/outbox runs
// exactly this.
class CreateJob {
 public:
  // All borrowed for the run. claimed is the moment before the claim was sent.
  CreateJob(Ledger& ledger, Vendors& vendors, const Instruments& instruments, const Lease& lease,
            const store::Job& job, Monotonic::Point claimed)
      : ledger_(ledger),
        vendors_(vendors),
        instruments_(instruments),
        lease_(lease),
        job_(job),
        claimed_(claimed) {}

  Result<> run();

 private:
  using Intents = std::vector<store::Intent>;

  Result<> load();
  // A worker before us died between "about to send" and the outcome.
  Result<> distrust_interrupted();
  // Everything that needs the vendor, as fast as all hosts together may ask it.
  Result<> ask_vendor();
  Result<> look_up();
  Result<> send();
  Result<integrations::VendorRequest> planned_request(const Intents& wanted, const CreateRequest& request);
  Result<> settle(const Intents& sent, const CreateRequest& request,
                  const integrations::Judgement& judgement);
  // Ends the job, or sets when it goes on.
  Result<> conclude();

  Result<> apply(std::vector<Move> moves, Time now);
  Move doubt(const store::Intent& intent, std::string reason, Time now) const;
  Intents due_for_look_up(Time at) const;
  Intents in_state(store::IntentState state) const;
  Time now() const { return instruments_.clock.now(); }

  Ledger& ledger_;
  Vendors& vendors_;
  const Instruments& instruments_;
  const Lease& lease_;
  const store::Job& job_;
  const Monotonic::Point claimed_;

  CreatePayload payload_{};
  Intents intents_{};
  std::shared_ptr<Vendor> vendor_{};
  std::optional<Experience> seen_{};
  std::chrono::milliseconds retry_in_{0};
  std::string reason_{};
};

}  // namespace itsm::host::outbox
