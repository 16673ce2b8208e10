// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <functional>
#include <map>
#include <optional>
#include <string>
#include <vector>

#include <itsm/documents/ticket.hpp>

#include "host_stub/core/problem.hpp"
#include "host_stub/policy/derived.hpp"
#include "host_stub/policy/group.hpp"
#include "host_stub/policy/look_up.hpp"
#include "host_stub/policy/preset.hpp"
#include "host_stub/policy/target_schema.hpp"

namespace itsm::host::policy {

struct RenderContext {
  CreationMode mode = CreationMode::standalone;
  std::optional<TicketRef> parent{};   // mode subtask
  std::optional<Relation> relation{};  // mode link
  Choices person{};
  std::optional<Preset> preset{};  // left aside where it is for another project
  // Addresses in this host; empty functions give no links.
  std::function<std::string(const Finding&)> finding_url{};
  std::function<std::string(const Group&)> group_url{};
  LookUp look_up{};  // empty: nothing is looked up
};

enum class ValueSource { policy_default, assignment, preset, mapping, person };

// Where a value of the draft comes from.
struct Provenance {
  std::string field{};  // id
  std::string name{};   // as people know the field
  std::string shown{};  // the value, for people
  ValueSource source = ValueSource::policy_default;
  std::string from{};   // "severity critical", "preset payments", "rule internet-facing criticals"
  std::string where{};  // file:line:column of the policy; empty for a person and a preset
};

struct Omission {
  std::string field{};
  std::string why{};
};

struct Rendered {
  TicketDraft draft{};  // correlation_key is the caller's to fill in
  std::vector<Provenance> values{};
  std::vector<Omission> dropped{};   // not sent, cut, or changed, and why
  std::vector<Withheld> withheld{};  // by the rules of disclosure
  std::vector<std::string> warnings{};
  std::vector<Prediction> predicted{};  // what the vendor will compute
  std::vector<Complaint>
      problems{};  // any: the draft must not be sent. where: a place in the policy, or empty
};

// The ticket of a group. Answers a draft always; whether it may be sent is in problems. All ways to a ticket
// lead through here: one or many, with a preset, after an import.
Rendered render(const Policy& policy, const Group& group, const TargetSchema& schema,
                const RenderContext& context);

}  // namespace itsm::host::policy

template <>
struct itsm::EnumNames<itsm::host::policy::ValueSource> {
  using enum itsm::host::policy::ValueSource;
  static constexpr std::array<std::pair<itsm::host::policy::ValueSource, std::string_view>, 5> names{
      {{policy_default, "policy_default"},
       {assignment, "assignment"},
       {preset, "preset"},
       {mapping, "mapping"},
       {person, "person"}}};
};
