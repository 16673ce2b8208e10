// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <map>
#include <optional>
#include <set>
#include <string>
#include <vector>

#include "tests/simulators/jira/site.hpp"
#include "tests/simulators/webhooks/delivery.hpp"

namespace itsm::simulators::jira {

// One registration, by an administrator or by an app.
struct Webhook {
  std::uint64_t id = 0;  // given by the registry
  std::string name{};
  std::string url{};
  std::set<std::string> events{};
  std::string jql{};                   // empty: every issue
  std::set<std::string> fields{};      // whose change an update must hold; empty: any
  std::set<std::string> properties{};  // whose change is told; empty: any
  std::string secret{};                // signs the bodies; empty: they are not signed
  bool exclude_body = false;
  bool enabled = true;
  std::string owner{};   // account id
  std::string app{};     // client id of the app; empty: an administrator's
  std::string origin{};  // how the site was called when it was registered
  Time changed{};
  std::optional<Time> expires{};
};

// The webhooks of a site and what they have to send. One thread at a time.
class Webhooks {
 public:
  explicit Webhooks(Site& site);  // listens to it; borrowed
  Webhooks(const Webhooks&) = delete;
  Webhooks& operator=(const Webhooks&) = delete;

  Webhook& add(Webhook webhook);
  Webhook* find(std::uint64_t id);
  bool remove(std::uint64_t id) { return webhooks_.erase(id) != 0; }
  // By id, without those that have expired.
  std::vector<Webhook*> all();

  std::vector<Delivery> take_deliveries();

 private:
  void note(const SiteEvent& event);
  bool wants(const Webhook& webhook, const SiteEvent& event, const std::string& name) const;
  void send(const std::vector<const Webhook*>& group, const SiteEvent& event, const std::string& name,
            Json body);

  Site& site_;
  std::map<std::uint64_t, Webhook> webhooks_{};
  std::vector<Delivery> waiting_{};
  std::uint64_t last_id_ = 999;
  std::uint64_t last_delivery_ = 0;
};

// The events that a registration may name.
const std::set<std::string>& webhook_events();

}  // namespace itsm::simulators::jira
