// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <atomic>
#include <memory>
#include <mutex>
#include <set>
#include <string>

#include "host_stub/http/client.hpp"
#include "plugin_api/loader/plugin.hpp"

// A vendor that exists in tests only, and its plugin, which runs in this process.
namespace itsm::host::api::test {

// Takes tickets and gives them numbers, or fails as it is told. Its authorisation server takes every code.
class DeskVendor final : public http::Client {
 public:
  itsm::Result<HttpResponse, http::TransportFailure> send(const http::OutboundRequest& request) override;

  int requests() const { return requests_; }  // reads not counted
  void answer_with(int status) { status_ = status; }
  // Takes nothing for this project any more; 0: for all again.
  void refuse_project(int id) { refused_project_ = id; }
  // Answers no reads.
  void go_away(bool away) { away_ = away; }
  // Shows a second ticket for every wish.
  void show_twice(bool twice) { twice_ = twice; }
  // The forms of these types, by id, have a field that must be filled.
  void demand_reviewer(std::set<std::string> types) {
    const std::lock_guard lock(mutex_);
    demanding_ = std::move(types);
  }

 private:
  HttpResponse read(const std::string& target);

  std::atomic<int> requests_{0};
  std::atomic<int> status_{201};
  std::atomic<int> refused_project_{0};
  std::atomic<bool> away_{false};
  std::atomic<bool> twice_{false};
  std::mutex mutex_;
  std::set<std::string> demanding_{};
};

// Projects SEC and OPS, two types, a summary field; a password or a consent. `check` grants its one
// permission.
std::shared_ptr<loader::Plugin> desk_plugin();

}  // namespace itsm::host::api::test
