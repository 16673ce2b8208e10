// SPDX-License-Identifier: Apache-2.0
#include "tests/simulators/jira/jql_clause.hpp"

#include <algorithm>
#include <array>

#include "tests/simulators/jira/adf.hpp"
#include "tests/simulators/jira/jql_query.hpp"

namespace itsm::simulators::jira {
namespace {

using jql::Operand;

Refusal unknown_value(const std::string& value, const std::string& field) {
  return refusal(400, "The value '" + value + "' does not exist for the field '" + field + "'.");
}

class Clauses {
 public:
  Clauses(const Site& site, const User* caller)
      : site_(site),
        world_(site.world()),
        caller_(caller),
        zone_(caller == nullptr ? "UTC" : caller->time_zone) {}

  Clause clause(const std::string& written) const {
    const auto name = lower(written);
    if (name == "project") {
      return {written,
              [](const Issue& issue) { return Values{issue.project}; },
              [&world = world_, &site = site_, caller = caller_, written](const std::string& text) {
                for (const auto& project : world.projects)
                  if ((project.id == text || same_word(project.key, text) || same_word(project.name, text)) &&
                      site.may(caller, project, "BROWSE_PROJECTS"))
                    return Values{project.id};
                throw unknown_value(text, written);
              },
              {},
              {},
              {},
              {}};
    }
    if (name == "key" || name == "issuekey" || name == "issue" || name == "id") return key_clause(written);
    if (name == "labels") {
      return {written,
              [](const Issue& issue) {
                auto labels = stored(issue, "labels");
                for (auto& label : labels) label = lower(label);
                return labels;
              },
              [](const std::string& text) { return Values{lower(text)}; },
              {},
              {},
              {},
              {}};
    }
    if (name == "status")
      return named(written, world_.statuses, [](const Issue& issue) { return Values{issue.status}; });
    if (name == "statuscategory") return category_clause(written);
    if (name == "issuetype" || name == "type")
      return named(written, world_.issue_types, [](const Issue& issue) { return Values{issue.type}; });
    if (name == "priority") return priority_clause(written);
    if (name == "resolution") return resolution_clause(written);
    if (name == "assignee" || name == "reporter" || name == "creator") return person_clause(name);
    if (name == "parent") return other_issue_clause(written, name);
    if (name == "component") return part_clause(written, "components", &Project::components);
    if (name == "fixversion") return part_clause(written, "fixVersions", &Project::versions);
    if (name == "affectedversion") return part_clause(written, "versions", &Project::versions);
    if (name == "created")
      return {written, {}, {}, [](const Issue& issue) { return std::optional(issue.created); }, {}, {}, {}};
    if (name == "updated")
      return {written, {}, {}, [](const Issue& issue) { return std::optional(issue.updated); }, {}, {}, {}};
    if (name == "resolved" || name == "resolutiondate")
      return {written, {}, {}, [](const Issue& issue) { return issue.resolved; }, {}, {}, {}};
    if (name == "due" || name == "duedate") return date_clause(written, "duedate");
    if (name == "summary" || name == "description" || name == "text" || name == "comment")
      return text_clause(written, name);
    for (const auto& [id, field] : world_.fields)
      if (field.custom() && (same_word(field.name, written) || name == "cf[" + id.substr(12) + "]"))
        return custom_clause(written, field);
    throw refusal(400, "Field '" + written + "' does not exist or you do not have permission to view it.");
  }

 private:
  // Values of a field of the issue as they are stored, references as ids.
  static Values stored(const Issue& issue, const std::string& field) {
    const auto found = issue.fields.find(field);
    if (found == issue.fields.end()) return {};
    if (!found->second.is_array())
      return {found->second.is_string() ? found->second.get<std::string>() : text_of(found->second)};
    Values out;
    for (const auto& element : found->second) out.push_back(element.get<std::string>());
    return out;
  }

  // A reference to one of the site's named things, by id or name.
  template <class T>
  Clause named(const std::string& field, const std::map<std::string, T>& things,
               std::function<Values(const Issue&)> values) const {
    Clause clause{field, std::move(values), {}, {}, {}, {}, {}};
    clause.resolve = [&things, field](const std::string& text) {
      Values ids;
      for (const auto& [id, thing] : things)
        if (id == text || same_word(thing.name, text)) ids.push_back(id);
      if (ids.empty()) throw unknown_value(text, field);
      return ids;
    };
    return clause;
  }

  static Values one(const std::string& value) { return value.empty() ? Values{} : Values{value}; }

  Clause key_clause(const std::string& written) const {
    const auto rank_of = [&site = site_, caller = caller_, written](const std::string& text) {
      const auto* issue = site.find(text);
      if (issue == nullptr || !site.may_see(caller, *issue))
        throw refusal(400, "An issue with key '" + text + "' does not exist for field '" + written + "'.");
      return static_cast<double>(issue->id);
    };
    return {written,
            [](const Issue& issue) { return Values{std::to_string(issue.id)}; },
            [rank_of](const std::string& text) {
              return Values{std::to_string(static_cast<std::uint64_t>(rank_of(text)))};
            },
            {},
            {},
            [](const Issue& issue) { return std::optional(static_cast<double>(issue.id)); },
            rank_of};
  }

  // A field that holds another issue.
  Clause other_issue_clause(const std::string& written, const std::string& field) const {
    auto clause = key_clause(written);
    clause.values = [field](const Issue& issue) { return one(issue.text(field)); };
    clause.rank = {};
    return clause;
  }

  Clause category_clause(const std::string& written) const {
    return {written,
            [&world = world_](const Issue& issue) { return Values{world.status(issue.status).category}; },
            [written](const std::string& text) {
              constexpr std::array<std::array<std::string_view, 3>, 3> kNames{
                  {{"new", "To Do", "2"}, {"indeterminate", "In Progress", "4"}, {"done", "Done", "3"}}};
              for (const auto& names : kNames)
                if (std::any_of(names.begin(), names.end(), [&](auto n) { return same_word(n, text); }))
                  return Values{std::string(names.front())};
              throw unknown_value(text, written);
            },
            {},
            {},
            {},
            {}};
  }

  Clause priority_clause(const std::string& written) const {
    auto clause =
        named(written, world_.priorities, [](const Issue& issue) { return one(issue.text("priority")); });
    // A priority is greater the more urgent it is; the ids of the seed stand for that order.
    clause.rank = [](const Issue& issue) -> std::optional<double> {
      const auto id = issue.text("priority");
      return id.empty() ? std::nullopt : std::optional(-std::stod(id));
    };
    clause.rank_of = [resolve = clause.resolve](const std::string& text) {
      return -std::stod(resolve(text).front());
    };
    return clause;
  }

  Clause resolution_clause(const std::string& written) const {
    auto clause =
        named(written, world_.resolutions, [](const Issue& issue) { return one(issue.text("resolution")); });
    clause.values = [](const Issue& issue) {
      const auto id = issue.text("resolution");
      return Values{id.empty() ? "unresolved" : id};
    };
    clause.resolve = [resolve = clause.resolve](const std::string& text) {
      return same_word(text, "Unresolved") ? Values{"unresolved"} : resolve(text);
    };
    return clause;
  }

  Clause person_clause(const std::string& name) const {
    return {name,
            [name](const Issue& issue) { return one(name == "creator" ? issue.creator : issue.text(name)); },
            [&world = world_, name](const std::string& text) {
              for (const auto& user : world.users)
                if (user.account_id == text || same_word(user.name, text) ||
                    (!user.username.empty() && same_word(user.username, text)) ||
                    (!user.hides_email && same_word(user.email, text)))
                  return Values{user.account_id};
              throw unknown_value(text, name);
            },
            {},
            {},
            {},
            {}};
  }

  Clause part_clause(const std::string& written, const std::string& field,
                     std::vector<Part> Project::*parts) const {
    return {written,
            [field](const Issue& issue) { return stored(issue, field); },
            [&world = world_, written, parts](const std::string& text) {
              Values ids;
              for (const auto& project : world.projects)
                for (const auto& part : project.*parts)
                  if (part.id == text || same_word(part.name, text)) ids.push_back(part.id);
              if (ids.empty()) throw unknown_value(text, written);
              return ids;
            },
            {},
            {},
            {},
            {}};
  }

  Clause date_clause(const std::string& written, const std::string& field) const {
    return {written,
            {},
            {},
            [field, zone = zone_](const Issue& issue) -> std::optional<Time> {
              const auto found = issue.fields.find(field);
              if (found == issue.fields.end()) return std::nullopt;
              if (found->second.is_number())
                return Time(std::chrono::milliseconds(found->second.get<std::int64_t>()));
              return moment_of({Operand::Kind::quoted, found->second.get<std::string>(), {}}, field, Time(),
                               zone);
            },
            {},
            {},
            {}};
  }

  Clause text_clause(const std::string& written, const std::string& name) const {
    Clause clause{written, {}, {}, {}, {}, {}, {}};
    clause.text = [name](const Issue& issue) {
      std::string out;
      const auto add = [&](const std::string& field) {
        const auto found = issue.fields.find(field);
        if (found != issue.fields.end())
          out += (found->second.is_string() ? found->second.get<std::string>() : plain_text(found->second)) +
                 " ";
      };
      if (name == "summary" || name == "text") add("summary");
      if (name == "description" || name == "text") add("description");
      if (name == "comment" || name == "text")
        for (const auto& comment : issue.comments) out += plain_text(comment.body) + " ";
      return out;
    };
    return clause;
  }

  Clause custom_clause(const std::string& written, const Field& field) const {
    switch (field.kind) {
      case FieldKind::date:
      case FieldKind::date_time:
        return date_clause(written, field.id);
      case FieldKind::paragraphs:
      case FieldKind::text:
      case FieldKind::epic_name: {
        Clause clause{written, {}, {}, {}, {}, {}, {}};
        clause.text = [id = field.id](const Issue& issue) {
          const auto found = issue.fields.find(id);
          if (found == issue.fields.end()) return std::string();
          return found->second.is_string() ? found->second.get<std::string>() : plain_text(found->second);
        };
        return clause;
      }
      case FieldKind::epic_link:
        return other_issue_clause(written, field.id);
      case FieldKind::user: {
        auto clause = person_clause(written);
        clause.values = [id = field.id](const Issue& issue) { return one(issue.text(id)); };
        return clause;
      }
      default:
        return {written,
                [id = field.id](const Issue& issue) {
                  auto values = stored(issue, id);
                  for (auto& value : values) value = lower(value);
                  return values;
                },
                [options = field.options, written](const std::string& text) {
                  Values ids;
                  const std::function<void(const std::vector<Option>&)> look = [&](const auto& list) {
                    for (const auto& option : list) {
                      if (option.id == text || same_word(option.value, text)) ids.push_back(option.id);
                      look(option.children);
                    }
                  };
                  look(options);
                  if (ids.empty() && !options.empty())
                    throw refusal(400,
                                  "The option '" + text + "' for field '" + written + "' does not exist.");
                  return ids.empty() ? Values{lower(text)} : ids;
                },
                {},
                {},
                {},
                {}};
    }
  }

  const Site& site_;
  const World& world_;
  const User* caller_;
  std::string zone_;
};

}  // namespace

Clause jql_clause(const std::string& written, const Site& site, const User* caller) {
  return Clauses(site, caller).clause(written);
}

}  // namespace itsm::simulators::jira
