// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <itsm/documents/manifest.hpp>

// Short ways to write the usual parts of a manifest, and to read back what an operator entered.
namespace itsm {

// The vendor's address, which an origin takes by from_setting.
inline Setting address_setting(std::string key, std::string label, std::string help) {
  return {.key = std::move(key),
          .label = std::move(label),
          .help = std::move(help),
          .kind = SettingKind::url,
          .required = true};
}
inline Setting required_setting(std::string key, std::string label, std::string help) {
  return {.key = std::move(key), .label = std::move(label), .help = std::move(help), .required = true};
}
inline Setting text_setting(std::string key, std::string label, std::string help, std::string usual) {
  return {.key = std::move(key),
          .label = std::move(label),
          .help = std::move(help),
          .default_value = std::move(usual)};
}

// The texts that were entered or else are usual; "" for what is neither. Every setting has its entry. No
// address ends in a slash.
inline std::map<std::string, std::string> texts_of(const std::vector<Setting>& settings,
                                                   const Configuration& configuration) {
  std::map<std::string, std::string> texts;
  for (const Setting& setting : settings) {
    const auto entered = configuration.settings.find(setting.key);
    const Json& value = entered == configuration.settings.end() ? setting.default_value : entered->second;
    std::string& text = texts[setting.key];
    if (value.is_string()) text = value.get<std::string>();
    while (setting.kind == SettingKind::url && text.ends_with('/')) text.pop_back();
  }
  return texts;
}

// "open, stalled" -> {"open", "stalled"}
inline std::vector<std::string> words_of(std::string_view text) {
  std::vector<std::string> words;
  while (!text.empty()) {
    const std::string_view word = text.substr(0, text.find(','));
    text.remove_prefix(std::min(word.size() + 1, text.size()));
    const std::size_t begin = word.find_first_not_of(" \t");
    if (begin == std::string_view::npos) continue;
    words.emplace_back(word.substr(begin, word.find_last_not_of(" \t") + 1 - begin));
  }
  return words;
}

// where: how the operator gets it. prefix: what stands before it in the header Authorization.
inline AuthScheme token_auth(std::string label, std::string where, std::string prefix = "Bearer ") {
  return {.id = "token",
          .label = std::move(label),
          .kind = AuthKind::bearer,
          .fields = {{.key = "token", .label = "Token", .help = std::move(where)}},
          .header_prefix = std::move(prefix)};
}
inline AuthScheme password_auth() {
  return {.id = "basic",
          .label = "User name and password",
          .fields = {{.key = "username", .label = "User name", .help = "The account's.", .secret = false},
                     {.key = "password", .label = "Password", .help = "The account's."}}};
}

// An attribute of findings that can stand in a field of this kind, in every direction.
inline MappingType mapping(std::string id, std::string label, std::string finding, FieldKind kind,
                           FieldRole role = FieldRole::none) {
  return {.id = std::move(id),
          .label = std::move(label),
          .finding = std::move(finding),
          .ticket_role = role,
          .ticket_kind = kind,
          .directions = {"push_once", "push", "both", "pull", "pull_once"}};
}
// The same where only the finding decides.
inline MappingType outward_mapping(std::string id, std::string label, std::string finding, FieldKind kind,
                                   FieldRole role = FieldRole::none) {
  MappingType type = mapping(std::move(id), std::move(label), std::move(finding), kind, role);
  type.directions = {"push_once", "push"};
  return type;
}

}  // namespace itsm
