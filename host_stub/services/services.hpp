// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <functional>
#include <memory>
#include <string>
#include <string_view>

#include "host_stub/config/host_settings.hpp"
#include "host_stub/findings/import_service.hpp"
#include "host_stub/http/client.hpp"
#include "host_stub/integrations/directory.hpp"
#include "host_stub/observe/log.hpp"
#include "host_stub/outbox/worker.hpp"
#include "host_stub/push/push_service.hpp"
#include "host_stub/services/provider_memory.hpp"
#include "host_stub/services/retention.hpp"
#include "host_stub/sync/journal.hpp"
#include "host_stub/sync/source.hpp"

namespace itsm::host::services {

// Everything that commands and routes act on, opened by the app room and borrowed by its users.
struct Services {
  const config::HostSettings& settings;
  observe::Log& log;
  const Clock& clock;
  store::Database& database;
  const integrations::PluginCatalog& plugins;
  integrations::Secrets& secrets;
  integrations::Directory& directory;
  findings::ImportService& imports;
  push::Planner& planner;
  push::PushService& pushes;
  outbox::Worker& worker;
  sync::Journal& journal;
  sync::Sources& sources;
  const outbox::Instruments& instruments;
  http::Client& client;  // for what is no vendor's
  // Told of each step of a rotation of keys (rotation_steps.hpp). For tests; empty: nobody is told.
  std::function<void(std::string_view)> at_step{};
  std::shared_ptr<ProviderMemory> provider_memory = std::make_shared<ProviderMemory>();
  std::shared_ptr<RetentionCount> retention = std::make_shared<RetentionCount>();
};

}  // namespace itsm::host::services
