// SPDX-License-Identifier: Apache-2.0
#include "host_stub/services/public_url.hpp"

#include "tests/support/catch.hpp"

namespace itsm::host::services {
namespace {

config::ServerSettings reached_at(std::string url) {
  config::ServerSettings server;
  server.public_url = std::move(url);
  return server;
}

TEST_CASE("the host is reached where it listens, unless its configuration says otherwise") {
  CHECK(*public_url(reached_at("https://tickets.example.com")) == "https://tickets.example.com");
  config::ServerSettings server;
  server.listen = {"::1", 8081};
  CHECK(*public_url(server) == "http://[::1]:8081");
  server.listen.port = 0;
  CHECK(public_url(server).error().code == "public_url_missing");
}

TEST_CASE("an address that vendors or browsers cannot use is told at the start") {
  CHECK(public_url_notes(reached_at("https://tickets.example.com")).empty());
  CHECK(public_url_notes(reached_at("https://203.0.113.7.example.com:8443")).empty());
  for (const auto* const url : {"https://localhost", "http://127.0.0.1:8080", "https://10.1.2.3",
                                "https://[::1]:8443", "https://192.168.0.9/itsm"}) {
    INFO(url);
    const auto notes = public_url_notes(reached_at(url));
    REQUIRE(notes.size() == 1);
    CHECK(notes.front().find("is a private address") != std::string::npos);
  }
  const auto plain = public_url_notes(reached_at("http://tickets.example.com"));
  REQUIRE(plain.size() == 1);
  CHECK(plain.front().find("is not encrypted") != std::string::npos);
}

}  // namespace
}  // namespace itsm::host::services
