// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <filesystem>
#include <memory>

#include "host_stub/core/problem.hpp"
#include "host_stub/http/client.hpp"
#include "host_stub/http/guard_proxy.hpp"

namespace itsm::host::http {

struct ClientOptions {
  std::filesystem::path ca_file{};  // PEM: authorities trusted besides the system's; empty: none
  std::uint64_t answer_bytes = 32ULL * 1024 * 1024;  // the largest body of an answer, unpacked
  // To one scheme, host and port; those beyond wait within their time. Each may hold an answer in memory, and
  // the library would open a connection for every one.
  std::size_t requests_at_once = 16;
};

// A client whose only way out is the guard, which must outlive it. Keeps connections for reuse, per scheme,
// host and port; certificates are always checked. Fails with code "bad_ca_file".
//
// Failures are told apart as far as the library lets: a refusal of the guard, a name without address, a
// vendor that cannot be reached and a failed TLS handshake are Reach::not_sent, everything later is
// Reach::unknown, and so is a timeout or a cancellation at any point after the request's turn has come.
Result<std::unique_ptr<Client>> make_client(const GuardProxy& guard, ClientOptions options = {});

// Nothing of ours blocks the library's threads, so a few serve any number of requests.
inline constexpr std::size_t kClientThreads = 4;

// Makes the library's thread pool, which exists once in a process and cannot change later: call it first in
// main, else the first client does. False when there is a pool already.
bool start_client_threads();

}  // namespace itsm::host::http
