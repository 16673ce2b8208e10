// SPDX-License-Identifier: Apache-2.0
#include "tests/simulators/webhooks/courier.hpp"

#include <algorithm>
#include <condition_variable>
#include <deque>
#include <map>
#include <random>
#include <thread>

#include "tests/support/http_transfers.hpp"

namespace itsm::simulators {
namespace {

using std::chrono::milliseconds;

constexpr milliseconds kLongestNap{1000};
constexpr std::size_t kKept = 100'000;

enum class State { waiting, sending, delivered, refused, lost };

const char* name_of(State state) {
  switch (state) {
    case State::waiting:
      return "waiting";
    case State::sending:
      return "sending";
    case State::delivered:
      return "delivered";
    case State::refused:
      return "refused";
    case State::lost:
      return "lost";
  }
  return "";
}

struct Try {
  Time at{};
  support::TransferOutcome outcome{};
};

struct Entry {
  std::uint64_t number = 0;
  Delivery delivery{};
  State state = State::waiting;
  std::string fault{};  // what was done to it
  Time due{};
  std::vector<Try> tries{};
};

// Answers after which Jira tries again; every other one that is no success ends the delivery.
bool is_worth_another_try(const support::TransferOutcome& outcome) {
  const int status = outcome.status;
  return status == 0 || status == 408 || status == 409 || status == 425 || status == 429 || status >= 500;
}

Json document_of(const Entry& entry) {
  auto headers = Json::array();
  for (const auto& [name, value] : entry.delivery.headers)
    headers.push_back({{"name", name}, {"value", value}});
  auto tries = Json::array();
  for (const auto& tried : entry.tries) {
    Json shown{{"at", utc_text(tried.at)}, {"status", tried.outcome.status}};
    if (!tried.outcome.error.empty()) shown["error"] = tried.outcome.error;
    tries.push_back(std::move(shown));
  }
  Json out{
      {"number", entry.number},          {"webhook", entry.delivery.webhook}, {"event", entry.delivery.event},
      {"ticket", entry.delivery.ticket}, {"lane", entry.delivery.lane},       {"url", entry.delivery.url},
      {"headers", std::move(headers)},   {"body", entry.delivery.body},       {"state", name_of(entry.state)},
      {"due", utc_text(entry.due)},      {"tries", std::move(tries)}};
  if (!entry.fault.empty()) out["fault"] = entry.fault;
  return out;
}

support::HttpCall call_of(const Entry& entry) {
  const auto& delivery = entry.delivery;
  support::HttpCall call{"POST", delivery.url, {}, delivery.body, delivery.timeout, {}};
  for (const auto& [name, value] : delivery.headers) call.headers.push_back({name, value});
  if (!entry.tries.empty() && !delivery.retries.header.empty())
    call.headers.push_back({delivery.retries.header, std::to_string(entry.tries.size())});
  return call;
}

}  // namespace

class Courier::Impl {
 public:
  Impl(Clock& clock, Faults& faults) : clock_(clock), faults_(faults), thread_([this] { run(); }) {
    clock_.when_moved([this] { transfers_.wake(); });
  }
  ~Impl() {
    clock_.when_moved({});
    {
      const std::lock_guard lock(mutex_);
      stopping_ = true;
    }
    transfers_.wake();
    thread_.join();
  }

  void send(Delivery delivery) {
    const auto path = delivery.url.find('/', delivery.url.find("//") + 2);
    const auto fault = faults_.take_delivery(
        make_request("POST", path == std::string::npos ? "/" : delivery.url.substr(path), delivery.headers,
                     delivery.body));
    {
      const std::lock_guard lock(mutex_);
      Entry entry{0, std::move(delivery), State::waiting, {}, {}, {}};
      entry.due = clock_.now() + entry.delivery.delay;
      if (fault) {
        entry.fault = fault->as_posted.value("do", "");
        if (fault->kind == FaultKind::lose_webhook) entry.state = State::lost;
        if (fault->kind == FaultKind::late_webhook) entry.due += fault->delay;
        if (fault->kind == FaultKind::duplicate_webhook) add(entry);
      }
      add(std::move(entry));
    }
    transfers_.wake();
  }

  Json list() const {
    const std::lock_guard lock(mutex_);
    auto out = Json::array();
    for (const auto& entry : entries_) out.push_back(document_of(entry));
    return out;
  }

  void clear() {
    const std::lock_guard lock(mutex_);
    entries_.clear();
    settled_.notify_all();
  }

  bool settle(milliseconds patience) {
    transfers_.wake();
    std::unique_lock lock(mutex_);
    return settled_.wait_for(lock, patience, [this] {
      const auto now = clock_.now();
      return std::none_of(entries_.begin(), entries_.end(), [&](const Entry& entry) {
        return entry.state == State::sending || (entry.state == State::waiting && entry.due <= now);
      });
    });
  }

 private:
  using Address = std::pair<std::string, std::string>;  // and lane

  void add(Entry entry) {
    entry.number = ++last_;
    entries_.push_back(std::move(entry));
    if (entries_.size() > kKept && entries_.front().state >= State::delivered) entries_.pop_front();
  }

  Entry* find(std::uint64_t number) {
    const auto found =
        std::find_if(entries_.begin(), entries_.end(), [&](const Entry& e) { return e.number == number; });
    return found == entries_.end() ? nullptr : &*found;
  }

  void run() {
    while (true) {
      milliseconds nap{};
      {
        const std::lock_guard lock(mutex_);
        if (stopping_) return;
        nap = start_what_is_due();
      }
      for (const auto& [number, outcome] : transfers_.run(nap)) conclude(number, outcome);
    }
  }

  // Returns how long nothing else will become due.
  milliseconds start_what_is_due() {
    const auto now = clock_.now();
    auto nap = kLongestNap;
    for (auto& entry : entries_) {
      if (entry.state != State::waiting) continue;
      if (entry.due > now) {
        nap = std::min(nap, entry.due - now);
        continue;
      }
      const Address address{entry.delivery.url, entry.delivery.lane};
      const auto taken = std::count_if(under_way_.begin(), under_way_.end(),
                                       [&](const auto& other) { return other.second == address; });
      if (static_cast<std::size_t>(taken) >= entry.delivery.at_once) continue;
      under_way_[entry.number] = address;
      entry.state = State::sending;
      transfers_.start(entry.number, call_of(entry));
      entry.tries.push_back({now, {}});
    }
    return nap;
  }

  void conclude(std::uint64_t number, const support::TransferOutcome& outcome) {
    const std::lock_guard lock(mutex_);
    under_way_.erase(number);
    auto* entry = find(number);
    if (entry == nullptr) return;  // cleared meanwhile
    entry->tries.back().outcome = outcome;
    const auto& retries = entry->delivery.retries;
    if (outcome.status / 100 == 2) {
      entry->state = State::delivered;
    } else if (is_worth_another_try(outcome) &&
               entry->tries.size() <= static_cast<std::size_t>(retries.most)) {
      entry->state = State::waiting;
      std::uniform_int_distribution<std::int64_t> wait(retries.shortest_wait.count(),
                                                       retries.longest_wait.count());
      entry->due = clock_.now() + milliseconds(wait(random_));
    } else {
      entry->state = State::refused;
    }
    settled_.notify_all();
  }

  Clock& clock_;
  Faults& faults_;
  mutable std::mutex mutex_;
  std::condition_variable settled_;
  bool stopping_ = false;
  std::uint64_t last_ = 0;
  std::deque<Entry> entries_;
  std::map<std::uint64_t, Address> under_way_;
  std::minstd_rand random_;  // the same waits in every run
  support::HttpTransfers transfers_;
  std::thread thread_;
};

Courier::Courier(Clock& clock, Faults& faults) : impl_(std::make_unique<Impl>(clock, faults)) {}
Courier::~Courier() = default;
void Courier::send(Delivery delivery) { impl_->send(std::move(delivery)); }
Json Courier::list() const { return impl_->list(); }
void Courier::clear() { impl_->clear(); }
bool Courier::settle(milliseconds patience) { return impl_->settle(patience); }

}  // namespace itsm::simulators
