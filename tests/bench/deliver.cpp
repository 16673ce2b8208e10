// SPDX-License-Identifier: Apache-2.0
// bench_deliver ADDRESS SECRET FILE CONNECTIONS: delivers each line of the file as a webhook that is signed,
// so many at a time. Prints JSON: the seconds that it took, and the milliseconds of deliveries at the median
// and at 99 in 100.
#include <algorithm>
#include <cstdio>
#include <fstream>
#include <string>
#include <vector>

#include <openssl/evp.h>
#include <openssl/hmac.h>

#include "tests/support/http_transfers.hpp"

namespace {

using SteadyClock = std::chrono::steady_clock;

std::string signature_of(const std::string& secret, const std::string& body) {
  unsigned char digest[EVP_MAX_MD_SIZE];
  unsigned int size = 0;
  HMAC(EVP_sha256(), secret.data(), static_cast<int>(secret.size()),
       reinterpret_cast<const unsigned char*>(body.data()), body.size(), digest, &size);
  std::string text = "sha256=";
  for (unsigned int i = 0; i < size; ++i) {
    char two[3];
    std::snprintf(two, sizeof two, "%02x", digest[i]);
    text += two;
  }
  return text;
}

std::vector<itsm::support::HttpCall> calls_of(const std::string& address, const std::string& secret,
                                              const std::string& path) {
  std::vector<itsm::support::HttpCall> calls;
  std::ifstream file(path, std::ios::binary);
  for (std::string line; std::getline(file, line);) {
    auto& call = calls.emplace_back();
    call.method = "POST";
    call.url = address;
    call.headers = {{"Content-Type", "application/json"}, {"X-Hub-Signature", signature_of(secret, line)}};
    call.body = std::move(line);
  }
  return calls;
}

}  // namespace

int main(int argc, char** argv) {
  if (argc != 5) return 2;
  auto calls = calls_of(argv[1], argv[2], argv[3]);
  const std::size_t connections = std::stoul(argv[4]);
  if (calls.empty()) return 2;

  itsm::support::HttpTransfers transfers;
  std::vector<SteadyClock::time_point> sent(calls.size());
  std::vector<double> taken;
  std::size_t next = 0;
  const auto send_one = [&] {
    sent[next] = SteadyClock::now();
    transfers.start(next, std::move(calls[next]));
    ++next;
  };
  const auto began = SteadyClock::now();
  while (next < std::min(connections, calls.size())) send_one();
  while (taken.size() < calls.size())
    for (const auto& [number, outcome] : transfers.run(std::chrono::seconds(1))) {
      if (outcome.status != 202) {
        std::fprintf(stderr, "delivery %zu: status %d %s\n", static_cast<std::size_t>(number), outcome.status,
                     outcome.error.c_str());
        return 1;
      }
      taken.push_back(std::chrono::duration<double, std::milli>(SteadyClock::now() - sent[number]).count());
      if (next < calls.size()) send_one();
    }
  const std::chrono::duration<double> seconds = SteadyClock::now() - began;
  std::sort(taken.begin(), taken.end());
  std::printf("{\"seconds\": %.6f, \"p50\": %.3f, \"p99\": %.3f}\n", seconds.count(), taken[taken.size() / 2],
              taken[taken.size() * 99 / 100]);
  return 0;
}
