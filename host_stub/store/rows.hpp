// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <tuple>
#include <vector>

#include "host_stub/store/codec.hpp"

struct pg_result;

namespace itsm::host::store {

class Rows;

// One row of an answer. Valid while its Rows lives.
class Row {
 public:
  Row(const Rows& rows, int number) : rows_(&rows), number_(number) {}

  // The column by its place in the select list, from 0. std::optional where it may be NULL, std::vector for
  // an array. Throws ColumnError when the statement and the code do not agree on the type.
  template <class T>
  T get(int column) const;

  // All columns in their order: row.read(id, title, due). The number of targets must be that of the columns.
  template <class... T>
  void read(T&... targets) const;

 private:
  const Rows* rows_;
  int number_;
};

// The answer to one statement. Owns the memory; moved, not copied.
class Rows {
 public:
  explicit Rows(pg_result* raw) noexcept : raw_(raw) {}

  int size() const;
  bool empty() const { return size() == 0; }
  int columns() const;
  // Rows inserted, updated or deleted; of a query, those that came back.
  std::int64_t affected() const;
  // The kind of statement: "INSERT 0 1", "COMMIT", "ROLLBACK".
  std::string_view command() const;
  Row operator[](int number) const { return {*this, number}; }
  Row front() const { return {*this, 0}; }

  class Iterator {
   public:
    Iterator(const Rows& rows, int number) : rows_(&rows), number_(number) {}
    Row operator*() const { return {*rows_, number_}; }
    Iterator& operator++() {
      ++number_;
      return *this;
    }
    bool operator!=(const Iterator& other) const { return number_ != other.number_; }

   private:
    const Rows* rows_;
    int number_;
  };
  Iterator begin() const { return {*this, 0}; }
  Iterator end() const { return {*this, size()}; }

  TypeOid type(int column) const;
  // nullopt is SQL NULL.
  std::optional<std::string_view> at(int row, int column) const;

 private:
  struct Free {
    void operator()(pg_result* raw) const noexcept;
  };
  std::unique_ptr<pg_result, Free> raw_;
};

namespace detail {

[[noreturn]] void throw_column_error(int column, TypeOid type, const char* reason);
// The elements of an array as PostgreSQL sends it; throws ColumnError on more than one dimension.
std::vector<std::optional<std::string_view>> array_elements(std::string_view in, TypeOid& element_type);

template <class T>
T decode_column(std::optional<std::string_view> value, TypeOid type, int column) {
  if constexpr (itsm::detail::is_optional<T>) {
    if (!value) return std::nullopt;
    return decode_column<typename T::value_type>(value, type, column);
  } else {
    if (!value) throw_column_error(column, type, "is NULL");
    if constexpr (itsm::detail::is_vector<T> && !std::is_same_v<T, Bytes>) {
      TypeOid element_type{};
      T elements;
      for (const auto& element : array_elements(*value, element_type))
        elements.push_back(decode_column<typename T::value_type>(element, element_type, column));
      return elements;
    } else {
      if (!Codec<T>::reads(type)) throw_column_error(column, type, "is of another type than is read");
      return Codec<T>::decode(*value, type);
    }
  }
}

}  // namespace detail

template <class T>
T Row::get(int column) const {
  return detail::decode_column<T>(rows_->at(number_, column), rows_->type(column), column);
}

template <class... T>
void Row::read(T&... targets) const {
  if (rows_->columns() != static_cast<int>(sizeof...(targets)))
    throw ColumnError(std::to_string(rows_->columns()) + " columns are read into " +
                      std::to_string(sizeof...(targets)) + " targets");
  int column = 0;
  ((targets = get<T>(column++)), ...);
}

}  // namespace itsm::host::store
