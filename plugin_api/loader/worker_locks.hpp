// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>

#include "plugin_api/loader/refusal.hpp"

// What keeps a plugin in its worker. Only the worker's own program has these: nothing here can be undone.
namespace itsm::loader {

// From here on this process leaves no core, cannot be looked into by others of its user, gains no rights by
// starting something, and has at most so many bytes of address space.
void limit_worker(std::size_t address_space);

// From here on every thread of this process can use memory, time, threads of its own, what is open already
// and files that are there (to read, see lock_files). Whatever else it asks the system for (a connection, a
// process, a signal to another process, a file to write) ends the process, which tells the host what that
// was. socket: where the host hears it. The error is a sentence.
Result<void, std::string> lock_system_calls(int socket);

// For lock_files: what a library may lie in, and the little that is opened later, which is time zones and
// locales.
enum class Files { of_loading, of_calls };

// From here on this thread, and those that it starts, can open these files to read, and no others. Where the
// kernel cannot do that, says so in a sentence.
std::string lock_files(Files files);

}  // namespace itsm::loader
