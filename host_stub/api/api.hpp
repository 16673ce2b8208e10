// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "host_stub/api/router.hpp"

namespace itsm::host::api {

inline constexpr std::string_view kPrefix = "/api/v1";

// Answers every request that the listener takes: health and the workbench's pages below /, everything else
// below /api/v1 and for those who are known only, but for signing in and the pages of a consent. Any thread.
class Api {
 public:
  explicit Api(Backend backend);

  http::Response answer(const http::Request& request);

 private:
  Result<http::Response> ask(const http::Request& request);
  Result<http::Response> ask_route(const Route& route, Call& call);

  Backend backend_;
  Router probes_;
  Router open_;
  Router routes_;
};

}  // namespace itsm::host::api
