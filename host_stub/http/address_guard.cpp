// SPDX-License-Identifier: Apache-2.0
#include "host_stub/http/address_guard.hpp"

#include <arpa/inet.h>

#include <algorithm>
#include <charconv>
#include <utility>
#include <vector>

namespace itsm::host::http {
namespace {

constexpr std::array<std::uint8_t, 12> kMapped{0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0xff, 0xff};
constexpr unsigned kMappedBits = 96;

struct Rule {
  Network network;
  std::string_view what;
};

Network known(std::string_view text) { return *Network::parse(text); }

// IANA's special-purpose registries (RFC 6890 and its updates), and multicast.
const std::vector<Rule>& rules() {
  static const std::vector<Rule> kAll{
      {known("0.0.0.0/8"), "this host"},
      {known("10.0.0.0/8"), "a private network"},
      {known("100.64.0.0/10"), "a carrier's shared network"},
      {known("127.0.0.0/8"), "loopback"},
      {known("169.254.0.0/16"), "link-local, where clouds serve instance credentials"},
      {known("172.16.0.0/12"), "a private network"},
      {known("192.0.0.0/24"), "reserved for protocols"},
      {known("192.0.2.0/24"), "reserved for documentation"},
      {known("192.88.99.0/24"), "a former relay network"},
      {known("192.168.0.0/16"), "a private network"},
      {known("198.18.0.0/15"), "reserved for benchmarks"},
      {known("198.51.100.0/24"), "reserved for documentation"},
      {known("203.0.113.0/24"), "reserved for documentation"},
      {known("224.0.0.0/4"), "multicast"},
      {known("240.0.0.0/4"), "reserved"},
      {known("::"), "this host"},
      {known("::1"), "loopback"},
      {known("64:ff9b::/96"), "translated to IPv4"},
      {known("64:ff9b:1::/48"), "translated to IPv4"},
      {known("100::/64"), "discarded"},
      {known("2001::/23"), "reserved for protocols"},
      {known("2001:db8::/32"), "reserved for documentation"},
      {known("2002::/16"), "6to4, which leads to IPv4"},
      {known("3fff::/20"), "reserved for documentation"},
      {known("5f00::/16"), "segment routing"},
      {known("fc00::/7"), "a private network"},
      {known("fe80::/10"), "link-local"},
      {known("ff00::/8"), "multicast"},
  };
  return kAll;
}

}  // namespace

std::optional<Address> Address::parse(std::string_view text) {
  const std::string terminated(text);
  Bytes bytes{};
  if (::inet_pton(AF_INET6, terminated.c_str(), bytes.data()) == 1) return Address(bytes);
  std::copy(kMapped.begin(), kMapped.end(), bytes.begin());
  if (::inet_pton(AF_INET, terminated.c_str(), bytes.data() + kMapped.size()) == 1) return Address(bytes);
  return std::nullopt;
}

bool Address::is_v4() const { return std::equal(kMapped.begin(), kMapped.end(), bytes_.begin()); }

std::string Address::text() const {
  std::array<char, INET6_ADDRSTRLEN> text{};
  if (is_v4())
    ::inet_ntop(AF_INET, bytes_.data() + kMapped.size(), text.data(), text.size());
  else
    ::inet_ntop(AF_INET6, bytes_.data(), text.data(), text.size());
  return text.data();
}

Result<Network> Network::parse(std::string_view text) {
  const auto bad = [&](std::string_view why) {
    return problem(ProblemKind::invalid, "bad_network",
                   "'" + std::string(text) + "' " + std::string(why) + ".",
                   "Write a network such as 10.20.0.0/16 or fd00:20::/32, or one address.");
  };
  const auto slash = text.find('/');
  const auto base = Address::parse(text.substr(0, slash));
  if (!base) return bad("is not an IP network");
  unsigned prefix = base->is_v4() ? 32 : 128;
  if (slash != std::string_view::npos) {
    const auto digits = text.substr(slash + 1);
    const unsigned most = prefix;
    const auto [end, error] = std::from_chars(digits.data(), digits.data() + digits.size(), prefix);
    if (error != std::errc() || end != digits.data() + digits.size() || prefix > most)
      return bad("has no valid prefix length");
  }
  if (base->is_v4()) prefix += kMappedBits;
  for (unsigned bit = prefix; bit < 128; ++bit)
    if ((base->bytes()[bit / 8] >> (7 - bit % 8) & 1) != 0) return bad("has bits set beyond its prefix");
  return Network(*base, prefix);
}

bool Network::contains(const Address& address) const {
  const auto& mine = base_.bytes();
  const auto& theirs = address.bytes();
  const auto whole = static_cast<std::ptrdiff_t>(prefix_ / 8);
  if (!std::equal(mine.begin(), mine.begin() + whole, theirs.begin())) return false;
  const unsigned rest = prefix_ % 8;
  const auto index = static_cast<std::size_t>(whole);
  return rest == 0 || (mine[index] ^ theirs[index]) >> (8 - rest) == 0;
}

std::string Network::text() const {
  return base_.text() + "/" + std::to_string(base_.is_v4() ? prefix_ - kMappedBits : prefix_);
}

std::optional<std::string> why_forbidden(const Address& address, std::span<const Network> allowed) {
  const auto holds = [&](const Network& network) { return network.contains(address); };
  if (std::any_of(allowed.begin(), allowed.end(), holds)) return std::nullopt;
  for (const auto& rule : rules())
    if (holds(rule.network)) return std::string(rule.what) + " (" + rule.network.text() + ")";
  static const Network kGlobalUnicast = known("2000::/3");
  if (!address.is_v4() && !holds(kGlobalUnicast)) return "not a public address";
  return std::nullopt;
}

}  // namespace itsm::host::http
