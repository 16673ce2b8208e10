// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <span>
#include <string>
#include <vector>

#include <itsm/documents/manifest.hpp>

namespace itsm::host::policy {

// What the vendor offers at the place where a ticket is to be made. The caller fills it from pickers, the
// live create form and the manifest.
struct TargetSchema {
  Named project{};  // name: as people call it, the key where there is one
  Named type{};
  FieldList form{};
  std::vector<Named> priorities{};  // where the form does not list them
  std::vector<Limit> limits{};      // the manifest's
  std::vector<CreationMode> creation_modes{};
};

// The outcome of looking a name up in what a vendor offers.
struct Choice {
  std::optional<Named> chosen{};
  std::string warning{};  // chosen, but not what was asked for first
  std::string problem{};  // not chosen: why, with the near match
};

// By key, name or id. Named.name is the key where there is one.
Choice choose_project(std::string_view wanted, std::span<const Option> offered);

// The first of the wanted types that is offered, by name or id; else the first, with a warning. Mode subtask
// takes the types that need a parent, and any other mode the rest.
Choice choose_type(std::span<const std::string> wanted, std::span<const Option> offered, CreationMode mode,
                   std::string_view project);

// A field of the form: by role ("priority"), else exact id, else by a name that only one field has (in any
// case).
struct FieldChoice {
  const FieldDescription* field = nullptr;  // points into the schema
  std::string problem{};
};
FieldChoice choose_field(std::string_view wanted, const TargetSchema& schema);

// Why no value of ours can fill it; empty: one can. The templates and the host fill some, the vendor others.
std::string not_ours(const FieldDescription& field);
// By the templates and the host, not by values.
bool is_filled_elsewhere(const FieldDescription& field);
// It is demanded, and only a value fills it: not the templates, not the ticket's place below another.
bool needs_value(const FieldDescription& field);
// That a required field stays empty, and what to do.
std::string nothing_fills(const FieldDescription& field, const TargetSchema& schema);

}  // namespace itsm::host::policy
