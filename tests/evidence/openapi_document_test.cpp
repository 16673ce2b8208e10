// SPDX-License-Identifier: Apache-2.0
#include <fstream>
#include <iterator>

#include "host_stub/api/openapi.hpp"
#include "tests/support/catch.hpp"

// The document as the host serves it, but for the prefix of its paths, for a judge who is not ours.
namespace itsm::host::api {

TEST_CASE("the document of all routes is written down") {
  auto routes = all_routes();
  std::ranges::move(page_routes(), std::back_inserter(routes));
  std::ofstream file(ITSM_OPENAPI_DOCUMENT);
  file << openapi_document(routes).dump(1);
  REQUIRE(file.good());
}

}  // namespace itsm::host::api
