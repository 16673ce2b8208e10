// SPDX-License-Identifier: Apache-2.0
#include "tests/evidence/reading.hpp"
#include "tests/fuzz/target.hpp"

// Jira's answer to any operation of the plugin. The first byte chooses the operation, the second the HTTP
// status, the third the type of the body, the rest is the body.
extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  using namespace itsm;
  if (size < 3) return 0;
  const auto& all = jira::evidence::readings();
  constexpr std::array<int, 12> statuses{200, 201, 204, 301, 400, 401, 403, 404, 409, 410, 429, 503};
  HttpResponse answer;
  answer.status = statuses[data[1] % statuses.size()];
  answer.headers = {{"Content-Type", data[2] % 4 == 1 ? "text/html" : "application/json"}};
  answer.body = fuzz::text_of(data + 3, size - 3);
  if (answer.status >= 400) answer.headers.push_back({"Retry-After", answer.body.substr(0, 40)});
  const auto result = jira::evidence::read(all[data[0] % all.size()], answer);
  // A failure says why.
  fuzz::promise(result || !result.error().message.empty());
  return 0;
}
