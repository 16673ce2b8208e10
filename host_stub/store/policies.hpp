// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <optional>
#include <string>
#include <vector>

#include <itsm/json.hpp>

#include "host_stub/store/database.hpp"

// Documents that people write and that decide: policies and routing. Every version is kept, one of each name
// is active. They belong to a company, or to the house when several companies use them. All functions act in
// the transaction's company.
namespace itsm::host::store {

enum class DocumentOrigin : std::int16_t { file = 0, page = 1 };
// What an activation means for tickets that exist: they stay as they are, or follow the version.
enum class Existing : std::int16_t { leave = 0, update = 1 };

}  // namespace itsm::host::store

template <>
struct itsm::EnumNames<itsm::host::store::DocumentOrigin> {
  using enum itsm::host::store::DocumentOrigin;
  static constexpr std::array<std::pair<itsm::host::store::DocumentOrigin, std::string_view>, 2> names{
      {{file, "file"}, {page, "page"}}};
};
template <>
struct itsm::EnumNames<itsm::host::store::Existing> {
  using enum itsm::host::store::Existing;
  static constexpr std::array<std::pair<itsm::host::store::Existing, std::string_view>, 2> names{
      {{leave, "leave"}, {update, "update"}}};
};

namespace itsm::host::store {

struct PolicyVersion {
  std::int64_t id = 0;
  CompanyId company{};
  std::string name{};
  std::int64_t number = 0;  // within the name, from 1
  std::string document{};   // the YAML as it was written
  std::string digest{};     // SHA-256, hex
  DocumentOrigin origin = DocumentOrigin::file;
  std::string origin_path{};
  std::string author{};
  Time created_at{};
  bool active = false;
  std::optional<Time> activated_at{};  // the last time
  std::string activated_by{};
  std::string reason{};
  Existing existing = Existing::leave;
};

// Stores the text as the active version, with its author as who made it so and tickets that exist as they
// are, unless the active one has the same digest. Answers the number that is active now and whether it is
// new.
struct Activated {
  std::int64_t number = 0;
  bool is_new = false;
};
Result<Activated> activate_policy(Transaction& transaction, const PolicyVersion& version, Time now);

// Stores the text as a further version that decides nothing yet; the last one when that has the same digest.
// Answers its number.
Result<std::int64_t> keep_policy(Transaction& transaction, const PolicyVersion& version, Time now);

struct Activation {
  std::string actor{};
  std::string reason{};
  Existing existing = Existing::leave;
  Time at{};
};
// False: there is no such version.
Result<bool> make_active(Transaction& transaction, const std::string& name, std::int64_t number,
                         const Activation& activation);

// None of the name decides any more; its versions are kept. False: none did.
Result<bool> retire_policy(Transaction& transaction, const std::string& name);

Result<std::optional<PolicyVersion>> active_policy(Transaction& transaction, const std::string& name);
Result<std::vector<PolicyVersion>> active_policies(Transaction& transaction);
Result<std::optional<PolicyVersion>> policy_version(Transaction& transaction, const std::string& name,
                                                    std::int64_t number);
// By its id; active or not.
Result<std::optional<PolicyVersion>> policy_version_with_id(Transaction& transaction, std::int64_t id);
// The newest first, at most `limit` of those before `before` (0: from the newest).
Result<std::vector<PolicyVersion>> policy_versions(Transaction& transaction, const std::string& name,
                                                   std::int64_t before, std::int64_t limit);

// The routing of a company is kept like a policy, under a name that no policy can have.
inline constexpr auto kRoutingName = "(routing)";
// And so are presets, each under its name behind this.
inline constexpr auto kPresetPrefix = "(preset) ";
// Whether it is neither.
inline bool is_policy(const PolicyVersion& version) { return !version.name.starts_with('('); }

}  // namespace itsm::host::store
