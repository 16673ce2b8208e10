// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <span>

#include "plugin_api/loader/refusal.hpp"
#include "plugin_api/loader/runtime.hpp"

// What host and worker say to each other. Every message is an object with a member "say":
//
//   worker, once        hello {id, version, operations, missing_lock} | refusal {rule, message, remedy}
//   host, when idle     describe | open {instance, configuration}
//                       | call {instance, [configuration], operation, document | deliveries, trace_id,
//                       deadline}; all with within_ms and close [instance]
//   worker, in a call   log {level, message} | now | cancelled | http {request}
//   host, to the three  now {unix_ms} | cancelled {yes} | response {...} | failure {...}
//   worker, ended       locked {tried}: the plugin wanted of the system what it may not (worker_locks.hpp)
//   worker, at the end  answer {document | error | fault, remark, has_instance}
//
// Text and bodies are strings, whatever their bytes: those are moved, where binary would be copied. Whoever
// decodes catches Json::exception: the other side broke the protocol.
namespace itsm::loader::wire {

Json encode(const HttpRequest& request);
HttpRequest decode_request(Json& message);

Json encode(const HttpResponse& response);
HttpResponse decode_response(Json& message);

Json encode(const Error& error);
Error decode_error(Json& message);

Json encode(Answer answer);
Answer decode_answer(Json& message);

Json encode(const Profile& profile);
Profile decode_profile(Json& message);

Json encode(const LoadRefusal& refusal);
LoadRefusal decode_refusal(Json& message, std::filesystem::path file);

Json encode(std::span<const Delivery> deliveries);
// The texts are borrowed from the message.
std::vector<Delivery> decode_deliveries(const Json& deliveries);

// Moves a text out of a message.
std::string take_text(Json& message, const char* key);

}  // namespace itsm::loader::wire
