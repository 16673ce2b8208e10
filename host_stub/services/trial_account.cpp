// SPDX-License-Identifier: Apache-2.0
#include "host_stub/services/trial_account.hpp"

#include <algorithm>
#include <charconv>

#include "host_stub/integrations/redirected_client.hpp"
#include "host_stub/services/manifest_fit.hpp"

namespace itsm::host::services {
namespace {

constexpr auto kAccessToken = "access_token";

// What the author gave, and nothing that is asked for anew.
class GivenCredential final : public integrations::CredentialSource {
 public:
  explicit GivenCredential(std::map<std::string, std::string> fields) : fields_(std::move(fields)) {}

  Result<std::map<std::string, std::string>> open() override { return fields_; }
  Result<std::string> secret(const std::string& name) override {
    const auto found = fields_.find(name);
    if (found != fields_.end()) return found->second;
    return problem(ProblemKind::invalid, "credential_missing", "the request needs the secret " + name,
                   "write it into the file of --secret-file, as " + name + "=VALUE");
  }
  Result<std::string> token(const std::string& refused) override {
    const auto found = fields_.find(kAccessToken);
    if (found == fields_.end())
      return problem(ProblemKind::invalid, "token_missing",
                     "this authentication works with a token that a host asks for, and a trial asks for none",
                     "get one at the vendor and add it to the secret file: access_token=VALUE");
    if (found->second != refused) return found->second;
    return problem(ProblemKind::invalid, "token_refused", "the vendor does not take the access_token",
                   "get a new one at the vendor");
  }

 private:
  const std::map<std::string, std::string> fields_;
};

Json typed(const Setting* setting, const std::string& word) {
  if (setting != nullptr && setting->kind == SettingKind::boolean && (word == "true" || word == "false"))
    return word == "true";
  if (setting != nullptr && setting->kind == SettingKind::integer) {
    std::int64_t number = 0;
    const auto read = std::from_chars(word.data(), word.data() + word.size(), number);
    if (read.ec == std::errc() && read.ptr == word.data() + word.size()) return number;
  }
  return word;
}

config::Integration integration_for(const TrialOrder& order, const Manifest& manifest) {
  config::Integration integration = order.integration;
  for (const auto& [key, word] : order.settings) {
    const auto known = std::find_if(manifest.settings.begin(), manifest.settings.end(),
                                    [&wanted = key](const Setting& each) { return each.key == wanted; });
    integration.settings[key] = typed(known == manifest.settings.end() ? nullptr : &*known, word);
  }
  for (const Setting& setting : manifest.settings)
    if (!setting.default_value.is_null()) integration.settings.emplace(setting.key, setting.default_value);
  integration.enabled = true;  // so that a missing setting is told
  integration.credentials.clear();
  for (const auto& [field, value] : order.credential)
    if (field != kAccessToken) integration.credentials[field];
  return integration;
}

const AuthScheme* scheme_of(const Manifest& manifest, const std::string& auth) {
  for (const AuthScheme& scheme : manifest.auth)
    if (auth.empty() || scheme.id == auth) return &scheme;
  return nullptr;
}

Result<> check_trial(const config::Integration& integration, const Manifest& manifest, bool development) {
  Problem wrong{ProblemKind::invalid,
                "settings_wrong",
                "the settings do not fit the plugin " + manifest.id,
                "give them with --settings key=value, the credential with --secret-file",
                {}};
  for (auto& misfit : misfits(integration, manifest)) wrong.complaints.push_back({"", std::move(misfit)});
  if (!integration.addresses.empty() && !development)
    wrong.complaints.push_back(
        {config::to_string(integration.place),
         "`development` leads the vendor's addresses elsewhere; it is taken with --dev only"});
  if (wrong.complaints.empty()) return {};
  return unexpected(std::move(wrong));
}

}  // namespace

Result<std::shared_ptr<integrations::LiveIntegration>> open_for_trial(const TrialRoom& room,
                                                                      const TrialOrder& order) {
  const auto loaded = loader::load(std::filesystem::absolute(order.plugin).lexically_normal(), room.load);
  if (!loaded)
    return problem(ProblemKind::invalid, "plugin_refused",
                   order.plugin.string() + " is no plugin here: " + loaded.error().message,
                   loaded.error().remedy);
  const Manifest& manifest = (*loaded)->manifest();
  const config::Integration integration = integration_for(order, manifest);
  ITSM_CHECK(check_trial(integration, manifest, room.development));

  integrations::Account account;
  account.identity.name = manifest.name;
  account.plugin = *loaded;
  account.scheme = scheme_of(manifest, integration.auth);
  account.configuration.auth = account.scheme == nullptr ? std::string() : account.scheme->id;
  account.configuration.settings = integration.settings;
  account.addresses = integration.addresses;
  account.client =
      integration.addresses.empty()
          ? std::shared_ptr<http::Client>(std::shared_ptr<void>(), room.client)
          : std::make_shared<integrations::RedirectedClient>(*room.client, integration.addresses);
  for (const auto& [field, value] : order.credential)
    if (account.scheme == nullptr || integrations::is_secret_field(*account.scheme, field))
      room.log->redactor().remember(value);
  return integrations::LiveIntegration::open(
      std::move(account), std::make_unique<GivenCredential>(order.credential), *room.clock, *room.log);
}

}  // namespace itsm::host::services
