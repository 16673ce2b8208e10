// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <memory>
#include <string>
#include <vector>

#include "host_stub/policy/assignment.hpp"
#include "host_stub/policy/field_mapping.hpp"
#include "host_stub/policy/status_rules.hpp"

namespace itsm::host::policy {

class SummaryTemplate;
class DescriptionTemplate;

// What the tickets of one place hold, and what their status means.
struct Mapping {
  std::vector<FieldMapping> fields{};
  std::shared_ptr<const SummaryTemplate> summary{};          // never null once read
  std::shared_ptr<const DescriptionTemplate> description{};  // never null once read
  std::vector<Assignment> assign{};
  DefaultAssignee default_assignee{};
  StatusRules status{};
};
// The keys of a mapping. What is not given stays as it is in `out`; a line of `fields` takes the place of the
// line for the same field.
void read_mapping(config::MapReader& map, Mapping& out);

// Another mapping for one project, or one type in it. It holds the policy's own mapping with what is given
// here put over it.
struct Override {
  std::string project{};  // key, name or id
  std::string type{};     // empty: every type
  Mapping mapping{};
  config::Place place{};

  bool fits(const Named& project_of_ticket, const Named& type_of_ticket) const;
};
// `out.mapping` is the policy's own before it is read.
void read(config::Element element, Override& out);

}  // namespace itsm::host::policy
