// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <deque>
#include <mutex>
#include <string>
#include <string_view>

#include "tests/simulators/http/message.hpp"

namespace itsm::simulators {

// What the vendor was asked, byte for byte but for credentials. Any thread.
class RequestLog {
 public:
  // vendor: who was asked; fault: what was done to the request, empty if nothing.
  void add(std::string_view vendor, const Request& request, const Answer& answer, const std::string& fault);
  // Oldest first. Only those of a method, or whose path holds the text, where these are given.
  Json list(const std::string& method, const std::string& path_part) const;
  void clear();

 private:
  struct Entry {
    std::uint64_t number;
    Json document;
  };
  mutable std::mutex mutex_;
  std::uint64_t last_ = 0;
  std::deque<Entry> entries_;
};

}  // namespace itsm::simulators
