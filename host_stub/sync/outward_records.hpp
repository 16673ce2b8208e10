// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>
#include <vector>

#include "host_stub/store/outward_jobs.hpp"
#include "host_stub/store/workflow_steps.hpp"
#include "host_stub/sync/matter.hpp"

// What an outward job stores; each call is one transaction.
namespace itsm::host::sync {

Result<std::int64_t> begin_write(store::Database& database, const store::Job& job,
                                 const store::OwnWrite& write, Time now);
Result<> end_write(store::Database& database, const store::Job& job, const store::OwnWrite& write, Time now);
Result<std::vector<store::WorkflowStep>> known_steps(store::Database& database, const store::Job& job,
                                                     const Matter& matter);
Result<> open_reviews(store::Database& database, const store::Job& job,
                      const std::vector<store::NewReview>& reviews, Time now);
// The vendor did not show the ticket: it is asked for again by the inbox.
Result<> hear_of_absence(store::Database& database, const Place& place, const std::string& remote_id,
                         Time now);
// Whether a comment is one of ours.
Result<bool> is_own_comment(store::Database& database, const store::Job& job, const std::string& remote_id,
                            const std::string& digest);
// Whether we have written a comment of this digest.
Result<bool> is_said(store::Database& database, const store::Job& job, const std::string& digest);
// The ticket has been told of these statuses.
Result<> keep_steps(store::Database& database, const store::Job& job,
                    const std::vector<store::LinkStep>& steps);

// What a run has come to.
struct Carried {
  Agreement agreement{};
  std::vector<store::LinkStep> steps{};
  std::vector<Pull> pulls{};
  std::vector<Conflict> conflicts{};
  std::set<std::string> in_agreement{};
  std::vector<std::string> written{};     // for people
  std::vector<std::string> complaints{};  // what the vendor did not take
};
// All of it, and the notes on the feeds of the findings.
Result<> record(store::Database& database, const store::Job& job, const Matter& matter, Carried carried,
                Time now);

}  // namespace itsm::host::sync
