// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <span>
#include <string>
#include <vector>

#include "host_stub/config/source.hpp"
#include "host_stub/policy/documents.hpp"
#include "host_stub/services/services.hpp"

// What is wrong with policies, before they decide about anything.
namespace itsm::host::services {

enum class LintLevel { error, warning };

struct LintEntry {
  LintLevel level = LintLevel::error;
  std::string where{};
  std::string what{};
  std::string integration{};

  static constexpr std::string_view kDocument = "lint_entry";
  template <class Self, class Visit>
  static void members(Self& self, Visit&& visit) {
    visit.required("level", self.level, "error: it would be refused, or make no tickets. warning: it works.");
    visit.required("where", self.where, "file:line:column.");
    visit.required("what", self.what, "A sentence.");
    visit.optional("integration", self.integration, "Whose live schema says so; absent: the text itself.");
  }
};

struct LintReport {
  std::int64_t documents = 0;
  std::vector<std::string> checked_against{};
  std::vector<LintEntry> entries{};

  bool has_errors() const;

  static constexpr std::string_view kDocument = "lint_report";
  template <class Self, class Visit>
  static void members(Self& self, Visit&& visit) {
    visit.required("documents", self.documents, "How many were read.");
    visit.optional("checked_against", self.checked_against, "Integrations whose live schema was asked for.");
    visit.required("entries", self.entries, "Everything at once; none: clean.");
  }
};

// By the texts alone: no database, no vendor. `read` gets what was read when there is no error.
LintReport lint(std::span<const config::Source> sources, policy::Documents& read);

// Adds what does not fit the live schema: of the integration, or with an empty name of all that use the
// policy. `company`: in which it is asked, absent: of all that are served. Refused with "integration_unknown"
// and "policy_unused".
Result<> lint_live(Services& services, const policy::Policy& policy, const std::string& integration,
                   std::optional<CompanyId> company, LintReport& report);

}  // namespace itsm::host::services

template <>
struct itsm::EnumNames<itsm::host::services::LintLevel> {
  using enum itsm::host::services::LintLevel;
  static constexpr std::array<std::pair<itsm::host::services::LintLevel, std::string_view>, 2> names{
      {{error, "error"}, {warning, "warning"}}};
};
