// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <map>
#include <string>

#include "host_stub/services/ticket_list.hpp"

namespace itsm::host::services {

// A view of the list of tickets as one file; who made it when of which filters stands in it.
struct ExportedTickets {
  std::string body{};
  std::string media_type{};
  std::string file_name{};
};

// `filters`: as the caller wrote them. Refused: "format_unknown"; "export_too_large" where there are more
// rows than a file may have.
Result<ExportedTickets> export_tickets(Services& services, const TicketScope& scope, TicketQuery query,
                                       const std::string& format,
                                       const std::map<std::string, std::string>& filters,
                                       const std::string& actor);

}  // namespace itsm::host::services
