// SPDX-License-Identifier: Apache-2.0
#include "host_stub/api/push_follow.hpp"

#include <condition_variable>
#include <mutex>
#include <set>

#include "host_stub/api/answer.hpp"

namespace itsm::host::api {
namespace {

constexpr std::chrono::seconds kLongestWait{20};
constexpr std::chrono::milliseconds kLook{100};

// Until the next look, or less when the host stops.
void pause(const std::stop_token& stopping) {
  std::mutex mutex;
  std::condition_variable_any never;
  std::unique_lock lock(mutex);
  never.wait_for(lock, stopping, kLook, [] { return false; });
}

bool is_decided(const push::Record& record) {
  return record.outcome != store::RecordOutcome::queued || !record.reason.empty();
}

// Findings that the company does not have are told once, by the answer that starts a push, and not stored.
void keep_unstored(const push::PushReport& first, push::PushReport& now) {
  std::set<std::int64_t> stored;
  for (const auto& record : now.records) stored.insert(record.finding);
  for (const auto& record : first.records) {
    if (stored.contains(record.finding)) continue;
    now.records.push_back(record);
    ++now.counts[std::string(name_of(record.outcome))];
  }
}

class Teller {
 public:
  explicit Teller(const RecordListener& listener) : listener_(listener) {}
  // False: nobody listens any more.
  bool tell(const push::PushReport& report, bool all) {
    if (!listener_) return true;
    for (const auto& record : report.records)
      if ((all || is_decided(record)) && told_.insert(record.finding).second && !listener_(record))
        return false;
    return true;
  }

 private:
  const RecordListener& listener_;
  std::set<std::int64_t> told_;
};

}  // namespace

Result<push::PushReport> follow(Backend& backend, CompanyId company, push::PushReport report,
                                const RecordListener& listener) {
  const auto until = std::chrono::steady_clock::now() + kLongestWait;
  const push::PushReport first = report;
  const PushId push{first.id};
  Teller teller(listener);
  store::RecordCounts seen;
  while (true) {
    ITSM_TRY(const auto now, backend.services.pushes.progress(company, push));
    if (now != seen) {
      seen = now;
      ITSM_TRY(report, backend.services.pushes.show(company, push));
      keep_unstored(first, report);
    }
    if (now.under_way == 0 || std::chrono::steady_clock::now() >= until || backend.stopping.stop_requested())
      break;
    if (!teller.tell(report, false)) return report;
    pause(backend.stopping);
  }
  teller.tell(report, true);
  return report;
}

Result<http::Response> push_answer(Backend& backend, const Call& call, push::PushReport report, int status) {
  const itsm::Header location{"Location", "/api/v1/pushes/" + std::to_string(report.id)};
  if (!call.accepts(kJsonLines)) {
    ITSM_TRY(const auto ended, follow(backend, call.company, std::move(report)));
    http::Response response = document_answer(ended, status);
    response.headers.push_back(location);
    return response;
  }
  http::Response response;
  response.status = status;
  response.headers = {{"Content-Type", std::string(kJsonLines)}, location};
  response.stream = [&backend, company = call.company, report](const http::ChunkWriter& write) {
    const auto line = [&](const push::Record& record) { return write(dump(to_document(record)) + "\n"); };
    const auto ended = follow(backend, company, report, line);
    // The status has left already; the last line says why the rest is missing.
    if (!ended) write(dump(to_document(document_of(ended.error()))) + "\n");
  };
  return response;
}

}  // namespace itsm::host::api
