// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <map>
#include <optional>
#include <string>
#include <vector>

#include "tests/simulators/jira/call.hpp"

namespace itsm::simulators::jira {

// Where a value is to be written: decides which options, priorities, people and parents are right.
struct Writing {
  const Call& call;
  const Project& project;
  const IssueType& type;
};

// Thrown where one value is read: Jira's words about it.
struct WrongValue {
  std::string words{};
};

struct NewLink {
  std::string type{};  // id
  std::uint64_t other = 0;
  bool other_is_outward = true;
};

// What `fields` and `update` of a request ask for, checked.
struct FieldWrites {
  std::map<std::string, Json> values{};  // as Issue::fields has them; null takes the value away
  std::vector<NewLink> links{};
  std::vector<Json> comments{};  // bodies
};

// The fields of a screen that this caller may set: assignee, reporter, due date and links ask for rights of
// their own.
Screen settable(const Call& call, const Project& project, const Screen& screen);

// The message of a field that is not on the screen.
std::string off_screen(const std::string& field);

// One value as Issue::fields has it; null for none. Throws WrongValue, or a Refusal where Jira does not name
// the field.
Json read_value(const Writing& writing, const Field& field, const Json& value);

// Reads `fields` and `update` of a body against a screen; `present` is the issue for an edit. Every wrong
// field is named in the refusal, which the caller throws once it has looked for what is missing
// (require_fields).
FieldWrites read_fields(const Writing& writing, const Screen& screen, const Json& body, const Issue* present,
                        Refusal& refused);

// Adds to the refusal every required field of the screen that has neither a value nor a default.
void require_fields(const Writing& writing, const Screen& screen, const FieldWrites& writes,
                    Refusal& refused);

// Writes the values into the issue and returns the items for its history.
Json apply(const Writing& writing, const FieldWrites& writes, Issue& issue);
// The links and comments of the writes, and the index; after the issue has an id.
void finish(const Writing& writing, const FieldWrites& writes, Issue& issue, const Json& items,
            const std::string& author);

// Throws a Refusal unless the body is right for a comment. The result is what is stored.
Json read_comment_body(const Call& call, const Json& body);
void add_comment(Site& site, Issue& issue, const std::string& author, Json body, Json visibility = nullptr,
                 std::map<std::string, Json> properties = {});

}  // namespace itsm::simulators::jira
