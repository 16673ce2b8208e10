// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <array>
#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <string_view>

#include "host_stub/core/problem.hpp"

namespace itsm::host::http {

// An IP address of either family. An IPv4 address and its IPv6-mapped form (::ffff:a.b.c.d) are the same
// value, so that neither spelling escapes a rule made for the other.
class Address {
 public:
  using Bytes = std::array<std::uint8_t, 16>;
  explicit Address(const Bytes& bytes) : bytes_(bytes) {}
  // Takes dotted IPv4 and textual IPv6, nothing else: no names, no octal or shortened forms.
  static std::optional<Address> parse(std::string_view text);

  const Bytes& bytes() const { return bytes_; }
  bool is_v4() const;
  std::string text() const;
  bool operator==(const Address&) const = default;

 private:
  Bytes bytes_;
};

// A block of addresses: "10.0.0.0/8", "fd00::/8", or one address.
class Network {
 public:
  // Fails with code "bad_network". Bits beyond the prefix must be zero: with them set, the writer meant
  // another block.
  static Result<Network> parse(std::string_view text);
  bool contains(const Address& address) const;
  std::string text() const;

 private:
  Network(Address base, unsigned prefix) : base_(base), prefix_(prefix) {}

  Address base_;
  unsigned prefix_;  // of 128 bits
};

// Why the host does not connect to that address: it is private, local, reserved or otherwise not a public
// one, and no allowed network holds it. Nothing: it may be connected to.
std::optional<std::string> why_forbidden(const Address& address, std::span<const Network> allowed);

}  // namespace itsm::host::http
