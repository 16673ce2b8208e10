// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "host_stub/store/database.hpp"

// Documents that people write and that decide: policies and routing. Every version is kept, one of each name
// is active. They belong to a company, or to the house when several companies use them.
namespace itsm::host::store {

enum class DocumentOrigin : std::int16_t { file = 0, page = 1 };

struct PolicyVersion {
  std::int64_t id = 0;
  CompanyId company{};
  std::string name{};
  std::int64_t number = 0;  // within the name, from 1
  std::string document{};   // the YAML as it was written
  std::string digest{};     // SHA-256, hex
  std::string origin_path{};
  std::string author{};
  Time created_at{};
};

// Stores the text as the active version, unless the active one has the same digest. Answers the number that
// is active now and whether it is new.
struct Activated {
  std::int64_t number = 0;
  bool is_new = false;
};
Result<Activated> activate_policy(Transaction& transaction, const PolicyVersion& version, Time now);

Result<std::optional<PolicyVersion>> active_policy(Transaction& transaction, const std::string& name);
Result<std::vector<PolicyVersion>> active_policies(Transaction& transaction);

// The routing of a company is kept like a policy, under a name that no policy can have.
inline constexpr auto kRoutingName = "(routing)";
// And so are presets, each under its name behind this.
inline constexpr auto kPresetPrefix = "(preset) ";

}  // namespace itsm::host::store
