// SPDX-License-Identifier: Apache-2.0
#include "host_stub/http/descriptors.hpp"

#include <sys/resource.h>

#include "tests/support/catch.hpp"

namespace itsm::host::http {
namespace {

TEST_CASE(
    "the soft limit of descriptors is raised as far as the hard one lets, and stays when it is enough") {
  rlimit before{};
  REQUIRE(::getrlimit(RLIMIT_NOFILE, &before) == 0);
  const rlimit low{300, before.rlim_max};
  REQUIRE(::setrlimit(RLIMIT_NOFILE, &low) == 0);
  CHECK(descriptor_limit() == 300);
  const auto raised = raise_descriptor_limit();
  CHECK(raised == std::min<rlim_t>(before.rlim_max, 65'536));
  CHECK(descriptor_limit() == raised);
  CHECK(raise_descriptor_limit() == raised);
  ::setrlimit(RLIMIT_NOFILE, &before);
}

TEST_CASE("a listener leaves descriptors for all else, and never takes more connections than wanted") {
  const auto descriptors = GENERATE(as<std::uint64_t>(), 0, 200, 256, 400, 1024, 2303, 2304, 65'536);
  const auto taken = connections_within(descriptors, 1024);
  CAPTURE(descriptors);
  CHECK(taken >= 16);
  CHECK(taken <= 1024);
  if (taken > 16) CHECK(taken * 2 + 256 <= descriptors);
  CHECK((taken == 1024) == (descriptors >= 2304));
  CHECK(connections_within(descriptors, 8) == 8);
}

}  // namespace
}  // namespace itsm::host::http
