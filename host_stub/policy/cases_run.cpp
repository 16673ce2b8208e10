// SPDX-License-Identifier: Apache-2.0
#include <algorithm>

#include <itsm/plain_text.hpp>

#include "host_stub/core/text.hpp"
#include "host_stub/policy/case_form.hpp"
#include "host_stub/policy/cases.hpp"
#include "host_stub/policy/render.hpp"

namespace itsm::host::policy {
namespace {

// The words of a field's value, as people would write them.
std::vector<std::string> words_in(const Json& value) {
  if (value.is_null()) return {"nobody"};
  if (value.is_string()) return {value.get<std::string>()};
  if (!value.is_structured()) return {value.dump()};
  if (value.is_object()) {
    if (value.contains("blocks")) return {to_plain_text(from_document<RichText>(value))};
    for (const char* key : {"name", "email", "id"})
      if (const std::string word = value.value(key, ""); !word.empty()) return {word};
    return {value.dump()};
  }
  std::vector<std::string> out;
  for (const Json& element : value)
    for (std::string& word : words_in(element)) out.push_back(std::move(word));
  return out;
}

std::string sorted_text(std::vector<std::string> words) {
  std::sort(words.begin(), words.end());
  return joined(words);
}

std::string origins_of(const Rendered& rendered, const std::string& field) {
  std::vector<std::string> out;
  for (const Provenance& value : rendered.values)
    if (value.field == field) out.push_back(value.from + (value.where.empty() ? "" : ", " + value.where));
  for (const Omission& omission : rendered.dropped)
    if (omission.field == field) out.push_back(omission.why);
  return joined(out, "; ");
}

// Compares one ticket with what is expected of it.
class Comparison {
 public:
  Comparison(const Group& group, const TargetSchema& schema, const Rendered& rendered, CaseResult& result)
      : group_(group),
        schema_(schema),
        rendered_(rendered),
        result_(result),
        description_(to_plain_text(rendered.draft.description)) {}

  void compare(const ExpectedTicket& expected, const Policy& policy) {
    equal("rule", expected.rule, group_.rule->name);
    equal("project", expected.project, schema_.project.name);
    equal("type", expected.type, schema_.type.name);
    equal("summary", expected.summary, rendered_.draft.summary);
    if (expected.findings)
      equal("findings", std::to_string(*expected.findings), std::to_string(group_.members.size()));
    for (const auto& [field, words] : expected.fields) compare_field(field, words);
    for (const std::string& field : expected.without_fields) compare_field(field, {});
    for (const std::string& text : expected.description_has)
      if (description_.find(text) == std::string::npos)
        differ("description", "with `" + text + "`", description_, {});
    for (const std::string& text : expected.description_lacks)
      if (description_.find(text) != std::string::npos)
        differ("description", "without `" + text + "`", description_, {});
    compare_withheld(expected.withheld);
    if (expected.due) {
      const DueDate due = due_date(policy.sla, group_.lead());
      const std::string found = due.at ? to_rfc3339(*due.at).substr(0, 10) : "none";
      if (found != *expected.due) differ("due", *expected.due, found, due.why);
    }
    for (const Complaint& problem : rendered_.problems)
      differ("ticket", "no problem", problem.what, problem.where);
  }

 private:
  void differ(std::string what, std::string expected, std::string found, std::string why) {
    result_.differences.push_back({std::move(what), std::move(expected), std::move(found), std::move(why)});
  }
  void equal(const std::string& what, const std::optional<std::string>& expected, const std::string& found) {
    if (expected && *expected != found) differ(what, *expected, found, {});
  }

  void compare_field(const std::string& name, const std::vector<std::string>& words) {
    const FieldChoice choice = choose_field(name, schema_);
    if (choice.field == nullptr)
      return words.empty() ? void() : differ(name, sorted_text(words), "nothing", choice.problem);
    const auto held = rendered_.draft.fields.find(choice.field->id);
    const std::vector<std::string> found =
        held == rendered_.draft.fields.end() ? std::vector<std::string>() : words_in(held->second.value);
    const auto text = [](const std::vector<std::string>& list) {
      return list.empty() ? "nothing" : sorted_text(list);
    };
    if (sorted_text(found) != sorted_text(words))
      differ(name, text(words), text(found), origins_of(rendered_, choice.field->id));
  }

  void compare_withheld(const std::vector<std::string>& words) {
    std::vector<std::string> found;
    for (const Withheld& what : rendered_.withheld) found.push_back(what.what);
    for (const std::string& word : words)
      if (std::find(found.begin(), found.end(), word) == found.end())
        differ("withheld", word, found.empty() ? "nothing" : sorted_text(found), {});
  }

  const Group& group_;
  const TargetSchema& schema_;
  const Rendered& rendered_;
  CaseResult& result_;
  std::string description_;
};

std::string count(std::size_t tickets) {
  return std::to_string(tickets) + (tickets == 1 ? " ticket" : " tickets");
}

void run_findings(const Policy& policy, const Cases& cases, const PolicyCase& test, CaseResult& result) {
  const std::vector<Group> groups = group(policy, test.findings);
  if (test.no_ticket) {
    const std::string reason =
        groups.empty() ? decide(policy, test.findings.front()).reason : count(groups.size());
    if (reason != *test.no_ticket) result.differences.push_back({"no_ticket", *test.no_ticket, reason, {}});
    return;
  }
  if (groups.size() != test.tickets.size()) {
    const std::string why = groups.empty() ? decide(policy, test.findings.front()).reason : std::string();
    result.differences.push_back({"tickets", count(test.tickets.size()), count(groups.size()), why});
    return;
  }
  for (std::size_t i = 0; i < groups.size(); ++i) {
    const FormChoice form = form_for(policy, cases.forms, groups[i].rule->ticket);
    if (!form.schema) {
      result.differences.push_back({"ticket", "a form", "none", form.problem});
      continue;
    }
    RenderContext context;
    context.finding_url = [](const Finding& finding) {
      return "https://host.example/findings/" + std::to_string(finding.id.value);
    };
    context.group_url = [](const Group&) { return std::string("https://host.example/findings"); };
    const Rendered rendered = render(policy, groups[i], *form.schema, context);
    Comparison(groups[i], *form.schema, rendered, result).compare(test.tickets[i], policy);
  }
}

std::string word_of(const Meaning& meaning) {
  return std::string(meaning.what == Disposition::to_status ? name_of(meaning.status)
                                                            : name_of(meaning.what));
}

void run_ticket(const Policy& policy, const PolicyCase& test, CaseResult& result) {
  const Disposed disposed = disposition(policy, *test.ticket);
  const FindingStatus now = test.findings.empty() ? FindingStatus::open : test.findings.front().status;
  const StatusRules& rules = mapping_for(policy, test.ticket->project, test.ticket->type).status;
  const Effect effect = effect_on(now, disposed, rules.auto_close_on_resolve);
  const auto compare = [&](const char* what, const std::string& expected, const std::string& found,
                           const std::string& why) {
    if (expected != found) result.differences.push_back({what, expected, found, why});
  };
  if (test.then) compare("then", *test.then, word_of(disposed.meaning), disposed.why);
  if (test.becomes)
    compare("becomes", std::string(name_of(*test.becomes)), std::string(name_of(effect.to.value_or(now))),
            effect.why);
  if (test.needs_person)
    compare("needs_person", *test.needs_person ? "true" : "false", effect.needs_person ? "true" : "false",
            effect.why);
}

}  // namespace

std::vector<CaseResult> run_cases(const Policy& policy, const Cases& cases) {
  std::vector<CaseResult> results;
  for (const PolicyCase& test : cases.cases) {
    CaseResult& result = results.emplace_back(CaseResult{test.name, to_string(test.place), {}});
    if (test.ticket) {
      run_ticket(policy, test, result);
    } else {
      run_findings(policy, cases, test, result);
    }
  }
  return results;
}

std::vector<std::string> lines_of(const CaseResult& result) {
  std::vector<std::string> lines;
  for (const Difference& difference : result.differences)
    lines.push_back(result.name + " (" + result.where + "): " + difference.what + " is `" + difference.found +
                    "`, expected `" + difference.expected + "`" +
                    (difference.why.empty() ? "" : " (" + difference.why + ")"));
  return lines;
}

}  // namespace itsm::host::policy
