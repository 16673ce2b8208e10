// SPDX-License-Identifier: Apache-2.0
#include "host_stub/config/host_settings.hpp"

#include "tests/support/catch.hpp"
#include "tests/unit/config/mistakes.hpp"

using namespace itsm::host::config;
using Lines = std::vector<std::string>;

namespace {

Lines mistakes(std::string_view text) {
  const auto read = read_host_settings("etc/host.yaml", text);
  return read ? Lines{} : lines_of(read.error().complaints);
}

}  // namespace

TEST_CASE("everything that is left out has a default, and relative paths are those of the file") {
  const auto settings = read_host_settings("etc/host.yaml", "data: kept\n");
  REQUIRE(settings);
  CHECK(settings->server.listen.address == "127.0.0.1");
  CHECK(settings->server.listen.port == 8080);
  CHECK(settings->data == "etc/kept");
  CHECK(settings->key_file.empty());           // in the data folder, wherever --data puts that
  CHECK(settings->plugins.directory.empty());  // the one that comes with the program
  CHECK_FALSE(settings->plugins.in_process);
  CHECK(settings->database.url.empty());
  CHECK(settings->network.allow.empty());
  CHECK(settings->limits.import_body == std::uint64_t{2} << 30);
}

TEST_CASE("every host setting is read") {
  const auto settings = read_host_settings("host.yaml", R"(
server: {listen: "[::1]:0", public_url: https://tickets.example.com}
data: /var/lib/itsm
database: {url: postgresql://db/itsm, admin_url: postgresql://admin@db/itsm}
plugins: {directory: /usr/lib/itsm, in_process: yes, workers: 4}
key_file: /etc/itsm/vault.key
network: {allow: [10.0.0.0/8, "fd00::/8", 192.0.2.7], ca_file: ca.pem}
log: {level: debug, format: json}
limits: {request_body: 512 KiB, webhook_body: 2 MiB, import_body: 1 GiB}
)");
  REQUIRE(settings);
  CHECK(settings->server.listen.address == "::1");
  CHECK(settings->server.listen.port == 0);
  CHECK(settings->server.public_url == "https://tickets.example.com");
  CHECK(settings->database.url == "postgresql://db/itsm");
  CHECK(settings->database.admin_url == "postgresql://admin@db/itsm");
  CHECK(settings->plugins.in_process);
  CHECK(settings->plugins.workers == 4);
  CHECK(settings->key_file == "/etc/itsm/vault.key");
  CHECK(settings->network.allow == std::vector<std::string>{"10.0.0.0/8", "fd00::/8", "192.0.2.7"});
  CHECK(settings->log.level == Verbosity::debug);
  CHECK(settings->log.format == LogFormat::json);
  CHECK(settings->limits.request_body == 512 * 1024);
}

TEST_CASE("mistakes in host settings are all told, in the order of the file") {
  CHECK(mistakes(
            "sever: {}\nlog: {level: verbose, format: Json}\nplugins: {workers: 010, in_process: maybe}\n") ==
        Lines{"etc/host.yaml:1:1: unknown key `sever`; did you mean `server`?",
              "etc/host.yaml:2:14: expected one of debug, info, warning, error, found `verbose`",
              "etc/host.yaml:2:31: expected one of text, json, found `Json`; did you mean `json`?",
              "etc/host.yaml:3:20: expected a whole number from 1 to 64, found `010`; write it without "
              "leading zeros",
              "etc/host.yaml:3:37: expected true or false, found `maybe`"});
  CHECK(
      mistakes("database: {admin_url: postgresql://admin@db/itsm}\n") ==
      Lines{"etc/host.yaml:1:11: `admin_url` is for `migrate` alone: say with `url` which database the host "
            "uses"});
  CHECK(mistakes("plugins: {workers: 0}\n") ==
        Lines{"etc/host.yaml:1:20: expected a whole number from 1 to 64, found `0`"});
  CHECK(mistakes("plugins: {workers: \"2\"}\n") ==
        Lines{"etc/host.yaml:1:20: expected a whole number from 1 to 64, found the text `2`"});
  CHECK(mistakes("server: {listen: 8080}\n") == Lines{"etc/host.yaml:1:18: expected an address and port such "
                                                      "as 127.0.0.1:8080 or [::1]:8080, found `8080`"});
  CHECK(mistakes("server: {listen: \"::1:8080\"}\n").size() == 1);
  CHECK(mistakes("server: {listen: \"0.0.0.0:70000\"}\n").size() == 1);
  CHECK(mistakes("server: {public_url: tickets.example.com/}\n") ==
        Lines{"etc/host.yaml:1:22: expected an address such as https://tickets.example.com, without a slash "
              "at the "
              "end, found `tickets.example.com/`"});
  CHECK(
      mistakes("network: {allow: [10.0.0.0/40, intranet]}\n") ==
      Lines{"etc/host.yaml:1:19: expected a network such as 10.0.0.0/8, or one address, found `10.0.0.0/40`",
            "etc/host.yaml:1:32: expected a network such as 10.0.0.0/8, or one address, found `intranet`"});
  CHECK(mistakes("limits: {request_body: 1048576}\n") ==
        Lines{"etc/host.yaml:1:24: expected a size such as 512 KiB, 1 MiB or 2 GiB, found `1048576`"});
  CHECK(mistakes("data:\n") == Lines{"etc/host.yaml:1:1: expected text, found nothing"});
  CHECK(mistakes("[a, b]\n") == Lines{"etc/host.yaml:1:1: expected keys and values, found a list"});
}
