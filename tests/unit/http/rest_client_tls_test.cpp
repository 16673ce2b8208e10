// SPDX-License-Identifier: Apache-2.0
#include "host_stub/http/rest_client.hpp"
#include "tests/support/catch.hpp"
#include "tests/unit/http/temporary_folder.hpp"
#include "tests/unit/http/tls_vendor.hpp"
#include "tests/unit/http/vendor_way.hpp"

namespace itsm::host::http {
namespace {

using Catch::Matchers::Contains;
using Catch::Matchers::EndsWith;
using Catch::Matchers::StartsWith;
using test::get;
using test::post;
using test::TlsVendor;
using test::Way;

struct Certificates {
  test::TemporaryFolder folder{};
  test::Authority authority{folder.path()};

  Certificates() {
    authority.sign("localhost", "DNS:localhost,IP:127.0.0.1");
    authority.sign("elsewhere", "DNS:elsewhere.test");
    authority.sign("expired", "DNS:localhost", "-days -1");
  }
};

TEST_CASE("a vendor whose certificate an added authority signed is reached by its name, through a tunnel") {
  const Certificates certificates;
  const TlsVendor vendor(certificates.authority, "localhost");
  const Way way({.ca_file = certificates.authority.ca_file()});
  constexpr std::size_t kRequests = 30;
  for (std::size_t i = 0; i < kRequests; ++i) {
    const auto response = way.client->send(get(vendor.url("localhost"), "/a?b=1"));
    REQUIRE(response);
    CHECK_THAT(response->body, StartsWith("GET /a?b=1 HTTP/1.1\r\nHost: localhost:") && !Contains("Proxy-"));
  }
  const auto names = vendor.names().all();
  CHECK(std::count(names.begin(), names.end(), "localhost") == static_cast<std::ptrdiff_t>(names.size()));
  CHECK(names.size() < kRequests);  // connections are kept
  CHECK(way.client->send(get(vendor.url("127.0.0.1"))));
}

TEST_CASE("an unknown authority is refused before anything is sent") {
  const Certificates certificates;
  const TlsVendor vendor(certificates.authority, "localhost");
  const Way way;
  const auto outcome = way.client->send(post(vendor.url("localhost"), "body"));
  REQUIRE_FALSE(outcome);
  CHECK(outcome.error().code == "tls");
  CHECK(outcome.error().reach == Reach::not_sent);
  CHECK_THAT(outcome.error().message,
             StartsWith("No trusted TLS connection to localhost:") &&
                 EndsWith(": its certificate is signed by nobody whom this host trusts."));
  CHECK(vendor.posts() == 0);
}

TEST_CASE("a certificate for another host or of another day is refused before anything is sent") {
  const Certificates certificates;
  const auto [certificate, told] =
      GENERATE(table<const char*, const char*>({{"elsewhere", ": its certificate is for another name."},
                                                {"expired", ": its certificate has expired."}}));
  const TlsVendor vendor(certificates.authority, certificate);
  const Way way({.ca_file = certificates.authority.ca_file()});
  const auto outcome = way.client->send(post(vendor.url("localhost"), "body"));
  REQUIRE_FALSE(outcome);
  CHECK(outcome.error().code == "tls");
  CHECK(outcome.error().reach == Reach::not_sent);
  CHECK_THAT(outcome.error().message, EndsWith(told));
  CHECK(vendor.posts() == 0);
}

TEST_CASE("TLS older than 1.2 is refused") {
  const Certificates certificates;
  const TlsVendor vendor(certificates.authority, "localhost", TLS1_1_VERSION);
  const Way way({.ca_file = certificates.authority.ca_file()});
  const auto outcome = way.client->send(get(vendor.url("localhost")));
  REQUIRE_FALSE(outcome);
  CHECK(outcome.error().code == "tls");
  CHECK_THAT(outcome.error().message, EndsWith(": it speaks no TLS 1.2 or newer."));
}

TEST_CASE("a server that speaks no TLS is refused before anything is sent") {
  const test::RawServer talking([](test::Socket& socket) { socket.write("HTTP/1.1 200 OK\r\n\r\n"); });
  const Way way;
  const auto outcome = way.client->send(post(talking.url("https"), "body"));
  REQUIRE_FALSE(outcome);
  CHECK(outcome.error().code == "tls");
  CHECK(outcome.error().reach == Reach::not_sent);
}

TEST_CASE("a write over TLS is sent once, even when a kept connection ends under it") {
  const Certificates certificates;
  const TlsVendor vendor(certificates.authority, "localhost");
  const Way way({.ca_file = certificates.authority.ca_file()});
  for (int i = 1; i <= 10; ++i) {
    REQUIRE(way.client->send(get(vendor.url("localhost"))));
    const auto outcome = way.client->send(post(vendor.url("localhost"), ""));
    REQUIRE_FALSE(outcome);
    CHECK(outcome.error().reach == Reach::unknown);
    CHECK(vendor.posts() == i);
  }
}

}  // namespace
}  // namespace itsm::host::http
