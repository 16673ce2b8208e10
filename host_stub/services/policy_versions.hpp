// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "host_stub/services/policy_backfill.hpp"

// The versions of policies: kept, shown, and made the one that decides. A company's own policy stands above
// the house's of the same name.
namespace itsm::host::services {

struct PolicyItem {
  std::string name{};
  std::int64_t version = 0;
  bool of_house = false;
  bool active = false;
  store::DocumentOrigin origin = store::DocumentOrigin::file;
  std::string origin_path{};
  std::string author{};
  std::string created_at{};
  std::string activated_at{};
  std::string activated_by{};
  std::string reason{};
  store::Existing existing = store::Existing::leave;
  std::optional<BackfillProgress> backfill{};
  std::string document{};

  static constexpr std::string_view kDocument = "policy_version";
  template <class Self, class Visit>
  static void members(Self& self, Visit&& visit) {
    visit.required("name", self.name, "Of the policy.");
    visit.required("version", self.version, "From 1.");
    visit.required("of_house", self.of_house, "Of all companies that have none of their own of this name.");
    visit.required("active", self.active, "It decides.");
    visit.required("origin", self.origin, "file: it was applied. page: it was written over the API.");
    visit.optional("origin_path", self.origin_path, "Which file.");
    visit.optional("author", self.author, "Who brought it.");
    visit.required("created_at", self.created_at, "RFC 3339.");
    visit.optional("activated_at", self.activated_at, "The last time, RFC 3339; absent: never.");
    visit.optional("activated_by", self.activated_by, "By whom.");
    visit.optional("reason", self.reason, "Why.");
    visit.optional("existing", self.existing,
                   "update: open tickets of before follow it too; absent: they stay as they are.");
    visit.optional("backfill", self.backfill, "How far they do; not in lists.");
    visit.optional("document", self.document, "The YAML as it was written; not in lists.");
  }
};
PolicyItem item_of(const store::PolicyVersion& version);

// Whose policies: those of one company with the house's beneath, or of the house.
using PolicyScope = std::optional<CompanyId>;

// The active one of each name; a company sees its own in place of the house's.
Result<std::vector<store::PolicyVersion>> active_policies(Services& services, PolicyScope scope);
// The newest first. Refused with "policy_unknown" and the near match.
Result<std::vector<store::PolicyVersion>> policy_versions(Services& services, PolicyScope scope,
                                                          const std::string& name, std::int64_t before,
                                                          std::int64_t limit);
// Without a number: the active one. Refused with "policy_unknown" and "policy_version_unknown".
Result<store::PolicyVersion> policy_version(Services& services, PolicyScope scope, const std::string& name,
                                            std::optional<std::int64_t> number);

// The same with its text and how far tickets that existed follow it.
Result<PolicyItem> show_policy(Services& services, PolicyScope scope, const std::string& name,
                               std::optional<std::int64_t> number);

// Keeps a text as the company's own next version, which decides once it is activated. Refused: what is wrong
// with it; "policy_name" (it is another's); "policy_of_file" (conflict: a file of the house has it, and it is
// not to be taken over).
Result<store::PolicyVersion> keep_policy(Services& services, CompanyId company, const std::string& name,
                                         const std::string& document, bool take_over,
                                         const std::string& actor);

struct PolicyActivation {
  std::string reason{};
  // What it means for tickets that exist; nobody has to say it where there are none.
  std::optional<store::Existing> existing{};
  std::string actor{};
  bool house = true;  // may decide about the house's
};
// From now on this version decides. Who and why stay with it and in the audit. Refused: "reason_missing",
// "policy_unknown", "policy_version_unknown", a text that is no longer read; "policy_of_house";
// "existing_undecided" with what would become of the tickets that exist.
Result<store::PolicyVersion> activate_policy(Services& services, PolicyScope scope, const std::string& name,
                                             std::int64_t number, const PolicyActivation& activation);

}  // namespace itsm::host::services
