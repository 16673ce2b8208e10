// SPDX-License-Identifier: Apache-2.0
#include "tests/fuzz/scan.hpp"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  return itsm::fuzz::read_scan(itsm::host::findings::Format::sarif, data, size);
}
