// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstddef>
#include <memory>
#include <span>
#include <string_view>

namespace itsm::host::vault {

// An opened secret: moved, never copied by accident, not printable, of fixed size so that growing leaves no
// copies behind, and overwritten with zeros before its memory is given back.
class SecretBytes {
 public:
  SecretBytes() = default;
  // All zeros.
  explicit SecretBytes(std::size_t size);
  static SecretBytes copy_of(std::span<const std::byte> bytes);
  static SecretBytes copy_of(std::string_view text);

  std::size_t size() const noexcept { return data_ ? data_.get_deleter().size : 0; }
  // These point into the secret and are valid while it lives and is not moved from.
  std::span<const std::byte> bytes() const noexcept { return {data_.get(), size()}; }
  std::span<std::byte> writable() noexcept { return {data_.get(), size()}; }
  std::string_view text() const noexcept { return {reinterpret_cast<const char*>(data_.get()), size()}; }

 private:
  struct Wipe {
    std::size_t size;  // no initialiser: GCC 12 would not see that Wipe can be made without arguments
    void operator()(std::byte* data) const noexcept;
  };
  std::unique_ptr<std::byte[], Wipe> data_;  // NOLINT(modernize-avoid-c-arrays): size and deleter are its own
};

}  // namespace itsm::host::vault
