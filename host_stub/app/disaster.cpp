// SPDX-License-Identifier: Apache-2.0
#include "host_stub/app/disaster.hpp"

#include <algorithm>
#include <array>
#include <charconv>
#include <csignal>
#include <cstdlib>
#include <map>
#include <sstream>
#include <thread>

#include <unistd.h>

#include "host_stub/services/company_erasure.hpp"
#include "host_stub/services/rotation_steps.hpp"

namespace itsm::host::app {
namespace {

// Each commit of the outbox and each edge of its exchange with the vendor, before and after.
constexpr std::array<std::string_view, 11> kOfBoth{
    "before_claim", "after_claim",  "before_enter", "after_enter", "before_leave", "after_leave",
    "before_write", "during_write", "after_write",  "before_end",  "after_end"};
constexpr std::array<std::string_view, 12> kOfCreates{
    "before_load",  "after_load",  "before_begin_sending", "after_begin_sending",
    "before_route", "after_route", "before_apply",         "after_apply",
    "before_find",  "after_find",  "before_create",        "after_create"};
// In the order in which they are passed: what is read, written, and found out about an earlier write.
constexpr std::array<std::string_view, 26> kOfChanges{
    "before_form",         "after_form",        "before_read",         "after_read",
    "before_take_in",      "after_take_in",     "before_begin_write",  "after_begin_write",
    "before_update",       "after_update",      "before_transition",   "after_transition",
    "before_comment",      "after_comment",     "before_end_write",    "after_end_write",
    "before_record",       "after_record",      "before_open_reviews", "after_open_reviews",
    "before_comments",     "after_comments",    "before_keep_steps",   "after_keep_steps",
    "before_end_delivery", "after_end_delivery"};

// While a request is on its way.
constexpr std::chrono::milliseconds kSoon{50};

class CrashingLedger final : public outbox::Ledger {
 public:
  CrashingLedger(std::unique_ptr<outbox::Ledger> ledger, std::shared_ptr<CrashPoint> point)
      : ledger_(std::move(ledger)), point_(std::move(point)) {}

  Result<std::vector<CompanyId>> companies_due(std::int64_t limit, Time now) override {
    return ledger_->companies_due(limit, now);
  }
  Result<std::optional<store::Job>> claim(CompanyId company, std::chrono::milliseconds lease,
                                          Time now) override {
    point_->pass("before_claim");
    auto job = ledger_->claim(company, lease, now);
    if (job && *job) point_->pass("after_claim");
    return job;
  }
  Result<> end(const store::Job& job, const outbox::Ending& ending, Time now) override {
    return point_->around("before_end", "after_end", [&] { return ledger_->end(job, ending, now); });
  }
  Result<std::optional<outbox::Wait>> enter(const store::Job& job, const outbox::PaceLimits& limits,
                                            std::chrono::milliseconds longest, Time now) override {
    return point_->around("before_enter", "after_enter",
                          [&] { return ledger_->enter(job, limits, longest, now); });
  }
  Result<> leave(const store::Job& job, const std::string& integration,
                 const std::optional<outbox::Experience>& seen, Time now, double random) override {
    return point_->around("before_leave", "after_leave",
                          [&] { return ledger_->leave(job, integration, seen, now, random); });
  }
  Result<std::vector<store::Intent>> load(const store::Job& job, const std::vector<IntentId>& ids) override {
    return point_->around("before_load", "after_load", [&] { return ledger_->load(job, ids); });
  }
  Result<std::vector<TicketDraft>> drafts(const store::Job& job, const std::vector<IntentId>& ids) override {
    return ledger_->drafts(job, ids);
  }
  Result<integrations::VendorRequest> planned_request(const store::Job& job, PlanId plan,
                                                      std::int64_t batch) override {
    return ledger_->planned_request(job, plan, batch);
  }
  Result<bool> begin_sending(const store::Job& job, const std::vector<IntentId>& ids, Time now) override {
    return point_->around("before_begin_sending", "after_begin_sending",
                          [&] { return ledger_->begin_sending(job, ids, now); });
  }
  Result<std::map<std::string, std::string>> route(const store::Job& job,
                                                   const std::vector<const outbox::Move*>& moves,
                                                   Time now) override {
    return point_->around("before_route", "after_route", [&] { return ledger_->route(job, moves, now); });
  }
  Result<> apply(const store::Job& job, const std::string& integration,
                 const std::vector<outbox::Move>& moves, Time now) override {
    return point_->around("before_apply", "after_apply",
                          [&] { return ledger_->apply(job, integration, moves, now); });
  }

 private:
  std::unique_ptr<outbox::Ledger> ledger_;
  std::shared_ptr<CrashPoint> point_;
};

class TroubledVendor final : public outbox::Vendor {
 public:
  TroubledVendor(std::shared_ptr<outbox::Vendor> vendor, const Disaster& disaster)
      : vendor_(std::move(vendor)), point_(disaster.crash_point), settle_time_(disaster.settle_time) {}

  std::string name() const override { return vendor_->name(); }
  std::chrono::seconds settle_time() const override { return settle_time_.value_or(vendor_->settle_time()); }
  outbox::PaceLimits limits() const override { return vendor_->limits(); }
  Result<FindResult> find(const FindRequest& request) override {
    pass("before_find");
    auto found = vendor_->find(request);
    pass("after_find");
    return found;
  }
  Result<integrations::VendorRequest> rehearse(const CreateRequest& request) override {
    return vendor_->rehearse(request);
  }
  integrations::Judgement create(const CreateRequest& request, const integrations::VendorRequest& planned,
                                 Time deadline) override {
    pass("before_create");
    auto judgement = vendor_->create(request, planned, deadline);
    pass("after_create");
    return judgement;
  }

 private:
  void pass(std::string_view point) {
    if (point_) point_->pass(point);
  }

  std::shared_ptr<outbox::Vendor> vendor_;
  std::shared_ptr<CrashPoint> point_;
  std::optional<std::chrono::seconds> settle_time_;
};

class TroubledVendors final : public outbox::Vendors {
 public:
  TroubledVendors(std::unique_ptr<outbox::Vendors> vendors, Disaster disaster)
      : vendors_(std::move(vendors)), disaster_(std::move(disaster)) {}
  Result<std::shared_ptr<outbox::Vendor>> of(const store::Job& job) override {
    ITSM_TRY(auto vendor, vendors_->of(job));
    return std::shared_ptr<outbox::Vendor>(std::make_shared<TroubledVendor>(std::move(vendor), disaster_));
  }

 private:
  std::unique_ptr<outbox::Vendors> vendors_;
  const Disaster disaster_;
};

class HurriedClient final : public http::Client {
 public:
  HurriedClient(std::unique_ptr<http::Client> client, std::chrono::milliseconds longest)
      : client_(std::move(client)), longest_(longest) {}
  itsm::Result<HttpResponse, http::TransportFailure> send(const http::OutboundRequest& request) override {
    auto hurried = request;
    hurried.timeout = std::min(hurried.timeout, longest_);
    return client_->send(hurried);
  }

 private:
  std::unique_ptr<http::Client> client_;
  const std::chrono::milliseconds longest_;
};

class CrashingClient final : public http::Client {
 public:
  CrashingClient(std::unique_ptr<http::Client> client, std::shared_ptr<CrashPoint> point)
      : client_(std::move(client)), point_(std::move(point)) {}
  itsm::Result<HttpResponse, http::TransportFailure> send(const http::OutboundRequest& request) override {
    if (request.effect != Effect::write) return client_->send(request);
    point_->pass("before_write");
    point_->pass_soon("during_write");
    auto answer = client_->send(request);
    point_->pass("after_write");
    return answer;
  }

 private:
  std::unique_ptr<http::Client> client_;
  std::shared_ptr<CrashPoint> point_;
};

std::vector<std::string_view> rotation_points() {
  std::vector<std::string_view> points;
  for (const auto& [step, name] : EnumNames<services::RotationStep>::names) points.push_back(name);
  return points;
}

template <class Names>
std::string names_of(const Names& names) {
  std::string all;
  for (const std::string_view name : names) all += (all.empty() ? "" : ", ") + std::string(name);
  return all;
}

Unexpected<Problem> wrong(const std::string& what) {
  return problem(ProblemKind::invalid, "disaster_wrong", "ITSM_DISASTER: " + what,
                 "the crash points are, of creates: " + names_of(kOfBoth) + ", " + names_of(kOfCreates) +
                     "; of changes: " + names_of(kOfBoth) + ", " + names_of(kOfChanges) + "; of rotations: " +
                     names_of(rotation_points()) + "; of erasures: " + names_of(services::kErasureSteps));
}

bool is_point(std::string_view name) {
  const auto has = [&](const auto& names) {
    return std::find(names.begin(), names.end(), name) != names.end();
  };
  return has(kOfBoth) || has(kOfCreates) || has(kOfChanges) || has(rotation_points()) ||
         has(services::kErasureSteps);
}

}  // namespace

bool CrashPoint::is_now(std::string_view point) { return point == at_ && spared_.fetch_sub(1) == 0; }

void CrashPoint::pass(std::string_view point) {
  if (is_now(point)) ::kill(::getpid(), signal_);
}

void CrashPoint::pass_soon(std::string_view point) {
  if (!is_now(point)) return;
  std::thread([signal = signal_] {
    std::this_thread::sleep_for(kSoon);
    ::kill(::getpid(), signal);
  }).detach();
}

Result<std::optional<Disaster>> Disaster::from_environment() {
  const char* text = std::getenv("ITSM_DISASTER");  // NOLINT(concurrency-mt-unsafe)
  if (text == nullptr) return std::optional<Disaster>();
  std::map<std::string, std::string> words;
  std::istringstream input(text);
  for (std::string word; input >> word;) {
    const auto equals = word.find('=');
    if (equals == std::string::npos) return wrong("'" + word + "' is not of the form key=value");
    words[word.substr(0, equals)] = word.substr(equals + 1);
  }
  const auto take = [&](const char* key, std::int64_t otherwise) {
    const auto node = words.extract(key);
    if (node.empty()) return otherwise;
    std::int64_t number = otherwise;
    std::from_chars(node.mapped().data(), node.mapped().data() + node.mapped().size(), number);
    return number;
  };
  Disaster disaster;
  disaster.lease.length = std::chrono::milliseconds(take("lease_ms", disaster.lease.length.count()));
  disaster.lease.call = std::chrono::milliseconds(take("call_ms", disaster.lease.call.count()));
  disaster.lease.margin = std::min(disaster.lease.margin, disaster.lease.call / 4);
  if (const std::int64_t settle = take("settle_s", -1); settle >= 0)
    disaster.settle_time = std::chrono::seconds(settle);
  if (const std::int64_t longest = take("request_ms", -1); longest >= 0)
    disaster.request_time = std::chrono::milliseconds(longest);
  const std::int64_t spared = take("spared", 0);
  const int signal =
      words.contains("signal") && words.extract("signal").mapped() == "STOP" ? SIGSTOP : SIGKILL;
  if (const auto at = words.extract("at"); !at.empty()) {
    if (!is_point(at.mapped())) return wrong("there is no crash point '" + at.mapped() + "'");
    disaster.crash_point = std::make_shared<CrashPoint>(at.mapped(), spared, signal);
  }
  if (!words.empty()) return wrong("'" + words.begin()->first + "' is not known");
  return std::optional(std::move(disaster));
}

std::unique_ptr<outbox::Ledger> Disaster::around(std::unique_ptr<outbox::Ledger> ledger) const {
  if (!crash_point) return ledger;
  return std::make_unique<CrashingLedger>(std::move(ledger), crash_point);
}

std::unique_ptr<outbox::Vendors> Disaster::around(std::unique_ptr<outbox::Vendors> vendors) const {
  return std::make_unique<TroubledVendors>(std::move(vendors), *this);
}

std::unique_ptr<http::Client> Disaster::around(std::unique_ptr<http::Client> client) const {
  if (request_time) client = std::make_unique<HurriedClient>(std::move(client), *request_time);
  if (!crash_point) return client;
  return std::make_unique<CrashingClient>(std::move(client), crash_point);
}

}  // namespace itsm::host::app
