// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "host_stub/api/call.hpp"

namespace itsm::host::api {

inline constexpr std::string_view kMetricsPath = "/metrics";

// Figures of today and what waits, as Prometheus reads them, of every company in which the token may act.
// They are counted when they are asked for, so that all hosts on one database tell the same.
Result<http::Response> metrics(Backend& backend, const Call& call);

}  // namespace itsm::host::api
