// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <optional>

#include <itsm/documents/ticket.hpp>

#include "host_stub/policy/field_mapping.hpp"

// The three-way merge of one value: ours, theirs, and what both were last agreed on. No I/O.
namespace itsm::host::sync {

// What stood on each side when the two were last settled. They need not be equal: a difference that was there
// when a ticket was linked, or that a person let stand, is settled too.
struct AgreedValue {
  FieldValue ours{};
  FieldValue theirs{};
  std::optional<FieldValue> left{};

  static constexpr std::string_view kDocument = "agreed_value";
  template <class Self, class Visit>
  static void members(Self& self, Visit&& visit) {
    visit.required("ours", self.ours, "What the finding said, as the ticket would say it.");
    visit.required("theirs", self.theirs, "What the ticket said.");
    visit.optional("left", self.left,
                   "What the finding said by an earlier policy, as long as the ticket stays as it was then.");
  }
};

// Another policy decides, and tickets that exist stay as they are: what it makes of a finding is agreed on as
// long as the policy before would write nothing. earlier: what that one makes of the finding now; nothing: it
// had no word for this value.
AgreedValue left_as_it_is(AgreedValue agreed, const FieldValue& ours,
                          const std::optional<FieldValue>& earlier);
// Tickets that exist follow the policy: what was left as it was counts as changed.
AgreedValue taken_up(AgreedValue agreed);

// Whose value a person has chosen.
enum class Side { ours, theirs };

enum class Merging {
  settled,   // both are as they shall be
  write,     // the ticket takes ours
  pull,      // the finding takes theirs
  conflict,  // both have changed: a person decides
  leave,     // they differ, and the policy says that nobody does anything about it
};

// agreed: nothing on the first look at a ticket that others have made. owner: with `both` only.
Merging merge(policy::Direction direction, policy::FieldOwner owner, const FieldValue& ours,
              const FieldValue& theirs, const std::optional<AgreedValue>& agreed,
              std::optional<Side> chosen = {});

// Whether a field holds elements of several people, of which only ours are written.
bool is_shared(FieldKind kind);
// Theirs, with what we have added and without what we have taken away since.
FieldValue merged_elements(const FieldValue& ours, const FieldValue& theirs,
                           const std::optional<AgreedValue>& agreed);

}  // namespace itsm::host::sync

template <>
struct itsm::EnumNames<itsm::host::sync::Side> {
  using enum itsm::host::sync::Side;
  static constexpr std::array<std::pair<itsm::host::sync::Side, std::string_view>, 2> names{
      {{ours, "ours"}, {theirs, "theirs"}}};
};
