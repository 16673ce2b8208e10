// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <limits>
#include <string>
#include <string_view>
#include <type_traits>

#include <itsm/json.hpp>

// JSON Schemas (draft-07) out of the documents' members, so that reader, writer and schema cannot disagree.
// No `pattern`: the validator in use overflows its stack on long text.
namespace itsm::schema {

namespace detail {

template <class T>
Json schema_of_value(Json& definitions);

// Collects the properties of one document; the values it is shown are not looked at.
class MemberVisitor {
 public:
  MemberVisitor(Json& object, Json& definitions) : object_(object), definitions_(definitions) {}

  template <class T>
  void required(std::string_view key, const T& value, std::string_view about) {
    optional(key, value, about);
    object_["required"].push_back(key);
  }
  template <class T>
  void optional(std::string_view key, const T&, std::string_view about) {
    Json property = schema_of_value<T>(definitions_);
    property["description"] = about;
    object_["properties"][std::string(key)] = std::move(property);
  }

 private:
  Json& object_;
  Json& definitions_;
};

template <Document T>
Json schema_of_object(Json& definitions) {
  Json object = {{"type", "object"}, {"properties", Json::object()}};
  const T value{};
  T::members(value, MemberVisitor(object, definitions));
  return object;
}

template <class T>
Json schema_of_integer() {
  Json schema = {{"type", "integer"}};
  if constexpr (std::is_unsigned_v<T> || sizeof(T) < sizeof(std::int64_t))
    schema["minimum"] = std::numeric_limits<T>::min();
  if constexpr (sizeof(T) < sizeof(std::int64_t)) schema["maximum"] = std::numeric_limits<T>::max();
  return schema;
}

template <class T>
struct ElementOf;
template <class T>
struct ElementOf<std::optional<T>> : std::type_identity<T> {};
template <class T>
struct ElementOf<std::vector<T>> : std::type_identity<T> {};
template <class T>
struct ElementOf<std::map<std::string, T>> : std::type_identity<T> {};

// A document becomes a reference, and its schema stands once among the definitions: documents nest in
// themselves.
template <Document T>
Json reference_to(Json& definitions) {
  const std::string name(T::kDocument);
  if (!definitions.contains(name)) {
    definitions[name] = nullptr;  // holds the place while its own members are visited
    definitions[name] = schema_of_object<T>(definitions);
  }
  return {{"$ref", "#/definitions/" + name}};
}

template <class T>
Json schema_of_value(Json& definitions) {
  using itsm::detail::is_map;
  using itsm::detail::is_optional;
  using itsm::detail::is_vector;
  if constexpr (is_optional<T>) {
    return schema_of_value<typename ElementOf<T>::type>(definitions);
  } else if constexpr (is_vector<T>) {
    return {{"type", "array"}, {"items", schema_of_value<typename ElementOf<T>::type>(definitions)}};
  } else if constexpr (is_map<T>) {
    return {{"type", "object"},
            {"additionalProperties", schema_of_value<typename ElementOf<T>::type>(definitions)}};
  } else if constexpr (NamedEnum<T>) {
    Json names = Json::array();
    for (const auto& entry : EnumNames<T>::names) names.push_back(entry.second);
    return {{"enum", std::move(names)}};
  } else if constexpr (Document<T>) {
    return reference_to<T>(definitions);
  } else if constexpr (std::is_same_v<T, Json>) {
    return Json::object();
  } else if constexpr (std::is_same_v<T, std::string>) {
    return {{"type", "string"}};
  } else if constexpr (std::is_same_v<T, bool>) {
    return {{"type", "boolean"}};
  } else if constexpr (std::is_floating_point_v<T>) {
    return {{"type", "number"}};
  } else {
    static_assert(std::is_integral_v<T>, "no schema for this member type");
    return schema_of_integer<T>();
  }
}

}  // namespace detail

// The complete schema of one document, its parts under "definitions".
template <Document T>
Json schema_of() {
  Json definitions = Json::object();
  Json schema = detail::schema_of_object<T>(definitions);
  schema["$schema"] = "http://json-schema.org/draft-07/schema#";
  schema["title"] = T::kDocument;
  if (!definitions.empty()) schema["definitions"] = std::move(definitions);
  return schema;
}

}  // namespace itsm::schema
