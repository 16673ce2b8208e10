// SPDX-License-Identifier: Apache-2.0
#include "host_stub/services/manifest_fit.hpp"

#include <algorithm>

#include "host_stub/core/near_match.hpp"
#include "host_stub/sync/hook_targets.hpp"

namespace itsm::host::services {
namespace {

template <class Elements, class Name>
std::vector<std::string> names_of(const Elements& elements, Name name) {
  std::vector<std::string> names;
  for (const auto& element : elements) names.push_back(element.*name);
  return names;
}

std::string unknown(const std::string& what, const std::string& word, const std::vector<std::string>& known) {
  const std::string_view near = nearest(word, known);
  if (!near.empty())
    return "there is no " + what + " `" + word + "`; did you mean `" + std::string(near) + "`?";
  std::string text = "there is no " + what + " `" + word + "`; the plugin has ";
  for (std::size_t i = 0; i < known.size(); ++i) text += (i == 0 ? "`" : ", `") + known[i] + "`";
  return known.empty() ? "the plugin has no " + what + "s, and `" + word + "` is given" : text;
}

std::string kind_wanted(const Setting& setting, const Json& value) {
  switch (setting.kind) {
    case SettingKind::boolean:
      return value.is_boolean() ? "" : "true or false";
    case SettingKind::integer:
      return value.is_number_integer() ? "" : "a whole number";
    case SettingKind::choice: {
      const auto ids = names_of(setting.choices, &Option::id);
      if (value.is_string() && std::count(ids.begin(), ids.end(), value.get<std::string>()) > 0) return "";
      std::string wanted = "one of";
      for (const auto& id : ids) wanted += " `" + id + "`";
      return wanted;
    }
    case SettingKind::url: {
      const std::string text = value.is_string() ? value.get<std::string>() : "";
      return text.starts_with("https://") || text.starts_with("http://")
                 ? ""
                 : "an address such as https://example.com";
    }
    case SettingKind::string:
    case SettingKind::picker:
      break;
  }
  return value.is_string() ? "" : "text";
}

bool takes_webhook_secret(const Manifest& manifest) {
  return std::any_of(manifest.webhook_proofs.begin(), manifest.webhook_proofs.end(),
                     [](const WebhookProof& proof) { return proof.secret == sync::kWebhookSecret; });
}

}  // namespace

std::vector<std::string> misfits(const config::Integration& integration, const Manifest& manifest) {
  std::vector<std::string> problems;
  const AuthScheme* scheme = manifest.auth.empty() ? nullptr : &manifest.auth.front();
  if (!integration.auth.empty()) {
    const auto named = std::find_if(manifest.auth.begin(), manifest.auth.end(),
                                    [&](const AuthScheme& each) { return each.id == integration.auth; });
    scheme = named == manifest.auth.end() ? nullptr : &*named;
    if (scheme == nullptr)
      problems.push_back(
          unknown("authentication", integration.auth, names_of(manifest.auth, &AuthScheme::id)));
  }
  for (const auto& [field, reference] : integration.credentials) {
    if (scheme == nullptr) break;
    auto known = names_of(scheme->fields, &CredentialField::key);
    // Entered here and at the vendor, where somebody registers the webhook by hand.
    if (takes_webhook_secret(manifest)) known.emplace_back(sync::kWebhookSecret);
    if (std::count(known.begin(), known.end(), field) == 0)
      problems.push_back(unknown("credential", field, known));
  }
  const auto settings = names_of(manifest.settings, &Setting::key);
  for (const auto& [key, value] : integration.settings) {
    const auto setting = std::find_if(manifest.settings.begin(), manifest.settings.end(),
                                      [&, &wanted = key](const Setting& each) { return each.key == wanted; });
    if (setting == manifest.settings.end()) {
      problems.push_back(unknown("setting", key, settings));
    } else if (const std::string wanted = kind_wanted(*setting, value); !wanted.empty()) {
      problems.push_back("the setting `" + key + "` (" + setting->label + ") must be " + wanted);
    }
  }
  for (const Setting& setting : manifest.settings)
    if (integration.enabled && setting.required && !integration.settings.contains(setting.key))
      problems.push_back("the setting `" + setting.key + "` (" + setting.label + ") is missing");
  return problems;
}

}  // namespace itsm::host::services
