// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>
#include <string_view>

namespace itsm::jira {

// What stands around a text on its line of wiki markup.
struct Surroundings {
  bool begins_line = false;    // nothing but blanks before it
  bool ends_line = false;      // nothing behind it
  bool within_markup = false;  // between marks or brackets of ours
};

// The text with everything in it escaped that Jira's wiki renderer could take for markup: macros, links and
// mentions, images, marks, lists, headings, tables, emoticons, addresses that would become links.
//
// Where a backslash works in every renderer of Jira it is used, since people read this text in editors and
// mails; elsewhere a character reference. What stands inside a word is left alone where no mark can begin
// there.
std::string escape_wiki(std::string_view text, const Surroundings& around);

}  // namespace itsm::jira
