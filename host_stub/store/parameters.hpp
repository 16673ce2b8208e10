// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <optional>
#include <span>
#include <string>
#include <type_traits>
#include <vector>

#include "host_stub/store/codec.hpp"

namespace itsm::host::store {

// The values of $1, $2, … of one statement. Optionals may be NULL; vectors become arrays, and vectors of
// optionals arrays with NULLs.
class Parameters {
 public:
  Parameters() = default;
  template <class... T>
  static Parameters of(const T&... values) {
    Parameters parameters;
    (parameters.add(values), ...);
    return parameters;
  }

  template <class T>
  void add(const T& value) {
    if constexpr (itsm::detail::is_optional<T>) {
      using Inner = typename T::value_type;
      if (value) {
        add(*value);
      } else {
        begin(oid_of<Inner>());
        values_.back().is_null = true;
      }
    } else if constexpr (std::convertible_to<const T&, std::string_view>) {
      begin(oid_of<std::string_view>());
      end_with<std::string_view>(value);
    } else if constexpr (kIsArray<T>) {
      begin(oid_of<T>());
      encode_array(value);
      values_.back().length = bytes_.size() - values_.back().offset;
    } else {
      begin(oid_of<T>());
      end_with<T>(value);
    }
  }

  std::size_t size() const { return values_.size(); }
  unsigned type(std::size_t i) const { return values_[i].type; }
  // nullptr is NULL. Valid until the next add.
  const char* data(std::size_t i) const {
    return values_[i].is_null ? nullptr : bytes_.data() + values_[i].offset;
  }
  int length(std::size_t i) const { return static_cast<int>(values_[i].length); }

 private:
  struct Value {
    unsigned type = 0;
    std::size_t offset = 0;
    std::size_t length = 0;
    bool is_null = false;
  };

  template <class T>
  static constexpr bool kIsArray = itsm::detail::is_vector<T> && !std::is_same_v<T, Bytes>;

  template <class T>
  static constexpr unsigned oid_of() {
    if constexpr (kIsArray<T>) {
      using Element = typename T::value_type;
      if constexpr (itsm::detail::is_optional<Element>) {
        return Codec<typename Element::value_type>::array_oid;
      } else {
        return Codec<Element>::array_oid;
      }
    } else {
      return static_cast<unsigned>(Codec<T>::oid);
    }
  }

  void begin(unsigned type) { values_.push_back({type, bytes_.size(), 0, false}); }

  template <class T>
  void end_with(const T& value) {
    Codec<T>::encode(bytes_, value);
    values_.back().length = bytes_.size() - values_.back().offset;
  }

  // One dimension, counted from 1; each element with its length in front, -1 being NULL.
  template <class T>
  void encode_array(const std::vector<T>& elements) {
    put(elements.empty() ? 0 : 1);
    put(itsm::detail::is_optional<T> ? 1 : 0);
    put(element_oid<T>());
    if (elements.empty()) return;
    put(static_cast<std::uint32_t>(elements.size()));
    put(1);
    for (const auto& element : elements) encode_element<T>(element);
  }

  template <class T>
  static constexpr std::uint32_t element_oid() {
    if constexpr (itsm::detail::is_optional<T>) {
      return static_cast<std::uint32_t>(Codec<typename T::value_type>::oid);
    } else {
      return static_cast<std::uint32_t>(Codec<T>::oid);
    }
  }

  template <class T>
  void encode_element(const T& element) {
    if constexpr (itsm::detail::is_optional<T>) {
      if (!element) {
        put(0xFFFFFFFFU);
        return;
      }
      encode_element<typename T::value_type>(*element);
    } else {
      const std::size_t length_at = bytes_.size();
      put(0);
      Codec<T>::encode(bytes_, element);
      std::string length;
      detail::put_big_endian(length, static_cast<std::uint32_t>(bytes_.size() - length_at - 4));
      bytes_.replace(length_at, 4, length);
    }
  }

  void put(std::uint32_t value) { detail::put_big_endian(bytes_, value); }

  std::string bytes_;
  std::vector<Value> values_;
};

// One column of many rows, as an array to write them with.
template <class Record, class Member>
auto column_of(std::span<const Record> rows, Member&& member) {
  std::vector<std::decay_t<decltype(member(rows.front()))>> values;
  values.reserve(rows.size());
  for (const Record& row : rows) values.push_back(member(row));
  return values;
}

}  // namespace itsm::host::store
