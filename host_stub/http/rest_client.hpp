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
};

// A client whose only way out is the guard, which must outlive it. Keeps connections for reuse, per scheme,
// host and port; certificates are always checked. Fails with code "bad_ca_file".
//
// Failures are told apart as far as the library lets: a refusal of the guard, a name without address, a
// vendor that cannot be reached and a failed TLS handshake are Reach::not_sent, everything later is
// Reach::unknown, and so is a timeout or a cancellation at any point.
Result<std::unique_ptr<Client>> make_client(const GuardProxy& guard, ClientOptions options = {});

// Sizes the library's thread pool, which exists once in a process and cannot change later: call it first in
// main. Without the call the first client makes a pool of two. False when there is a pool already.
bool start_client_threads(std::size_t threads);

}  // namespace itsm::host::http
