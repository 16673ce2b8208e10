// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>

#include "tests/simulators/jira/call.hpp"

// The writes that the REST handlers and the control interface share.
namespace itsm::simulators::jira {

// Changes fields of an issue against a screen. Throws Refusal.
void edit(const Call& call, Issue& issue, const Json& body, const Screen& screen);

// Takes an issue through a transition that its status has. Throws Refusal.
void take_transition(const Call& call, Issue& issue, const Json& body);
// The same by status, without screens and conditions, as an administrator may.
void set_status(const Call& call, Issue& issue, const Status& status, const std::string& resolution);

// A new body for a comment, and its removal.
void rewrite_comment(const Call& call, Issue& issue, Comment& comment, Json body);
void erase_comment(const Call& call, Issue& issue, const std::string& id);
// Null: the issue has no such comment.
Comment* find_comment(Issue& issue, const std::string& id);

// Throws Refusal for a caller who may not link issues of the project.
void require_link_right(const Call& call, const Issue& issue);

// Every field that a person could change somewhere.
Screen whole_screen(const World& world);

}  // namespace itsm::simulators::jira
