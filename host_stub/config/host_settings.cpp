// SPDX-License-Identifier: Apache-2.0
#include "host_stub/config/host_settings.hpp"

#include <charconv>

#include "host_stub/config/scalars.hpp"
#include "host_stub/config/yaml.hpp"

namespace itsm::host::config {
namespace {

void read_listen(Element element, ListenAddress& out) {
  if (element.describes({{"type", "string"}, {"pattern", "^.+:[0-9]+$"}})) return;
  const std::string* text = element.scalar("an address and port");
  if (text == nullptr) return;
  constexpr std::string_view kExpectation = "an address and port such as 127.0.0.1:8080 or [::1]:8080";
  const auto colon = text->rfind(':');
  if (colon == std::string::npos || colon == 0) return element.expected(kExpectation);
  std::string address = text->substr(0, colon);
  const bool bracketed = address.front() == '[' && address.back() == ']';
  if (bracketed) address = address.substr(1, address.size() - 2);
  std::uint16_t port = 0;
  const char* const last = text->data() + text->size();
  const auto [end, error] = std::from_chars(text->data() + colon + 1, last, port);
  const bool has_colon = address.find(':') != std::string::npos;
  if (address.empty() || has_colon != bracketed || error != std::errc{} || end != last)
    return element.expected(kExpectation);
  out = {std::move(address), port};
}

void read(Element element, ServerSettings& out) {
  MapReader map(element);
  map.optional("listen", out.listen, "Where the host listens. Default: 127.0.0.1:8080.", read_listen);
  map.optional("public_url", out.public_url,
               "How vendors and browsers reach the host; webhook and OAuth addresses are built from it.",
               read_base_url);
}

void read(Element element, DatabaseSettings& out) {
  MapReader map(element);
  map.optional("url", out.url,
               "A libpq connection string. Left out: a private PostgreSQL in the data directory.", read_line);
  const bool admin = map.optional("admin_url", out.admin_url,
                                  "The same database for `host_stub migrate` alone: of a role that may make "
                                  "roles and tables. Default: url.",
                                  read_line);
  if (!element.is_description() && admin && out.url.empty())
    map.complain("`admin_url` is for `migrate` alone: say with `url` which database the host uses");
}

void read(Element element, PluginSettings& out) {
  MapReader map(element);
  map.optional("directory", out.directory,
               "The folder that plugins are dropped into. Default: the one that comes with the program.",
               read_path);
  map.optional(
      "in_process", out.in_process,
      "Load plugins into the host itself: a crash of one is then a crash of the host. Default: false.");
  map.optional("workers", out.workers, "Worker processes per plugin. Default: 2.", Within{1, 64});
}

void read_networks(Element element, std::vector<std::string>& out) {
  if (element.is_description()) return read(element, out);
  if (element.node().kind != NodeKind::list) return element.expected("a list");
  for (const Node& node : element.node().items)
    read_network(Element(node, element.report()), out.emplace_back());
}

void read(Element element, NetworkSettings& out) {
  MapReader map(element);
  map.optional(
      "allow", out.allow,
      "Networks that integrations may reach besides the public Internet, such as 10.1.0.0/16. Loopback and "
      "private addresses are refused unless they are listed.",
      read_networks);
  map.optional("ca_file", out.ca_file, "PEM file of certificate authorities to trust besides the system's.",
               read_path);
}

void read(Element element, LogSettings& out) {
  MapReader map(element);
  map.optional("level", out.level, "The least that is logged. Default: info.");
  map.optional("format", out.format, "text for people, json for collectors. Default: text.");
}

void read(Element element, LimitSettings& out) {
  MapReader map(element);
  map.optional("request_body", out.request_body, "Largest body of an API request. Default: 1 MiB.",
               read_size);
  map.optional("webhook_body", out.webhook_body, "Largest webhook. Default: 1 MiB.", read_size);
  map.optional("import_body", out.import_body, "Largest scan file. Default: 2 GiB.", read_size);
}

void read_alert_webhook(Element element, AlertSettings& out) {
  MapReader map(element);
  map.required("url", out.webhook_url, "Where alerts are posted when they are raised and when they close.",
               read_base_url);
  map.required("secret_file", out.secret_file,
               "Signs them as Standard Webhooks lays down: a file with whsec_ and base64.", read_path);
}

void read(Element element, AlertSettings& out) {
  MapReader map(element);
  map.required("webhook", out, "One webhook for the alerts of all companies.", read_alert_webhook);
}

void read(Element element, RetentionSettings& out) {
  // A delivery that comes again is known by the one that is kept, and vendors repeat theirs for days.
  constexpr std::chrono::hours kLeastForWebhooks{7 * 24};
  constexpr std::chrono::hours kLeastForExchanges{24};
  constexpr std::chrono::hours kMost{366 * 24};
  const auto within = [](std::chrono::hours least, std::chrono::hours most) {
    return [least, most](Element value, std::chrono::seconds& duration) {
      read_duration(value, duration);
      if (!value.is_description() && (duration < least || duration > most))
        value.complain("keep it between " + to_text(least) + " and " + to_text(most));
    };
  };
  MapReader map(element);
  map.optional(
      "webhooks", out.webhooks,
      "Deliveries of vendors as they came, also those that were set aside: 7d to 366d. Default: 30d.",
      within(kLeastForWebhooks, kMost));
  map.optional("exchanges", out.exchanges,
               "Requests to vendors as they were planned: 1d to 366d. Default: 7d.",
               within(kLeastForExchanges, kMost));
}

}  // namespace

void read(Element element, HostSettings& out) {
  const auto section = [](Element inner, auto& value) { read(inner, value); };
  MapReader map(element);
  map.optional("server", out.server, "The listener.", section);
  map.optional("data", out.data, "The folder of everything that the host keeps. Default: data.", read_path);
  map.optional("database", out.database, "Where PostgreSQL is.", section);
  map.optional("plugins", out.plugins, "Where plugins are and how they run.", section);
  map.optional(
      "key_file", out.key_file,
      "The key ring that seals stored credentials. Default: vault.key in the data folder. Keep a copy "
      "elsewhere: without it they cannot be read.",
      read_path);
  map.optional("network", out.network, "What integrations may reach.", section);
  map.optional("log", out.log, "What the host says.", section);
  map.optional("limits", out.limits, "How much it takes.", section);
  map.optional("alerts", out.alerts, "Who is told of alerts besides the people of this host.", section);
  map.optional("sign_in", out.sign_in, "How people sign in besides with a name and a password.", section);
  map.optional("retention", out.retention,
               "How long what is of no use any more is kept. Findings, tickets, activity and audit stay.",
               section);
}

Result<HostSettings> read_host_settings(const std::string& file, std::string_view text) {
  Report report(file);
  const auto folder = std::filesystem::path(file).parent_path();
  HostSettings settings;
  settings.data = folder / settings.data;
  const auto root = parse_yaml(text, report);
  if (root) read(Element(*root, report), settings);
  if (!report.clean()) return unexpected(refusal(report.complaints()));
  return settings;
}

}  // namespace itsm::host::config
