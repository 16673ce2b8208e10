// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <filesystem>
#include <functional>
#include <string>

#include "host_stub/config/host_settings.hpp"
#include "host_stub/services/people.hpp"

namespace itsm::host::app {

// The signals that end a serving host, kept from every thread: call it before the first thread is started,
// and wait for them with serve. Commands let them through again to be interrupted as usual.
void hold_signals();
void release_signals();

// Serves the API and the pages in the folder `web`, and carries out queued work until SIGINT or SIGTERM
// arrives, on the thread that held the signals. Takes no new request then, gives those under way a moment,
// and ends in the reverse order of its start; a second signal ends the process at once. `ready` is called
// with the address once requests are taken. Fails with the listener's problems.
Result<> serve(services::Services& services, const config::ListenAddress& listen,
               const std::filesystem::path& web, const services::Ready& ready);

}  // namespace itsm::host::app
