// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <filesystem>
#include <span>
#include <string>
#include <vector>

#include "host_stub/config/documents.hpp"
#include "host_stub/services/services.hpp"

namespace itsm::host::services {

// One thing that apply stored.
struct Applied {
  std::string kind{};  // company, custom_field, policy, integration, routing, secret
  std::string name{};
  std::string change{};  // made, changed, unchanged, removed, enabled, disabled
  std::string note{};    // why it is not enabled, and what to do

  static constexpr std::string_view kDocument = "applied";
  template <class Self, class Visit>
  static void members(Self& self, Visit&& visit) {
    visit.required("kind", self.kind, "company, custom_field, policy, integration, routing or secret.");
    visit.required("name", self.name, "Its name.");
    visit.required("change", self.change, "made, changed, unchanged, removed, enabled or disabled.");
    visit.optional("note", self.note, "What is left to do.");
  }
};

struct ApplyReport {
  std::vector<Applied> applied{};
  // An integration that is to be enabled could not be reached or has not passed its check: stored, disabled.
  bool unreachable = false;
  bool refused = false;

  static constexpr std::string_view kDocument = "apply_report";
  template <class Self, class Visit>
  static void members(Self& self, Visit&& visit) {
    visit.required("applied", self.applied, "In the order in which it was stored.");
    visit.required("unreachable", self.unreachable,
                   "A vendor did not answer; its integration is stored disabled.");
    visit.required("refused", self.refused, "A check found a credential or a needed permission missing.");
  }
};

// Reads the files and folders, and stores companies, policies, integrations and routing. Nothing is stored
// when any of the documents is wrong: the refusal has all mistakes of all files. Repeatable: what is the same
// stays untouched. The reason stays with the versions of policies that this makes.
Result<ApplyReport> apply(Services& services, std::span<const std::filesystem::path> paths,
                          const std::string& actor, const std::string& reason = "a file was applied");

// The same for one integration that a program describes instead of a file.
Result<ApplyReport> apply_one(Services& services, const config::Integration& integration,
                              const std::string& actor);

}  // namespace itsm::host::services
