// SPDX-License-Identifier: Apache-2.0
// What a plugin tries that means harm, and what becomes of it in a worker.
#include <seccomp.h>
#include <sys/prctl.h>

#include <cerrno>
#include <thread>

#include "tests/abi/support.hpp"

namespace itsm::loader::tests {
namespace {

bool without_locks() {
  if (ITSM_TEST_SANITIZED)
    WARN("skipped: a sanitizer needs of the system what a plugin may not, so its builds have no locks");
  return ITSM_TEST_SANITIZED;
}

struct Cell {
  Cell() {
    LoadOptions how = options(Way::worker);
    how.on_misbehaviour = reports.sink();
    how.on_missing_lock = [this](const std::string& missing) { missing_lock = missing; };
    plugin = must_load("hostile", how);
    instance = must_open(*plugin, services);
  }
  Result<CreateResult> attempt(const std::string& what) {
    return instance->create(soon(services), one_draft(what));
  }
  // What the plugin says has come of it.
  std::string outcome_of(const std::string& what) {
    const auto created = attempt(what);
    return created ? created->outcomes.at(0).ticket->id : created.error().message;
  }

  RecordingServices services;
  Reports reports;
  std::string missing_lock;
  std::shared_ptr<Plugin> plugin;
  std::unique_ptr<Instance> instance;
};

// A kernel without Landlock, for this thread and what it starts.
void hide_landlock() {
  ::prctl(PR_SET_NO_NEW_PRIVS, 1, 0, 0, 0);
  const scmp_filter_ctx filter = ::seccomp_init(SCMP_ACT_ALLOW);
  ::seccomp_rule_add(filter, SCMP_ACT_ERRNO(ENOSYS), SCMP_SYS(landlock_create_ruleset), 0);
  ::seccomp_load(filter);
  ::seccomp_release(filter);
}

}  // namespace

TEST_CASE("a plugin that reaches out of its worker is one failed call that names it and what it tried",
          "[locks]") {
  if (without_locks()) return;
  struct Case {
    const char* attempt;
    const char* told;
  };
  const auto [attempt, told] = GENERATE(values<Case>({{"socket", "open a socket"},
                                                      {"fork", "start a process"},
                                                      {"old way", "start a process"},
                                                      {"exec", "start a program"},
                                                      {"write", "open a file for writing"},
                                                      {"nameless", "open a file for writing"},
                                                      {"remove", "remove a file"},
                                                      {"signal", "send a signal"},
                                                      {"look", "look into a process"},
                                                      {"unlock", "make the system call 308"}}));
  Cell cell;
  const std::string message = std::string("the worker of plugin right 1.0.0 was ended: it tried to ") + told +
                              " during create, which a plugin may not";
  const auto created = cell.attempt(attempt);
  REQUIRE_FALSE(created);
  CHECK(created.error().status == Status::internal);
  CHECK(created.error().message == message);
  CHECK(cell.reports.messages() == std::vector<std::string>{message});
  CHECK(cell.outcome_of("") == "nothing");
}

// As posix_spawn does, which holds back all signals meanwhile.
TEST_CASE("a plugin that cannot be heard when it reaches out is ended all the same", "[locks]") {
  if (without_locks()) return;
  const auto* const attempt = GENERATE("unseen", "program");
  Cell cell;
  CHECK(cell.outcome_of(attempt) == "the worker of plugin right 1.0.0 died (signal 31) during create");
  CHECK(cell.outcome_of("") == "nothing");
}

TEST_CASE("a plugin cannot open what is on the machine", "[locks]") {
  if (without_locks()) return;
  Cell cell;
  if (!cell.missing_lock.empty()) {
    WARN("skipped: " + cell.missing_lock);
    return;
  }
  CHECK(cell.outcome_of("read") == "refused");
  CHECK(cell.outcome_of("list") == "refused");
  CHECK(cell.outcome_of("") == "nothing");

  RecordingServices services;
  const auto plugin = must_load("reads_at_load", options(Way::worker));
  const auto created = must_open(*plugin, services)->create(soon(services), one_draft());
  REQUIRE(created);
  CHECK(created->outcomes.empty());
}

TEST_CASE("a plugin knows the time zones", "[locks]") {
  Cell cell;
  CHECK(cell.outcome_of("zone") == "17");
}

TEST_CASE("a worker leaves no core", "[locks]") {
  Cell cell;
  CHECK(cell.outcome_of("core") == "none");
}

TEST_CASE("a plugin that reaches out while it is loaded is refused", "[locks]") {
  if (without_locks()) return;
  const auto plugin = load(plugin_path("connects_at_load"), options(Way::worker));
  REQUIRE_FALSE(plugin);
  CHECK(plugin.error().rule == Rule::worker);
  CHECK_THAT(plugin.error().message,
             Catch::Contains("it tried to open a socket while it was loaded, which a plugin may not"));
}

TEST_CASE("a kernel without Landlock is told of, and the other locks hold", "[locks]") {
  if (without_locks()) return;
  std::thread([] {
    hide_landlock();
    Cell cell;
    CHECK(cell.missing_lock ==
          "this kernel does not keep a plugin from reading files (Landlock): Function not implemented");
    CHECK(cell.outcome_of("read") == "opened");
    CHECK_THAT(cell.outcome_of("socket"), Catch::Contains("it tried to open a socket"));
    CHECK(cell.outcome_of("") == "nothing");
  }).join();
}

}  // namespace itsm::loader::tests
