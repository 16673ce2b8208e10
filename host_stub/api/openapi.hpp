// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <span>

#include "host_stub/api/route.hpp"

namespace itsm::host::api {

// The OpenAPI 3.1 document of the routes, whose schemas are those of the documents' members.
Json openapi_document(std::span<const Route> routes);

}  // namespace itsm::host::api
