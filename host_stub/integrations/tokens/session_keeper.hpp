// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <map>
#include <memory>
#include <mutex>
#include <string>

#include "host_stub/core/clock.hpp"
#include "host_stub/integrations/account.hpp"
#include "host_stub/integrations/secrets.hpp"
#include "host_stub/integrations/tokens/turns.hpp"
#include "host_stub/observe/log.hpp"

namespace itsm::host::integrations {

// Logs in where a vendor wants a session, and keeps its token in memory until its life is over or the vendor
// refuses it. One log-in at a time for an integration. Any thread.
class SessionKeeper {
 public:
  // All borrowed.
  SessionKeeper(Secrets& secrets, const Clock& clock, observe::Log& log)
      : secrets_(secrets), clock_(clock), log_(log) {}

  // A session's token; `refused` is one that the vendor did not take. Refused with "login_refused", which is
  // not tried again with the same credential for a while: vendors lock accounts.
  Result<std::string> token(const Account& account, const std::string& refused);

 private:
  struct Kept {
    std::string token{};
    std::string credential{};  // digest of what was logged in with
    Time until{};
  };

  std::string kept(IntegrationId integration, const std::string& credential, const std::string& refused);
  Result<std::string> log_in(const Account& account, const std::map<std::string, std::string>& fields);

  Secrets& secrets_;
  const Clock& clock_;
  observe::Log& log_;
  Turns turns_;
  std::mutex mutex_;
  std::map<IntegrationId, Kept> kept_;
};

}  // namespace itsm::host::integrations
