// SPDX-License-Identifier: Apache-2.0
#include "host_stub/findings/generic_record.hpp"

#include <algorithm>
#include <array>
#include <charconv>

#include "host_stub/core/machine_path.hpp"
#include "host_stub/core/severity.hpp"
#include "host_stub/core/text.hpp"
#include "host_stub/findings/identifiers.hpp"
#include "host_stub/findings/record_text.hpp"
#include "host_stub/findings/scan_scope.hpp"
#include "host_stub/findings/secret_mask.hpp"

namespace itsm::host::findings::generic {
namespace {

using Name = std::pair<std::string_view, std::string_view>;

constexpr std::array<Name, 20> kOtherNames{{{"file", "location.file"},
                                            {"line", "location.line"},
                                            {"end_line", "location.end_line"},
                                            {"snippet", "location.snippet"},
                                            {"package", "location.package"},
                                            {"package_version", "location.package_version"},
                                            {"manifest", "location.manifest"},
                                            {"url", "location.url"},
                                            {"host", "location.host"},
                                            {"port", "location.port"},
                                            // DefectDojo's
                                            {"unique_id_from_tool", "id"},
                                            {"vuln_id_from_tool", "rule"},
                                            {"mitigation", "recommendation"},
                                            {"date", "first_seen"},
                                            {"cvssv3", "cvss_vector"},
                                            {"cvssv3_score", "cvss_score"},
                                            {"file_path", "location.file"},
                                            {"component_name", "location.package"},
                                            {"component_version", "location.package_version"},
                                            {"epss_score", "epss"}}};

// Members that are kept in another type than that in which tables and careless systems give them.
constexpr std::array<std::string_view, 3> kIdentifierLists{"cve", "cwe", "owasp"};
constexpr std::array<std::string_view, 5> kNumbers{"cvss_score", "epss", "location.line", "location.end_line",
                                                   "location.port"};
constexpr std::array<std::string_view, 2> kTruths{"kev", "asset.internet_facing"};

Json* find(Json& record, std::string_view path) {
  Json* at = &record;
  while (!path.empty()) {
    const auto end = std::min(path.find('.'), path.size());
    if (!at->is_object()) return nullptr;
    const auto found = at->find(path.substr(0, end));
    if (found == at->end()) return nullptr;
    at = &*found;
    path.remove_prefix(std::min(end + 1, path.size()));
  }
  return at;
}

void make_list(Json& value) {
  if (value.is_array()) return;
  if (!value.is_string()) {
    value = Json::array({std::move(value)});
    return;
  }
  value = split_list(value.get_ref<const std::string&>());
}

void make_text_elements(Json& list) {
  for (Json& element : list)
    if (element.is_number_integer()) element = std::to_string(element.get<std::int64_t>());
}

template <class Number>
bool make(Json& value, std::string_view text) {
  Number number{};
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), number);
  if (error != std::errc() || end != text.data() + text.size()) return false;
  value = number;
  return true;
}

// What is no number stays as it is, and is refused where the record is read.
void make_number(Json& value) {
  if (!value.is_string()) return;
  const std::string text(trimmed(value.get_ref<const std::string&>()));
  if (!make<std::int64_t>(value, text)) make<double>(value, text);
}

void make_truth(Json& value) {
  if (!value.is_string()) return;
  const std::string word = to_lower(trimmed(value.get_ref<const std::string&>()));
  if (word == "true" || word == "yes" || word == "1") value = true;
  if (word == "false" || word == "no" || word == "0") value = false;
}

void make_asset(Json& asset) {
  if (asset.is_string()) asset = Json{{"name", std::move(asset)}};
  if (Json* const tags = find(asset, "tags")) make_list(*tags);
}

// A severity that is a score.
void make_severity(Json& record) {
  const auto severity = record.find("severity");
  if (severity == record.end() || !severity->is_number()) return;
  if (!record.contains("cvss_score")) record["cvss_score"] = *severity;
  record.erase(severity);
}

Json normalised(const Json& json) {
  if (!json.is_object()) throw DocumentError("", "must be an object");
  Json record = Json::object();
  for (const auto& [name, value] : json.items())
    if (!value.is_null()) place(record, path_of(name), value);
  make_severity(record);
  for (const std::string_view list : kIdentifierLists)
    if (Json* const value = find(record, list)) {
      make_list(*value);
      make_text_elements(*value);
    }
  for (const std::string_view number : kNumbers)
    if (Json* const value = find(record, number)) make_number(*value);
  for (const std::string_view truth : kTruths)
    if (Json* const value = find(record, truth)) make_truth(*value);
  if (Json* const asset = find(record, "asset")) make_asset(*asset);
  return record;
}

// The names that a document knows.
struct Names {
  std::vector<std::string_view> known{};
  template <class T>
  void required(std::string_view key, const T&, std::string_view) {
    known.push_back(key);
  }
  template <class T>
  void optional(std::string_view key, const T&, std::string_view) {
    known.push_back(key);
  }
};

template <Document T>
bool knows(std::string_view name) {
  static const std::vector<std::string_view> kKnown = [] {
    Names names;
    const T document{};
    T::members(document, names);
    return names.known;
  }();
  return std::find(kKnown.begin(), kKnown.end(), name) != kKnown.end();
}

template <Document T>
void add_unknown(const Json& json, const std::string& prefix, std::vector<std::string>& unknown) {
  for (const auto& [name, value] : json.items())
    if (!knows<T>(name)) unknown.push_back(prefix + name);
}

Category category_of(const Record& record) {
  if (record.category) return *record.category;
  if (!record.location.package.empty()) return Category::sca;
  if (!record.location.host.empty()) return Category::host;
  if (!record.location.url.empty()) return Category::dast;
  return Category::sast;
}

itsm::Result<Time, std::string> time_of(const std::string& text) {
  const auto time = from_date_or_time(text);
  if (time) return *time;
  return unexpected<std::string>("/first_seen is neither a date such as 2026-03-31 nor a time in RFC 3339");
}

FindingStatus status_of(Shown shown) {
  switch (shown) {
    case Shown::accepted_risk:
      return FindingStatus::accepted_risk;
    case Shown::false_positive:
      return FindingStatus::false_positive;
    case Shown::open:
      break;
  }
  return FindingStatus::open;
}

Identity generic_identity(const Record& record, const Finding& finding) {
  Identity identity{finding.asset.name, finding.scanner, "", "", ""};
  if (!record.id.empty()) {
    identity.evidence = "id " + record.id;
    return identity;
  }
  const Location& location = finding.location;
  identity.rule = finding.rule_id.empty() ? without_numbers(finding.title) : finding.rule_id;
  identity.place = first_of({location.manifest, location.file, location.url});
  if (!location.host.empty()) identity.place += " " + location.host + ":" + std::to_string(location.port);
  identity.evidence = !location.package.empty()   ? "package " + location.package
                      : !location.snippet.empty() ? "snippet " + normalised_snippet(location.snippet)
                                                  : "message " + without_numbers(finding.title);
  return identity;
}

void set_generic_identifiers(const Record& record, Finding& finding) {
  Identifiers identifiers;
  identifiers.add_from(record.rule);
  for (const std::string& name : record.cve) identifiers.add_from(name);
  for (const std::string& name : record.cwe) {
    identifiers.add_from(name);
    if (name.find_first_not_of("0123456789") == std::string::npos) identifiers.add_cwe(name);
  }
  finding.cve = std::move(identifiers.cve);
  finding.cwe = std::move(identifiers.cwe);
  for (const std::string& name : record.owasp) finding.owasp.push_back(clean_name(name));
}

}  // namespace

std::string_view path_of(std::string_view name) {
  const auto known = std::find_if(kOtherNames.begin(), kOtherNames.end(),
                                  [&](const Name& each) { return each.first == name; });
  return known == kOtherNames.end() ? name : known->second;
}

bool is_known(std::string_view name) {
  const std::string_view path = path_of(name);
  constexpr std::string_view kLocation = "location.";
  constexpr std::string_view kAsset = "asset.";
  constexpr std::string_view kCustom = "custom.";
  if (path.starts_with(kLocation)) return knows<Location>(path.substr(kLocation.size()));
  if (path.starts_with(kAsset)) return knows<Asset>(path.substr(kAsset.size()));
  if (path.starts_with(kCustom)) return path.size() > kCustom.size();
  return knows<Record>(path);
}

void place(Json& record, std::string_view name, Json value) {
  const auto dot = name.find('.');
  if (dot == std::string_view::npos) {
    record[std::string(name)] = std::move(value);
    return;
  }
  Json& inner = record[std::string(name.substr(0, dot))];
  // The same asset as a column of its own: its name.
  if (inner.is_string()) inner = Json{{"name", std::move(inner)}};
  if (!inner.is_object()) inner = Json::object();
  inner[std::string(name.substr(dot + 1))] = std::move(value);
}

Asset read_asset(const Json& json) {
  Json asset = json;
  make_asset(asset);
  return from_document<Asset>(asset);
}

Record read_record(const Json& json, std::vector<std::string>& unknown) {
  const Json record = normalised(json);
  add_unknown<Record>(record, "", unknown);
  if (record.contains("location") && record["location"].is_object())
    add_unknown<Location>(record["location"], "location.", unknown);
  return from_document<Record>(record);
}

Translation translate(const Record& record, const ScanRun& scope) {
  if (trimmed(record.title).empty()) return unexpected<std::string>("/title is empty");
  Translated out;
  Finding& finding = out.scanned.finding;
  place_in(scope, finding);
  finding.title = record.title;
  finding.description = first_of({record.description, record.title});
  finding.recommendation = record.recommendation;
  finding.solution = record.solution;
  finding.solution_id = record.solution_id;
  finding.category = category_of(record);
  finding.location = record.location;
  finding.location.file = path_in_asset(record.location.file, {});
  finding.location.manifest = path_in_asset(record.location.manifest, {});
  finding.location.line = std::max<std::int64_t>(record.location.line, 0);
  finding.location.end_line = std::max(record.location.end_line, finding.location.line);
  finding.rule_id = record.rule;
  finding.scanner_fingerprint = record.id;
  finding.cvss_vector = record.cvss_vector;
  finding.kev = record.kev;
  finding.custom = record.custom;
  if (record.cvss_score && !severity_from_score(*record.cvss_score))
    return unexpected<std::string>("/cvss_score is not between 0 and 10");
  finding.cvss_score = record.cvss_score;
  if (record.epss && !(*record.epss >= 0 && *record.epss <= 1))
    return unexpected<std::string>("/epss is not between 0 and 1");
  finding.epss = record.epss;
  if (!record.severity.empty() && !severity_from_word(record.severity))
    return unexpected("/severity is \"" + clean_name(record.severity) +
                      "\", which is none of critical, high, medium, low, info");
  set_severity(out.scanned, record.severity, record.cvss_score);
  set_generic_identifiers(record, finding);
  if (!record.first_seen.empty()) {
    ITSM_TRY(finding.first_seen, time_of(record.first_seen));
  }
  finding.status = status_of(record.status);
  out.scanned.justification = shortened(clean_text(record.justification), limits::kText);
  if (is_about_secret(finding)) mask_secret(out.scanned);
  tidy(finding);
  out.identity = generic_identity(record, finding);
  return out;
}

}  // namespace itsm::host::findings::generic
