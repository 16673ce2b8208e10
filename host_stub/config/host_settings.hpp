// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <chrono>
#include <cstdint>
#include <filesystem>
#include <string>
#include <vector>

#include "host_stub/config/element.hpp"
#include "host_stub/config/sign_in_settings.hpp"
#include "host_stub/core/problem.hpp"

// config/host.yaml: how the host itself runs. Defaults are those of the members.
namespace itsm::host::config {

enum class Verbosity { debug, info, warning, error };
enum class LogFormat { text, json };

struct ListenAddress {
  std::string address = "127.0.0.1";
  std::uint16_t port = 8080;  // 0: any free one
};

struct ServerSettings {
  ListenAddress listen{};
  std::string public_url{};  // what vendors and browsers reach; empty: the listening address
};

struct DatabaseSettings {
  std::string url{};  // libpq connection string or URL; empty: a private PostgreSQL in the data directory
  std::string admin_url{};  // of a role that may make roles and tables, for `migrate` alone; empty: url
};

struct PluginSettings {
  std::filesystem::path directory{};  // empty: the one that comes with the program
  bool in_process = false;
  std::int64_t workers = 2;  // worker processes per plugin
};

struct NetworkSettings {
  std::vector<std::string> allow{};  // networks reachable besides the public Internet, as a.b.c.d/n
  std::filesystem::path ca_file{};   // further certificate authorities; empty: the system's only
};

struct LogSettings {
  Verbosity level = Verbosity::info;
  LogFormat format = LogFormat::text;
};

struct LimitSettings {  // bytes
  std::uint64_t request_body = std::uint64_t{1} << 20;
  std::uint64_t webhook_body = std::uint64_t{1} << 20;
  std::uint64_t import_body = std::uint64_t{2} << 30;
};

// Another system that is told of alerts.
struct AlertSettings {
  std::string webhook_url{};            // empty: nobody is told
  std::filesystem::path secret_file{};  // what signs it
};

// How long what is of no use any more is kept.
struct RetentionSettings {
  std::chrono::seconds webhooks = std::chrono::hours{30 * 24};  // what vendors delivered, as it came
  std::chrono::seconds exchanges = std::chrono::hours{7 * 24};  // requests as they were planned
};

struct HostSettings {
  ServerSettings server{};
  std::filesystem::path data{"data"};
  DatabaseSettings database{};
  PluginSettings plugins{};
  std::filesystem::path key_file{};  // empty: vault.key in the data directory
  NetworkSettings network{};
  LogSettings log{};
  LimitSettings limits{};
  AlertSettings alerts{};
  SignInSettings sign_in{};
  RetentionSettings retention{};
  bool development = false;  // from the command line alone: what is dangerous elsewhere is allowed
};

void read(Element element, HostSettings& out);

// Relative paths in the text, and the defaults of those left out, are taken from the folder of `file`.
Result<HostSettings> read_host_settings(const std::string& file, std::string_view text);

}  // namespace itsm::host::config

template <>
struct itsm::EnumNames<itsm::host::config::Verbosity> {
  using enum itsm::host::config::Verbosity;
  static constexpr std::array<std::pair<itsm::host::config::Verbosity, std::string_view>, 4> names{
      {{debug, "debug"}, {info, "info"}, {warning, "warning"}, {error, "error"}}};
};
template <>
struct itsm::EnumNames<itsm::host::config::LogFormat> {
  using enum itsm::host::config::LogFormat;
  static constexpr std::array<std::pair<itsm::host::config::LogFormat, std::string_view>, 2> names{
      {{text, "text"}, {json, "json"}}};
};
