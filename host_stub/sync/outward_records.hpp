// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>
#include <vector>

#include "host_stub/store/outward_jobs.hpp"
#include "host_stub/store/workflow_steps.hpp"
#include "host_stub/sync/matter.hpp"

namespace itsm::host::sync {

// What a run has come to.
struct Carried {
  Agreement agreement{};
  std::map<std::string, Side> decided{};  // conflicts, as far as it was known when this was planned
  std::vector<store::LinkStep> steps{};
  std::vector<Pull> pulls{};
  std::vector<Conflict> conflicts{};
  std::set<std::string> in_agreement{};
  std::vector<std::string> written{};     // for people
  std::vector<std::string> complaints{};  // what the vendor did not take
};

// What an outward job stores. Each call is one step that happens whole or not at all. A worker that was
// overtaken changes nothing but the outcome of what it has sent: the others answer `overtaken`.
inline constexpr std::string_view kOvertaken = "overtaken";
class OutwardRecords {
 public:
  virtual ~OutwardRecords() = default;

  // Before the effect. 0: the job has been taken over by another worker, and nothing may be sent.
  virtual Result<std::int64_t> begin_write(const store::Job& job, const store::OwnWrite& write, Time now) = 0;
  virtual Result<> end_write(const store::Job& job, const store::OwnWrite& write, Time now) = 0;
  virtual Result<std::set<std::string>> own_comments(const store::Job& job) = 0;
  // Whether a comment is one of ours, and whether we have written one of this digest.
  virtual Result<bool> is_own_comment(const store::Job& job, const std::string& remote_id,
                                      const std::string& digest) = 0;
  virtual Result<bool> is_said(const store::Job& job, const std::string& digest) = 0;
  virtual Result<std::vector<store::WorkflowStep>> known_steps(const store::Job& job,
                                                               const Matter& matter) = 0;
  virtual Result<> open_reviews(const store::Job& job, const std::vector<store::NewReview>& reviews,
                                Time now) = 0;
  // The vendor did not show the ticket: it is asked for again by the inbox.
  virtual Result<> hear_of_absence(const Place& place, const std::string& remote_id, Time now) = 0;
  // The ticket has been told of these statuses.
  virtual Result<> keep_steps(const store::Job& job, const std::vector<store::LinkStep>& steps) = 0;
  // What became of a person's comment at the ticket.
  virtual Result<> end_delivery(const store::Job& job, std::int64_t comment, store::DeliveryState state,
                                const std::string& why, Time now) = 0;
  // How far it is with a ticket whose push is taken back.
  virtual Result<> move_take_back(const store::Job& job, store::TakeBackState state, const std::string& why,
                                  Time now) = 0;
  // Its end: the findings are unlinked and free for another push. `what` says what was done to the ticket.
  virtual Result<> set_free(const store::Job& job, const Matter& matter, const std::string& what,
                            Time now) = 0;
  // All that a run has come to, and the notes on the feeds of the findings.
  virtual Result<> record(const store::Job& job, const Matter& matter, Carried carried, Time now) = 0;
};

// In PostgreSQL. Any thread.
class StoredOutwardRecords final : public OutwardRecords {
 public:
  explicit StoredOutwardRecords(store::Database& database) : database_(database) {}  // borrowed

  Result<std::int64_t> begin_write(const store::Job& job, const store::OwnWrite& write, Time now) override;
  Result<> end_write(const store::Job& job, const store::OwnWrite& write, Time now) override;
  Result<std::set<std::string>> own_comments(const store::Job& job) override;
  Result<bool> is_own_comment(const store::Job& job, const std::string& remote_id,
                              const std::string& digest) override;
  Result<bool> is_said(const store::Job& job, const std::string& digest) override;
  Result<std::vector<store::WorkflowStep>> known_steps(const store::Job& job, const Matter& matter) override;
  Result<> open_reviews(const store::Job& job, const std::vector<store::NewReview>& reviews,
                        Time now) override;
  Result<> hear_of_absence(const Place& place, const std::string& remote_id, Time now) override;
  Result<> keep_steps(const store::Job& job, const std::vector<store::LinkStep>& steps) override;
  Result<> end_delivery(const store::Job& job, std::int64_t comment, store::DeliveryState state,
                        const std::string& why, Time now) override;
  Result<> move_take_back(const store::Job& job, store::TakeBackState state, const std::string& why,
                          Time now) override;
  Result<> set_free(const store::Job& job, const Matter& matter, const std::string& what, Time now) override;
  Result<> record(const store::Job& job, const Matter& matter, Carried carried, Time now) override;

 private:
  store::Database& database_;
};

}  // namespace itsm::host::sync
