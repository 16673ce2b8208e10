// SPDX-License-Identifier: Apache-2.0
#include "host_stub/integrations/gateway.hpp"

#include <algorithm>

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
    const auto& headers = request.headers;
    const bool taken = std::none_of(headers.begin(), headers.end(), [&](const Header& header) {
      return header.name == "Authorization" && header.value == "Bearer " + ended_token;
    });
    return taken ? answer : HttpResponse{401, {}, "{}"};
  }
  std::vector<http::OutboundRequest> sent;
  std::string ended_token{"none"};
  itsm::Result<HttpResponse, http::TransportFailure> answer = HttpResponse{201, {}, "{}"};
};

class KnownCredentials final : public CredentialSource {
 public:
  host::Result<std::map<std::string, std::string>> open() override {
    return std::map<std::string, std::string>{{"username", "robot"}, {"password", "canary-password"}};
  }
  host::Result<std::string> secret(const std::string& name) override { return "secret-of-" + name; }
  host::Result<std::string> token(const std::string& refused) override {
    if (lost) return unexpected(*lost);
    return std::string(refused == "token-1" ? "token-2" : "token-1");
  }
  std::optional<Problem> lost;  // why there is no token
};

struct Fixture {
  Fixture() {
    manifest.id = "desk";
    manifest.origins = {{.name = "api", .from_setting = "url"}};
    manifest.auth = {{.id = "basic", .kind = AuthKind::basic},
                     {.id = "oauth", .kind = AuthKind::oauth2},
                     {.id = "session",
                      .kind = AuthKind::session,
                      .session = Session{.header = "Cookie", .header_prefix = "SESSION="}}};
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
          manifest, Configuration{.auth = auth, .settings = {{"url", "https://desk.test"}}}, credentials,
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
  std::string auth = "basic";
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

TEST_CASE("a vendor that repeats a password by itself, not as it was sent, is not quoted with it") {
  Fixture f;
  CallScope scope{.mode = WriteMode::send};
  CHECK(f.run(scope, Fixture::write("{}")));
  CHECK(f.log->redactor().redact("the password canary-password of robot is wrong") ==
        "the password [secret] of robot is wrong");
}

TEST_CASE("what the gateway sends is forgotten by every log line") {
  Fixture f;
  CallScope scope{.mode = WriteMode::send};
  CHECK(f.run(scope, Fixture::write("{}")));
  CHECK(f.log->redactor().redact("Basic cm9ib3Q6Y2FuYXJ5LXBhc3N3b3Jk") == "Basic [secret]");
}

TEST_CASE("a token that the host keeps travels in the header that the scheme names") {
  Fixture oauth;
  oauth.auth = "oauth";
  CallScope scope{.mode = WriteMode::send};
  CHECK(oauth.run(scope, Fixture::write("{}")));
  CHECK(oauth.client.sent.at(0).headers.at(0).value == "Bearer token-1");
  CHECK(oauth.log->redactor().redact("had token-1") == "had [secret]");

  Fixture session;
  session.auth = "session";
  CHECK(session.run(scope, Fixture::write("{}")));
  CHECK(session.client.sent.at(0).headers.at(0).name == "Cookie");
  CHECK(session.client.sent.at(0).headers.at(0).value == "SESSION=token-1");
}

TEST_CASE("a token that the vendor refuses is replaced, and the request leaves once more") {
  Fixture f;
  f.auth = "oauth";
  f.client.ended_token = "token-1";
  CallScope scope{.mode = WriteMode::send};
  const auto answer = f.run(scope, Fixture::write("{}"));
  REQUIRE(answer);
  CHECK(answer->status == 201);
  CHECK(f.client.sent.size() == 2);
  CHECK(scope.fate == WriteFate::answered);
  CHECK(scope.write_status == 201);
}

TEST_CASE("a credential that is refused is not tried a second time") {
  Fixture f;
  f.client.answer = HttpResponse{401, {}, "{}"};
  CallScope scope{.mode = WriteMode::send};
  CHECK(f.run(scope, Fixture::write("{}"))->status == 401);
  CHECK(f.client.sent.size() == 1);
}

TEST_CASE("without a token nothing is sent, and the call remembers why") {
  Fixture f;
  f.auth = "oauth";
  f.credentials.lost = Problem{ProblemKind::invalid, "reconnect_needed", "connect it again", "", {}};
  CallScope scope{.mode = WriteMode::send};
  CHECK(f.run(scope, Fixture::write("{}")).error().status == Status::unauthenticated);
  CHECK(scope.no_credential->code == "reconnect_needed");
  CHECK(f.client.sent.empty());
  f.credentials.lost->kind = ProblemKind::unavailable;
  CHECK(f.run(scope, Fixture::write("{}")).error().status == Status::unavailable);
}

TEST_CASE("a read may be answered from memory as long as the plugin allows, and only one of the same words") {
  Fixture f;
  f.client.answer = HttpResponse{200, {}, "{}"};
  CallScope scope;
  HttpRequest form{.method = "GET", .origin = "api", .target = "/form", .credential = "default"};
  form.effect = Effect::read;
  form.cache = std::chrono::seconds(60);
  const auto asked = [&](const HttpRequest& request) {
    const auto before = f.client.sent.size();
    REQUIRE(f.run(scope, request));
    return f.client.sent.size() - before;
  };
  CHECK(asked(form) == 1);
  f.clock.advance(std::chrono::seconds(60));
  CHECK(asked(form) == 0);
  HttpRequest other = form;
  other.target = "/form/2";
  CHECK(asked(other) == 1);
  HttpRequest fresh = form;
  fresh.cache = std::chrono::seconds(0);
  CHECK(asked(fresh) == 1);
  f.clock.advance(std::chrono::seconds(1));
  CHECK(asked(form) == 1);
}

TEST_CASE("nothing is remembered of a read that failed, and nothing at all after a write that was refused") {
  Fixture f;
  CallScope scope{.mode = WriteMode::send};
  HttpRequest form{.method = "GET", .origin = "api", .target = "/form", .credential = "default"};
  form.effect = Effect::read;
  form.cache = std::chrono::seconds(60);
  f.client.answer = HttpResponse{503, {}, ""};
  REQUIRE(f.run(scope, form));
  f.client.answer = HttpResponse{200, {}, "{}"};
  REQUIRE(f.run(scope, form));
  REQUIRE(f.run(scope, form));
  CHECK(f.client.sent.size() == 2);
  f.client.answer = HttpResponse{400, {}, "{}"};
  REQUIRE(f.run(scope, Fixture::write("{}")));
  f.client.answer = HttpResponse{200, {}, "{}"};
  REQUIRE(f.run(scope, form));
  CHECK(f.client.sent.size() == 4);
}
