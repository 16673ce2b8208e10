// SPDX-License-Identifier: Apache-2.0
#include "host_stub/config/host_settings.hpp"
#include "host_stub/policy/documents.hpp"
#include "tests/fuzz/target.hpp"

// A document that somebody applies, and the host's own settings: read, or refused with a message that names
// the file.
extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  using namespace itsm::host;
  const std::string text(itsm::fuzz::text_of(data, size));
  const std::vector<config::Source> sources{{"some.yaml", text}};
  const auto documents = policy::read_documents(sources);
  itsm::fuzz::promise(documents || documents.error().message.find("some.yaml") != std::string::npos);
  const auto settings = config::read_host_settings("/etc/host.yaml", text);
  itsm::fuzz::promise(settings || documents || !settings.error().message.empty());
  return 0;
}
