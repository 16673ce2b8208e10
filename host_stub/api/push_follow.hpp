// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "host_stub/api/call.hpp"

namespace itsm::host::api {

// Told a record once it is decided; the others at the end, as they are then. False: nobody listens any more.
using RecordListener = std::function<bool(const push::Record&)>;

// Waits until nothing of the push is under way, for at most 20 s, and answers it as it is then.
Result<push::PushReport> follow(Backend& backend, CompanyId company, push::PushReport report,
                                const RecordListener& listener = {});

// The push as the call wants it: the report, or its records line by line as they are decided.
Result<http::Response> push_answer(Backend& backend, const Call& call, push::PushReport report, int status);

}  // namespace itsm::host::api
