// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "host_stub/config/element.hpp"
#include "host_stub/core/finding.hpp"

// What of a finding may leave for a ticket system.
namespace itsm::host::policy {

// How far a text may go, from anybody to a few. A finding's own stands in its custom field `classification`.
enum class Classification { open_to_all, internal, confidential, restricted };

struct Disclosure {
  std::vector<std::string> never{};  // words of the closed list below
  std::optional<Classification> most{};

  bool withholds(std::string_view what) const;
};
void read(config::Element element, Disclosure& out);

// Why a finding gets no ticket, or empty. One whose classification is not understood counts as restricted.
std::string too_confidential(const Disclosure& disclosure, const Finding& finding);

// What was taken out of a finding, for people.
struct Withheld {
  std::string what{};
  std::string why{};
};

// The finding as the ticket system may see it. Whatever the policy says, matched secrets and passwords in
// addresses are masked, and the directories of build machines cut off paths.
Finding disclosed(const Disclosure& disclosure, const Finding& finding, std::vector<Withheld>& withheld);

}  // namespace itsm::host::policy

template <>
struct itsm::EnumNames<itsm::host::policy::Classification> {
  using enum itsm::host::policy::Classification;
  static constexpr std::array<std::pair<itsm::host::policy::Classification, std::string_view>, 4> names{
      {{open_to_all, "public"},
       {internal, "internal"},
       {confidential, "confidential"},
       {restricted, "restricted"}}};
};
