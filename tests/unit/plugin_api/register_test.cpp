// SPDX-License-Identifier: Apache-2.0
#include <itsm/register.hpp>
#include <itsm/testing/fake_host.hpp>

#include "tests/support/catch.hpp"

using namespace itsm;

namespace {

// Does what the summary or the key says.
class OddPlugin : public Plugin, public ChangeFeed {
 public:
  static Manifest describe() {
    Manifest manifest;
    manifest.name = "Odd";
    return manifest;
  }
  static Result<std::unique_ptr<OddPlugin>> open(const Configuration& configuration) {
    if (configuration.auth == "none") return failure(Status::misconfigured, "choose a way to authenticate");
    return std::make_unique<OddPlugin>();
  }
  Result<CheckReport> check(const Call&, const CheckRequest&) const override {
    throw std::runtime_error("defect");
  }
  Result<CreateResult> create(const Call& call, const CreateRequest& request) const override {
    ITSM_TRY(
        const HttpResponse answer,
        call.http({.method = "POST", .origin = "api", .target = "/", .body = request.drafts.at(0).summary}));
    return CreateResult{{{.kind = OutcomeKind::created, .ticket = TicketRef{answer.body, "", ""}}}};
  }
  Result<FetchResult> fetch(const Call&, const FetchRequest&) const override { throw 7; }
  Result<FindResult> find(const Call&, const FindRequest&) const override {
    throw DocumentError("/x", "is odd");
  }
  Result<CommentsPage> comments(const Call&, const CommentsRequest&) const override {
    return CommentsPage{{{.id = Json::object().at("id")}}, {}, false};
  }
  Result<ChangesPage> changes(const Call&, const ChangesRequest&) const override {
    return ChangesPage{{}, "c", false};
  }
};

// A reply, kept.
struct Kept {
  int replies = 0;
  std::string value;
  Error error;
  const itsm_reply reply{sizeof reply, this,
                         [](void* kept, itsm_str json) noexcept {
                           ++static_cast<Kept*>(kept)->replies;
                           static_cast<Kept*>(kept)->value = from_abi(json);
                         },
                         [](void* kept, const itsm_error* raw) noexcept {
                           ++static_cast<Kept*>(kept)->replies;
                           static_cast<Kept*>(kept)->error = error_from_abi(*raw);
                         }};
};

}  // namespace

ITSM_REGISTER_PLUGIN(OddPlugin, "odd", "1.2.3")

namespace {

// One instance in a fake host.
class Bench {
 public:
  Bench() {
    Kept kept;
    itsm_plugin_entry_v1.open(&host.raw_host(), to_abi("{}"), &instance_, &kept.reply);
    REQUIRE(kept.value == "{}");
  }
  ~Bench() { itsm_plugin_entry_v1.close(instance_); }

  Kept ask(itsm_op operation, std::string_view document) {
    (void)host.call();  // sets the deadline
    Kept kept;
    operation(instance_, &host.raw_call(), to_abi(document), &kept.reply);
    CHECK(kept.replies == 1);
    return kept;
  }

  itsm::testing::FakeHost host;
  const itsm_tickets& tickets =
      *static_cast<const itsm_tickets*>(itsm_plugin_entry_v1.extension(ITSM_TICKETS));

 private:
  itsm_instance* instance_ = nullptr;
};

constexpr std::string_view kOneDraft =
    R"({"drafts": [{"correlation_key": "k", "mode": "standalone", "project": {}, "type": {}, "summary": "lock",
                    "description": {"blocks": []}}]})";

}  // namespace

TEST_CASE("the entry says what was registered, and describe always the same") {
  CHECK(itsm_plugin_entry_v1.struct_size == sizeof(itsm_plugin_entry));
  CHECK(itsm_plugin_entry_v1.abi_hash == ITSM_ABI_HASH);
  Kept first;
  Kept second;
  itsm_plugin_entry_v1.describe(&first.reply);
  itsm_plugin_entry_v1.describe(&second.reply);
  CHECK(first.value == second.value);
  const auto manifest = from_document<Manifest>(Json::parse(first.value));
  CHECK(manifest.id == "odd");
  CHECK(manifest.version == "1.2.3");
  CHECK(manifest.capabilities == std::vector<std::string>{ITSM_TICKETS, ITSM_CHANGES});
}

TEST_CASE("capabilities are those interfaces that the class has") {
  CHECK(itsm_plugin_entry_v1.extension(ITSM_TICKETS) != nullptr);
  CHECK(itsm_plugin_entry_v1.extension(ITSM_CHANGES) != nullptr);
  CHECK(itsm_plugin_entry_v1.extension(ITSM_SCHEMA) == nullptr);
  CHECK(itsm_plugin_entry_v1.extension(ITSM_WEBHOOK) == nullptr);
  CHECK(itsm_plugin_entry_v1.extension("itsm.tickets/1 ") == nullptr);
  CHECK(itsm_plugin_entry_v1.extension("") == nullptr);
}

TEST_CASE("open answers its error and leaves no instance") {
  itsm::testing::FakeHost host;
  itsm_instance* instance = nullptr;
  Kept kept;
  itsm_plugin_entry_v1.open(&host.raw_host(), to_abi(R"({"auth": "none"})"), &instance, &kept.reply);
  CHECK(kept.error.status == Status::misconfigured);
  CHECK(instance == nullptr);
}

TEST_CASE("what a method throws becomes one error") {
  Bench bench;
  const auto error_of = [&](itsm_op operation, std::string_view document) {
    return bench.ask(operation, document).error;
  };
  CHECK(error_of(bench.tickets.check, "{}").status == Status::internal);
  CHECK(error_of(bench.tickets.check, "{}").message == "defect");
  CHECK(error_of(bench.tickets.fetch, R"({"refs": []})").message == "an exception of unknown type");
  CHECK(error_of(bench.tickets.find, R"({"correlation_keys": []})").status == Status::invalid_argument);
  CHECK(error_of(bench.tickets.find, R"({"correlation_keys": []})").message == "/x: is odd");
  CHECK(error_of(bench.tickets.create, R"({"drafts": []})").status == Status::internal);  // at(0) of nothing
  CHECK(error_of(bench.tickets.comments, R"({"ref": {}})").status ==
        Status::bad_reply);  // JSON without a member
}

TEST_CASE("a request that is not the operation's document never reaches the method") {
  Bench bench;
  for (const std::string_view wrong : {"", "{", "[]", "{}", R"({"drafts": 1})", "\xff"}) {
    const Kept kept = bench.ask(bench.tickets.create, wrong);
    CHECK(kept.error.status == Status::invalid_argument);
  }
  CHECK(bench.host.requests.empty());
}

TEST_CASE("an operation that the class leaves out is unsupported") {
  Bench bench;
  const Kept kept =
      bench.ask(bench.tickets.relate, R"({"ref": {}, "relation": {"type": "x", "target": {}}})");
  CHECK(kept.error.status == Status::unsupported);
}

TEST_CASE("a plugin talks to the vendor through its host") {
  Bench bench;
  bench.host.will_answer(201, "77");
  const Kept kept = bench.ask(bench.tickets.create, kOneDraft);
  CHECK(from_document<CreateResult>(Json::parse(kept.value)).outcomes.at(0).ticket->id == "77");
  CHECK(bench.host.requests.at(0).body == "lock");
  CHECK(bench.host.requests.at(0).effect == Effect::write);  // when in doubt
}

TEST_CASE("a recorded write of a dry run comes back as recorded") {
  Bench bench;
  bench.host.dry_run = true;
  CHECK(bench.ask(bench.tickets.create, kOneDraft).error.status == Status::recorded);
}

TEST_CASE("an error of the host keeps its details on the way through a plugin") {
  Bench bench;
  bench.host.will_fail(
      {Status::rate_limited, "later", 429, std::chrono::milliseconds(90), {{"a", "b"}}, {"Open"}});
  const Error error = bench.ask(bench.tickets.create, kOneDraft).error;
  CHECK(error.status == Status::rate_limited);
  CHECK(error.vendor_http_status == 429);
  CHECK(error.retry_after == std::chrono::milliseconds(90));
  CHECK(error.fields.at("a") == "b");
  CHECK(error.reachable == std::vector<std::string>{"Open"});
}

TEST_CASE("a struct of an older size is completed with nothing") {
  itsm_http_request raw{};
  raw.struct_size = offsetof(itsm_http_request, effect);  // before effect and cache_s were there
  raw.effect = ITSM_EFFECT_READ;
  raw.cache_s = 60;
  raw.method = to_abi("GET");
  const HttpRequest request = request_from_abi(raw);
  CHECK(request.method == "GET");
  CHECK(request.effect == Effect::write);
  CHECK(request.cache == std::chrono::seconds(0));
}
