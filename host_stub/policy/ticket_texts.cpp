// SPDX-License-Identifier: Apache-2.0
#include "host_stub/policy/ticket_texts.hpp"

#include <algorithm>

#include "host_stub/policy/field_value.hpp"
#include "host_stub/policy/members.hpp"
#include "host_stub/policy/text_template.hpp"

namespace itsm::host::policy {

TicketTexts ticket_texts(const Mapping& mapping, const Group& shown, const RenderContext& context,
                         const TargetSchema& form) {
  Scene scene{shown, {}, {}};
  if (context.finding_url) scene.finding_url = context.finding_url(shown.lead());
  if (context.group_url) scene.group_url = context.group_url(shown);
  TicketTexts texts;
  texts.summary =
      mapping.summary->render(scene, limit_for(form, "summary", {"summary", 255, LengthUnit::utf16}));
  texts.members = members_in({mapping.description->render(scene)});
  return texts;
}

std::optional<RichText> members_in(const RichText& description) {
  const auto section = std::find_if(
      description.blocks.begin(), description.blocks.end(),
      [](const Block& block) { return block.kind == BlockKind::section && block.id == kMembersSection; });
  if (section == description.blocks.end()) return std::nullopt;
  return RichText{section->blocks};
}

void link_to_findings(RenderContext& context, const std::string& public_url) {
  if (public_url.empty()) return;
  context.finding_url = [public_url](const Finding& finding) {
    return public_url + "/findings/" + std::to_string(finding.id.value);
  };
  context.group_url = [public_url](const Group& group) {
    std::string url = public_url + "/findings?ids=";
    for (const Finding* member : group.members)
      url += (member == group.members.front() ? "" : ",") + std::to_string(member->id.value);
    return url;
  };
}

}  // namespace itsm::host::policy
