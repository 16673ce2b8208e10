// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstddef>
#include <cstdint>

// Sockets and files that this process may have open at once (RLIMIT_NOFILE).
namespace itsm::host::http {

// Raises the limit as far as this user may, and no further than is of any use here. Early in main: what is
// started later inherits it. Answers the limit that holds from now on.
std::uint64_t raise_descriptor_limit();
std::uint64_t descriptor_limit();

// The most connections that a listener should take under this limit, at most `wanted`: each may also have a
// file for its body, and database, vendors and workers need descriptors when every client is connected.
std::size_t connections_within(std::uint64_t descriptors, std::size_t wanted);

}  // namespace itsm::host::http
