// SPDX-License-Identifier: Apache-2.0
#include "tests/simulators/jira_dc/settings.hpp"

#include <cstdio>

namespace itsm::simulators::jira_dc {
namespace {

Version read_version(const Json& document) {
  const auto text = document.value("version", Json());
  Version version;
  char rest = 0;
  const int read = text.is_string() ? std::sscanf(text.get_ref<const std::string&>().c_str(), "%d.%d.%d%c",
                                                  &version.major, &version.minor, &version.patch, &rest)
                                    : 0;
  if (read != 3 || version.major < 8)
    throw SeedError("seed.version: must be the version of a Data Center from 8.0.0 on, such as 10.3.13");
  return version;
}

int positive(const Json& object, const char* member, int standard, const std::string& where) {
  const auto value = object.value(member, Json(standard));
  if (!value.is_number_integer() || value < 1)
    throw SeedError(where + "." + member + ": must be a whole number above zero");
  return value.get<int>();
}

bool flag(const Json& object, const char* member, bool standard) {
  const auto value = object.value(member, Json(standard));
  if (!value.is_boolean()) throw SeedError(std::string("seed.") + member + ": must be true or false");
  return value.get<bool>();
}

std::string text(const Json& object, const char* member) {
  const auto value = object.value(member, Json(""));
  if (!value.is_string()) throw SeedError(std::string("seed.") + member + ": must be text");
  return value.get<std::string>();
}

std::optional<RateLimitSettings> read_rate_limit(const Json& document, const Version& version) {
  const auto in = document.value("rate_limit", Json());
  if (in.is_null()) return std::nullopt;
  if (!in.is_object()) throw SeedError("seed.rate_limit: must be a map");
  if (!version.has_rate_limiting()) throw SeedError("seed.rate_limit: Jira has none before 8.6");
  RateLimitSettings limit;
  limit.capacity = positive(in, "capacity", 0, "seed.rate_limit");
  limit.fill_rate = positive(in, "fill_rate", 0, "seed.rate_limit");
  limit.interval = std::chrono::seconds(positive(in, "interval_seconds", 1, "seed.rate_limit"));
  return limit;
}

}  // namespace

std::string Version::text() const {
  return std::to_string(major) + "." + std::to_string(minor) + "." + std::to_string(patch);
}

// 8.20.4 is build 820004, 9.17.5 is build 9170005.
int Version::build() const {
  return major < 9 ? major * 100'000 + minor * 1'000 + patch : major * 1'000'000 + minor * 10'000 + patch;
}

Settings read_settings(const Json& document) {
  Settings settings;
  settings.version = read_version(document);
  settings.base_url = text(document, "base_url");
  settings.context_path = text(document, "context_path");
  if (!settings.context_path.empty() &&
      (!settings.context_path.starts_with('/') || settings.context_path.ends_with('/')))
    throw SeedError("seed.context_path: begins with a slash and does not end with one");
  settings.passwords = flag(document, "passwords", settings.version.allows_passwords_by_default());
  settings.single_sign_on = flag(document, "single_sign_on", false);
  settings.captcha_after = positive(document, "captcha_after", 3, "seed");
  settings.session_life = std::chrono::minutes(positive(document, "session_minutes", 300, "seed"));
  settings.search_limit = positive(document, "search_limit", 1000, "seed");
  settings.rate_limit = read_rate_limit(document, settings.version);
  return settings;
}

}  // namespace itsm::simulators::jira_dc
