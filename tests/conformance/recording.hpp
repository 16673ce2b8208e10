// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <deque>
#include <filesystem>
#include <fstream>
#include <mutex>

#include "tests/conformance/host.hpp"

// One case's exchanges with a vendor in a file, one JSON document a line: first the seed of the case's random
// choices, then every reading of the clock and every request with what came of it. The same case played
// against the file asks the same questions.
namespace itsm::conformance {

// Credentials are added below this and never reach the file; cookies that the vendor sets are left out.
class Recorder final : public Vendor {
 public:
  Recorder(Vendor& vendor, const std::filesystem::path& file, std::uint64_t seed);

  Result<HttpResponse> send(const loader::CallContext& call, const HttpRequest& request) override;
  std::int64_t now_unix_ms() override;

 private:
  void write(const Json& line);

  Vendor& vendor_;
  std::mutex mutex_;
  std::ofstream out_;
};

class Replayer final : public Vendor {
 public:
  static Result<std::unique_ptr<Replayer>, std::string> open(const std::filesystem::path& file);

  std::uint64_t seed() const { return seed_; }
  // A request that the recording does not have next is an answer that no vendor gives: invalid_argument.
  Result<HttpResponse> send(const loader::CallContext& call, const HttpRequest& request) override;
  std::int64_t now_unix_ms() override;

 private:
  struct Exchange {
    Json request;
    Result<HttpResponse> answer;
  };

  std::uint64_t seed_ = 0;
  std::mutex mutex_;
  std::deque<std::int64_t> times_;
  std::int64_t last_time_ = 0;
  std::deque<Exchange> exchanges_;
};

}  // namespace itsm::conformance
