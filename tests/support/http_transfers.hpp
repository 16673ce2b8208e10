// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <memory>
#include <string>
#include <utility>
#include <vector>

#include "tests/support/http_client.hpp"

namespace itsm::support {

struct TransferOutcome {
  int status = 0;       // 0: no answer came
  std::string error{};  // why none came
};

// Requests that are under way at the same time, as many as wanted, driven by one thread. Bodies of answers
// are dropped; HttpCall::cancelled is not asked, since destroying this ends them all at once.
class HttpTransfers {
 public:
  HttpTransfers();
  ~HttpTransfers();
  HttpTransfers(const HttpTransfers&) = delete;
  HttpTransfers& operator=(const HttpTransfers&) = delete;

  void start(std::uint64_t number, HttpCall call);
  // Goes on with all of them until one has something new, somebody wakes it, or the time has passed. Returns
  // what has ended.
  std::vector<std::pair<std::uint64_t, TransferOutcome>> run(std::chrono::milliseconds longest);
  void wake();  // any thread

 private:
  class Impl;
  std::unique_ptr<Impl> impl_;
};

}  // namespace itsm::support
