// SPDX-License-Identifier: Apache-2.0
#include "host_stub/api/openapi.hpp"

#include <stdexcept>

#include <itsm/plugin_abi.h>

#include "host_stub/core/text.hpp"

namespace itsm::host::api {
namespace {

constexpr std::string_view kDefinitions = "#/definitions/";
constexpr std::string_view kComponents = "#/components/schemas/";

// Schemas refer to parts of their own; here all parts stand in one place.
void rebase_references(Json& schema) {
  if (schema.is_object() && schema.contains("$ref") && schema["$ref"].is_string()) {
    const std::string reference = schema["$ref"];
    if (reference.starts_with(kDefinitions))
      schema["$ref"] = std::string(kComponents) + reference.substr(kDefinitions.size());
  }
  if (schema.is_structured())
    for (auto& part : schema) rebase_references(part);
}

// The schemas that the document refers to, each once.
class Components {
 public:
  Json reference(const DocumentType& type) {
    Json schema = type.schema();
    Json definitions = Json::object();
    if (schema.contains("definitions")) definitions = std::move(schema["definitions"]);
    for (const auto* const key : {"definitions", "$schema", "title"}) schema.erase(key);
    for (auto& [name, part] : definitions.items()) add(name, std::move(part));
    add(std::string(type.name), std::move(schema));
    return {{"$ref", std::string(kComponents) + std::string(type.name)}};
  }
  Json take() { return std::move(schemas_); }

 private:
  void add(const std::string& name, Json schema) {
    rebase_references(schema);
    const auto known = schemas_.find(name);
    if (known == schemas_.end())
      schemas_[name] = std::move(schema);
    else if (*known != schema)
      throw std::logic_error("two documents are named " + name);
  }

  Json schemas_ = Json::object();
};

Json parameter(std::string_view name, std::string_view where, std::string_view about) {
  Json out = {{"name", name}, {"in", where}, {"schema", {{"type", "string"}}}};
  if (!about.empty()) out["description"] = about;
  if (where == "path") out["required"] = true;
  return out;
}

Json parameters_of(const Route& route) {
  Json parameters = Json::array();
  for (auto open = route.path.find('{'); open != std::string::npos; open = route.path.find('{', open + 1))
    parameters.push_back(
        parameter(route.path.substr(open + 1, route.path.find('}', open) - open - 1), "path", ""));
  if (!route.page && !route.open && !route.everywhere)
    parameters.push_back(
        parameter("company", "query", "In which company; needed when the token may act in several."));
  for (const auto& query : route.query) parameters.push_back(parameter(query.name, "query", query.about));
  if (route.free_query)
    parameters.push_back({{"name", "context"},
                          {"in", "query"},
                          {"description", "Further parameters, by their own names."},
                          {"style", "form"},
                          {"explode", true},
                          {"schema", {{"type", "object"}, {"additionalProperties", {{"type", "string"}}}}}});
  if (route.method != "GET" && !route.page && !route.secret)
    parameters.push_back(parameter("Idempotency-Key", "header",
                                   "The same key with the same request gives the same answer, for a day; "
                                   "with another request 409."));
  return parameters;
}

Json operation_of(const Route& route, Components& components) {
  Json operation = {
      {"operationId", route.name}, {"summary", route.summary}, {"parameters", parameters_of(route)}};
  if (route.page) {
    const Json html = {{"text/html", {{"schema", {{"type", "string"}}}}}};
    operation["description"] = "For browsers: a page, without a token.";
    operation["security"] = Json::array();
    for (const auto* const status : {"200", "default"})
      operation["responses"][status] = {{"description", route.summary}, {"content", html}};
    if (route.status != 200)
      operation["responses"][std::to_string(route.status)] = {{"description", route.summary}};
    return operation;
  }
  if (route.open) {
    operation["description"] = "For everybody.";
    operation["security"] = Json::array();
  } else {
    operation["description"] = "Needs the role " + std::string(name_of(route.role)) + " or above.";
  }
  if (route.takes)
    operation["requestBody"] = {{"required", true},
                                {"content", {{kJson, {{"schema", components.reference(*route.takes)}}}}}};
  if (route.takes_file)
    operation["requestBody"] = {{"required", true},
                                {"content", {{"application/octet-stream", Json::object()}}}};
  Json content = Json::object();
  content[std::string(kJson)]["schema"] =
      route.answers ? components.reference(*route.answers) : Json{{"type", "object"}};
  if (route.streams) content[std::string(kJsonLines)]["schema"] = components.reference(*route.streams);
  operation["responses"][std::to_string(route.status)] = {{"description", route.summary},
                                                          {"content", std::move(content)}};
  operation["responses"]["default"] = {{"$ref", "#/components/responses/problem"}};
  return operation;
}

}  // namespace

Json openapi_document(std::span<const Route> routes) {
  Components components;
  Json paths = Json::object();
  for (const auto& route : routes)
    paths[route.path][to_lower(route.method)] = operation_of(route, components);
  const Json problem = {{kProblemJson, {{"schema", components.reference(document_type<ProblemDocument>())}}}};
  return {{"openapi", "3.1.0"},
          {"info",
           {{"title", "Findings to tickets"},
            {"version", ITSM_SDK_VERSION},
            {"description", "Security findings in, service-desk tickets out."}}},
          {"paths", std::move(paths)},
          {"components",
           {{"schemas", components.take()},
            {"responses", {{"problem", {{"description", "Why it was refused."}, {"content", problem}}}}},
            {"securitySchemes", {{"token", {{"type", "http"}, {"scheme", "bearer"}}}}}}},
          {"security", Json::array({Json{{"token", Json::array()}}})}};
}

}  // namespace itsm::host::api
