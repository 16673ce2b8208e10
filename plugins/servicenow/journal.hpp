// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "plugins/servicenow/client.hpp"

// Comments: entries of the two journals of a task. Work notes are read by those who work on it, additional
// comments by its caller too.
namespace itsm::servicenow {

inline constexpr std::string_view kWorkNotes = "work_notes";
inline constexpr std::string_view kComments = "comments";

constexpr std::string_view journal_for(Audience audience) {
  return audience == Audience::internal ? kWorkNotes : kComments;
}

// The entries of a record in these journals since a moment, oldest first, at most so many.
RowsWanted entries_of(const std::string& sys_id, std::vector<std::string> journals, const std::string& since);
Comment read_entry(const Json& row);

}  // namespace itsm::servicenow
