// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "host_stub/outbox/instruments.hpp"
#include "host_stub/sync/application.hpp"
#include "host_stub/sync/paced.hpp"

namespace itsm::host::sync {

// What comparisons of links work with; all borrowed.
struct SweepTools {
  store::Database& database;
  Journal& journal;
  Sources& sources;
  const outbox::Instruments& instruments;
  observe::Log& log;
  std::string public_url{};
};

// Of one company and one integration.
struct SweepScope {
  CompanyId company{};
  Place place{};
  Terms terms{};
  std::shared_ptr<Source> source{};
};

// Asks the vendor once it has time for us; one that is left alone for longer is not waited for.
template <class Call>
auto ask_vendor(const SweepTools& tools, const SweepScope& scope, Call&& call) -> decltype(call()) {
  constexpr std::chrono::seconds kPatience{20};
  return in_pace(tools.journal, tools.instruments, scope.place, *scope.source, std::forward<Call>(call),
                 kPatience);
}

}  // namespace itsm::host::sync
