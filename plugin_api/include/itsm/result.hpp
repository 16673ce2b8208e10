// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <optional>
#include <utility>
#include <variant>

namespace itsm {

struct Error;

// Carries a failure into a Result: `return unexpected(Error{...})`.
template <class E>
class [[nodiscard]] Unexpected {
 public:
  explicit Unexpected(E error) : error_(std::move(error)) {}
  E& error() & noexcept { return error_; }
  const E& error() const& noexcept { return error_; }
  E&& error() && noexcept { return std::move(error_); }

 private:
  E error_;
};

template <class E>
Unexpected<E> unexpected(E error) {
  return Unexpected<E>(std::move(error));
}

// A value or the reason why there is none. Names and meaning are those of C++23's std::expected, which
// replaces it once the tool chain has it. Reading the side that is not there is a programming error and
// throws std::bad_variant_access.
template <class T, class E = Error>
class [[nodiscard]] Result {
 public:
  using value_type = T;
  using error_type = E;

  Result(T value)
      : state_(std::in_place_index<0>, std::move(value)) {}  // NOLINT(google-explicit-constructor)
  Result(Unexpected<E> failure)                              // NOLINT(google-explicit-constructor)
      : state_(std::in_place_index<1>, std::move(failure).error()) {}

  bool has_value() const noexcept { return state_.index() == 0; }
  explicit operator bool() const noexcept { return has_value(); }

  T& value() & { return std::get<0>(state_); }
  const T& value() const& { return std::get<0>(state_); }
  T&& value() && { return std::get<0>(std::move(state_)); }
  T& operator*() & { return value(); }
  const T& operator*() const& { return value(); }
  T&& operator*() && { return std::move(*this).value(); }
  T* operator->() { return &value(); }
  const T* operator->() const { return &value(); }

  E& error() & { return std::get<1>(state_); }
  const E& error() const& { return std::get<1>(state_); }
  E&& error() && { return std::get<1>(std::move(state_)); }

 private:
  std::variant<T, E> state_;
};

template <class E>
class [[nodiscard]] Result<void, E> {
 public:
  using value_type = void;
  using error_type = E;

  Result() = default;
  Result(Unexpected<E> failure)
      : error_(std::move(failure).error()) {}  // NOLINT(google-explicit-constructor)

  bool has_value() const noexcept { return !error_.has_value(); }
  explicit operator bool() const noexcept { return has_value(); }

  E& error() & { return error_.value(); }
  const E& error() const& { return error_.value(); }
  E&& error() && { return std::move(error_).value(); }

 private:
  std::optional<E> error_;
};

}  // namespace itsm

#define ITSM_CONCAT_INNER(a, b) a##b  // NOLINTBEGIN(bugprone-macro-parentheses): names cannot stand in them
#define ITSM_CONCAT(a, b) ITSM_CONCAT_INNER(a, b)

// ITSM_TRY(auto ticket, fetch(id)); declares `ticket`, or returns the failure from the enclosing function.
// The counter keeps the names apart where the expression holds a lambda that uses these macros too.
#define ITSM_TRY(declaration, expression) \
  ITSM_TRY_NAMED(ITSM_CONCAT(itsm_try_, __COUNTER__), declaration, expression)
#define ITSM_TRY_NAMED(name, declaration, expression)              \
  auto name = (expression);                                        \
  if (!(name)) return ::itsm::unexpected(std::move(name).error()); \
  declaration = *std::move(name) /* the caller writes the semicolon */

// The same where only success matters.
#define ITSM_CHECK(expression) ITSM_CHECK_NAMED(ITSM_CONCAT(itsm_check_, __COUNTER__), expression)
#define ITSM_CHECK_NAMED(name, expression)                                                     \
  do {                                                                                         \
    if (auto name = (expression); !(name)) return ::itsm::unexpected(std::move(name).error()); \
  } while (false)  // NOLINTEND(bugprone-macro-parentheses)
