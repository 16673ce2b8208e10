// SPDX-License-Identifier: Apache-2.0
#include "host_stub/store/rows.hpp"

#include <libpq-fe.h>

#include <charconv>

namespace itsm::host::store {

void Rows::Free::operator()(pg_result* raw) const noexcept { PQclear(raw); }

int Rows::size() const { return PQntuples(raw_.get()); }

int Rows::columns() const { return PQnfields(raw_.get()); }

std::int64_t Rows::affected() const {
  const std::string_view text = PQcmdTuples(raw_.get());
  std::int64_t count = 0;
  std::from_chars(text.data(), text.data() + text.size(), count);
  return count;
}

std::string_view Rows::command() const { return PQcmdStatus(raw_.get()); }

TypeOid Rows::type(int column) const { return static_cast<TypeOid>(PQftype(raw_.get(), column)); }

std::optional<std::string_view> Rows::at(int row, int column) const {
  if (row < 0 || row >= size() || column < 0 || column >= columns())
    throw ColumnError("row " + std::to_string(row) + ", column " + std::to_string(column) +
                      " is not in the answer");
  if (PQgetisnull(raw_.get(), row, column) != 0) return std::nullopt;
  return std::string_view(PQgetvalue(raw_.get(), row, column),
                          static_cast<std::size_t>(PQgetlength(raw_.get(), row, column)));
}

namespace detail {

void throw_column_error(int column, TypeOid type, const char* reason) {
  throw ColumnError("column " + std::to_string(column) + " (type " +
                    std::to_string(static_cast<unsigned>(type)) + ") " + reason);
}

std::vector<std::optional<std::string_view>> array_elements(std::string_view in, TypeOid& element_type) {
  const auto next = [&in] {
    const auto value = get_big_endian<std::uint32_t>(in.substr(0, 4));
    in.remove_prefix(4);
    return value;
  };
  const auto dimensions = next();
  next();  // whether there are NULLs: each element says so itself
  element_type = static_cast<TypeOid>(next());
  if (dimensions == 0) return {};
  if (dimensions != 1) throw ColumnError("an array of " + std::to_string(dimensions) + " dimensions");
  std::vector<std::optional<std::string_view>> elements(next());
  next();  // the first index
  for (auto& element : elements) {
    const auto length = static_cast<std::int32_t>(next());
    if (length < 0) continue;
    element = in.substr(0, static_cast<std::size_t>(length));
    in.remove_prefix(static_cast<std::size_t>(length));
  }
  return elements;
}

}  // namespace detail

}  // namespace itsm::host::store
