// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <bit>
#include <chrono>
#include <concepts>
#include <cstddef>
#include <cstdint>
#include <optional>
#include <span>
#include <stdexcept>
#include <string>
#include <string_view>
#include <type_traits>
#include <vector>

#include <itsm/json.hpp>

#include "host_stub/core/clock.hpp"
#include "host_stub/core/ids.hpp"

// How our types travel to PostgreSQL and back, in its binary format: exact for numbers, times and bytes, and
// nothing to escape. A type that has no Codec does not compile as a parameter or as a column.
namespace itsm::host::store {

using Bytes = std::vector<std::byte>;

// The numbers that PostgreSQL gives its types (pg_type.oid); fixed for ever.
enum class TypeOid : unsigned {
  boolean = 16,
  bytea = 17,
  name = 19,
  int8 = 20,
  int2 = 21,
  int4 = 23,
  text = 25,
  float8 = 701,
  varchar = 1043,
  timestamptz = 1184,
  jsonb = 3802,
};

// A column holds another type than the code reads, or NULL where the code has no place for it. A defect of
// ours.
class ColumnError : public std::logic_error {
 public:
  using std::logic_error::logic_error;
};

namespace detail {

template <std::unsigned_integral T>
void put_big_endian(std::string& out, T value) {
  for (int shift = static_cast<int>(sizeof(T) - 1) * 8; shift >= 0; shift -= 8)
    out.push_back(static_cast<char>((value >> shift) & 0xFFU));
}

template <std::unsigned_integral T>
T get_big_endian(std::string_view in) {
  if (in.size() != sizeof(T)) throw ColumnError("a value of " + std::to_string(in.size()) + " bytes");
  std::uint64_t value = 0;
  for (const char c : in) value = value << 8U | static_cast<unsigned char>(c);
  return static_cast<T>(value);
}

template <class T>
inline constexpr bool is_id = false;
template <class Tag>
inline constexpr bool is_id<Id<Tag>> = true;

// Enumerations that are stored as smallint codes.
template <class T>
concept Code = std::is_enum_v<T> && std::same_as<std::underlying_type_t<T>, std::int16_t>;

}  // namespace detail

// oid and array_oid: the type and the array of it. reads: whether decode understands a column of that type.
template <class T>
struct Codec;

template <>
struct Codec<bool> {
  static constexpr TypeOid oid = TypeOid::boolean;
  static constexpr unsigned array_oid = 1000;
  static constexpr bool reads(TypeOid type) { return type == oid; }
  static void encode(std::string& out, bool value) { out.push_back(value ? '\1' : '\0'); }
  static bool decode(std::string_view in, TypeOid) { return in != std::string_view("\0", 1); }
};

template <std::signed_integral T>
struct Codec<T> {
  static constexpr TypeOid oid = sizeof(T) == 2   ? TypeOid::int2
                                 : sizeof(T) == 4 ? TypeOid::int4
                                                  : TypeOid::int8;
  static constexpr unsigned array_oid = sizeof(T) == 2 ? 1005 : sizeof(T) == 4 ? 1007 : 1016;
  // Narrower columns widen.
  static constexpr bool reads(TypeOid type) {
    return type == oid || (sizeof(T) > 2 && type == TypeOid::int2) ||
           (sizeof(T) > 4 && type == TypeOid::int4);
  }
  static void encode(std::string& out, T value) {
    detail::put_big_endian(out, static_cast<std::make_unsigned_t<T>>(value));
  }
  static T decode(std::string_view in, TypeOid type) {
    if (type == TypeOid::int2)
      return static_cast<T>(static_cast<std::int16_t>(detail::get_big_endian<std::uint16_t>(in)));
    if (type == TypeOid::int4)
      return static_cast<T>(static_cast<std::int32_t>(detail::get_big_endian<std::uint32_t>(in)));
    return static_cast<T>(detail::get_big_endian<std::uint64_t>(in));
  }
};

template <>
struct Codec<double> {
  static constexpr TypeOid oid = TypeOid::float8;
  static constexpr unsigned array_oid = 1022;
  static constexpr bool reads(TypeOid type) { return type == oid; }
  static void encode(std::string& out, double value) {
    detail::put_big_endian(out, std::bit_cast<std::uint64_t>(value));
  }
  static double decode(std::string_view in, TypeOid) {
    return std::bit_cast<double>(detail::get_big_endian<std::uint64_t>(in));
  }
};

// PostgreSQL refuses text that is not valid UTF-8 or holds NUL; clean_text is for what comes from outside.
template <>
struct Codec<std::string_view> {
  static constexpr TypeOid oid = TypeOid::text;
  static constexpr unsigned array_oid = 1009;
  static void encode(std::string& out, std::string_view value) { out += value; }
};

template <>
struct Codec<std::string> : Codec<std::string_view> {
  static constexpr bool reads(TypeOid type) {
    return type == TypeOid::text || type == TypeOid::varchar || type == TypeOid::name;
  }
  static std::string decode(std::string_view in, TypeOid) { return std::string(in); }
};

template <>
struct Codec<std::span<const std::byte>> {
  static constexpr TypeOid oid = TypeOid::bytea;
  static constexpr unsigned array_oid = 1001;
  static void encode(std::string& out, std::span<const std::byte> value) {
    out.append(reinterpret_cast<const char*>(value.data()), value.size());
  }
};

template <>
struct Codec<Bytes> : Codec<std::span<const std::byte>> {
  static constexpr bool reads(TypeOid type) { return type == oid; }
  static Bytes decode(std::string_view in, TypeOid) {
    const auto bytes = std::as_bytes(std::span(in));
    return {bytes.begin(), bytes.end()};
  }
};

// PostgreSQL counts microseconds from the year 2000.
template <>
struct Codec<Time> {
  static constexpr TypeOid oid = TypeOid::timestamptz;
  static constexpr unsigned array_oid = 1185;
  static constexpr std::chrono::sys_days kEpoch = std::chrono::year{2000} / 1 / 1;
  static constexpr bool reads(TypeOid type) { return type == oid; }
  static void encode(std::string& out, Time value) {
    const std::chrono::microseconds since = value - kEpoch;
    Codec<std::int64_t>::encode(out, since.count());
  }
  static Time decode(std::string_view in, TypeOid) {
    const std::chrono::microseconds since(Codec<std::int64_t>::decode(in, TypeOid::int8));
    return std::chrono::floor<std::chrono::milliseconds>(kEpoch + since);
  }
};

// jsonb. Its only version is 1, written in front of the text.
template <>
struct Codec<Json> {
  static constexpr TypeOid oid = TypeOid::jsonb;
  static constexpr unsigned array_oid = 3807;
  static constexpr bool reads(TypeOid type) { return type == oid; }
  static void encode(std::string& out, const Json& value) {
    out.push_back('\1');
    out += dump(value);
  }
  static Json decode(std::string_view in, TypeOid) { return Json::parse(in.substr(1)); }
};

template <class T>
requires(detail::is_id<T>) struct Codec<T> : Codec<std::int64_t> {
  static T decode(std::string_view in, TypeOid type) { return T{Codec<std::int64_t>::decode(in, type)}; }
  static void encode(std::string& out, T value) { Codec<std::int64_t>::encode(out, value.value); }
};

template <detail::Code T>
struct Codec<T> : Codec<std::int16_t> {
  static T decode(std::string_view in, TypeOid type) {
    return static_cast<T>(Codec<std::int16_t>::decode(in, type));
  }
  static void encode(std::string& out, T value) {
    Codec<std::int16_t>::encode(out, static_cast<std::int16_t>(value));
  }
};

}  // namespace itsm::host::store
