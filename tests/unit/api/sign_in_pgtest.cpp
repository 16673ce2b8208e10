// SPDX-License-Identifier: Apache-2.0
#include "host_stub/services/companies.hpp"
#include "host_stub/services/people.hpp"
#include "host_stub/services/sign_in.hpp"
#include "host_stub/store/audit.hpp"
#include "tests/support/catch.hpp"
#include "tests/unit/api/hosted.hpp"

namespace itsm::host::api::test {
namespace {

constexpr auto kSession = "/api/v1/session";
constexpr auto kOwn = "a sentence that is long enough";

using Headers = std::map<std::string, std::string>;

// A browser with the cookie of its session, which sends no token.
struct Browser {
  Hosted& host;
  std::string cookie{};
  std::string csrf{};

  Answer sign_in(const std::string& name, const std::string& password, const std::string& chosen = {}) {
    host.use("");
    Json order = {{"name", name}, {"password", password}};
    if (!chosen.empty()) order["new_password"] = chosen;
    Answer answer = host.post(kSession, order);
    if (answer.status != 200) return answer;
    const std::string set = answer.headers.at("set-cookie");
    cookie = set.substr(0, set.find(';'));
    csrf = answer.json().at("csrf");
    return answer;
  }
  Answer get(const std::string& target) const { return host.send("GET", target, {}, {{"Cookie", cookie}}); }
  Answer write(const std::string& method, const std::string& target, const Json& body) const {
    return host.send(method, target, dump(body),
                     {{"Cookie", cookie}, {"X-CSRF-Token", csrf}, {"Content-Type", "application/json"}});
  }
};

std::string add(Hosted& host, const std::string& name, const std::string& role,
                const std::vector<std::string>& companies) {
  std::vector<CompanyId> ids;
  for (const auto& company : companies) ids.push_back(*services::company_named(host.services(), company));
  const auto made = services::add_person(host.services(), name, role, ids, "test");
  REQUIRE(made);
  return made->password;
}

TEST_CASE("somebody signs in, chooses a password, works within the role and companies, and signs out") {
  const auto host = Hosted::start();
  if (!host) return;
  const std::string once = add(*host, "anna", "analyst", {"acme"});
  Browser browser{*host};
  CHECK(browser.sign_in("anna", once).code() == "password_change_needed");
  CHECK(browser.sign_in("anna", once, "short").code() == "password_weak");
  CHECK(browser.sign_in("anna", once, once).code() == "password_weak");
  CHECK(browser.sign_in("anna", once, "Anna is my name here").code() == "password_weak");
  const Answer signed_in = browser.sign_in("Anna", once, kOwn);
  REQUIRE(signed_in.status == 200);
  CHECK(signed_in.json().at("user") == Json{{"name", "anna"}, {"role", "analyst"}, {"companies", {"acme"}}});
  const std::string set = signed_in.headers.at("set-cookie");
  for (const auto* const part : {"; HttpOnly", "; SameSite=Strict", "; Path=/"})
    CHECK(set.find(part) != std::string::npos);

  CHECK(browser.get(kSession).json() == signed_in.json());
  CHECK(browser.get("/api/v1/findings").status == 200);
  CHECK(browser.get("/api/v1/findings?company=other").code() == "company_not_yours");
  CHECK(browser.get("/api/v1/users").code() == "role_insufficient");
  host->use(host->token("acme", "analyst"));
  host->import(1);
  const auto finding = host->finding_ids().front();
  host->use("");
  const Answer told =
      browser.write("PATCH", "/api/v1/findings/" + std::to_string(finding), {{"owner", "web team"}});
  CHECK(told.status < 300);
  CHECK(browser.get("/api/v1/findings/" + std::to_string(finding) + "/activity").body.find("person anna") !=
        std::string::npos);

  CHECK(browser.write("DELETE", kSession, Json::object()).status == 204);
  CHECK(browser.get(kSession).status == 401);
  CHECK(browser.get("/api/v1/findings").status == 401);
  CHECK(browser.sign_in("anna", once, kOwn).code() == "sign_in_refused");
  CHECK(browser.sign_in("anna", kOwn).status == 200);
}

TEST_CASE("a page of another site can neither write with somebody's session nor end it") {
  const auto host = Hosted::start();
  if (!host) return;
  Browser browser{*host};
  REQUIRE(browser.sign_in("anna", add(*host, "anna", "admin", {"acme"}), kOwn).status == 200);
  Browser forged{*host, browser.cookie, ""};
  CHECK(forged.write("POST", "/api/v1/tokens", {{"name", "x"}, {"role", "admin"}}).code() ==
        "csrf_token_wrong");
  CHECK(forged.write("DELETE", kSession, Json::object()).code() == "csrf_token_wrong");
  forged.csrf = std::string(browser.csrf.rbegin(), browser.csrf.rend());
  CHECK(forged.write("POST", "/api/v1/tokens", {{"name", "x"}, {"role", "admin"}}).code() ==
        "csrf_token_wrong");
  CHECK(browser.write("POST", "/api/v1/tokens", {{"name", "x"}, {"role", "admin"}}).status == 201);
  // A form cannot send JSON, so nobody is signed in by another site as somebody else.
  CHECK(host->send("POST", kSession, "name=anna", {{"Content-Type", "application/x-www-form-urlencoded"}})
            .status == 415);
}

TEST_CASE(
    "who is unknown, disabled, too late or wrong is refused alike, and after some failures has to wait") {
  const auto host = Hosted::start();
  if (!host) return;
  const std::string late = add(*host, "late", "viewer", {"acme"});
  Browser browser{*host};
  REQUIRE(browser.sign_in("anna", add(*host, "anna", "viewer", {}), kOwn).status == 200);
  REQUIRE(services::set_person_disabled(host->services(), "anna", true, std::nullopt, "test"));
  CHECK(browser.get(kSession).status == 401);
  const Answer nobody = browser.sign_in("nobody", kOwn);
  CHECK(browser.sign_in("anna", kOwn).body == nobody.body);
  CHECK(browser.sign_in("late", "wrong").body == nobody.body);
  host->clock().advance(std::chrono::hours(7 * 24 + 1));
  CHECK(browser.sign_in("late", late, kOwn).body == nobody.body);

  REQUIRE(services::set_person_disabled(host->services(), "anna", false, std::nullopt, "test"));
  for (int attempt = 0; attempt < 5; ++attempt)
    CHECK(browser.sign_in("anna", "wrong").code() == "sign_in_refused");
  const Answer throttled = browser.sign_in("anna", kOwn);
  CHECK(throttled.status == 429);
  CHECK(throttled.headers.at("retry-after") == "30");
  CHECK(browser.sign_in("nobody", kOwn).status == 401);
  host->clock().advance(std::chrono::seconds(30));
  CHECK(browser.sign_in("anna", kOwn).status == 200);
  CHECK(browser.sign_in("anna", "wrong").status == 401);
}

TEST_CASE("a session ends when nobody uses it, after a week, and with a new password") {
  const auto host = Hosted::start();
  if (!host) return;
  Browser browser{*host};
  const std::string once = add(*host, "anna", "viewer", {});
  REQUIRE(browser.sign_in("anna", once, kOwn).status == 200);
  for (int i = 0; i < 15; ++i) {
    host->clock().advance(std::chrono::hours(11));
    CHECK(browser.get(kSession).status == 200);
  }
  host->clock().advance(std::chrono::hours(4));
  CHECK(browser.get(kSession).status == 401);
  REQUIRE(browser.sign_in("anna", kOwn).status == 200);
  host->clock().advance(std::chrono::hours(13));
  CHECK(browser.get(kSession).status == 401);
  REQUIRE(browser.sign_in("anna", kOwn).status == 200);
  const auto reset = services::reset_password(host->services(), "anna", std::nullopt, "test");
  REQUIRE(reset);
  CHECK(browser.get(kSession).status == 401);
  CHECK(browser.sign_in("anna", kOwn).status == 401);
  CHECK(browser.sign_in("anna", reset->password, "another long sentence").status == 200);
}

TEST_CASE("an administrator of one company sees and changes its people alone") {
  const auto host = Hosted::start();
  if (!host) return;
  add(*host, "everywhere", "admin", {});
  add(*host, "elsewhere", "viewer", {"other"});
  add(*host, "both", "viewer", {"acme", "other"});
  Browser browser{*host};
  REQUIRE(browser.sign_in("anna", add(*host, "anna", "admin", {"acme"}), kOwn).status == 200);
  const Answer made = browser.write("POST", "/api/v1/users", {{"name", "carl"}, {"role", "viewer"}});
  CHECK(made.status == 201);
  CHECK(made.json().at("password").get<std::string>().size() == 29);
  CHECK(browser.write("POST", "/api/v1/users", {{"name", "carl"}, {"role", "viewer"}}).code() ==
        "person_exists");
  CHECK(
      browser.write("POST", "/api/v1/users", {{"name", "dora"}, {"role", "viewer"}, {"all_companies", true}})
          .code() == "person_of_all_companies");
  std::vector<std::string> seen;
  const Json people = browser.get("/api/v1/users").json();
  for (const auto& person : people.at("items")) seen.push_back(person.at("name"));
  CHECK(seen == std::vector<std::string>{"anna", "carl"});
  for (const auto* const name : {"everywhere", "elsewhere", "both", "nobody"}) {
    const std::string path = std::string("/api/v1/users/") + name;
    CHECK(browser.write("PATCH", path, {{"disabled", true}}).code() == "person_unknown");
    CHECK(browser.write("POST", path + "/reset-password", Json::object()).code() == "person_unknown");
  }
  CHECK(browser.write("PATCH", "/api/v1/users/carl", {{"disabled", true}}).status == 204);
}

TEST_CASE("the first start makes an administrator of all companies, once") {
  const auto host = Hosted::start();
  if (!host) return;
  const auto first = services::add_first_person(host->services());
  REQUIRE((first && *first));
  CHECK((*first)->name == "admin");
  Browser browser{*host};
  const Answer signed_in = browser.sign_in("admin", (*first)->password, kOwn);
  REQUIRE(signed_in.status == 200);
  CHECK(signed_in.json().at("user").at("companies") == Json{"acme", "other"});
  CHECK(browser.get("/api/v1/findings?company=other").status == 200);
  CHECK(browser.get("/api/v1/findings").code() == "company_missing");
  const auto again = services::add_first_person(host->services());
  REQUIRE(again);
  CHECK_FALSE(*again);
  const auto entries = host->services().database.in_house(
      [](store::Transaction& house) { return store::list_audit(house, 0, 100); });
  REQUIRE(entries);
  std::vector<std::string> actions;
  for (const auto& entry : *entries)
    if (entry.subject == "person admin") actions.push_back(entry.action);
  CHECK(actions == std::vector<std::string>{"person.sign_in", "person.add"});
}

TEST_CASE("the wait after failures doubles up to a quarter of an hour and is forgotten after an hour") {
  const Time last{std::chrono::hours(24)};
  const auto waits = [&](std::int64_t failures, std::chrono::seconds later) {
    return services::wait_after(failures, 5, last, last + later).count();
  };
  CHECK(waits(4, std::chrono::seconds(0)) == 0);
  CHECK(waits(5, std::chrono::seconds(0)) == 30);
  CHECK(waits(6, std::chrono::seconds(10)) == 50);
  CHECK(waits(1000, std::chrono::seconds(0)) == 900);
  CHECK(waits(1000, std::chrono::seconds(900)) == 0);
  CHECK(waits(1000, std::chrono::hours(2)) == 0);
}

}  // namespace
}  // namespace itsm::host::api::test
