// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <functional>

#include "host_stub/api/call.hpp"

namespace itsm::host::api {

// Carries a write out, once per Idempotency-Key of its caller: a repeated request gets the first one's
// answer, another request under the same key 409, and one that comes while the first still runs 409 too. A
// request that failed for a reason of ours is forgotten, so that it can be tried again. Without the header it
// is just carried out.
Result<http::Response> answer_once(Backend& backend, const Call& call,
                                   const std::function<Result<http::Response>()>& handle);

}  // namespace itsm::host::api
