// SPDX-License-Identifier: Apache-2.0
#include "plugin_api/loader/judge.hpp"

#include "plugin_api/loader/schemas.hpp"
#include "plugin_api/loader/text.hpp"

namespace itsm::loader {

Unexpected<Error> Judge::breach(std::string_view operation, Status status, bool in_worker,
                                std::string_view what) const {
  std::string message = in_worker ? "the worker of plugin " : "plugin ";
  message.append(profile_.id).append(" ").append(profile_.version).append(" ").append(what);
  if (on_misbehaviour_) on_misbehaviour_({profile_.id, profile_.version, std::string(operation), message});
  return failure(status, std::move(message));
}

Result<std::string> Judge::text_of(std::string_view operation, Answer answer) const {
  if (!answer.remark.empty()) (void)breach(operation, Status::internal, false, answer.remark);
  if (auto* const fault = std::get_if<Fault>(&answer.body))
    return breach(operation, fault->status, fault->in_worker, fault->what);
  if (auto* const error = std::get_if<Error>(&answer.body)) return unexpected(std::move(*error));
  return std::get<std::string>(std::move(answer.body));
}

Result<Json> Judge::document_of(std::string_view operation, std::string_view document, Answer answer) const {
  ITSM_TRY(const std::string text, text_of(operation, std::move(answer)));
  const std::string answered = "answered " + std::string(operation) + " with a " + std::string(document);
  auto parsed = parse_json(text);
  if (!parsed)
    return breach(operation, Status::internal, false,
                  answered + " that is " + (is_utf8(text) ? parsed.error() : std::string("not UTF-8")));
  if (const auto complaint = complaint_about(document, *parsed))
    return breach(operation, Status::internal, false,
                  answered + " that does not fit its schema: " + *complaint);
  return *std::move(parsed);
}

Result<void> Judge::read_done(std::string_view operation, Answer answer) const {
  ITSM_CHECK(text_of(operation, std::move(answer)));
  return {};
}

}  // namespace itsm::loader
