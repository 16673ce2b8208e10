// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "tests/simulators/control/vendor.hpp"
#include "tests/simulators/jira/call.hpp"
#include "tests/simulators/jira/webhook.hpp"

namespace itsm::simulators::jira {

// What the control interface does with a Jira of either deployment; they differ in what their front answers.
class JiraVendor : public Vendor {
 public:
  // Throws SeedError.
  JiraVendor(Json seed, const Clock& clock, Deployment deployment)
      : site_(std::move(seed), clock, deployment), version_(deployment == Deployment::cloud ? 3 : 2) {}

  const Json& world() const override { return site_.document(); }
  void patch_world(const Json& patch) override;
  void set_search_lag(const Json& lag) override;
  Json tickets() override;
  Json state() const override { return site_.state(); }
  void restore(const Json& state) override { site_.restore(state); }
  Json edit_ticket(const std::string& key, const Json& change) override;
  std::vector<Delivery> take_deliveries() override { return webhooks_.take_deliveries(); }
  // GET and POST webhooks, DELETE webhooks/{id}: registrations without asking who may.
  std::optional<Answer> control(const Request& request) override;

 protected:
  Site& site() { return site_; }
  Webhooks& webhooks() { return webhooks_; }

 private:
  const User& person(const Json& change) const;
  const Status& status_named(const std::string& name) const;
  std::string resolution_for(const Status& status, const Json& change) const;
  Json run(const Call& call, Issue& issue, const Json& change);

  Site site_;
  Webhooks webhooks_{site_};
  int version_;  // of the REST interface whose shapes the control interface shows
};

}  // namespace itsm::simulators::jira
