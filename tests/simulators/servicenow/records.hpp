// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <functional>

#include "tests/simulators/control/clock.hpp"
#include "tests/simulators/servicenow/schema.hpp"

namespace itsm::simulators::servicenow {

// A row. Every value is a text, as ServiceNow's API has it.
struct Record {
  std::string table{};
  std::map<std::string, std::string> values{};

  std::string value(const std::string& column) const {
    const auto found = values.find(column);
    return found == values.end() ? std::string() : found->second;
  }
  std::string sys_id() const { return value("sys_id"); }
};

// Who calls, and what is allowed.
struct Caller {
  std::string sys_id{};
  std::string user_name{};
  std::string time_zone{};
  std::set<std::string> roles{};

  bool has_any(const std::set<std::string>& wanted) const;
};

enum class EventKind { created, changed, deleted, comment };
struct Event {
  EventKind kind{};
  const Record& record;
  std::string by{};                    // sys_id
  std::vector<std::string> changed{};  // columns
  const Record* entry = nullptr;       // of the journal
};

// The tables of an instance with all their rows. What the seed describes as definitions stands there as rows
// too, as on a real instance. One thread.
class Records {
 public:
  Records(Json seed, const Clock& clock);

  const Schema& schema() const { return schema_; }
  const Json& document() const { return document_; }
  // A JSON merge patch of the seed; tickets stay. Throws SeedError and changes nothing.
  void patch(const Json& patch);

  Time now() const { return clock_.now(); }
  std::string now_text() const;

  // Rows of a table and of those that extend it, oldest first.
  std::vector<const Record*> rows(const std::string& table) const;
  const Record* find(const std::string& sys_id) const;
  const Record* find(const std::string& table, const std::string& column, const std::string& value) const;

  // Without asking any rule.
  const Record& insert(Record record, const std::string& by);
  void remove(const std::string& sys_id, const std::string& by);
  // Counts as a change where any of the values differs.
  const Record& change(const std::string& sys_id, const std::map<std::string, std::string>& values,
                       const std::string& by);
  void add_entry(const Record& record, const std::string& journal, const std::string& text,
                 const std::string& by);
  std::string next_number(const std::string& table);

  std::optional<Caller> caller(const std::string& user_sys_id) const;
  void listen(std::function<void(const Event&)> listener) { listener_ = std::move(listener); }

  // Rows that the seed does not describe.
  Json state() const;
  void restore(const Json& state);

 private:
  void load();
  void put(const std::string& table, std::map<std::string, std::string> values, const std::string& name);
  void load_definitions();
  void load_look_ups();
  void load_people();
  void tell(const Event& event);

  const Clock& clock_;
  Json document_;
  Schema schema_;
  std::map<std::string, Record> rows_{};
  std::map<std::string, std::uint64_t> order_{};  // sys_id -> when it was made
  std::set<std::string> seeded_{};
  std::map<std::string, std::uint64_t> numbers_{};  // by prefix
  std::uint64_t last_ = 0;
  std::function<void(const Event&)> listener_{};
};

// 32 hexadecimal digits that are always the same for a text, and in no order.
std::string sys_id_for(std::string_view text);

}  // namespace itsm::simulators::servicenow
