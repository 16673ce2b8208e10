// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <chrono>
#include <optional>
#include <string>

#include "host_stub/http/listener.hpp"

namespace itsm::host::http {

// Why the listener itself answers, with problem+json (RFC 9457).
struct Refusal {
  int status = 0;
  std::string code{};
  std::string detail{};
};
Response problem_answer(const Refusal& refusal);

// A request's head as it came: method, target and headers are set.
struct RequestHead {
  Request& request;
  unsigned version = 11;  // 11 is HTTP/1.1
};

// Refuses a head that two servers in a row might read differently (that is how requests are smuggled), or
// that asks for what the listener has not got.
std::optional<Refusal> judge_head(const RequestHead& head, std::size_t header_count);

// What is wrong with a handler's answer; nothing: it may be written.
std::optional<std::string> fault_of(const Response& response);

// The time as the Date header has it.
std::string http_date(std::chrono::sys_seconds time);

}  // namespace itsm::host::http
