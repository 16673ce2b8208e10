// SPDX-License-Identifier: Apache-2.0
#include "host_stub/config/host_settings.hpp"
#include "host_stub/policy/documents.hpp"
#include "tests/fuzz/target.hpp"

namespace {

// A refusal says of each mistake where it is.
void judge(const itsm::host::Problem& problem, std::string_view file) {
  itsm::fuzz::promise(!problem.message.empty() && !problem.complaints.empty());
  for (const auto& complaint : problem.complaints)
    itsm::fuzz::promise(complaint.where.starts_with(file) && !complaint.what.empty());
}

}  // namespace

// A document that somebody applies, and the host's own settings.
extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  using namespace itsm::host;
  const std::string text(itsm::fuzz::text_of(data, size));
  const std::vector<config::Source> sources{{"some.yaml", text}};
  if (const auto documents = policy::read_documents(sources); !documents)
    judge(documents.error(), "some.yaml");
  if (const auto settings = config::read_host_settings("/etc/host.yaml", text); !settings)
    judge(settings.error(), "/etc/host.yaml");
  return 0;
}
