// SPDX-License-Identifier: Apache-2.0
#include "tests/simulators/sdp/product.hpp"

#include <algorithm>
#include <array>
#include <charconv>

#include "tests/simulators/sdp/router.hpp"
#include "tests/simulators/sdp/triggers.hpp"
#include "tests/simulators/sdp/writing.hpp"
#include "tests/simulators/sdp/zoho.hpp"
#include "tests/simulators/world/world.hpp"

namespace itsm::simulators {
namespace {

using namespace sdp;

constexpr int kFailuresUntilLock = 15;

// What both products have in common; they differ in how a caller is known and where the API stands.
class ServiceDesk : public Vendor {
 public:
  ServiceDesk(Json seed, const Clock& clock, Product product) : store_(std::move(seed), clock, product) {}

  Answer handle(const Request& request) override {
    try {
      return served(request);
    } catch (const Refusal& refused) {
      return answer(store_, refused);
    } catch (const Json::exception&) {
      return answer(store_, Refusal{400, 4021, "Type mismatch", {}});
    }
  }

  Json tickets() override {
    Json out = Json::array();
    for (const auto& [id, ticket] : store_.tickets()) {
      Json shown = view_of(ticket, store_.world(), store_.product());
      shown["notes"] = Json::array();
      for (const Note& note : ticket.notes)
        shown["notes"].push_back(view_of(note, store_.world(), store_.product(), true));
      out.push_back(std::move(shown));
    }
    return out;
  }

  Json state() const override { return store_.state(); }
  void restore(const Json& state) override { store_.restore(state); }
  const Json& world() const override { return store_.world().document(); }

  void patch_world(const Json& patch) override {
    try {
      store_.patch(patch);
    } catch (const SeedError& wrong) {
      throw ControlError(wrong.what());
    }
  }

  void set_search_lag(const Json& lag) override {
    for (const auto& [member, value] : lag.items())
      if (member != "seconds" || !value.is_number())
        throw ControlError("the search lag takes the number seconds: lists read the database");
    store_.set_search_lag(
        std::chrono::milliseconds(static_cast<std::int64_t>(lag.value("seconds", 0.0) * 1000)));
  }

  Json edit_ticket(const std::string& key, const Json& change) override;

  Answer failure(int status) const override {
    Refusal refused{status, 4000, "Unable to perform the operation", {}};
    if (status == 401) refused = {status, 4022, "Invalid authtoken", {}};
    if (status == 403) refused = forbidden();
    if (status == 404) refused = invalid_url();
    if (status == 429) refused = {status, 4015, "The URL was accessed too often", {}};
    if (status >= 500) refused = {status, 4004, "Internal error", {}};
    Answer out = json_answer(status, {{"response_status", refused.verdict()}});
    return out;
  }

  std::vector<Delivery> take_deliveries() override { return triggers_.take(); }
  std::optional<Answer> control(const Request& request) override;

 protected:
  virtual Answer served(const Request& request) = 0;
  virtual std::optional<Json> control_oauth(const Json&) { return std::nullopt; }

  Store& store() { return store_; }

  void expect_pace(const Request& request) {
    const int most = store_.world().number("limits", "requests_per_minute", 0);
    if (most > 0 && !pace_.take(request.path, most, store_.now()))
      throw Refusal{429, 4015, "The URL was accessed too often", {}};
  }

 private:
  Store store_;
  Triggers triggers_{store_};
  Throttle pace_{};
};

// As a technician at the screen does it: {as, fields, status, resolution, comment, internal, trash, delete},
// where the resolution is the name of a closure code.
Json ServiceDesk::edit_ticket(const std::string& key, const Json& change) {
  static constexpr std::array<std::string_view, 8> kEdits{"as",      "fields",   "status", "resolution",
                                                          "comment", "internal", "trash",  "delete"};
  Ticket* ticket = store_.find(key);
  if (ticket == nullptr) ticket = store_.find_shown(key);
  if (ticket == nullptr) throw ControlError("there is no ticket " + key);
  for (const auto& [member, value] : change.items())
    if (std::find(kEdits.begin(), kEdits.end(), member) == kEdits.end())
      throw ControlError("an edit has no member '" + member + "'");
  const Json& people = store_.world().list("people");
  const auto handle = change.value("as", store_.world().text("person", people.begin().key()));
  if (!people.contains(handle)) throw ControlError("there is no user '" + handle + "'");
  if (change.value("delete", false)) {
    store_.remove(*ticket);
    return Json::object();
  }
  try {
    Json members = change.value("fields", Json::object());
    if (change.contains("status")) members["status"] = {{"name", change["status"]}};
    if (change.contains("resolution"))
      members["closure_info"]["closure_code"] = {{"name", change["resolution"]}};
    if (!members.empty()) {
      sdp::write(store_, *ticket, members, false);
      store_.touch(*ticket);
    }
  } catch (const Refusal& refused) {
    throw ControlError(text_of(refused.verdict()));
  }
  if (change.contains("comment")) {
    Note note;
    note.html = change["comment"].get<std::string>();
    note.shown = !change.value("internal", false);
    note.author = people[handle].at("id").get<std::string>();
    store_.add_note(*ticket, std::move(note));
  }
  if (change.value("trash", false)) {
    ticket->trashed = true;
    store_.touch(*ticket, "deleted");
  }
  return view_of(*ticket, store_.world(), store_.product());
}

std::optional<Answer> ServiceDesk::control(const Request& request) {
  const auto& at = request.segments;
  if (at.size() < 2) return std::nullopt;
  const auto body = [&] { return Json::parse(request.body.empty() ? "{}" : request.body); };
  if (at[1] == "webhooks" && at.size() == 2 && request.method == "GET")
    return json_answer(200, triggers_.list());
  if (at[1] == "webhooks" && at.size() == 2 && request.method == "POST")
    return json_answer(201, {{"id", triggers_.add(body())}});
  if (at[1] == "webhooks" && at.size() == 3 && request.method == "DELETE") {
    std::uint64_t id = 0;
    std::from_chars(at[2].data(), at[2].data() + at[2].size(), id);
    if (!triggers_.remove(id)) throw ControlError("there is no webhook " + at[2]);
    return empty_answer(204);
  }
  if (at[1] == "oauth") {
    Json wanted = request.method == "GET" ? Json::object() : body();
    if (at.size() == 3 && at[2] == "revoke") wanted = {{"revoke", true}};
    if (const auto told = control_oauth(wanted)) return json_answer(200, *told);
  }
  return std::nullopt;
}

class OnPremises final : public ServiceDesk {
 public:
  OnPremises(Json seed, const Clock& clock) : ServiceDesk(std::move(seed), clock, Product::on_premises) {}
  std::string_view name() const override { return "sdp-onprem-simulator"; }

 private:
  Answer served(const Request& request) override {
    const auto& at = request.segments;
    if (at.size() < 3 || at[0] != "api" || at[1] != "v3") {
      // Everything else of the web server is its log-in page.
      Answer page = empty_answer(200);
      page.headers.emplace_back("Content-Type", "text/html;charset=UTF-8");
      page.body =
          "<!DOCTYPE html><html><title>ManageEngine ServiceDesk Plus</title><form>Log in</form></html>";
      return page;
    }
    const Person& caller = expect_caller(request);
    expect_pace(request);
    return route(request, std::span(at).subspan(2), store(), caller, caller.rights);
  }

  // Header names come in any case, and older clients send the key under another name. Who fails too often is
  // locked out for a while, with the right key, too.
  const Person& expect_caller(const Request& request) {
    const auto key = request.header("authtoken").value_or(request.header("TECHNICIAN_KEY").value_or(""));
    const Time now = store().now();
    for (const Person& one : store().world().people())
      if (!key.empty() && one.key == key && one.technician && !locked_.contains(now)) return one;
    if (!failures_.take("key", kFailuresUntilLock, now)) locked_.until = now + std::chrono::minutes(5);
    throw Refusal{401, 4022, "Invalid authtoken or the technician key is locked", {}};
  }

  struct Lock {
    std::optional<Time> until{};
    bool contains(Time now) const { return until && now < *until; }
  };
  Throttle failures_{};
  Lock locked_{};
};

class Cloud final : public ServiceDesk {
 public:
  Cloud(Json seed, const Clock& clock) : ServiceDesk(std::move(seed), clock, Product::cloud) {}
  std::string_view name() const override { return "sdp-cloud-simulator"; }

 private:
  Answer served(const Request& request) override {
    if (auto answered = zoho_.handle(request)) return *answered;
    const auto& at = request.segments;
    const bool api = at.size() > 4 && at[0] == "app" && at[1] == store().world().text("portal", "itdesk") &&
                     at[2] == "api" && at[3] == "v3";
    if (!api) throw invalid_url();
    constexpr std::string_view kScheme = "Zoho-oauthtoken ";
    const auto header = request.header("Authorization").value_or("");
    const Grant* const grant =
        header.starts_with(kScheme) ? zoho_.find(header.substr(kScheme.size())) : nullptr;
    const Person* const caller = grant == nullptr ? nullptr : store().world().person(grant->person);
    if (caller == nullptr) throw Refusal{401, 4022, "Invalid OAuth token", {}};
    if (request.header("Accept").value_or("").find("application/vnd.manageengine.sdp.v3+json") ==
        std::string::npos)
      return empty_answer(415);
    expect_pace(request);
    return route(request, std::span(at).subspan(4), store(), *caller, rights_of(*grant, *caller));
  }

  std::optional<Json> control_oauth(const Json& wanted) override {
    if (!wanted.contains("revoke")) return zoho_.control(wanted);
    zoho_.revoke_all();
    return Json::object();
  }

  static std::set<std::string> rights_of(const Grant& grant, const Person& caller) {
    std::set<std::string> rights;
    for (const std::string& right : caller.rights)
      for (const char* const kind : {".ALL", ".READ"})
        if (grant.scopes.contains("SDPOnDemand." + right + kind)) rights.insert(right);
    return rights;
  }

  Zoho zoho_{store()};
};

}  // namespace

std::unique_ptr<Vendor> make_sdp_onprem(Json seed, const Clock& clock) {
  return std::make_unique<OnPremises>(std::move(seed), clock);
}

std::unique_ptr<Vendor> make_sdp_cloud(Json seed, const Clock& clock) {
  return std::make_unique<Cloud>(std::move(seed), clock);
}

}  // namespace itsm::simulators
