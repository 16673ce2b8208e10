// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <deque>
#include <memory>
#include <mutex>
#include <vector>

#include "host_stub/http/listener.hpp"
#include "tests/simulators/http/message.hpp"

namespace itsm::simulators::test {

// Takes webhooks on loopback, over a real socket.
class Receiver {
 public:
  Receiver();

  std::string url(const std::string& path = "/hooks") const;
  // The next answers' statuses; 200 after them, 0 drops the connection.
  void answer_with(std::deque<int> statuses);
  // What has arrived, oldest first.
  std::vector<host::http::Request> taken() const;
  Json body(std::size_t index) const;
  std::string header(std::size_t index, std::string_view name) const;  // empty: it is not there

 private:
  mutable std::mutex mutex_;
  std::deque<int> statuses_;
  std::vector<host::http::Request> taken_;
  std::unique_ptr<host::http::Listener> listener_;
};

}  // namespace itsm::simulators::test
