// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <map>
#include <memory>
#include <string>

#include <itsm/documents/manifest.hpp>

#include "host_stub/core/ids.hpp"
#include "host_stub/http/client.hpp"
#include "plugin_api/loader/plugin.hpp"

namespace itsm::host::integrations {

// Who an integration is, for messages and rows.
struct IntegrationIdentity {
  IntegrationId id{};
  CompanyId owner{};  // 0: it serves several companies
  std::string name{};
};

// A configured integration without its credential: what opening it and keeping tokens for it start from.
struct Account {
  IntegrationIdentity identity{};
  std::shared_ptr<loader::Plugin> plugin{};
  Configuration configuration{};
  std::shared_ptr<http::Client> client{};          // its way to the vendor
  std::map<std::string, std::string> addresses{};  // development: where an address leads instead
  const AuthScheme* scheme = nullptr;              // of the plugin's manifest; null: it has no such one

  const Manifest& manifest() const { return plugin->manifest(); }
};

}  // namespace itsm::host::integrations
