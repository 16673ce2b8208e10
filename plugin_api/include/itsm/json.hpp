// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <algorithm>
#include <array>
#include <concepts>
#include <cstdint>
#include <map>
#include <optional>
#include <stdexcept>
#include <string>
#include <string_view>
#include <type_traits>
#include <vector>

#include <nlohmann/json.hpp>

#include <itsm/error.hpp>

// How the documents of the contract are read and written.
//
// A document is a struct with a static member template that names its members once; reading, writing and the
// JSON Schema are derived from it:
//
//   struct Person {
//     std::string id;
//     std::optional<std::string> email;
//
//     static constexpr std::string_view kDocument = "person";
//     template <class Self, class Visit>
//     static void members(Self& self, Visit&& visit) {
//       visit.required("id", self.id, "The vendor's immutable id.");
//       visit.optional("email", self.email, "Absent where the vendor hides it.");
//     }
//   };
//
// Optional members are left out when they are empty. Members that a reader does not know are ignored.
namespace itsm {

using Json = nlohmann::json;

// Deepest nesting of a document that is read; what a plugin or a vendor sends beyond it is refused before a
// tree is built.
inline constexpr std::size_t kMaxJsonDepth = 64;

// A document does not have the shape that the contract gives it; the message begins with the JSON pointer.
class DocumentError : public std::runtime_error {
 public:
  DocumentError(const std::string& pointer, const std::string& reason)
      : std::runtime_error((pointer.empty() ? std::string("document") : pointer) + ": " + reason) {}
};

// Names of an enumeration's values in documents. Specialise with
//   static constexpr std::array<std::pair<E, std::string_view>, N> names{...};
template <class E>
struct EnumNames;

template <class E>
concept NamedEnum = std::is_enum_v<E> && requires {
  EnumNames<E>::names;
};

template <NamedEnum E>
constexpr std::string_view name_of(E value) {
  for (const auto& [candidate, name] : EnumNames<E>::names)
    if (candidate == value) return name;
  return {};
}

template <NamedEnum E>
constexpr std::optional<E> enum_from(std::string_view text) {
  for (const auto& [candidate, name] : EnumNames<E>::names)
    if (name == text) return candidate;
  return std::nullopt;
}

namespace detail {
struct AnyVisitor {
  template <class T>
  void required(std::string_view, T&&, std::string_view) {}
  template <class T>
  void optional(std::string_view, T&&, std::string_view) {}
};
template <class T>
inline constexpr bool is_optional = false;
template <class T>
inline constexpr bool is_optional<std::optional<T>> = true;
template <class T>
inline constexpr bool is_vector = false;
template <class T>
inline constexpr bool is_vector<std::vector<T>> = true;
template <class T>
inline constexpr bool is_map = false;
template <class T>
inline constexpr bool is_map<std::map<std::string, T>> = true;
}  // namespace detail

template <class T>
concept Document = requires(T& value, detail::AnyVisitor& visit) {
  { T::kDocument } -> std::convertible_to<std::string_view>;
  T::members(value, visit);
};

namespace detail {

inline std::string child(const std::string& pointer, std::string_view key) {
  return pointer + "/" + std::string(key);
}

template <class T>
void write_value(Json& out, const T& value);
template <class T>
void read_value(const Json& in, T& value, const std::string& pointer);

template <class T>
bool is_empty(const T& value) {
  if constexpr (is_optional<T>) {
    return !value.has_value();
  } else if constexpr (std::is_same_v<T, Json>) {
    return value.is_null();
  } else if constexpr (requires { value.empty(); }) {
    return value.empty();
  } else if constexpr (std::is_arithmetic_v<T>) {
    return value == T{};
  } else {
    return false;
  }
}

struct Writer {
  Json& out;
  template <class T>
  void required(std::string_view key, const T& value, std::string_view) {
    write_value(out[std::string(key)], value);
  }
  template <class T>
  void optional(std::string_view key, const T& value, std::string_view about) {
    if (!is_empty(value)) required(key, value, about);
  }
};

struct Reader {
  const Json& in;
  const std::string& pointer;
  template <class T>
  void required(std::string_view key, T& value, std::string_view about) {
    if (!in.contains(key)) throw DocumentError(child(pointer, key), "is missing");
    optional(key, value, about);
  }
  template <class T>
  void optional(std::string_view key, T& value, std::string_view) {
    const auto found = in.find(key);
    if (found != in.end()) read_value(*found, value, child(pointer, key));
  }
};

template <class T>
void write_value(Json& out, const T& value) {
  if constexpr (is_optional<T>) {
    if (value) write_value(out, *value);
  } else if constexpr (is_vector<T>) {
    out = Json::array();
    for (const auto& element : value) write_value(out.emplace_back(), element);
  } else if constexpr (is_map<T>) {
    out = Json::object();
    for (const auto& [key, element] : value) write_value(out[key], element);
  } else if constexpr (NamedEnum<T>) {
    out = name_of(value);
  } else if constexpr (Document<T>) {
    out = Json::object();
    T::members(value, Writer{out});
  } else {
    out = value;
  }
}

template <class T>
void read_value(const Json& in, T& value, const std::string& pointer) {
  if constexpr (is_optional<T>) {
    if (in.is_null()) {
      value.reset();
    } else {
      read_value(in, value.emplace(), pointer);
    }
  } else if constexpr (is_vector<T>) {
    if (!in.is_array()) throw DocumentError(pointer, "must be an array");
    value.clear();
    value.reserve(in.size());
    for (const auto& element : in) {
      const std::string place = child(pointer, std::to_string(value.size()));
      read_value(element, value.emplace_back(), place);
    }
  } else if constexpr (is_map<T>) {
    if (!in.is_object()) throw DocumentError(pointer, "must be an object");
    value.clear();
    for (const auto& [key, element] : in.items()) read_value(element, value[key], child(pointer, key));
  } else if constexpr (NamedEnum<T>) {
    const auto parsed = in.is_string() ? enum_from<T>(in.get_ref<const std::string&>()) : std::nullopt;
    if (!parsed) throw DocumentError(pointer, "is not one of the allowed values");
    value = *parsed;
  } else if constexpr (Document<T>) {
    if (!in.is_object()) throw DocumentError(pointer, "must be an object");
    T::members(value, Reader{in, pointer});
  } else if constexpr (std::is_same_v<T, Json>) {
    value = in;
  } else if constexpr (std::is_same_v<T, std::string>) {
    if (!in.is_string()) throw DocumentError(pointer, "must be a string");
    value = in.get<std::string>();
  } else if constexpr (std::is_same_v<T, bool>) {
    if (!in.is_boolean()) throw DocumentError(pointer, "must be true or false");
    value = in.get<bool>();
  } else if constexpr (std::is_floating_point_v<T>) {
    if (!in.is_number()) throw DocumentError(pointer, "must be a number");
    value = in.get<T>();
  } else {
    static_assert(std::is_integral_v<T>, "no reader for this member type");
    if (!in.is_number_integer()) throw DocumentError(pointer, "must be a whole number");
    value = in.get<T>();
  }
}

// The deepest nesting of brackets outside strings. nlohmann builds any depth and then overflows the stack
// when it prints or destroys the tree, so the depth is judged on the text.
inline std::size_t json_depth(std::string_view text) {
  std::size_t depth = 0;
  std::size_t deepest = 0;
  bool in_string = false;
  for (std::size_t i = 0; i < text.size(); ++i) {
    const char c = text[i];
    if (in_string) {
      if (c == '\\') ++i;
      in_string = c != '"';
    } else if (c == '"') {
      in_string = true;
    } else if (c == '{' || c == '[') {
      deepest = std::max(deepest, ++depth);
    } else if ((c == '}' || c == ']') && depth > 0) {
      --depth;
    }
  }
  return deepest;
}

}  // namespace detail

template <Document T>
Json to_document(const T& value) {
  Json out;
  detail::write_value(out, value);
  return out;
}

// Throws DocumentError, whose message names the member by JSON pointer.
template <Document T>
T from_document(const Json& in) {
  T value{};
  detail::read_value(in, value, "");
  return value;
}

// Text of a JSON value. Broken UTF-8, which vendors do send, is replaced and never refused.
inline std::string dump(const Json& value) {
  return value.dump(-1, ' ', false, Json::error_handler_t::replace);
}

// Parses text that somebody else wrote. The error says where it is wrong; whose fault that is, the caller
// knows.
inline Result<Json, std::string> parse_json(std::string_view text) {
  if (detail::json_depth(text) > kMaxJsonDepth)
    return unexpected("nested deeper than " + std::to_string(kMaxJsonDepth) + " levels");
  try {
    return Json::parse(text.begin(), text.end());
  } catch (const Json::parse_error& broken) {
    return unexpected("not valid JSON at byte " + std::to_string(broken.byte));
  } catch (const Json::exception&) {  // a number that no double can hold
    return unexpected(std::string("holds a number out of range"));
  }
}

}  // namespace itsm
