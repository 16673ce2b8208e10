// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>

#include "tests/simulators/jira/field_input.hpp"

// Values that name something outside the issue, read into its id. They throw WrongValue.
namespace itsm::simulators::jira {

// {"id": ..} or {<name>: ..}; Jira takes an id as a number too.
struct Reference {
  std::string id{};
  std::string name{};
};
Reference reference_of(const Json& value, const char* name_member, const std::string& otherwise);

std::string read_user(const Writing& writing, const Field& field, const Json& value);
std::string read_group(const Writing& writing, const Json& value);
std::string read_project(const Writing& writing, const Json& value);
std::string read_version(const Writing& writing, const Json& value);
// Ids, each once.
Json read_users(const Writing& writing, const Json& value);
Json read_groups(const Writing& writing, const Json& value);
Json read_parts(const std::vector<Part>& parts, const char* kind, const Json& value);

}  // namespace itsm::simulators::jira
