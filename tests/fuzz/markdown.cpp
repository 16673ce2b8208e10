// SPDX-License-Identifier: Apache-2.0
#include "host_stub/policy/markdown.hpp"

#include "plugins/jira/adf.hpp"
#include "tests/fuzz/target.hpp"

// A description's template, with what findings hold filled in, on its way to Jira: any text gives a document.
extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  auto blocks = itsm::host::policy::parse_markdown(itsm::fuzz::text_of(data, size));
  itsm::host::policy::make_safe(blocks);
  const itsm::Json document = itsm::jira::to_adf({std::move(blocks)});
  itsm::fuzz::promise(document.at("type") == "doc");
  return 0;
}
