// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <atomic>
#include <memory>
#include <optional>
#include <string>
#include <type_traits>

#include "host_stub/http/client.hpp"
#include "host_stub/outbox/ledger.hpp"
#include "host_stub/outbox/vendor.hpp"
#include "host_stub/sync/outward_records.hpp"
#include "host_stub/sync/source.hpp"

// Disasters on purpose, for tests of the program as it is installed: at a named point of the outbox this
// process kills or stops itself. In development only, and nothing of it is on the way of a host that has
// none.
namespace itsm::host::app {

// When the process ends itself.
class CrashPoint {
 public:
  // `at`: a name; the process is sent `signal` at the passage after so many that went well.
  CrashPoint(std::string at, std::int64_t spared, int signal)
      : at_(std::move(at)), spared_(spared), signal_(signal) {}

  // At the point now, or a moment later from another thread, while the caller waits for something else.
  void pass(std::string_view point);
  void pass_soon(std::string_view point);
  // Both sides of a step.
  template <class Work>
  std::invoke_result_t<const Work&> around(std::string_view before, std::string_view after,
                                           const Work& work) {
    pass(before);
    auto answer = work();
    pass(after);
    return answer;
  }

 private:
  bool is_now(std::string_view point);

  const std::string at_;
  std::atomic<std::int64_t> spared_;
  const int signal_;
};

struct Disaster {
  std::shared_ptr<CrashPoint> crash_point{};  // may be null
  outbox::Lease lease{};
  std::optional<std::chrono::seconds> settle_time{};        // instead of the vendor's
  std::optional<std::chrono::milliseconds> request_time{};  // the longest that a request may take

  // From ITSM_DISASTER, "at=after_create spared=3 signal=STOP lease_ms=6000 call_ms=2000 settle_s=2
  // request_ms=500", all of it optional. Refused with the names that there are: a crash point that is not
  // there.
  static Result<std::optional<Disaster>> from_environment();

  std::unique_ptr<outbox::Ledger> around(std::unique_ptr<outbox::Ledger> ledger) const;
  std::unique_ptr<outbox::Vendors> around(std::unique_ptr<outbox::Vendors> vendors) const;
  std::unique_ptr<http::Client> around(std::unique_ptr<http::Client> client) const;
  // Those of the work for tickets that exist; the inbox has its own.
  std::unique_ptr<sync::Journal> around(std::unique_ptr<sync::Journal> journal) const;
  std::unique_ptr<sync::OutwardRecords> around(std::unique_ptr<sync::OutwardRecords> records) const;
  std::unique_ptr<sync::Sources> around(std::unique_ptr<sync::Sources> sources) const;
};

}  // namespace itsm::host::app
