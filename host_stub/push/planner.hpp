// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>

#include "host_stub/policy/render.hpp"
#include "host_stub/push/deciders.hpp"
#include "host_stub/push/partition.hpp"
#include "host_stub/push/plan_archive.hpp"

namespace itsm::host::push {

// Makes plans: reads findings, policy and the vendor's live schema, renders every ticket and records the
// requests that would make them. Writes nothing anywhere but the plan itself. Any thread.
class Planner {
 public:
  // All borrowed. public_url is where people reach this host; empty: descriptions have no links to it.
  Planner(store::Database& database, integrations::Directory& directory, integrations::Secrets& secrets,
          const Clock& clock, std::string public_url)
      : database_(database),
        directory_(directory),
        secrets_(secrets),
        clock_(clock),
        public_url_(std::move(public_url)) {}

  // What a plan would be now; stores nothing. Refused before any vendor call: no finding, more than
  // kMostFindings, a mode without what it needs.
  Result<PlanDraft> draft(CompanyId company, const PlanRequest& request);

  // A selection of any size as requests of at most kMostFindings, in its order, findings that share a ticket
  // together. Asks no vendor. Refused: more findings for one ticket than a request takes.
  Result<std::vector<PlanRequest>> runs(CompanyId company, const PlanRequest& request);

  // What tickets of the request are rendered with, but for its preset.
  policy::RenderContext context(const PlanRequest& request) const;

  // The same as draft, stored: it has an id.
  Result<PlanDraft> stored(CompanyId company, const PlanRequest& request, const std::string& actor);
  Result<Plan> plan(CompanyId company, const PlanRequest& request, const std::string& actor);

 private:
  struct Decided {
    Partition selection{};
    integrations::Serving serving{};
    PolicyInForce decider{};
  };
  Result<Decided> decide(CompanyId company, const PlanRequest& request);
  Result<> identify(CompanyId company, PlanDraft& draft);
  Result<> rehearse(PlanDraft& draft);

  store::Database& database_;
  integrations::Directory& directory_;
  integrations::Secrets& secrets_;
  const Clock& clock_;
  const std::string public_url_;
};

}  // namespace itsm::host::push
