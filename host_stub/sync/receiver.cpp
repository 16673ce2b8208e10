// SPDX-License-Identifier: Apache-2.0
#include "host_stub/sync/receiver.hpp"

#include <algorithm>
#include <fstream>
#include <iterator>

#include "host_stub/core/digest.hpp"
#include "host_stub/core/text.hpp"
#include "host_stub/sync/proof.hpp"

namespace itsm::host::sync {
namespace {

constexpr std::size_t kMostInACommit = 256;
constexpr std::size_t kMostWaiting = 4096;
// Vendors wait some seconds for an answer, and send again what got none.
constexpr std::chrono::seconds kLongestWait{5};
constexpr std::chrono::seconds kBetweenCounts{2};
// Less than a vendor takes between being told a new secret and its first delivery with it; more often no
// address is looked up for deliveries that are refused.
constexpr std::chrono::milliseconds kShortestAge{20};

http::Response answer(int status, std::string code, std::string detail) {
  const Json document = {
      {"type", "about:blank"}, {"status", status}, {"code", std::move(code)}, {"detail", std::move(detail)}};
  http::Response response;
  response.status = status;
  response.headers = {{"Content-Type", "application/problem+json"}, {"Cache-Control", "no-store"}};
  response.body = dump(document);
  return response;
}

http::Response refused() {
  return answer(401, "delivery_refused", "the delivery does not show where it comes from");
}

http::Response busy() {
  auto response = answer(503, "delivery_not_stored", "the delivery could not be stored; send it again");
  response.headers.push_back({"Retry-After", "5"});
  return response;
}

http::Response told_who_answers(const HookTarget& target, std::string_view question) {
  http::Response response;
  response.headers = {{"Content-Type", "application/json"}, {"Cache-Control", "no-store"}};
  response.body = dump(Json{{"answer", answer_to_test(target.secrets.front(), question)}});
  return response;
}

// Nobody's: it takes the work that somebody's takes.
const HookTarget& nobody() {
  static const HookTarget kTarget{
      {},
      {},
      WebhookProof{ProofScheme::hmac_sha256, "X-Hub-Signature", "", "sha256=", "hex", "body"},
      {},
      false};
  return kTarget;
}

struct Address {
  std::string company{};
  std::string key{};
};
std::optional<Address> address_of(std::string_view path) {
  path.remove_prefix(std::min(kHookPath.size(), path.size()));
  const auto slash = path.find('/');
  if (slash == std::string_view::npos || path.find('/', slash + 1) != std::string_view::npos)
    return std::nullopt;
  return Address{std::string(path.substr(0, slash)), std::string(path.substr(slash + 1))};
}

// What the plugin gets of the head: nothing that proves or opens anything.
Json head_of(const http::Request& request, const HookTarget& target, bool proved) {
  Json headers = Json::object();
  for (const auto& header : request.headers) {
    const std::string name = to_lower(header.name);
    const bool secret = name == "authorization" || name == "cookie" ||
                        (target.proof && name == to_lower(target.proof->header));
    if (!secret) headers[name] = clean_text(header.value);
  }
  const std::string parameter = target.proof ? target.proof->parameter : std::string();
  return {{"headers", std::move(headers)},
          {"query", clean_text(without_parameter(request.query, parameter))},
          {"proves_body", proved && covers_body(*target.proof)}};
}

// The vendor's name for the delivery where it has one, and the bytes: the same again is the same.
std::string identity_of(const http::Request& request, const HookTarget& target) {
  std::string name;
  if (target.proof && !target.proof->delivery_id.empty())
    name = request.header(target.proof->delivery_id).value_or("");
  return sha256_hex(name + '\0' + request.body);
}

void load_body(http::Request& request) {
  if (request.body_file.empty()) return;
  std::ifstream file(request.body_file, std::ios::binary);
  request.body.assign(std::istreambuf_iterator<char>(file), std::istreambuf_iterator<char>());
}

}  // namespace

// A delivery between its arrival and the commit.
struct Receiver::Waiting {
  CompanyId owner{};
  store::NewDelivery delivery{};
  std::optional<bool> stored{};
};

Receiver::Receiver(store::Database& database, HookTargets& targets, const Clock& clock, observe::Log& log,
                   std::function<void()> came_in)
    : database_(database),
      targets_(targets),
      clock_(clock),
      log_(log),
      came_in_(std::move(came_in)),
      writer_([this] { serve(); }) {}

Receiver::~Receiver() {
  {
    const std::lock_guard lock(mutex_);
    stopping_ = true;
  }
  arrived_.notify_all();
  writer_.join();
}

http::Response Receiver::receive(const http::Request& request) {
  if (request.method != "POST") {
    auto response = answer(405, "method_not_allowed", "webhooks are delivered with POST");
    response.headers.push_back({"Allow", "POST"});
    return response;
  }
  const auto address = address_of(request.path);
  if (!address) return answer(404, "path_unknown", "webhooks are delivered at /hooks/{company}/{key}");
  const Time now = clock_.now();
  http::Request whole = request;
  load_body(whole);
  Verdict verdict = Verdict::wrong;
  // A secret may have been changed a moment ago: what does not hold is judged again by what holds now.
  for (const std::chrono::milliseconds age : {std::chrono::milliseconds(kTargetsKnownFor), kShortestAge}) {
    const auto found = targets_.find(address->company, address->key, age);
    if (!found) return busy();
    const HookTarget& target = found->target ? *found->target : nobody();
    verdict = judge(target.proof ? *target.proof : *nobody().proof, target.secrets, whole, now);
    const bool proved = verdict == Verdict::good;
    if (const auto question = whole.header(kTestHeader); found->target && proved && question)
      return told_who_answers(target, *question);
    if (found->target && (proved || target.allow_unsigned)) return keep(target, whole, proved, now);
    if (found->target && age == kShortestAge)
      count({target.owner, target.integration}, std::string(name_of(verdict)), now);
  }
  return refused();
}

http::Response Receiver::keep(const HookTarget& target, const http::Request& request, bool proved, Time now) {
  auto waiting = std::make_shared<Waiting>();
  waiting->owner = target.owner;
  waiting->delivery = {target.integration, identity_of(request, target), head_of(request, target, proved),
                       request.body, now};
  std::unique_lock lock(mutex_);
  if (waiting_.size() >= kMostWaiting || stopping_) return busy();
  waiting_.push_back(waiting);
  arrived_.notify_one();
  answered_.wait_for(lock, kLongestWait, [&] { return waiting->stored.has_value(); });
  if (!waiting->stored.value_or(false)) return busy();
  counts_[{target.owner, target.integration}].accepted_at = now;
  http::Response response;
  response.status = 202;
  return response;
}

void Receiver::count(const Integration& integration, const std::string& refused_for, Time now) {
  const std::lock_guard lock(mutex_);
  auto& refusals = counts_[integration].refused[refused_for];
  ++refusals.count;
  refusals.last = to_rfc3339(now);
}

void Receiver::serve() {
  auto counted = std::chrono::steady_clock::now();
  for (bool stopping = false; !stopping;) {
    std::vector<std::shared_ptr<Waiting>> batch;
    {
      std::unique_lock lock(mutex_);
      arrived_.wait_for(lock, kBetweenCounts, [&] { return stopping_ || !waiting_.empty(); });
      stopping = stopping_ && waiting_.size() <= kMostInACommit;
      const auto end =
          waiting_.begin() + static_cast<std::ptrdiff_t>(std::min(waiting_.size(), kMostInACommit));
      batch.assign(waiting_.begin(), end);
      waiting_.erase(waiting_.begin(), end);
    }
    if (!batch.empty()) commit(batch);
    const auto now = std::chrono::steady_clock::now();
    if (!stopping && now - counted < kBetweenCounts) continue;
    counted = now;
    store_counts();
  }
}

// One transaction touches one company.
void Receiver::commit(const std::vector<std::shared_ptr<Waiting>>& batch) {
  std::map<CompanyId, std::vector<store::NewDelivery>> by_owner;
  for (const auto& waiting : batch) by_owner[waiting->owner].push_back(waiting->delivery);
  for (const auto& [owner, deliveries] : by_owner) {
    const auto stored =
        database_.in_company(owner, [&, &deliveries = deliveries](store::Transaction& transaction) {
          return store::insert_deliveries(transaction, deliveries);
        });
    if (!stored)
      log_.warning("deliveries_not_stored", stored.error().message, {{"code", stored.error().code}});
    const std::lock_guard lock(mutex_);
    for (const auto& waiting : batch)
      if (waiting->owner == owner) waiting->stored = stored.has_value();
  }
  answered_.notify_all();
  came_in_();
}

void Receiver::store_counts() {
  std::map<Integration, store::Tally> counts;
  {
    const std::lock_guard lock(mutex_);
    counts.swap(counts_);
  }
  for (const auto& [integration, tally] : counts) {
    const auto stored = database_.in_company(
        integration.first, [&, &tally = tally, id = integration.second](store::Transaction& owner) {
          return store::count_deliveries(owner, id, tally);
        });
    if (!stored) log_.warning("deliveries_not_counted", stored.error().message, {});
  }
}

}  // namespace itsm::host::sync
