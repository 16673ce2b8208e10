// SPDX-License-Identifier: Apache-2.0
#include "host_stub/policy/attribute.hpp"

#include <array>

namespace itsm::host::policy {
namespace {

Value number_or_nothing(std::optional<double> number) { return number ? Value(*number) : Value(); }
Value line_or_nothing(std::int64_t line) { return line > 0 ? Value(static_cast<double>(line)) : Value(); }
Value time_or_nothing(Time time) { return time == Time{} ? Value() : Value(time); }

std::string package(const Finding& finding) {
  const Location& at = finding.location;
  return at.package_version.empty() ? at.package : at.package + "@" + at.package_version;
}

bool put_text(std::string& member, const Value& value) {
  member = to_text(value);
  return true;
}

bool put_severity(Finding& finding, const Value& value) {
  const auto severity = enum_from<Severity>(to_text(value));
  if (severity) finding.severity = *severity;
  return severity.has_value();
}

bool put_due(Finding& finding, const Value& value) {
  if (is_empty(value)) {
    finding.due_at.reset();
    return true;
  }
  if (const auto* const time = std::get_if<Time>(&value)) {
    finding.due_at = *time;
    return true;
  }
  const auto read = from_date_or_time(to_text(value));
  if (read) finding.due_at = *read;
  return read.has_value();
}

const std::array kAttributes{
    Attribute{"title", "What was found, in one line.", "SQL injection in login",
              [](const Finding& f) -> Value { return f.title; }},
    Attribute{"severity", "How bad it is here.", "critical",
              [](const Finding& f) -> Value { return std::string(name_of(f.severity)); }, put_severity},
    Attribute{"original_severity", "How bad the scanner said it is.", "high",
              [](const Finding& f) -> Value { return std::string(name_of(f.original_severity)); }},
    Attribute{"status", "Where the finding stands.", "open",
              [](const Finding& f) -> Value { return std::string(name_of(f.status)); }},
    Attribute{"category", "sast, sca, iac, container, secret, dast or host.", "sast",
              [](const Finding& f) -> Value { return std::string(name_of(f.category)); }},
    Attribute{"scanner", "Which scanner found it.", "semgrep",
              [](const Finding& f) -> Value { return f.scanner; }},
    Attribute{"rule", "The scanner's rule.", "java.sqli.jdbc",
              [](const Finding& f) -> Value { return f.rule_id; }},
    Attribute{"branch", "The branch that was scanned.", "release/2.4",
              [](const Finding& f) -> Value { return f.branch; }},
    Attribute{"application", "The application it belongs to.", "web-shop",
              [](const Finding& f) -> Value { return f.application; }},
    Attribute{"asset.name", "What it sits on.", "git.acme.test/shop",
              [](const Finding& f) -> Value { return f.asset.name; }},
    Attribute{"asset.type", "repository, image, host or application.", "repository",
              [](const Finding& f) -> Value { return f.asset.type; }},
    Attribute{"asset.owner", "Who answers for the asset.", "pay-team@acme.test",
              [](const Finding& f) -> Value { return f.asset.owner; },
              [](Finding& f, const Value& value) { return put_text(f.asset.owner, value); }},
    Attribute{"asset.criticality", "How much depends on the asset.", "high",
              [](const Finding& f) -> Value { return f.asset.criticality; },
              [](Finding& f, const Value& value) { return put_text(f.asset.criticality, value); }},
    Attribute{"asset.tags", "The asset's tags.", "payments, pci",
              [](const Finding& f) -> Value { return f.asset.tags; }},
    Attribute{"asset.internet_facing", "Whether it can be reached from outside.", "true",
              [](const Finding& f) -> Value { return f.asset.internet_facing; }},
    Attribute{"location.file", "The file.", "src/Login.java",
              [](const Finding& f) -> Value { return f.location.file; }},
    Attribute{"location.line", "The line.", "42",
              [](const Finding& f) -> Value { return line_or_nothing(f.location.line); }},
    Attribute{"location.package", "The package and its version.", "lodash@4.17.20",
              [](const Finding& f) -> Value { return package(f); }},
    Attribute{"location.manifest", "The file that names the package.", "package-lock.json",
              [](const Finding& f) -> Value { return f.location.manifest; }},
    Attribute{"location.url", "Where the weakness answers.", "https://shop.acme.test/login",
              [](const Finding& f) -> Value { return f.location.url; }},
    Attribute{"location.host", "The machine.", "db1.acme.test",
              [](const Finding& f) -> Value { return f.location.host; }},
    Attribute{"location.port", "The port.", "5432",
              [](const Finding& f) -> Value { return line_or_nothing(f.location.port); }},
    Attribute{"cve", "CVE ids.", "CVE-2021-44228", [](const Finding& f) -> Value { return f.cve; }},
    Attribute{"cwe", "CWE ids.", "CWE-89", [](const Finding& f) -> Value { return f.cwe; }},
    Attribute{"owasp", "OWASP Top Ten ids.", "A03:2021", [](const Finding& f) -> Value { return f.owasp; }},
    Attribute{"cvss_score", "CVSS score.", "9.8",
              [](const Finding& f) { return number_or_nothing(f.cvss_score); }},
    Attribute{"cvss_vector", "CVSS vector.", "CVSS:3.1/AV:N/AC:L",
              [](const Finding& f) -> Value { return f.cvss_vector; }},
    Attribute{"epss", "Probability of exploitation, 0 to 1.", "0.97",
              [](const Finding& f) { return number_or_nothing(f.epss); }},
    Attribute{"kev", "Known to be exploited.", "true", [](const Finding& f) -> Value { return f.kev; }},
    Attribute{"solution", "The fix, in one line.", "Upgrade to 2.17.1",
              [](const Finding& f) -> Value { return f.solution; }},
    Attribute{"first_seen", "When the scanner first saw it.", "2026-11-02",
              [](const Finding& f) { return time_or_nothing(f.first_seen); }},
    Attribute{"last_seen", "When it was last seen.", "2026-11-20",
              [](const Finding& f) { return time_or_nothing(f.last_seen); }},
    Attribute{"reported_at", "When this host first saw it.", "2026-11-02",
              [](const Finding& f) { return time_or_nothing(f.reported_at); }},
    Attribute{"due_at", "When it is due.", "2026-11-09",
              [](const Finding& f) { return f.due_at ? Value(*f.due_at) : Value(); }, put_due},
};

}  // namespace

std::span<const Attribute> attributes() { return kAttributes; }

const std::vector<std::string>& attribute_names() {
  static const std::vector<std::string> names = [] {
    std::vector<std::string> out;
    for (const Attribute& attribute : kAttributes) out.emplace_back(attribute.name);
    return out;
  }();
  return names;
}

std::optional<AttributeName> AttributeName::find(std::string_view name) {
  AttributeName found;
  found.text_ = name;
  if (name.size() > kCustomPrefix.size() && name.starts_with(kCustomPrefix)) return found;
  for (const Attribute& attribute : kAttributes)
    if (attribute.name == name) {
      found.attribute_ = &attribute;
      return found;
    }
  return std::nullopt;
}

Value AttributeName::of(const Finding& finding) const {
  if (attribute_ != nullptr) return attribute_->of(finding);
  if (text_.empty()) return {};
  const auto found = finding.custom.find(text_.substr(kCustomPrefix.size()));
  return found == finding.custom.end() ? Value() : from_json(found->second);
}

bool AttributeName::can_be_put() const {
  return attribute_ == nullptr ? !text_.empty() : attribute_->put != nullptr;
}

bool AttributeName::put(Finding& finding, const Value& value) const {
  if (!can_be_put()) return false;
  if (attribute_ != nullptr) return attribute_->put(finding, value);
  const std::string key = text_.substr(kCustomPrefix.size());
  if (is_empty(value)) {
    finding.custom.erase(key);
  } else {
    finding.custom[key] = to_json(value);
  }
  return true;
}

void read(config::Element element, AttributeName& out) {
  if (element.is_description()) {
    Json names = attribute_names();
    element.schema() = {
        {"anyOf", {{{"enum", std::move(names)}}, {{"type", "string"}, {"pattern", "^custom\\..+$"}}}}};
    return;
  }
  const std::string* text = element.scalar("an attribute of the finding");
  if (text == nullptr) return;
  if (const auto found = AttributeName::find(*text)) {
    out = *found;
  } else {
    element.complain(config::shown(*text) + " is not an attribute of a finding" +
                     config::did_you_mean(*text, attribute_names()));
  }
}

}  // namespace itsm::host::policy
