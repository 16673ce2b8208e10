// SPDX-License-Identifier: Apache-2.0
#include "tests/simulators/control/faults.hpp"

#include <fnmatch.h>

#include <algorithm>
#include <array>

#include "tests/simulators/control/vendor.hpp"

namespace itsm::simulators {
namespace {

constexpr std::array<std::pair<std::string_view, FaultKind>, 11> kKinds{{
    {"status", FaultKind::status},
    {"hang", FaultKind::hang},
    {"cut_before", FaultKind::cut_before},
    {"cut_after", FaultKind::cut_after},
    {"late", FaultKind::late},
    {"html", FaultKind::html},
    {"slow", FaultKind::slow},
    {"truncate", FaultKind::truncate},
    {"duplicate_webhook", FaultKind::duplicate_webhook},
    {"late_webhook", FaultKind::late_webhook},
    {"lose_webhook", FaultKind::lose_webhook},
}};
constexpr std::array<std::string_view, 8> kMembers{"match", "do",    "status", "headers",
                                                   "body",  "times", "skip",   "delay_ms"};
constexpr std::array<std::string_view, 4> kMatchMembers{"method", "path", "path_regex", "body"};

// A misspelt member would silently make a test weaker.
template <class Names>
void only(const Json& object, const Names& known, const std::string& where) {
  if (!object.is_object()) throw ControlError(where + " must be an object");
  for (const auto& [key, value] : object.items())
    if (std::find(known.begin(), known.end(), key) == known.end())
      throw ControlError(where + " has no member '" + key + "'");
}

bool is_of_deliveries(FaultKind kind) {
  return kind == FaultKind::duplicate_webhook || kind == FaultKind::late_webhook ||
         kind == FaultKind::lose_webhook;
}

std::int64_t usual_delay(FaultKind kind) {
  if (kind == FaultKind::hang) return 600'000;
  return kind == FaultKind::late_webhook ? 60'000 : 1000;
}

Fault read(const Json& posted) {
  only(posted, kMembers, "a fault");
  Fault fault;
  fault.as_posted = posted;
  const auto kind = posted.value("do", std::string());
  const auto found =
      std::find_if(kKinds.begin(), kKinds.end(), [&](const auto& k) { return k.first == kind; });
  if (found == kKinds.end())
    throw ControlError(
        "'do' must be status, hang, cut_before, cut_after, late, html, slow, truncate, "
        "duplicate_webhook, late_webhook or lose_webhook, not '" +
        kind + "'");
  fault.kind = found->second;
  const auto match = posted.value("match", Json::object());
  only(match, kMatchMembers, "'match'");
  fault.method = match.value("method", "");
  fault.glob = match.value("path", "");
  fault.body_part = match.value("body", "");
  if (match.contains("path_regex")) fault.pattern.emplace(match["path_regex"].get<std::string>());
  fault.status = posted.value("status", 503);
  const auto headers = posted.value("headers", Json::object());
  for (const auto& [name, value] : headers.items())
    fault.headers.emplace_back(name, value.is_string() ? value.get<std::string>() : text_of(value));
  if (posted.contains("body"))
    fault.body = posted["body"].is_string() ? posted["body"].get<std::string>() : text_of(posted["body"]);
  fault.left = posted.value("times", std::int64_t{1});
  fault.skip = posted.value("skip", std::int64_t{0});
  fault.delay = std::chrono::milliseconds(posted.value("delay_ms", usual_delay(fault.kind)));
  return fault;
}

bool matches(const Fault& fault, const Request& request) {
  if (!fault.method.empty() && fault.method != "*" && !same_word(fault.method, request.method)) return false;
  if (!fault.glob.empty() && fnmatch(fault.glob.c_str(), request.path.c_str(), 0) != 0) return false;
  if (fault.pattern && !std::regex_search(request.path, *fault.pattern)) return false;
  return fault.body_part.empty() || request.body.find(fault.body_part) != std::string::npos;
}

}  // namespace

std::uint64_t Faults::add(const Json& posted) {
  try {
    auto fault = read(posted);
    const std::lock_guard lock(mutex_);
    fault.id = ++last_id_;
    faults_.push_back(std::move(fault));
    return last_id_;
  } catch (const Json::exception& wrong) {
    throw ControlError(std::string("a fault has a member of the wrong kind: ") + wrong.what());
  } catch (const std::regex_error& wrong) {
    throw ControlError(std::string("path_regex is not a regular expression: ") + wrong.what());
  }
}

Json Faults::list() const {
  const std::lock_guard lock(mutex_);
  auto out = Json::array();
  for (const auto& fault : faults_) {
    out.push_back(fault.as_posted);
    out.back()["id"] = fault.id;
    out.back()["left"] = fault.left;
  }
  return out;
}

void Faults::clear() {
  const std::lock_guard lock(mutex_);
  faults_.clear();
  ++generation_;
  cleared_.notify_all();
}

bool Faults::remove(std::uint64_t id) {
  const std::lock_guard lock(mutex_);
  return std::erase_if(faults_, [id](const Fault& fault) { return fault.id == id; }) != 0;
}

std::optional<Fault> Faults::take(const Request& request) { return take(request, false); }
std::optional<Fault> Faults::take_delivery(const Request& message) { return take(message, true); }

std::optional<Fault> Faults::take(const Request& request, bool from_vendor) {
  const std::lock_guard lock(mutex_);
  for (auto& fault : faults_) {
    if (fault.left == 0 || is_of_deliveries(fault.kind) != from_vendor || !matches(fault, request)) continue;
    if (fault.skip > 0) {
      --fault.skip;
      continue;
    }
    if (fault.left > 0) --fault.left;
    return fault;
  }
  return std::nullopt;
}

void Faults::wait(std::chrono::milliseconds time) {
  std::unique_lock lock(mutex_);
  cleared_.wait_for(lock, time, [this, now = generation_] { return generation_ != now; });
}

}  // namespace itsm::simulators
