// SPDX-License-Identifier: Apache-2.0
#include "host_stub/http/address_guard.hpp"

#include <rapidcheck.h>

#include "tests/support/catch.hpp"

namespace itsm::host::http {
namespace {

using Catch::Matchers::Contains;

std::optional<std::string> judge(std::string_view address, std::vector<Network> allowed = {}) {
  return why_forbidden(*Address::parse(address), allowed);
}

Network network(std::string_view text) { return *Network::parse(text); }

TEST_CASE("public addresses may be connected to") {
  const auto address =
      GENERATE("1.1.1.1", "8.8.8.8", "9.255.255.255", "11.0.0.0", "100.63.255.255", "100.128.0.0",
               "126.255.255.255", "128.0.0.0", "169.253.255.255", "169.255.0.0", "172.15.255.255",
               "172.32.0.0", "192.0.1.0", "192.167.255.255", "192.169.0.0", "198.17.255.255", "198.20.0.0",
               "223.255.255.255", "2600::1", "2a00:1450::1", "2001:200::1", "2003::1", "::ffff:1.1.1.1");
  CAPTURE(address);
  CHECK_FALSE(judge(address));
}

TEST_CASE("addresses that are not public may not, in either spelling") {
  const auto address =
      GENERATE("0.0.0.0", "0.1.2.3", "10.0.0.0", "10.255.255.255", "100.64.0.0", "100.127.255.255",
               "127.0.0.1", "127.255.255.255", "169.254.169.254", "172.16.0.0", "172.31.255.255", "192.0.0.1",
               "192.0.2.9", "192.88.99.1", "192.168.0.0", "192.168.255.255", "198.18.0.0", "198.19.255.255",
               "198.51.100.1", "203.0.113.1", "224.0.0.1", "239.255.255.255", "240.0.0.0", "255.255.255.255");
  CAPTURE(address);
  CHECK(judge(address));
  CHECK(judge("::ffff:" + std::string(address)));
}

TEST_CASE("IPv6 outside global unicast, and what leads to IPv4, may not") {
  const auto address =
      GENERATE("::", "::1", "::127.0.0.1", "64:ff9b::a9fe:a9fe", "64:ff9b:1::1", "100::1", "2001::1",
               "2001:db8::1", "2002:7f00:1::", "3fff::1", "4000::1", "5f00::1", "fc00::1", "fdff::1",
               "fe80::1", "febf::1", "fec0::1", "ff02::1", "8000::1", "::ffff:0:7f00:1");
  CAPTURE(address);
  CHECK(judge(address));
}

TEST_CASE("the reason names the network") {
  CHECK(judge("169.254.169.254") == "link-local, where clouds serve instance credentials (169.254.0.0/16)");
  CHECK_THAT(*judge("fd12::1"), Contains("private") && Contains("fc00::/7"));
}

TEST_CASE("what the operator allows may be connected to, and its neighbours may not") {
  CHECK_FALSE(judge("10.20.30.40", {network("10.20.30.0/24")}));
  CHECK_FALSE(judge("::ffff:10.20.30.40", {network("10.20.30.0/24")}));
  CHECK(judge("10.20.31.40", {network("10.20.30.0/24")}));
  CHECK_FALSE(judge("10.0.0.5", {network("fd00::/8"), network("10.0.0.5")}));
  CHECK(judge("10.0.0.4", {network("10.0.0.5")}));
  CHECK_FALSE(judge("fd00::5", {network("fd00::/8")}));
  CHECK(judge("::1", {network("127.0.0.0/8")}));
}

TEST_CASE("a network is an address and a prefix, and nothing more") {
  CHECK(network("10.0.0.0/8").text() == "10.0.0.0/8");
  CHECK(network("10.0.0.1").text() == "10.0.0.1/32");
  CHECK(network("fd00::/8").text() == "fd00::/8");
  CHECK(network("0.0.0.0/0").text() == "0.0.0.0/0");
  for (const auto* bad :
       {"", "10", "10.0.0.0/", "10.0.0.0/33", "10.0.0.0/-1", "10.0.0.0/8x", "10.0.0.1/8", "fd00::/129",
        "010.0.0.0/8", "localhost", "0x7f000001", "10.0.0.0 /8", "fe80::1%lo"}) {
    CAPTURE(bad);
    REQUIRE_FALSE(Network::parse(bad));
    CHECK(Network::parse(bad).error().code == "bad_network");
  }
}

Address random_address() {
  Address::Bytes bytes{};
  if (*rc::gen::arbitrary<bool>()) {
    for (auto& byte : bytes) byte = *rc::gen::arbitrary<std::uint8_t>();
    return Address(bytes);
  }
  bytes[10] = bytes[11] = 0xff;
  for (std::size_t i = 12; i < 16; ++i) bytes[i] = *rc::gen::arbitrary<std::uint8_t>();
  return Address(bytes);
}

bool bit(const Address& address, unsigned index) {
  return (address.bytes()[index / 8] >> (7 - index % 8) & 1) != 0;
}

TEST_CASE("an address survives as text") {
  CHECK(rc::check([] {
    const auto address = random_address();
    RC_ASSERT(Address::parse(address.text()) == address);
  }));
}

TEST_CASE("a network holds exactly the addresses that share its first bits") {
  CHECK(rc::check([] {
    const auto base = random_address();
    const unsigned first = base.is_v4() ? 96 : 0;
    const auto prefix = *rc::gen::inRange<unsigned>(0, 129 - first);
    auto bytes = base.bytes();
    for (unsigned i = first + prefix; i < 128; ++i)
      bytes[i / 8] = static_cast<std::uint8_t>(bytes[i / 8] & ~(0x80U >> (i % 8)));
    const auto block = Network::parse(Address(bytes).text() + "/" + std::to_string(prefix));
    RC_PRE(block.has_value());  // zeroing may turn an IPv6 base into a mapped one, whose prefix is shorter

    // Near the network more often than chance would have it: the base with one bit turned.
    auto other_bytes = base.bytes();
    const auto turned = *rc::gen::inRange<unsigned>(0, 128);
    if (*rc::gen::arbitrary<bool>())
      other_bytes[turned / 8] = static_cast<std::uint8_t>(other_bytes[turned / 8] ^ (0x80U >> (turned % 8)));
    const Address other(other_bytes);
    bool shares = true;
    for (unsigned i = 0; i < first + prefix; ++i) shares = shares && bit(base, i) == bit(other, i);
    RC_ASSERT(block->contains(other) == shares);
  }));
}

TEST_CASE("an allowed network takes nothing away and gives only its own") {
  CHECK(rc::check([] {
    const auto address = random_address();
    const auto block = network("10.0.0.0/8");
    const auto without = why_forbidden(address, {});
    const auto with = why_forbidden(address, std::span(&block, 1));
    RC_ASSERT(with.has_value() == (without.has_value() && !block.contains(address)));
  }));
}

}  // namespace
}  // namespace itsm::host::http
