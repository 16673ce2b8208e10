// SPDX-License-Identifier: Apache-2.0
#include "host_stub/config/scalars.hpp"
#include "host_stub/policy/case_finding.hpp"
#include "host_stub/policy/cases.hpp"

namespace itsm::host::policy {
namespace {

using config::Element;
using config::MapReader;

void read_words(Element element, std::vector<std::string>& out) { config::read_one_or_many(element, out); }

template <class T, class Reader>
void read_optional(MapReader& map, std::string_view key, std::optional<T>& out, std::string_view about,
                   Reader reader) {
  T value{};
  if (map.optional(key, value, about, reader)) out = std::move(value);
}
template <class T>
void read_optional(MapReader& map, std::string_view key, std::optional<T>& out, std::string_view about) {
  T value{};
  if (map.optional(key, value, about)) out = std::move(value);
}

void read_ticket(Element element, ExpectedTicket& out) {
  MapReader map(element);
  read_optional(map, "rule", out.rule, "Name of the rule that makes it.");
  read_optional(map, "project", out.project, "Where.");
  read_optional(map, "type", out.type, "What kind.");
  read_optional(map, "summary", out.summary, "All of it.");
  read_optional(map, "findings", out.findings, "How many it is about.", config::Within{1, 500});
  map.optional("fields", out.fields, "A field: its value, or all its values in any order.",
               [](Element inner, auto& fields) {
                 MapReader keys(inner);
                 keys.each("", "",
                           [&](const std::string& key, Element value) { read_words(value, fields[key]); });
               });
  map.optional("without_fields", out.without_fields, "Fields that stay empty.", read_words);
  map.optional("description_has", out.description_has, "Texts in the description.", read_words);
  map.optional("description_lacks", out.description_lacks, "Texts that are nowhere in it.", read_words);
  map.optional("withheld", out.withheld, "What is taken out of its findings.", read_words);
  read_optional(map, "due", out.due, "The date of the `sla`.");
}

struct TicketOfCase {
  ExpectedTicket expected{};
};
void read(Element element, TicketOfCase& out) { read_ticket(element, out.expected); }

struct FindingOfCase {
  Finding finding{};
};
void read(Element element, FindingOfCase& out) { read_case_finding(element, out.finding); }

void read_named(Element element, Named& out) { config::read_line(element, out.name); }

void read_ticket_facts(Element element, TicketFacts& out) {
  MapReader map(element);
  map.optional("project", out.project, "Where it is.", read_named);
  map.optional("type", out.type, "What kind.", read_named);
  map.required("status", out.status, "As the vendor shows it.", read_named);
  map.optional("resolution", out.resolution, "As the vendor shows it.", read_named);
  map.required("category", out.state, "What the status means.");
  read_optional(map, "before", out.before, "What its status meant before.");
}

void read_expected(Element element, PolicyCase& out) {
  MapReader map(element);
  std::vector<TicketOfCase> tickets;
  map.optional("ticket", tickets, "The ticket, or all of them in the order of the findings.",
               [](Element inner, auto& values) { config::read_one_or_many(inner, values); });
  for (TicketOfCase& ticket : tickets) out.tickets.push_back(std::move(ticket.expected));
  read_optional(map, "no_ticket", out.no_ticket, "Why there is none.");
  read_optional(map, "then", out.then, "What the ticket's state means: a disposition or a status.");
  read_optional(map, "becomes", out.becomes, "The finding's status afterwards.");
  read_optional(map, "needs_person", out.needs_person, "Whether a person decides.");
  if (element.is_description() || !map.is_readable()) return;
  const bool of_ticket = map.has("then") || map.has("becomes") || map.has("needs_person");
  if (of_ticket != out.ticket.has_value())
    map.complain(of_ticket ? "`then`, `becomes` and `needs_person` go with a `ticket` of the case"
                           : "a case with a `ticket` expects `then`, `becomes` or `needs_person`");
  if (!of_ticket && !out.ticket && map.has("ticket") == map.has("no_ticket"))
    map.complain("expected either `ticket` or `no_ticket`");
}

void read_field(Element element, FieldDescription& out) {
  MapReader map(element);
  map.required("name", out.name, "As people know it.", config::read_line);
  out.id = out.name;
  map.optional("id", out.id, "Default: the name.", config::read_line);
  map.optional("kind", out.kind, "What it holds. Default: string.");
  map.optional("role", out.role, "What it means.");
  map.optional("required", out.required, "Nothing is made without it.");
  std::vector<std::string> options;
  map.optional("options", options, "The only values that are offered.");
  for (std::string& option : options) out.options.push_back({option, option, {}, {}, false});
}

struct FieldOfForm {
  FieldDescription field{};
};
void read(Element element, FieldOfForm& out) { read_field(element, out.field); }

}  // namespace

void read(Element element, PolicyCase& out) {
  out.place = place_of(element);
  MapReader map(element);
  map.required("name", out.name, "What it shows.", config::read_line);
  std::vector<FindingOfCase> findings;
  map.optional("finding", findings, "One finding, or several that are pushed together.",
               [](Element inner, auto& values) { config::read_one_or_many(inner, values); });
  for (FindingOfCase& entry : findings) {
    const auto number = static_cast<std::int64_t>(out.findings.size()) + 1;
    entry.finding.id = FindingId{number};
    entry.finding.company = CompanyId{1};
    entry.finding.fingerprint = "1:" + std::to_string(number);
    out.findings.push_back(std::move(entry.finding));
  }
  read_optional(map, "ticket", out.ticket, "A ticket whose state is judged.", read_ticket_facts);
  map.required("expect", out, "What must come out.", read_expected);
  if (!element.is_description() && map.is_readable() && out.findings.empty() && !out.ticket)
    map.complain("a case needs a `finding`, or a `ticket` whose state is judged");
}

void read(Element element, Form& out) {
  MapReader map(element);
  map.required("project", out.project, "Its key.", config::read_line);
  map.required("type", out.type, "Its name.", config::read_line);
  std::vector<FieldOfForm> fields;
  map.optional("fields", fields, "Besides summary and description.");
  for (FieldOfForm& entry : fields) out.fields.fields.push_back(std::move(entry.field));
}

void read(Element element, Cases& out) {
  out.place = place_of(element);
  MapReader map(element);
  map.required("cases_of", out.policy, "Name of the policy.", config::read_name);
  map.optional("forms", out.forms, "Create forms. Without one a project takes whatever the policy writes.");
  map.required("cases", out.cases, "What is tried.");
}

}  // namespace itsm::host::policy
