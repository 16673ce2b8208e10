// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <functional>
#include <map>
#include <optional>
#include <stop_token>
#include <string>

#include "host_stub/api/web_files.hpp"
#include "host_stub/http/listener.hpp"
#include "host_stub/services/caller.hpp"
#include "host_stub/services/services.hpp"

// What arrives: a request that was let in, and its parts.
namespace itsm::host::api {

// What routes act on. Borrowed; any thread.
struct Backend {
  services::Services& services;
  std::function<void()> wake_outbox{};  // there is new work
  std::stop_token stopping{};           // whoever waits answers now
  std::function<void()> wake_sync{};    // news of tickets is due
  std::function<http::Response(const http::Request&)> take_webhook{};
  WebFiles web{};
};

struct Call {
  const http::Request& request;
  std::map<std::string, std::string> path{};   // what stands for {name} in the route's path
  std::map<std::string, std::string> query{};  // without `company`
  services::Caller caller{};
  CompanyId company{};  // in which it acts

  std::string actor() const { return caller.actor(); }
  // A query parameter; empty when it is not there.
  std::string parameter(const std::string& name) const;
  bool accepts(std::string_view media_type) const;
};

// {id} as a number; what is none is 404 like a number that nothing has.
Result<std::int64_t> id_in_path(const Call& call);

// The query as a map; 400 for broken escapes and for a parameter given twice.
Result<std::map<std::string, std::string>> parse_query(std::string_view query);

// A query parameter that is a positive number, where it is given.
Result<std::optional<std::int64_t>> number_parameter(const Call& call, const std::string& name);
// `limit`: 50 unless given, at most 200.
Result<std::int64_t> limit_of(const Call& call);
// `cursor` of lists whose cursor is the last number of the page before; 0 when it is not there.
Result<std::int64_t> cursor_of(const Call& call);
Unexpected<Problem> wrong_cursor();

// The JSON body, 415 for another type; refused beyond kMaxJsonDepth.
Result<Json> json_body(const http::Request& request);

// Where a document is wrong, as 400.
Problem problem_of(const DocumentError& error);

template <Document T>
Result<T> document_body(const Call& call) {
  ITSM_TRY(const Json body, json_body(call.request));
  try {
    return from_document<T>(body);
  } catch (const DocumentError& error) {
    return unexpected(problem_of(error));
  }
}

}  // namespace itsm::host::api
