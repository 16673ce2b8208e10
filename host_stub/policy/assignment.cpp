// SPDX-License-Identifier: Apache-2.0
#include "host_stub/policy/assignment.hpp"

#include "host_stub/config/scalars.hpp"

namespace itsm::host::policy {
namespace {

void read_person(config::Element element, std::string& out) {
  if (element.describes({{"type", "string"}, {"minLength", 1}})) return;
  config::read_line(element, out);
  if (out.find("${") != std::string::npos)
    element.complain("`to` takes no placeholders; write asset.owner for the owner");
}

// A person has no blank and no dot-separated word of ours; what comes near to one is a slip.
void check_word(config::Element element, const std::string& word, const std::vector<std::string>& known) {
  if (word.find_first_of("@$") != std::string::npos) return;
  for (const std::string& name : known)
    if (word == name) return;
  if (const std::string near = config::did_you_mean(word, known); !near.empty())
    element.complain(config::shown(word) + " is neither an e-mail address nor a word that is known here" +
                     near);
}

}  // namespace

void read(config::Element element, Assignment& out) {
  out.place = place_of(element);
  config::MapReader map(element);
  map.optional("when", out.when, "All of these must hold for one finding of the ticket.");
  const bool person = map.optional(
      "to", out.to,
      "E-mail address or account; asset.owner; ci.support_group; or default: the default assignee.",
      [](config::Element inner, std::string& to) {
        read_person(inner, to);
        if (!inner.is_description() && !to.empty())
          check_word(inner, to,
                     {std::string(kToDefault), std::string(kToOwner), std::string(kToSupportGroup)});
      });
  const bool group = map.optional("group", out.group, "Or the group that gets it.", config::read_line);
  if (!element.is_description() && map.is_readable() && person == group)
    map.complain(person ? "expected either `to` or `group`" : "key `to` is missing");
}

void read(config::Element element, DefaultAssignee& out) {
  out.place = place_of(element);
  read_person(element, out.to);
  if (!element.is_description())
    check_word(element, out.to, {std::string(kProjectDefault), std::string(kNobody)});
}

}  // namespace itsm::host::policy
