// SPDX-License-Identifier: Apache-2.0
#include "host_stub/services/sign_in_attempts.hpp"

#include <algorithm>

#include "host_stub/store/audit.hpp"
#include "host_stub/vault/hash.hpp"

namespace itsm::host::services {
namespace {

constexpr std::chrono::hours kFailuresKept{1};
constexpr std::chrono::seconds kFirstWait{30};
constexpr std::chrono::seconds kLongestWait{900};

std::vector<store::Bytes> hashes_of(const std::vector<SignInSubject>& subjects) {
  std::vector<store::Bytes> hashes;
  for (const auto& subject : subjects) hashes.push_back(subject.hash);
  return hashes;
}

}  // namespace

store::Bytes hash_for_sign_in(std::string_view text) {
  const vault::Digest digest = vault::token_hash(text);
  return {digest.begin(), digest.end()};
}

SignInSubject subject_of_address(const std::string& address) {
  return {hash_for_sign_in("address " + address), 50};
}

std::chrono::seconds wait_after(std::int64_t failures, std::int64_t free, Time last, Time now) {
  if (failures < free || last + kFailuresKept < now) return std::chrono::seconds(0);
  const auto doubled = kFirstWait * (std::int64_t{1} << std::min<std::int64_t>(failures - free, 10));
  const Time until = last + std::min<std::chrono::seconds>(doubled, kLongestWait);
  return std::max(std::chrono::seconds(0), std::chrono::ceil<std::chrono::seconds>(until - now));
}

Result<> check_attempts(store::Transaction& house, const std::vector<SignInSubject>& subjects, Time now) {
  ITSM_TRY(const auto failures, store::load_failures(house, hashes_of(subjects)));
  std::chrono::seconds wait{0};
  for (std::size_t i = 0; i < failures.size(); ++i)
    wait = std::max(wait, wait_after(failures[i].count, subjects[i].free, failures[i].last_at, now));
  if (wait == std::chrono::seconds(0)) return {};
  const std::string seconds = std::to_string(wait.count());
  return unexpected(Problem{ProblemKind::throttled,
                            "sign_in_throttled",
                            "too many attempts to sign in have failed",
                            "try again in " + seconds + " seconds",
                            {{"Retry-After", seconds}}});
}

Result<> count_attempt(store::Transaction& house, const std::vector<SignInSubject>& subjects, Time now) {
  return store::count_failures(house, hashes_of(subjects), now - kFailuresKept, now);
}

Result<> forget_attempts(store::Transaction& house, const SignInSubject& subject, Time now) {
  return store::forget_failures(house, {subject.hash}, now - kFailuresKept);
}

Result<> note_sign_in(store::Transaction& house, const std::string& name, const std::string& address,
                      const std::string& action, Time now, const Json& details) {
  store::AuditEntry entry;
  entry.at = now;
  entry.actor = name.empty() ? "somebody" : "person " + name;
  entry.address = address;
  entry.action = action;
  entry.subject = entry.actor;
  entry.details = details;
  return store::append_audit(house, entry);
}

Result<Caller> caller_of_person(Services& services, const store::PersonRow& person) {
  ITSM_TRY(auto companies, companies_or_all(services.database, person.companies));
  Caller caller;
  caller.home = person.companies.empty() ? store::kHouse : person.companies.front();
  caller.companies = std::move(companies);
  caller.name = person.name;
  caller.role = person.role;
  return caller;
}

}  // namespace itsm::host::services
