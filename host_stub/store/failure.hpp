// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>

#include "host_stub/core/problem.hpp"

namespace itsm::host::store {

// Why a statement was not executed, as PostgreSQL or the connection to it says.
struct Failure {
  std::string sqlstate{};        // five characters; empty when there was no answer
  std::string text{};            // the server's primary message, or what libpq says
  bool connection_lost = false;  // nothing more can be sent here; what was sent last may have been executed
};

// What the transaction around it should do.
enum class Retry {
  no,
  on_same_connection,  // a deadlock or a serialization conflict: somebody else was first
  on_new_connection,   // server gone, going down, starting up, or no longer the primary
};

// Judged by SQLSTATE alone: texts are translated, and constraint names are not the same on every engine.
Retry retry_of(const Failure& failure);

// For the person who waits for it.
Problem to_problem(const Failure& failure);

}  // namespace itsm::host::store
