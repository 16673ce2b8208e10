// SPDX-License-Identifier: Apache-2.0
#include "host_stub/integrations/address.hpp"

#include <algorithm>
#include <string_view>

namespace itsm::host::integrations {
namespace {

// Null where there is no plugin to ask.
Unexpected<Problem> wrong(const Manifest* manifest, const std::string& setting, const std::string& reason) {
  std::string example = "an address such as https://desk.example.com";
  if (manifest != nullptr)
    for (const Setting& known : manifest->settings)
      if (known.key == setting && !known.example.empty()) example = "a value such as " + known.example;
  return problem(ProblemKind::invalid, "setting_wrong", "the setting " + setting + " " + reason,
                 "give " + example);
}

std::string text_of(const Configuration& configuration, const std::string& setting) {
  const auto found = configuration.settings.find(setting);
  if (found == configuration.settings.end() || !found->second.is_string()) return {};
  return found->second.get<std::string>();
}

// Replaces {setting} by that setting's value.
Result<std::string> fill(const Manifest* manifest, std::string_view pattern,
                         const Configuration& configuration) {
  std::string out;
  while (true) {
    const auto open = pattern.find('{');
    out += pattern.substr(0, open);
    if (open == std::string_view::npos) return out;
    const auto close = pattern.find('}', open);
    const std::string setting(pattern.substr(open + 1, close - open - 1));
    const std::string value = text_of(configuration, setting);
    const bool plain = !value.empty() && std::all_of(value.begin(), value.end(), [](char c) {
      return std::isalnum(static_cast<unsigned char>(c)) != 0 || c == '-' || c == '_' || c == '.';
    });
    if (!plain)
      return wrong(manifest, setting, "is missing or holds more than letters, digits, '-', '_' and '.'");
    out += value;
    if (close == std::string_view::npos) return out;
    pattern.remove_prefix(close + 1);
  }
}

Result<Address> split(const Manifest* manifest, const std::string& setting, const std::string& url) {
  const auto scheme_end = url.find("://");
  if (scheme_end == std::string::npos) return wrong(manifest, setting, "is not an address: it has no scheme");
  const std::string scheme = url.substr(0, scheme_end);
  if (scheme != "https" && scheme != "http")
    return wrong(manifest, setting, "must begin with https:// or http://");
  const auto host_begin = scheme_end + 3;
  const auto path_begin = std::min(url.find_first_of("/?#", host_begin), url.size());
  const std::string authority = url.substr(host_begin, path_begin - host_begin);
  if (authority.empty()) return wrong(manifest, setting, "names no host");
  if (authority.find('@') != std::string::npos)
    return wrong(manifest, setting, "holds a user name; credentials do not belong into an address");
  if (url.find_first_of("?#", path_begin) != std::string::npos)
    return wrong(manifest, setting, "has a query or a fragment; give the address without it");
  std::string path = url.substr(path_begin);
  while (!path.empty() && path.back() == '/') path.pop_back();
  return Address{scheme + "://" + authority, path};
}

}  // namespace

Result<Address> resolve(const Manifest& manifest, const Configuration& configuration,
                        const std::string& origin) {
  const auto found =
      std::find_if(manifest.origins.begin(), manifest.origins.end(), [&](const Origin& candidate) {
        return candidate.name == origin &&
               (candidate.auth.empty() || std::find(candidate.auth.begin(), candidate.auth.end(),
                                                    configuration.auth) != candidate.auth.end());
      });
  if (found == manifest.origins.end())
    return problem(ProblemKind::internal, "origin_unknown",
                   "the plugin " + manifest.id + " asked for the origin '" + origin +
                       "', which its manifest does not declare",
                   "report this to the plugin's author");
  const std::string setting = found->from_setting;
  std::string url = found->url;
  if (url.empty()) {
    url = text_of(configuration, setting);
    if (url.empty())
      return problem(ProblemKind::invalid, "setting_missing", "the setting " + setting + " is missing",
                     "add it under settings of the integration");
  }
  ITSM_TRY(Address address, split(&manifest, setting.empty() ? origin : setting, url));
  ITSM_TRY(const std::string prefix, fill(&manifest, found->path_prefix, configuration));
  address.path_prefix += prefix;
  return address;
}

Result<Endpoint> endpoint(const Configuration& configuration, const std::string& pattern) {
  std::string setting = "of the plugin";
  std::string url;
  std::string_view rest = pattern;
  if (rest.starts_with('{')) {
    const auto close = std::min(rest.find('}'), rest.size());
    setting = rest.substr(1, close - 1);
    url = text_of(configuration, setting);
    while (!url.empty() && url.back() == '/') url.pop_back();
    rest.remove_prefix(std::min(close + 1, rest.size()));
  }
  ITSM_TRY(const std::string filled, fill(nullptr, rest, configuration));
  ITSM_TRY(Address address, split(nullptr, setting, url + filled));
  return Endpoint{address.base_url, address.path_prefix.empty() ? "/" : address.path_prefix};
}

}  // namespace itsm::host::integrations
