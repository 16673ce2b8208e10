// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <array>
#include <compare>
#include <cstddef>
#include <memory>
#include <optional>
#include <span>
#include <string>

#include "host_stub/core/problem.hpp"

namespace itsm::host::vault {

// The public name of a key, computed from it: two keys never share one, and a row cannot claim a key that it
// was not made with.
struct KeyId {
  std::array<std::byte, 16> bytes{};

  auto operator<=>(const KeyId&) const = default;
  std::string hex() const;
  // Nothing for any other length.
  static std::optional<KeyId> from(std::span<const std::byte> bytes);
};

// 32 secret bytes in a memory page of their own, between guard pages, read-only, out of core dumps and, where
// the limit on locked memory allows it, out of swap; overwritten at the end. A key takes four pages and a
// lock, so that a process should hold few. May be read from any thread.
class Key {
 public:
  static constexpr std::size_t kSize = 32;

  // Both refuse with "no_secret_memory" when the system has none left. copy_of leaves wiping its source to
  // the caller.
  static Result<Key> random();
  static Result<Key> copy_of(std::span<const std::byte, kSize> bytes);

  const KeyId& id() const noexcept { return id_; }
  // Valid while the key lives and is not moved from.
  std::span<const std::byte, kSize> bytes() const noexcept {
    return std::span<const std::byte, kSize>(memory_.get(), kSize);
  }

 private:
  struct Release {
    void operator()(std::byte* memory) const noexcept;
  };
  using Memory = std::unique_ptr<std::byte, Release>;

  explicit Key(Memory memory);
  static Result<Memory> allocate();

  Memory memory_;
  KeyId id_{};
};

}  // namespace itsm::host::vault
