// SPDX-License-Identifier: Apache-2.0
#include "plugin_api/loader/wire.hpp"

namespace itsm::loader::wire {
namespace {

Json encode_headers(const std::vector<Header>& headers) {
  Json out = Json::array();
  for (const Header& header : headers) out.push_back({header.name, header.value});
  return out;
}

std::vector<Header> decode_headers(const Json& headers) {
  std::vector<Header> out;
  out.reserve(headers.size());
  for (const Json& header : headers)
    out.push_back({header.at(0).get<std::string>(), header.at(1).get<std::string>()});
  return out;
}

}  // namespace

std::string take_text(Json& message, const char* key) {
  return std::move(message.at(key).get_ref<std::string&>());
}

Json encode(const HttpRequest& request) {
  return {{"say", "http"},
          {"method", request.method},
          {"origin", request.origin},
          {"target", request.target},
          {"headers", encode_headers(request.headers)},
          {"body", request.body},
          {"credential", request.credential},
          {"read", request.effect == Effect::read},
          {"cache_s", request.cache.count()}};
}

HttpRequest decode_request(Json& message) {
  HttpRequest request;
  request.method = take_text(message, "method");
  request.origin = take_text(message, "origin");
  request.target = take_text(message, "target");
  request.headers = decode_headers(message.at("headers"));
  request.body = take_text(message, "body");
  request.credential = take_text(message, "credential");
  request.effect = message.at("read").get<bool>() ? Effect::read : Effect::write;
  request.cache = std::chrono::seconds(message.at("cache_s").get<std::int64_t>());
  return request;
}

Json encode(const HttpResponse& response) {
  return {{"say", "response"},
          {"status", response.status},
          {"headers", encode_headers(response.headers)},
          {"body", response.body}};
}

HttpResponse decode_response(Json& message) {
  return {message.at("status").get<int>(), decode_headers(message.at("headers")), take_text(message, "body")};
}

Json encode(const Error& error) {
  Json out = {{"say", "failure"},         {"code", static_cast<itsm_status>(error.status)},
              {"message", error.message}, {"vendor_http_status", error.vendor_http_status},
              {"fields", error.fields},   {"reachable", error.reachable}};
  if (error.retry_after) out["retry_after_ms"] = error.retry_after->count();
  return out;
}

Error decode_error(Json& message) {
  Error error;
  error.status = status_from(message.at("code").get<itsm_status>());
  error.message = take_text(message, "message");
  error.vendor_http_status = message.at("vendor_http_status").get<int>();
  if (const auto after = message.find("retry_after_ms"); after != message.end())
    error.retry_after = std::chrono::milliseconds(after->get<std::int64_t>());
  message.at("fields").get_to(error.fields);
  message.at("reachable").get_to(error.reachable);
  return error;
}

Json encode(Answer answer) {
  Json out = {{"say", "answer"}, {"remark", std::move(answer.remark)}};
  if (auto* const fault = std::get_if<Fault>(&answer.body))
    out["fault"] = std::move(fault->what);
  else if (const auto* const error = std::get_if<Error>(&answer.body))
    out["error"] = encode(*error);
  else
    out["document"] = std::move(std::get<std::string>(answer.body));
  return out;
}

Answer decode_answer(Json& message) {
  Answer answer;
  answer.remark = take_text(message, "remark");
  if (message.contains("fault"))
    answer.body = Fault{Status::internal, false, take_text(message, "fault")};
  else if (const auto error = message.find("error"); error != message.end())
    answer.body = decode_error(*error);
  else
    answer.body = take_text(message, "document");
  return answer;
}

Json encode(const Profile& profile) {
  Json operations = Json::array();
  for (const Operation operation : profile.operations) operations.push_back(name_of(operation));
  return {{"say", "hello"},
          {"id", profile.id},
          {"version", profile.version},
          {"operations", std::move(operations)},
          {"missing_lock", profile.missing_lock}};
}

Profile decode_profile(Json& message) {
  Profile profile{
      take_text(message, "id"), take_text(message, "version"), {}, take_text(message, "missing_lock")};
  for (const Json& name : message.at("operations"))
    if (const auto operation = enum_from<Operation>(name.get_ref<const std::string&>()))
      profile.operations.insert(*operation);
  return profile;
}

Json encode(const LoadRefusal& refusal) {
  return {{"say", "refusal"},
          {"rule", name_of(refusal.rule)},
          {"message", refusal.message},
          {"remedy", refusal.remedy}};
}

LoadRefusal decode_refusal(Json& message, std::filesystem::path file) {
  return {std::move(file), enum_from<Rule>(take_text(message, "rule")).value_or(Rule::loadable),
          take_text(message, "message"), take_text(message, "remedy")};
}

Json encode(std::span<const Delivery> deliveries) {
  Json out = Json::array();
  for (const Delivery& delivery : deliveries)
    out.push_back({{"received_unix_ms", delivery.received.time_since_epoch().count()},
                   {"headers", encode_headers(delivery.headers)},
                   {"query", delivery.query},
                   {"body", delivery.body}});
  return out;
}

std::vector<Delivery> decode_deliveries(const Json& deliveries) {
  std::vector<Delivery> out;
  out.reserve(deliveries.size());
  for (const Json& raw : deliveries) {
    Delivery delivery;
    delivery.received = std::chrono::sys_time<std::chrono::milliseconds>(
        std::chrono::milliseconds(raw.at("received_unix_ms").get<std::int64_t>()));
    delivery.headers = decode_headers(raw.at("headers"));
    delivery.query = raw.at("query").get_ref<const std::string&>();
    delivery.body = raw.at("body").get_ref<const std::string&>();
    out.push_back(std::move(delivery));
  }
  return out;
}

}  // namespace itsm::loader::wire
