// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <condition_variable>
#include <mutex>
#include <stop_token>
#include <string>
#include <thread>
#include <vector>

#include "host_stub/services/services.hpp"

// The vendor's forms change without a word. They are kept as they were seen, and what a change breaks here is
// told before a ticket meets it.
namespace itsm::host::services {

struct FormDrift {
  std::string project{};
  std::string type{};
  std::vector<std::string> changes{};  // at the vendor, since the form was seen last
  std::vector<std::string> broken{};   // lines of policies, presets and waiting tickets that no longer fit
};

// Looks at every form that policies of the integration use and keeps it. What fitted and no longer does is an
// alert of the companies that are served, one for each form; it closes once everything fits again. Answers
// the forms that have changed or are broken. The failure is the vendor's.
Result<std::vector<FormDrift>> look_for_drift(Services& services, const store::IntegrationRow& integration);

// Does so for the enabled integrations whose forms were not looked at for some hours, or that have refused a
// ticket since. Answers how many were looked at.
Result<int> look_where_due(Services& services);

// Does that from time to time, in the background of a serving host.
class SchemaWatch {
 public:
  // Borrowed; starts at once.
  explicit SchemaWatch(Services& services);
  SchemaWatch(const SchemaWatch&) = delete;
  SchemaWatch& operator=(const SchemaWatch&) = delete;
  ~SchemaWatch() = default;  // ends the thread

 private:
  void serve(const std::stop_token& stop);

  Services& services_;
  std::mutex mutex_;
  std::condition_variable_any stopped_;
  std::jthread thread_;
};

}  // namespace itsm::host::services
