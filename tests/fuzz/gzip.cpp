// SPDX-License-Identifier: Apache-2.0
#include "host_stub/http/gzip.hpp"

#include "tests/fuzz/target.hpp"

// A vendor's packed body: never more comes out than was allowed.
extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  constexpr std::size_t kLimit = 1024 * 1024;
  const auto text = itsm::host::http::gunzip(itsm::fuzz::text_of(data, size), kLimit);
  itsm::fuzz::promise(!text || text->size() <= kLimit);
  return 0;
}
