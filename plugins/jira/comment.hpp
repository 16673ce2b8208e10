// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <itsm/documents/ticket.hpp>

namespace itsm::jira {

// Marks a comment that only the agents of a service project read.
inline constexpr std::string_view kInternalProperty = "sd.public.comment";

// A comment of an answer or a webhook. Internal is one that is not for everybody who sees the ticket.
Comment read_comment(const Json& comment);

}  // namespace itsm::jira
