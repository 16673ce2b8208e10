// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <chrono>
#include <map>
#include <string>
#include <vector>

#include "host_stub/integrations/source.hpp"
#include "host_stub/observe/log.hpp"
#include "host_stub/outbox/decision.hpp"
#include "host_stub/store/intents.hpp"
#include "host_stub/store/outbox_jobs.hpp"
#include "host_stub/store/plans.hpp"

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

// Brings the intents of one batch to their end: sends what is wanted, looks up what is uncertain, and stores
// what came of it. A run that ends in the middle, by a crash or a lost database, leaves rows from which the
// next one goes on without a second ticket.
class CreateJob {
 public:
  // All borrowed for the run. claimed is the moment before the claim was sent.
  CreateJob(store::Database& database, integrations::IntegrationSource& integrations, const Clock& clock,
            observe::Log& log, const store::Job& job, std::chrono::steady_clock::time_point claimed,
            std::chrono::milliseconds lease);

  Result<> run();

 private:
  using Intents = std::vector<store::Intent>;

  Result<> load();
  // A worker before us died between "about to send" and the outcome.
  Result<> distrust_interrupted();
  Result<> look_up();
  Result<> send();
  Result<integrations::VendorRequest> planned_request(const Intents& wanted, const CreateRequest& request);
  Result<> settle(const Intents& sent, const integrations::Judgement& judgement);
  Result<> adopt(const store::Intent& intent, const Ticket& ticket);
  // Ends the job, or sets when it goes on.
  Result<> conclude();

  Intents in_state(store::IntentState state) const;
  std::chrono::seconds settle_time() const;

  store::Database& database_;
  integrations::IntegrationSource& integrations_;
  const Clock& clock_;
  observe::Log& log_;
  const store::Job& job_;
  const std::chrono::steady_clock::time_point claimed_;
  const std::chrono::milliseconds lease_;

  CreatePayload payload_;
  Intents intents_;
  std::shared_ptr<integrations::LiveIntegration> live_;
  std::chrono::milliseconds retry_in_{0};
  std::string reason_;
};

}  // namespace itsm::host::outbox
