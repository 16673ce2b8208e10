// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <atomic>
#include <memory>

#include "host_stub/http/client.hpp"
#include "plugin_api/loader/plugin.hpp"

// A vendor that exists in tests only, and its plugin, which runs in this process.
namespace itsm::host::api::test {

// Takes tickets and gives them numbers, or fails as it is told. Its authorisation server takes every code.
class DeskVendor final : public http::Client {
 public:
  itsm::Result<HttpResponse, http::TransportFailure> send(const http::OutboundRequest& request) override;

  int requests() const { return requests_; }
  void answer_with(int status) { status_ = status; }
  // Takes nothing for this project any more; 0: for all again.
  void refuse_project(int id) { refused_project_ = id; }

 private:
  std::atomic<int> requests_{0};
  std::atomic<int> status_{201};
  std::atomic<int> refused_project_{0};
};

// Projects SEC and OPS, one type, a summary field; a password or a consent. `check` grants its one
// permission.
std::shared_ptr<loader::Plugin> desk_plugin();

}  // namespace itsm::host::api::test
