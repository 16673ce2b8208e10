// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <chrono>
#include <map>
#include <mutex>
#include <optional>
#include <string>

#include "host_stub/core/clock.hpp"
#include "host_stub/integrations/exchange.hpp"

namespace itsm::host::integrations {

// Answers to reads of which the plugin has said how old they may be: the forms of a project, before each of
// many creates. Of one integration, in memory, bounded. Any thread.
class ReadCache {
 public:
  // `credential` is the name by which the plugin calls it.
  std::optional<HttpResponse> find(const VendorRequest& read, const std::string& credential,
                                   std::chrono::seconds oldest, Time now);
  void keep(const VendorRequest& read, const std::string& credential, const HttpResponse& answer, Time now);
  void forget();

 private:
  struct Kept {
    Time at{};
    HttpResponse answer{};
  };

  std::mutex mutex_;
  std::map<std::string, Kept> kept_{};
  std::size_t bytes_ = 0;
};

}  // namespace itsm::host::integrations
