// SPDX-License-Identifier: Apache-2.0
#include "host_stub/config/documents.hpp"

#include <set>

#include "host_stub/config/scalars.hpp"
#include "host_stub/core/text.hpp"

namespace itsm::host::config {
namespace {

// In the order in which they are looked for: a preset has the key integration too, an integration the keys
// companies and policy.
constexpr std::array<std::pair<std::string_view, DocumentKind>, 6> kKinds{
    {{"preset", DocumentKind::preset},
     {"cases_of", DocumentKind::cases},
     {"integration", DocumentKind::integration},
     {"routing", DocumentKind::routing},
     {"policy", DocumentKind::policy},
     {"companies", DocumentKind::companies}}};

// A setting's type is the plugin's to judge: plain true, false and whole numbers are told from text, nothing
// else.
void read_setting(Element element, Json& out) {
  if (element.describes({{"type", Json::array({"string", "integer", "boolean", "array"})}})) return;
  const Node& node = element.node();
  if (node.kind == NodeKind::list) {
    std::vector<std::string> words;
    read(element, words);
    out = words;
    return;
  }
  const std::string* text = element.scalar("a value or a list");
  if (text == nullptr) return;
  out = *text;
  if (node.quoted) return;
  const bool digits = !text->empty() && text->find_first_not_of("0123456789") == std::string::npos;
  if (*text == "true" || *text == "false") {
    out = *text == "true";
  } else if (digits && text->size() <= 15 && (text->size() == 1 || text->front() != '0')) {
    out = std::stoll(*text);
  }
}

void read_projects(Element element, Integration& out) {
  if (element.is_description()) {
    Json list;
    std::vector<std::string> words;
    read(Element::describing(list), words);
    Json by_company = {{"type", "object"}, {"additionalProperties", list}};
    element.schema() = {{"anyOf", Json::array({std::move(list), std::move(by_company)})}};
    return;
  }
  if (element.node().kind != NodeKind::map) return read(element, out.projects[""]);
  MapReader map(element);
  map.each("", "",
           [&](const std::string& company, Element projects) { read(projects, out.projects[company]); });
}

void read_development(Element element, std::map<std::string, std::string>& out) {
  MapReader map(element);
  map.required(
      "addresses", out,
      "Scheme, host and port of the vendor's, such as https://auth.example.com, and where requests to it "
      "go instead.",
      [](Element inner, auto& addresses) {
        MapReader keys(inner);
        keys.each("", "",
                  [&](const std::string& key, Element value) { read_base_url(value, addresses[key]); });
      });
}

// "04:45"
void read_time_of_day(Element element, std::chrono::minutes& out) {
  if (element.describes({{"type", "string"}, {"pattern", "^([01][0-9]|2[0-3]):[0-5][0-9]$"}})) return;
  constexpr std::string_view kExpectation = "a time of day such as \"04:45\"";
  const std::string* text = element.scalar(kExpectation);
  if (text == nullptr) return;
  const auto digit = [&](std::size_t at) { return (*text)[at] - '0'; };
  const bool shaped = text->size() == 5 && (*text)[2] == ':' &&
                      text->find_first_not_of("0123456789:") == std::string::npos &&
                      text->find(':', 3) == std::string::npos;
  if (!shaped || text->front() == ':' || digit(0) * 10 + digit(1) > 23 || digit(3) > 5)
    return element.expected(kExpectation);
  out = std::chrono::minutes((digit(0) * 10 + digit(1)) * 60 + digit(3) * 10 + digit(4));
}

void read_interval(Element element, std::chrono::seconds& out) {
  read_duration(element, out);
  if (!element.is_description() && out < std::chrono::minutes(1)) element.expected("a minute or more");
}

}  // namespace

std::optional<DocumentKind> kind_of(Element root) {
  for (const auto& [key, kind] : kKinds)
    if (root.node().find(key) != nullptr) return kind;
  const std::vector<std::string> keys{"companies", "integration", "policy", "routing", "preset", "cases_of"};
  std::string near;
  for (const Entry& entry : root.node().entries)
    if (near.empty()) near = did_you_mean(entry.key, keys);
  root.complain("what is this? A document has one of the keys " + joined(keys) + " at its top" + near);
  return std::nullopt;
}

void read(Element element, Companies& out) {
  MapReader map(element);
  map.required("companies", out.companies, "The companies whose findings are kept apart.");
  std::set<std::string> names;
  if (element.is_description()) return;
  for (const Company& company : out.companies)
    if (!company.name.empty() && !names.insert(company.name).second)
      element.report().complain(company.place.at, "company `" + company.name + "` is listed twice");
}

void read(Element element, SecretReference& out) {
  if (!element.is_description() && element.node().kind != NodeKind::map) {
    element.complain(
        "a credential is never written here; write {file: PATH} for a file that holds it, or leave it out "
        "and "
        "store it with `host_stub secrets set`");
    return;
  }
  MapReader map(element);
  map.required("file", out.file, "A file that holds the value, readable by the host only.", read_path);
}

void read(Element element, PollSchedule& out) {
  MapReader map(element);
  const bool every = map.optional("every", out.every, "How often, such as 5m. Default: 5m.", read_interval);
  std::chrono::minutes time{};
  const bool daily = map.optional("daily_at", time, "Or once a day at this time, UTC.", read_time_of_day);
  if (daily) out.daily_at = time;
  if (!element.is_description() && every && daily) map.complain("`every` and `daily_at` exclude each other");
}

void read(Element element, SweepSchedule& out) {
  MapReader map(element);
  map.optional("every", out.every, "How often, such as 12h. Default: 1d.", read_interval);
  map.optional("repair", out.repair, "Bring in step what was found to differ. Default: false.");
  map.optional("disabled", out.off, "Only when somebody asks for it. Default: false.");
}

void read(Element element, EditJoining& out) {
  MapReader map(element);
  map.optional("within", out.within, "For how long, such as 30m. Default: 10m.", read_interval);
  map.optional("disabled", out.off, "Each edit is written at once. Default: false.");
}

void read(Element element, WebhookRules& out) {
  MapReader map(element);
  map.optional(
      "proof", out.proof,
      "Which of the plugin's proofs deliveries must carry, such as hmac-sha256. Default: the strongest "
      "that a stored secret can check.",
      read_line);
  map.optional("allow_unsigned", out.allow_unsigned,
               "Take deliveries without any proof; with --dev only. Default: false.");
}

void read(Element element, Integration& out) {
  out.place = place_of(element);
  MapReader map(element);
  map.required("integration", out.name, "Its name in commands, routing and addresses.", read_name);
  map.required("plugin", out.plugin, "Id of the plugin, as `host_stub plugins list` tells it.", read_name);
  const bool wide = map.optional("tenancy_wide", out.tenancy_wide, "Serves every company. Default: false.");
  const bool named = map.optional("companies", out.companies, "Serves these companies.");
  map.optional("auth", out.auth, "One of the plugin's ways to authenticate. Default: its first.", read_line);
  map.optional(
      "settings", out.settings, "What the plugin asks for besides credentials.",
      [](Element inner, auto& settings) {
        MapReader keys(inner);
        keys.each("", "", [&](const std::string& key, Element value) { read_setting(value, settings[key]); });
      });
  map.optional("credentials", out.credentials,
               "Files that hold credentials. Those left out are stored with `host_stub secrets set`.",
               [](Element inner, auto& credentials) {
                 MapReader keys(inner);
                 keys.each("", "",
                           [&](const std::string& key, Element value) { read(value, credentials[key]); });
               });
  map.optional("projects", out.projects,
               "Projects that may be used, by key, name or id; or, company by company, a list each.",
               [&](Element inner, auto&) { read_projects(inner, out); });
  map.required("policy", out.policy, "The policy that decides and fills its tickets.", read_name);
  map.optional("enabled", out.enabled, "Enable it once its check has passed. Default: false.");
  map.optional("poll", out.poll, "When the vendor is asked for what has changed.");
  map.optional("sweep", out.sweep, "When all its links are compared with the vendor.");
  map.optional("join_edits", out.join_edits, "How long edits of one ticket wait for further ones.");
  map.optional("webhook", out.webhook, "How the vendor's deliveries are checked.");
  bool auto_close = false;
  if (map.optional("auto_close_on_resolve", auto_close,
                   "Close findings without a re-test when their ticket is done, whatever the policy says."))
    out.auto_close_on_resolve = auto_close;
  map.optional("development", out.addresses, "For simulators, and taken with --dev only.", read_development);
  if (element.is_description()) return;
  if (wide && out.tenancy_wide && named)
    element.report().complain(map.at("companies"), "`tenancy_wide: true` and `companies` exclude each other");
  if (!out.tenancy_wide && !named)
    map.complain("say whom it serves: `companies: [NAME]`, or `tenancy_wide: true`");
}

}  // namespace itsm::host::config
