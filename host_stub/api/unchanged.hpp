// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "host_stub/http/listener.hpp"

namespace itsm::host::api {

// Names what a document says (ETag), so that who asks again with that name (If-None-Match) is answered 304
// where it would be told the same. The document is made all the same: this saves the way, not the work.
void leave_out_what_is_known(const http::Request& request, http::Response& response);

}  // namespace itsm::host::api
