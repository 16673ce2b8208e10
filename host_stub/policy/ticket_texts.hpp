// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <optional>
#include <string>
#include <vector>

#include <itsm/rich_text.hpp>

#include "host_stub/policy/render.hpp"

namespace itsm::host::policy {

// What our texts of a ticket are now: its summary, and the section of its members where it has one.
struct TicketTexts {
  std::string summary{};
  std::optional<RichText> members{};
};
TicketTexts ticket_texts(const Mapping& mapping, const Group& shown, const RenderContext& context,
                         const TargetSchema& form);

// The section of the members in a description; nothing where it has none.
std::optional<RichText> members_in(const RichText& description);

// The address of findings in this host; an empty one gives no links.
void link_to_findings(RenderContext& context, const std::string& public_url);

}  // namespace itsm::host::policy
