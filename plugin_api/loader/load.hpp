// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <chrono>
#include <cstddef>
#include <filesystem>
#include <functional>
#include <memory>
#include <string>
#include <vector>

#include "plugin_api/loader/pin.hpp"
#include "plugin_api/loader/plugin.hpp"
#include "plugin_api/loader/refusal.hpp"

namespace itsm::loader {

// A plugin broke the contract. The call that showed it has failed with the same message.
struct Misbehaviour {
  std::string plugin{};  // id
  std::string version{};
  std::string operation{};  // "create", or "describe", "open"
  std::string message{};    // "plugin acme 1.0.0 answered create twice"
};

struct Limits {
  std::size_t manifest_bytes = 1024 * 1024;
  std::size_t document_bytes = 16 * 1024 * 1024;  // of one reply
  std::size_t frame_bytes = 64 * 1024 * 1024;  // of one message between host and worker, HTTP bodies included
  std::chrono::milliseconds load{10'000};      // for loading, describe and open, which make no requests
  std::chrono::milliseconds grace{1'000};      // after a deadline, before a worker is killed
  std::size_t worker_address_space = std::size_t{4} << 30;  // of one worker, in bytes
};

struct LoadOptions {
  // The program itsm-worker. Not needed in process.
  std::filesystem::path worker_program{};
  // Runs the plugin's code in this process: for debuggers and for plugins that one would rather trust than
  // fork for. A crash or a hang is then the host's.
  bool in_process = false;
  // Processes per plugin, shared by all its instances, each running one call at a time. Started when needed.
  std::size_t workers = 2;
  Limits limits{};
  // Whether a file must be pinned (pin.hpp). Told: it is loaded, and on_unpinned hears why it would not be.
  Pins pins = Pins::ignored;
  std::function<void(const LoadRefusal&)> on_unpinned{};
  // Called on the thread of the call, maybe on several at once; may be empty.
  std::function<void(const Misbehaviour&)> on_misbehaviour{};
  // Called while a plugin is loaded, with a sentence, where the kernel lacks one of the locks of a worker.
  std::function<void(const std::string&)> on_missing_lock{};
};

// Checks, loads and asks for the manifest. The file's verified bytes stay open for the life of the process.
Result<std::shared_ptr<Plugin>, LoadRefusal> load(const std::filesystem::path& file,
                                                  const LoadOptions& options);

struct Candidate {
  std::filesystem::path file{};
  std::string digest{};  // SHA-256 of its bytes, in hex; empty: they could not be read
  Result<std::shared_ptr<Plugin>, LoadRefusal> plugin;
};

// Every *.so of a folder, by name. A folder that cannot be listed is one refusal, of the folder itself. Two
// files may well hold the same plugin in different versions; the host chooses.
std::vector<Candidate> scan(const std::filesystem::path& directory, const LoadOptions& options);

}  // namespace itsm::loader
