// SPDX-License-Identifier: Apache-2.0
#include "tests/simulators/servicenow/servicenow.hpp"

#include <algorithm>
#include <array>

#include "tests/simulators/servicenow/business_rules.hpp"
#include "tests/simulators/servicenow/front.hpp"
#include "tests/simulators/servicenow/view.hpp"
#include "tests/simulators/servicenow/writes.hpp"

namespace itsm::simulators {
namespace {

using namespace servicenow;

constexpr std::array<std::string_view, 7> kEdits{"as",      "fields",   "status", "resolution",
                                                 "comment", "internal", "delete"};

class ServiceNow final : public Vendor {
 public:
  ServiceNow(Json seed, const Clock& clock) : records_(std::move(seed), clock) {}

  std::string_view name() const override { return "servicenow-simulator"; }
  Answer handle(const Request& request) override { return front_.handle(request); }
  Json state() const override { return records_.state(); }
  void restore(const Json& state) override { records_.restore(state); }
  const Json& world() const override { return records_.document(); }
  std::vector<Delivery> take_deliveries() override { return reporting_.take_deliveries(); }

  Answer failure(int status) const override {
    return Refusal{
        status,
        status >= 500 ? "Transaction cancelled: maximum execution time exceeded" : "Operation Failed",
        "made by a test",
        {}}
        .answer();
  }

  Json tickets() override {
    auto out = Json::array();
    for (const auto* record : records_.rows("task")) out.push_back(document(*record));
    return out;
  }

  void set_search_lag(const Json&) override {
    throw ControlError("ServiceNow reads its tables and has no search index that could lag");
  }

  void patch_world(const Json& patch) override {
    try {
      records_.patch(patch);
    } catch (const SeedError& wrong) {
      throw ControlError(wrong.what());
    }
  }

  Json edit_ticket(const std::string& key, const Json& change) override {
    const auto* record = records_.find("task", "number", key);
    if (record == nullptr) throw ControlError("there is no ticket " + key);
    if (!change.is_object()) throw ControlError("an edit must be an object");
    for (const auto& [member, value] : change.items())
      if (std::find(kEdits.begin(), kEdits.end(), member) == kEdits.end())
        throw ControlError("an edit has no member '" + member + "'");
    const auto caller =
        records_.caller(sys_id_for("sys_user/" + change.value("as", records_.schema().person)));
    if (!caller) throw ControlError("there is no such user");
    if (change.value("delete", false)) {
      records_.remove(record->sys_id(), caller->sys_id);
      return Json::object();
    }
    try {
      return document(update(records_, *record, body_of(*record, change), *caller));
    } catch (const Refusal& refused) {
      throw ControlError(refused.message + ": " + refused.detail);
    }
  }

  std::optional<Answer> control(const Request& request) override {
    const auto& all = request.segments;
    if (all.size() < 2 || all[1] != "webhooks") return std::nullopt;
    if (all.size() == 2 && request.method == "GET") return json_answer(200, reporting_.list());
    if (all.size() == 2 && request.method == "POST")
      return json_answer(201, reporting_.add(Json::parse(request.body)));
    if (all.size() == 3 && request.method == "DELETE") {
      if (!reporting_.remove(all[2])) throw ControlError("there is no webhook " + all[2]);
      return empty_answer(204);
    }
    return std::nullopt;
  }

 private:
  // A person picks from lists: the state and the close code by their labels, and fills in what closing asks
  // for.
  Json body_of(const Record& record, const Json& change) const {
    auto body = change.value("fields", Json::object());
    if (change.contains("status"))
      body["state"] = choice(record, "state", change["status"].get<std::string>());
    if (change.contains("resolution")) {
      const auto* column = record.table == "problem" ? "resolution_code" : "close_code";
      body[column] = choice(record, column, change["resolution"].get<std::string>());
      if (!body.contains("close_notes")) body["close_notes"] = "Closed by a person.";
    }
    if (change.contains("comment"))
      body[change.value("internal", false) ? "work_notes" : "comments"] = change["comment"];
    return body;
  }

  std::string choice(const Record& record, const std::string& column, const std::string& called) const {
    for (const auto& one : records_.schema().choices(record.table, column))
      if (one.label == called || one.value == called) return one.value;
    throw ControlError(record.table + " has no " + column + " '" + called + "'");
  }

  Json document(const Record& record) const {
    auto out = Json(record.values);
    out["sys_class_name"] = record.table;
    out["entries"] = Json::array();
    for (const auto* entry : records_.rows("sys_journal_field"))
      if (entry->value("element_id") == record.sys_id())
        out["entries"].push_back({{"element", entry->value("element")}, {"value", entry->value("value")}});
    return out;
  }

  Records records_;
  Front front_{records_};
  Reporting reporting_{records_};
};

}  // namespace

std::unique_ptr<Vendor> make_servicenow(Json seed, const Clock& clock) {
  return std::make_unique<ServiceNow>(std::move(seed), clock);
}

}  // namespace itsm::simulators
