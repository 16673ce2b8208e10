// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <chrono>
#include <condition_variable>
#include <cstdint>
#include <mutex>
#include <optional>
#include <regex>
#include <string>
#include <vector>

#include "tests/simulators/http/message.hpp"

namespace itsm::simulators {

enum class FaultKind {
  status,  // answered with a status, not executed
  hang,    // no answer until the faults are cleared or delay_ms (10 minutes) have passed, then dropped; not
           // executed
  cut_before,  // connection dropped, not executed
  cut_after,   // executed, then the connection is dropped
  late,        // executed after delay_ms, then the connection is dropped
  html,        // 200 with a page of a login or a maintenance, not executed
  slow,        // executed at once, answered after delay_ms
  truncate,    // executed, the body of the answer ends in the middle
  // Of what the vendor sends, matched by the receiver's path and the body:
  duplicate_webhook,  // sent twice, the second time as if it were the first
  late_webhook,       // sent delay_ms (a minute) later than it would have been
  lose_webhook,       // not sent
};

struct Fault {
  std::uint64_t id = 0;
  Json as_posted{};
  std::string method{};  // empty: any
  std::string glob{};    // of the path; empty: any
  std::optional<std::regex> pattern{};
  std::string body_part{};  // text that the request's body must hold
  FaultKind kind = FaultKind::status;
  int status = 503;
  HeaderList headers{};
  std::optional<std::string> body{};
  std::int64_t skip = 0;  // matching requests that pass unharmed first
  std::int64_t left = 1;  // negative: for ever
  std::chrono::milliseconds delay{0};
};

// The faults that tests have asked for. Any thread.
class Faults {
 public:
  // {match: {method, path, path_regex, body}, do, status, headers, body, times, skip, delay_ms}. Throws
  // ControlError.
  std::uint64_t add(const Json& posted);
  Json list() const;
  void clear();
  bool remove(std::uint64_t id);

  // The first fault that matches, used up by one: for a request to the vendor, and for a message from it.
  std::optional<Fault> take(const Request& request);
  std::optional<Fault> take_delivery(const Request& message);
  // Blocks for the time, or until the faults are cleared.
  void wait(std::chrono::milliseconds time);

 private:
  std::optional<Fault> take(const Request& request, bool from_vendor);

  mutable std::mutex mutex_;
  std::condition_variable cleared_;
  std::uint64_t generation_ = 0;  // grows with each clearing
  std::uint64_t last_id_ = 0;
  std::vector<Fault> faults_;
};

}  // namespace itsm::simulators
