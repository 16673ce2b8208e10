// SPDX-License-Identifier: Apache-2.0
#include "tests/simulators/world/settings_reader.hpp"

namespace itsm::simulators {
namespace {

using std::chrono::milliseconds;
using std::chrono::seconds;

const Json& member(const Reader& seed, const char* name) {
  static const Json kNothing = Json::object();
  return seed.raw().contains(name) ? seed.raw()[name] : kNothing;
}

template <class Duration>
Duration duration(const Reader& in, const char* key, Duration standard) {
  const auto number = in.number_or(key, static_cast<int>(standard.count()));
  if (number < 0) throw SeedError(in.where() + "." + key + ": must not be negative");
  return Duration(number);
}

OauthApp read_app(const Reader& in, const AccountOf& account) {
  OauthApp app;
  app.client_id = in.text("client_id");
  app.client_secret = in.text("client_secret");
  app.name = in.text("name");
  app.owner = account(in.text("owner"), in.where() + ".owner");
  app.is_public = in.flag("public", false);
  app.callback_urls = in.list("callback_urls");
  const auto scopes = in.list("scopes");
  app.scopes = {scopes.begin(), scopes.end()};
  if (const auto handle = in.text_or("service_account", ""); !handle.empty())
    app.service_account = account(handle, in.where() + ".service_account");
  return app;
}

}  // namespace

WebhookSettings read_webhook_settings(const Reader& seed) {
  const Reader in(member(seed, "webhooks"), "seed.webhooks");
  WebhookSettings settings;
  settings.delay = duration(in, "delay_ms", settings.delay);
  settings.secondary_delay = duration(in, "secondary_delay_ms", settings.secondary_delay);
  settings.timeout = duration(in, "timeout_ms", settings.timeout);
  settings.retries = in.number_or("retries", settings.retries);
  settings.shortest_wait = duration(in, "shortest_wait_ms", settings.shortest_wait);
  settings.longest_wait = duration(in, "longest_wait_ms", settings.longest_wait);
  if (settings.longest_wait < settings.shortest_wait)
    throw SeedError("seed.webhooks.longest_wait_ms: must not be less than shortest_wait_ms");
  return settings;
}

RateSettings read_rate_settings(const Reader& seed) {
  const Reader in(member(seed, "rate_limits"), "seed.rate_limits");
  RateSettings settings;
  settings.gets = in.number_or("gets_per_s", 0);
  settings.posts = in.number_or("posts_per_s", 0);
  settings.puts = in.number_or("puts_per_s", 0);
  settings.deletes = in.number_or("deletes_per_s", 0);
  settings.issue_writes_in_2s = in.number_or("issue_writes_in_2s", 0);
  settings.issue_writes_in_30s = in.number_or("issue_writes_in_30s", 0);
  settings.points_an_hour = in.number_or("points_per_hour", 0);
  settings.tenant_pool = in.flag("tenant_pool", false);
  settings.tells_wait = in.flag("tells_wait", true);
  return settings;
}

OauthSettings read_oauth_settings(const Reader& seed, const AccountOf& account) {
  const Reader in(member(seed, "oauth"), "seed.oauth");
  OauthSettings settings;
  settings.access_life = duration(in, "access_token_s", settings.access_life);
  settings.code_life = duration(in, "code_s", settings.code_life);
  settings.reuse_window = duration(in, "reuse_window_s", settings.reuse_window);
  settings.idle_life = duration(in, "idle_hours", settings.idle_life);
  settings.absolute_life = duration(in, "absolute_hours", settings.absolute_life);
  in.each("apps", [&](const std::string&, const Json& value, const std::string& where) {
    auto app = read_app(Reader(value, where), account);
    settings.apps[app.client_id] = std::move(app);
  });
  return settings;
}

std::map<std::string, SecurityScheme> read_security_schemes(const Reader& seed, const AccountOf& account) {
  std::map<std::string, SecurityScheme> schemes;
  seed.each("security_schemes", [&](const std::string& handle, const Json& value, const std::string& where) {
    const Reader in(value, where);
    auto& scheme = schemes[handle];
    scheme.standard = in.text_or("default", "");
    in.each("levels", [&](const std::string& id, const Json& level, const std::string& place) {
      const Reader read(level, place);
      std::set<std::string> members;
      for (const auto& member_handle : read.list("members"))
        members.insert(account(member_handle, place + ".members"));
      scheme.levels.push_back({id, read.text("name"), read.text_or("description", ""), std::move(members)});
    });
  });
  return schemes;
}

}  // namespace itsm::simulators
