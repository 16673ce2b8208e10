// SPDX-License-Identifier: Apache-2.0
#include "host_stub/policy/suggest.hpp"

#include <algorithm>
#include <array>

#include "host_stub/core/text.hpp"
#include "host_stub/policy/priority_words.hpp"
#include "host_stub/policy/text_length.hpp"

namespace itsm::host::policy {
namespace {

using Names = std::vector<std::string>;

// A longer list of options would hide the policy.
constexpr std::size_t kMostOptionsShown = 30;

std::string yaml_word(const std::string& text) {
  constexpr std::string_view kPlain = "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789_- ";
  constexpr std::array<std::string_view, 7> kWords{"null", "true", "false", "yes", "no", "on", "off"};
  const bool begins_plain =
      !text.empty() && ((text[0] >= 'a' && text[0] <= 'z') || (text[0] >= 'A' && text[0] <= 'Z'));
  const bool is_word = std::find(kWords.begin(), kWords.end(), to_lower(text)) != kWords.end();
  if (begins_plain && !is_word && text.back() != ' ' && text.find_first_not_of(kPlain) == std::string::npos)
    return text;
  return dump(Json(text));  // a JSON string is one of YAML
}

std::string list_of(const Names& names) {
  Names out;
  for (const std::string& name : names) out.push_back(yaml_word(name));
  return "[" + joined(out) + "]";
}

Names names_of_options(const std::vector<Option>& options) {
  Names out;
  for (const Option& option : options)
    if (std::find(out.begin(), out.end(), option.name) == out.end()) out.push_back(option.name);
  return out;
}

std::string shown_names(const Names& names) {
  const Names first(names.begin(),
                    names.begin() + static_cast<std::ptrdiff_t>(std::min(names.size(), kMostOptionsShown)));
  return one_line(joined(first)) + (names.size() > first.size() ? ", …" : "");
}

// How a policy names a field: by its meaning where it has one, else by its id.
std::string reference_of(const FieldDescription& field) {
  return field.role == FieldRole::none ? field.id : std::string(name_of(field.role));
}

// What a required field is given when nobody has said so: the rest of a line of `fields`, and why.
struct Filling {
  std::string source{};  // "finding: title"; empty: only a person knows
  std::string note{};
};
Filling filling_of(const FieldDescription& field) {
  switch (field.kind) {
    case FieldKind::string:
    case FieldKind::text:
      return {"finding: title", {}};
    case FieldKind::boolean:
      return {"finding: kev", "whether it is known to be exploited"};
    case FieldKind::number:
      return {"value: 0", "stands for not known"};
    case FieldKind::date:
    case FieldKind::datetime:
      return {"finding: reported_at", {}};
    case FieldKind::labels:
      return {"value: [vulnerability]", {}};
    case FieldKind::option:
    case FieldKind::options:
    case FieldKind::priority:
    case FieldKind::security:
    case FieldKind::group:
    case FieldKind::version:
    case FieldKind::component: {
      if (field.options.empty()) return {};
      const auto usual = std::find_if(field.options.begin(), field.options.end(),
                                      [](const Option& option) { return option.is_default; });
      const Option& chosen = usual == field.options.end() ? field.options.front() : *usual;
      return {"value: " + yaml_word(chosen.name), "of " + shown_names(names_of_options(field.options))};
    }
    default:
      return {};
  }
}

// Writes both documents.
class Writer {
 public:
  Writer(const std::string& name, const std::string& plugin, const TargetSchema& schema,
         const StatusOffer& statuses)
      : name_(name), plugin_(plugin), schema_(schema), statuses_(statuses) {}

  Suggestion write() {
    head();
    fields();
    rest();
    cases();
    return std::move(out_);
  }

 private:
  const FieldDescription* with_role(FieldRole role) const {
    const auto& all = schema_.form.fields;
    const auto found = std::find_if(
        all.begin(), all.end(), [&](const auto& field) { return field.role == role && !field.read_only; });
    return found == all.end() ? nullptr : &*found;
  }

  void head() {
    out_.policy = "# Suggested for " + one_line(schema_.project.name + " / " + schema_.type.name) +
                  ", from what is offered there. Read it, change it, then:\n"
                  "#   host_stub policy lint FILE --live\n"
                  "#   host_stub policy test FOLDER\n"
                  "#   host_stub policy backtest FILE\n"
                  "#   host_stub apply -f FILE\n"
                  "policy: " +
                  name_ + "\nplugin: " + plugin_ +
                  "\n\n"
                  "route:                        # the first rule that matches makes the ticket\n"
                  "  - name: medium and worse\n"
                  "    when: {severity_at_least: medium}\n"
                  "    ticket: {project: " +
                  yaml_word(schema_.project.name) + ", type: " + yaml_word(schema_.type.name) +
                  (with_role(FieldRole::labels) ? ", labels: [vulnerability]" : "") +
                  "}\n\n"
                  "group_by: vulnerability_type  # one ticket for all places of one rule or CVE\n";
  }

  void line(const FieldDescription& field, const std::string& source, const std::string& more,
            const std::string& comment) {
    written_.push_back(&field);
    lines_ += "  - {" + source + ", ticket: " + yaml_word(reference_of(field)) + more + "}";
    lines_ += (comment.empty() ? "" : "  # " + one_line(comment)) + "\n";
  }

  void priority() {
    const FieldDescription* const field = with_role(FieldRole::priority);
    if (field == nullptr) return;
    Names offered = names_of_options(field->options);
    if (offered.empty())
      for (const Named& one : schema_.priorities) offered.push_back(one.name);
    priorities_ = priorities_for_severities(offered);
    if (priorities_.empty()) return;
    written_.push_back(field);
    lines_ += "  - finding: severity\n    ticket: priority          # of " + shown_names(offered) +
              "\n    values: {";
    std::size_t i = 0;
    for (const auto& [severity, name] : EnumNames<Severity>::names) {
      lines_ += (i == 0 ? "" : ", ") + std::string(name) + ": " + yaml_word(priorities_[i]);
      ++i;
    }
    lines_ += "}\n";
  }

  void fields() {
    priority();
    if (const auto* field = with_role(FieldRole::labels))
      line(*field, "finding: scanner", ", direction: push_once", {});
    if (const auto* field = with_role(FieldRole::due_date))
      line(*field, "finding: due_at", {}, "by the table `sla`");
    for (const FieldDescription& field : schema_.form.fields) {
      const bool is_written = std::find(written_.begin(), written_.end(), &field) != written_.end();
      if (!needs_value(field) || is_written || field.role == FieldRole::status) continue;
      const Filling filling = filling_of(field);
      const std::string about = "required: " + field.name;
      if (filling.source.empty()) {
        out_.open.push_back(nothing_fills(field, schema_));
        lines_ += "  # " + one_line(about) + " (" + one_line(field.id) + ", " +
                  std::string(name_of(field.kind)) + "), which only you can fill\n";
      } else {
        line(field, filling.source, {}, about + (filling.note.empty() ? "" : ", " + filling.note));
      }
    }
    if (!written_.empty()) out_.policy += "\nfields:\n" + lines_;
  }

  void rest() {
    std::string& text = out_.policy;
    text +=
        "\nsummary: \"[${severity}] ${title}${group.count_suffix}\"\n"
        "description: |\n  ${description}\n\n  ## Where\n  ${locations.table}\n\n"
        "  ## How to fix\n  ${recommendation}\n\n  [Open the finding](${finding.url})\n\n"
        "  ## Findings of this ticket\n  ${members.table}\n\nstatus:\n";
    if (!statuses_.statuses.empty()) {
      Names words;
      for (const Option& status : statuses_.statuses)
        words.push_back(status.name + (status.note.empty() ? "" : " (" + status.note + ")"));
      text += "  # There: " + shown_names(words) + "\n";
    }
    if (!statuses_.resolutions.empty())
      text += "  # Resolutions: " + shown_names(names_of_options(statuses_.resolutions)) + "\n";
    text +=
        "  pull:                       # by what a status means; name one with `status: …` to tell it apart\n"
        "    - {category: done, then: fixed}\n"
        "    - {category: doing, then: in_progress}\n"
        "    - {category: cancelled, then: review}\n"
        "  push:\n"
        "    closed: {category: done}\n"
        "\nsla: {critical: 7d, high: 30d, medium: 90d, kev: 3d}\n"
        "\nauto_create: {after_import: false, severity_at_least: high, max_tickets: 100}\n";
  }

  void cases() {
    std::string& text = out_.cases;
    const std::string place =
        "project: " + yaml_word(schema_.project.name) + ", type: " + yaml_word(schema_.type.name);
    text = "cases_of: " + name_ +
           "\nforms:                        # as it was when this was suggested\n  - project: " +
           yaml_word(schema_.project.name) + "\n    type: " + yaml_word(schema_.type.name) +
           "\n    fields:\n";
    for (const FieldDescription* field : written_) form_line(*field);
    if (written_.empty()) text += "      []\n";
    text += "cases:\n";
    for (std::size_t i = 0; i < 3; ++i) {
      const std::string severity(EnumNames<Severity>::names[i].second);
      text += "  - name: a finding of severity " + severity + "\n    finding: {severity: " + severity +
              ", title: Weakness, scanner: scanner}\n    expect:\n      ticket: {rule: medium and worse, " +
              place + ", summary: \"[" + severity + "] Weakness\"" +
              (priorities_.empty() ? "" : ", fields: {priority: " + yaml_word(priorities_[i]) + "}") + "}\n";
    }
    text +=
        "  - name: a low finding gets none\n    finding: {severity: low}\n"
        "    expect: {no_ticket: no rule of policy " +
        name_ +
        " matches}\n"
        "  - name: a done ticket sends its finding to re-test\n    finding: {status: assigned}\n"
        "    ticket: {" +
        place +
        ", status: Done, category: done}\n"
        "    expect: {then: fixed, becomes: re_test}\n";
  }

  void form_line(const FieldDescription& field) {
    std::string& text = out_.cases;
    text += "      - {name: " + yaml_word(one_line(field.name)) + ", id: " + yaml_word(field.id) +
            ", kind: " + std::string(name_of(field.kind));
    if (field.role != FieldRole::none) text += ", role: " + std::string(name_of(field.role));
    if (field.required) text += ", required: true";
    Names offered = names_of_options(field.options);
    if (offered.empty() && field.role == FieldRole::priority)
      for (const Named& one : schema_.priorities) offered.push_back(one.name);
    if (!offered.empty() && !field.has_more_options) text += ", options: " + list_of(offered);
    text += "}\n";
  }

  const std::string& name_;
  const std::string& plugin_;
  const TargetSchema& schema_;
  const StatusOffer& statuses_;
  Suggestion out_{};
  std::string lines_{};
  std::vector<const FieldDescription*> written_{};
  Names priorities_{};
};

}  // namespace

Suggestion suggest(const std::string& name, const std::string& plugin, const TargetSchema& schema,
                   const StatusOffer& statuses) {
  return Writer(name, plugin, schema, statuses).write();
}

}  // namespace itsm::host::policy
