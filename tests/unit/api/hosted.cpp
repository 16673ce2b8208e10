// SPDX-License-Identifier: Apache-2.0
#include "tests/unit/api/hosted.hpp"

#include <fstream>
#include <thread>

#include "host_stub/core/text.hpp"
#include "host_stub/services/api_tokens.hpp"
#include "host_stub/services/apply.hpp"
#include "host_stub/services/companies.hpp"
#include "host_stub/vault/key_file.hpp"
#include "tests/support/catch.hpp"
#include "tests/unit/http/raw_socket.hpp"

namespace itsm::host::api::test {
namespace {

constexpr auto kCompanies = "companies:\n  - name: acme\n  - name: other\n";

constexpr auto kPolicy = R"(policy: desk
plugin: desk
route:
  - name: all
    when: {severity_at_least: info}
    ticket: {project: SEC, type: [Task]}
group_by: finding
summary: "${title}"
description: "${description}"
)";

void write(const std::filesystem::path& file, const std::string& text) {
  std::ofstream out(file);
  out << text;
  out.close();
  std::filesystem::permissions(file,
                               std::filesystem::perms::owner_read | std::filesystem::perms::owner_write);
  REQUIRE(out.good());
}

template <class T>
T expect(Result<T> result) {
  if (!result) FAIL(result.error().code << ": " << result.error().message);
  return *std::move(result);
}

Answer parse(const std::string& text) {
  Answer answer;
  const auto end = text.find("\r\n\r\n");
  REQUIRE(end != std::string::npos);
  answer.status = std::stoi(text.substr(text.find(' ') + 1, 3));
  answer.body = text.substr(end + 4);
  for (auto line = text.find("\r\n"); line < end; line = text.find("\r\n", line + 2)) {
    const auto colon = text.find(": ", line);
    const auto next = text.find("\r\n", line + 2);
    answer.headers[to_lower(text.substr(line + 2, colon - line - 2))] =
        text.substr(colon + 2, next - colon - 2);
  }
  return answer;
}

}  // namespace

std::string sarif(int results) {
  Json run = {{"tool", {{"driver", {{"name", "scanner"}, {"rules", {{{"id", "R1"}}}}}}}},
              {"results", Json::array()}};
  for (int i = 0; i < results; ++i)
    run["results"].push_back({{"ruleId", "R1"},
                              {"level", "error"},
                              {"message", {{"text", "weakness " + std::to_string(i)}}},
                              {"locations",
                               {{{"physicalLocation",
                                  {{"artifactLocation", {{"uri", "src/file" + std::to_string(i) + ".c"}}},
                                   {"region", {{"startLine", 3}}}}}}}}});
  Json file = {{"version", "2.1.0"}, {"runs", Json::array()}};
  file["runs"].push_back(std::move(run));
  return dump(file);
}

std::unique_ptr<Hosted> Hosted::start() {
  auto database = itsm::test::TestDatabase::create();
  if (!database) return nullptr;
  std::unique_ptr<Hosted> hosted(new Hosted(std::move(*database)));
  hosted->open();
  return hosted;
}

Hosted::Hosted(itsm::test::TestDatabase database)
    : database_(std::move(database)), clock_(expect(from_rfc3339("2026-11-21T09:00:00Z"))) {}

Hosted::~Hosted() {
  stopping_.request_stop();
  listener_.reset();
}

void Hosted::open() {
  settings_.data = folder_.path();
  const auto key_file = folder_.path() / "vault.key";
  REQUIRE(vault::create_key_file(key_file));
  keys_ = expect(vault::RingFile::open(key_file));
  plugins_.emplace(
      std::vector<integrations::CatalogEntry>{{"desk.so", {}, desk_plugin(), std::nullopt, true}});
  secrets_.emplace(*database_, *keys_, clock_);
  directory_.emplace(*database_, *plugins_, *secrets_, vendor_, clock_, *log_);
  imports_.emplace(*database_, clock_);
  planner_.emplace(*database_, *directory_, *secrets_, clock_, "");
  pushes_.emplace(*database_, *planner_, clock_);
  ledger_.emplace(*database_, *log_);
  vendors_.emplace(*directory_);
  worker_.emplace(*ledger_, *vendors_, instruments_, *log_);
  journal_.emplace(*database_, *log_);
  sources_.emplace(*directory_);
  services_.emplace(services::Services{settings_, *log_, clock_, *database_, *plugins_, *secrets_,
                                       *directory_, *imports_, *planner_, *pushes_, *worker_, *journal_,
                                       *sources_, instruments_, vendor_});
  apply_configuration();
  api_.emplace(Backend{*services_,
                       [this] {
                         if (outbox_) outbox_->wake();
                       },
                       stopping_.get_token(), [] {},
                       [](const http::Request&) { return http::Response{404}; }});
  http::ListenerOptions options;
  options.spool_directory = folder_.path();
  options.spool_above = 64 * 1024;  // so that a large body goes through a file
  listener_ = expect(
      http::Listener::start(options, [this](const http::Request& request) { return api_->answer(request); }));
  bearer_ = token("acme", "analyst");
}

std::string Hosted::desk(const std::string& projects) const {
  const std::string password = (folder_.path() / "password").string();
  return "integration: desk\nplugin: desk\ncompanies: [acme]\nauth: basic\n"
         "settings:\n  site: https://desk.test\n"
         "credentials:\n  username: {file: " +
         password + "}\n  password: {file: " + password + "}\nprojects: [" + projects +
         "]\npolicy: desk\nenabled: true\n";
}

void Hosted::apply_configuration() {
  write(folder_.path() / "password", "canary-password");
  write(folder_.path() / "companies.yaml", kCompanies);
  write(folder_.path() / "policy.yaml", kPolicy);
  write(folder_.path() / "desk.yaml", desk("SEC"));
  const std::vector<std::filesystem::path> files{
      folder_.path() / "companies.yaml", folder_.path() / "policy.yaml", folder_.path() / "desk.yaml"};
  const auto applied = services::apply(*services_, files, "test");
  if (!applied) {
    for (const auto& complaint : applied.error().complaints)
      UNSCOPED_INFO(complaint.where << " " << complaint.what);
    FAIL(applied.error().message);
  }
  REQUIRE_FALSE(applied->refused);
  REQUIRE_FALSE(applied->unreachable);
}

Result<services::ApplyReport> Hosted::try_apply(const std::string& file, const std::string& text) {
  write(folder_.path() / file, text);
  const std::vector<std::filesystem::path> files{folder_.path() / file};
  return services::apply(*services_, files, "test");
}

void Hosted::apply(const std::string& file, const std::string& text) { expect(try_apply(file, text)); }

void Hosted::start_outbox() { outbox_.emplace(*worker_, *log_, 1); }

std::string Hosted::token(const std::string& company, const std::string& role) {
  const CompanyId id = expect(services::company_named(*services_, company));
  return expect(services::create_token(*services_, id, "test " + role, role, "test"));
}

// HTTP/1.0, so that the end of a streamed answer is that of the connection.
Answer Hosted::send(const std::string& method, const std::string& target, const std::string& body,
                    std::map<std::string, std::string> headers) {
  if (!bearer_.empty()) headers.emplace("Authorization", "Bearer " + bearer_);
  std::string text = method + " " + target + " HTTP/1.0\r\n";
  if (method != "GET" && method != "HEAD") headers.emplace("Content-Length", std::to_string(body.size()));
  for (const auto& [name, value] : headers) text += name + ": " + value + "\r\n";
  auto socket = http::test::Socket::connected(listener_->port());
  REQUIRE(socket.write(text + "\r\n" + body));
  return parse(socket.read_all());
}

Answer Hosted::post(const std::string& target, const Json& body, std::map<std::string, std::string> headers) {
  headers.emplace("Content-Type", "application/json");
  return send("POST", target, dump(body), std::move(headers));
}

Json Hosted::import(int findings, const std::string& asset) {
  const Answer answer = send("POST", "/api/v1/imports?asset=" + asset, sarif(findings),
                             {{"Content-Type", "application/sarif+json"}});
  INFO(answer.body);
  REQUIRE(answer.status == 201);
  return answer.json();
}

std::vector<std::int64_t> Hosted::finding_ids() {
  std::vector<std::int64_t> ids;
  const Json page = get("/api/v1/findings?limit=200").json();
  for (const auto& item : page.at("items")) ids.push_back(item.at("id"));
  return ids;
}

Json Hosted::push(const std::vector<std::int64_t>& findings) {
  const Answer answer = post("/api/v1/pushes", {{"finding_ids", findings}});
  INFO(answer.body);
  REQUIRE(answer.status == 201);
  return answer.json();
}

Json Hosted::finished_push(std::int64_t push) {
  const std::string path = "/api/v1/pushes/" + std::to_string(push);
  const auto until = std::chrono::steady_clock::now() + std::chrono::seconds(30);
  while (get(path).json().at("finished") != true && std::chrono::steady_clock::now() < until)
    std::this_thread::yield();
  return get(path).json();
}

Json Hosted::alerts(const std::string& query) { return get("/api/v1/alerts" + query).json().at("items"); }

}  // namespace itsm::host::api::test
