// SPDX-License-Identifier: Apache-2.0
#include "plugins/jira/written.hpp"

#include "plugins/common/answer.hpp"
#include "plugins/common/reading.hpp"

namespace itsm::jira {

Result<Json> written(const Client& client, const Result<HttpResponse>& answer) {
  if (!answer) return unexpected(answer.error());
  if (common::is_success(*answer))
    return answer->body.empty() ? Result<Json>(Json()) : client.json_of(*answer);
  Error error = client.error_of(*answer);
  if (answer->status == 408 || answer->status == 425 || answer->status >= 500)
    error.status = Status::uncertain;
  return unexpected(std::move(error));
}

std::string issue_path(const TicketRef& ticket, std::string_view rest) {
  const Json named = reference(ticket);
  const std::string name = common::text_of(named, named.contains("id") ? "id" : "key");
  return "/issue/" + common::percent_encode(name) + std::string(rest);
}

}  // namespace itsm::jira
