// SPDX-License-Identifier: Apache-2.0
#include "host_stub/integrations/gateway.hpp"

#include "tests/support/catch.hpp"

using namespace itsm;
using namespace itsm::host;
using namespace itsm::host::integrations;

namespace {

constexpr Time kStart{std::chrono::milliseconds(1'800'000'000'000)};

class ScriptedClient final : public http::Client {
 public:
  itsm::Result<HttpResponse, http::TransportFailure> send(const http::OutboundRequest& request) override {
    sent.push_back(request);
    return answer;
  }
  std::vector<http::OutboundRequest> sent;
  itsm::Result<HttpResponse, http::TransportFailure> answer = HttpResponse{201, {}, "{}"};
};

class KnownCredentials final : public CredentialSource {
 public:
  host::Result<std::map<std::string, std::string>> open() override {
    return std::map<std::string, std::string>{{"username", "robot"}, {"password", "canary-password"}};
  }
  host::Result<std::string> secret(const std::string& name) override { return "secret-of-" + name; }
};

struct Fixture {
  Fixture() {
    manifest.id = "desk";
    manifest.origins = {{.name = "api", .from_setting = "url"}};
    manifest.auth = {{.id = "basic", .kind = AuthKind::basic}};
  }
  itsm::Result<HttpResponse> run(CallScope& scope, HttpRequest request) {
    loader::CallContext call;
    call.deadline = clock.now() + std::chrono::seconds(30);
    call.user = &scope;
    return gateway().http(call, request);
  }
  Gateway& gateway() {
    if (!made)
      made = std::make_unique<Gateway>(
          manifest, Configuration{.auth = "basic", .settings = {{"url", "https://desk.test"}}}, credentials,
          client, clock, *log);
    return *made;
  }
  static HttpRequest write(std::string body) {
    return {.method = "POST",
            .origin = "api",
            .target = "/tickets",
            .body = std::move(body),
            .credential = "default"};
  }

  Manifest manifest;
  KnownCredentials credentials;
  ScriptedClient client;
  SettableClock clock{kStart};
  std::unique_ptr<observe::Log> log = observe::Log::silent();
  std::unique_ptr<Gateway> made;
};

}  // namespace

TEST_CASE("a dry run records the write without credentials and lets nothing out") {
  Fixture f;
  CallScope scope{.mode = WriteMode::record};
  const auto answer = f.run(scope, Fixture::write("{}"));
  REQUIRE_FALSE(answer);
  CHECK(answer.error().status == Status::recorded);
  CHECK(f.client.sent.empty());
  REQUIRE(scope.writes.size() == 1);
  CHECK(scope.writes[0].base_url == "https://desk.test");
  CHECK(scope.writes[0].headers.empty());
}

TEST_CASE("a read passes in a dry run, with the credential that only the host knows") {
  Fixture f;
  CallScope scope{.mode = WriteMode::record};
  CHECK(f.run(scope, {.method = "POST",
                      .origin = "api",
                      .target = "/search",
                      .credential = "default",
                      .effect = Effect::read}));
  REQUIRE(f.client.sent.size() == 1);
  CHECK(f.client.sent[0].headers.at(0).value == "Basic cm9ib3Q6Y2FuYXJ5LXBhc3N3b3Jk");
  CHECK(f.client.sent[0].timeout == std::chrono::seconds(30));
}

TEST_CASE("an armed call sends the planned write, once, byte for byte") {
  Fixture f;
  CallScope rehearsal{.mode = WriteMode::record};
  (void)f.run(rehearsal, Fixture::write("{\"a\":1}"));
  CallScope scope{.mode = WriteMode::armed, .planned = rehearsal.writes.at(0)};
  CHECK(f.run(scope, Fixture::write("{\"a\":1}")));
  CHECK(scope.fate == WriteFate::answered);
  CHECK(scope.write_status == 201);
  CHECK(f.client.sent.at(0).body == "{\"a\":1}");
  CHECK_FALSE(f.run(scope, Fixture::write("{\"a\":1}")));
  CHECK(f.client.sent.size() == 1);
}

TEST_CASE("an armed call sends nothing when the write is not the planned one, and says where it differs") {
  Fixture f;
  CallScope rehearsal{.mode = WriteMode::record};
  (void)f.run(rehearsal, Fixture::write("{\"a\":1}"));
  CallScope scope{.mode = WriteMode::armed, .planned = rehearsal.writes.at(0)};
  CHECK_FALSE(f.run(scope, Fixture::write("{\"a\":2}")));
  CHECK(scope.stale == "body");
  CHECK(scope.fate == WriteFate::none);
  CHECK(f.client.sent.empty());
}

TEST_CASE("an operation that only reads cannot write") {
  Fixture f;
  CallScope scope;
  CHECK_FALSE(f.run(scope, Fixture::write("{}")));
  CHECK(f.client.sent.empty());
}

TEST_CASE(
    "a write without an answer is uncertain when it may have left, and plainly unavailable when it did not") {
  Fixture f;
  f.client.answer = unexpected(http::TransportFailure{http::Reach::unknown, "reset", "connection reset"});
  CallScope lost{.mode = WriteMode::send};
  CHECK(f.run(lost, Fixture::write("{}")).error().status == Status::uncertain);
  CHECK(lost.fate == WriteFate::unknown);

  f.client.answer =
      unexpected(http::TransportFailure{http::Reach::not_sent, "connect", "connection refused"});
  CallScope refused{.mode = WriteMode::send};
  CHECK(f.run(refused, Fixture::write("{}")).error().status == Status::unavailable);
  CHECK(refused.fate == WriteFate::not_sent);
}

TEST_CASE("a secret marker is filled in at sending and stays in what is recorded") {
  Fixture f;
  CallScope scope{.mode = WriteMode::send};
  CHECK(f.run(scope, Fixture::write("{\"secret\":\"${secret:webhook}\"}")));
  CHECK(f.client.sent.at(0).body == "{\"secret\":\"secret-of-webhook\"}");
  CHECK(scope.writes.at(0).body == "{\"secret\":\"${secret:webhook}\"}");
}

TEST_CASE("a call whose time is over sends nothing") {
  Fixture f;
  CallScope scope{.mode = WriteMode::send};
  loader::CallContext call;
  call.deadline = f.clock.now();
  call.user = &scope;
  CHECK(f.gateway().http(call, Fixture::write("{}")).error().status == Status::cancelled);
  CHECK(f.client.sent.empty());
}

TEST_CASE("what the gateway sends is forgotten by every log line") {
  Fixture f;
  CallScope scope{.mode = WriteMode::send};
  CHECK(f.run(scope, Fixture::write("{}")));
  CHECK(f.log->redactor().redact("Basic cm9ib3Q6Y2FuYXJ5LXBhc3N3b3Jk") == "Basic [secret]");
}
