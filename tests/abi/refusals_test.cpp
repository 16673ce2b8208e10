// SPDX-License-Identifier: Apache-2.0
#include <sys/stat.h>
#include <unistd.h>

#include <cstdlib>
#include <fstream>

#include "tests/abi/support.hpp"

namespace itsm::loader::tests {

namespace fs = std::filesystem;

namespace {

// A private folder with a copy of a right plugin, gone afterwards.
class Folder {
 public:
  Folder() {
    std::string name = (fs::temp_directory_path() / "itsm-abi-XXXXXX").string();
    if (::mkdtemp(name.data()) == nullptr) FAIL("no temporary folder");
    path_ = name;
    fs::copy_file(plugin_path("right"), file());
    ::chmod(file().c_str(), 0644);
  }
  ~Folder() { fs::remove_all(path_); }
  Folder(const Folder&) = delete;
  Folder& operator=(const Folder&) = delete;

  const fs::path& path() const { return path_; }
  fs::path file() const { return path_ / "right.so"; }

 private:
  fs::path path_;
};

LoadRefusal refusal_of(const fs::path& file, Way way) {
  auto plugin = load(file, options(way));
  if (plugin) FAIL(file << " was loaded");
  return plugin.error();
}

int run(const std::string& command) { return std::system(command.c_str()); }  // NOLINT(cert-env33-c)

}  // namespace

TEST_CASE("a right plugin in C is loaded and used", "[refusals]") {
  const Way way = GENERATE(Way::in_process, Way::worker);
  const Folder folder;
  RecordingServices services;
  auto plugin = load(folder.file(), options(way));
  REQUIRE(plugin);
  CHECK((*plugin)->manifest().id == "right");
  CHECK(must_open(**plugin, services)->create(soon(services), one_draft()));
}

TEST_CASE("a file that others can write is refused, and the remedy lifts it", "[refusals]") {
  const Folder folder;
  const ::mode_t mode = GENERATE(0664, 0646);
  REQUIRE(::chmod(folder.file().c_str(), mode) == 0);
  const LoadRefusal refusal = refusal_of(folder.file(), Way::worker);
  CHECK(refusal.rule == Rule::not_writable);
  CHECK(refusal.message == "it can be written by others");
  CHECK(refusal.remedy == "chmod go-w '" + folder.file().string() + "'");
  REQUIRE(run(refusal.remedy) == 0);
  CHECK(load(folder.file(), options(Way::worker)));
}

TEST_CASE("a folder that others can write is refused, and the remedy lifts it", "[refusals]") {
  const Folder folder;
  REQUIRE(::chmod(folder.path().c_str(), 01777) == 0);  // sticky does not help the file's own folder
  const LoadRefusal refusal = refusal_of(folder.file(), Way::worker);
  CHECK(refusal.rule == Rule::directory);
  REQUIRE(run(refusal.remedy) == 0);
  CHECK(load(folder.file(), options(Way::worker)));
}

TEST_CASE("a folder further up that others can write is refused", "[refusals]") {
  const Folder folder;
  const fs::path below = folder.path() / "it's" / "below";  // a name that a shell must be given quoted
  fs::create_directories(below);
  fs::copy_file(folder.file(), below / "right.so");
  REQUIRE(::chmod((folder.path() / "it's").c_str(), 0777) == 0);
  const LoadRefusal refusal = refusal_of(below / "right.so", Way::worker);
  CHECK(refusal.rule == Rule::directory);
  CHECK(refusal.message.find((folder.path() / "it's").string()) != std::string::npos);
  REQUIRE(run(refusal.remedy) == 0);
  CHECK(load(below / "right.so", options(Way::worker)));
}

TEST_CASE("where pins are required, exactly the pinned bytes are loaded", "[refusals]") {
  const Way way = GENERATE(Way::in_process, Way::worker);
  const Folder folder;
  LoadOptions strict = options(way);
  strict.pins = Pins::required;
  const auto refusal = [&] {
    auto plugin = load(folder.file(), strict);
    if (plugin) FAIL("it was loaded");
    return plugin.error().rule;
  };
  CHECK(refusal() == Rule::pin);
  const auto pinned = pin(folder.file());
  REQUIRE(pinned);
  CHECK(pinned->digest.size() == 64);
  CHECK(load(folder.file(), strict));

  std::ofstream(folder.file(), std::ios::binary | std::ios::app) << '\0';
  CHECK(refusal() == Rule::pin);
  LoadOptions lenient = strict;
  lenient.pins = Pins::told;
  std::vector<std::string> told;
  lenient.on_unpinned = [&](const LoadRefusal& seen) { told.push_back(seen.message); };
  CHECK(load(folder.file(), lenient));
  CHECK(told.size() == 1);

  std::ofstream(pinned->pin) << pinned->digest.substr(1) << "\n";
  CHECK(refusal() == Rule::pin);
}

TEST_CASE("a file of another user is refused", "[refusals]") {
  if (::geteuid() != 0) {
    WARN("skipped: only root can give a file away");
    return;
  }
  const Folder folder;
  REQUIRE(::chown(folder.file().c_str(), 12345, 0) == 0);
  const LoadRefusal refusal = refusal_of(folder.file(), Way::worker);
  CHECK(refusal.rule == Rule::owner);
  REQUIRE(run(refusal.remedy) == 0);
  CHECK(load(folder.file(), options(Way::worker)));
}

TEST_CASE("a symbolic link is refused, and the remedy replaces it by the file", "[refusals]") {
  const Folder folder;
  const fs::path link = folder.path() / "link.so";
  fs::create_symlink(folder.file(), link);
  const LoadRefusal refusal = refusal_of(link, Way::worker);
  CHECK(refusal.rule == Rule::no_symbolic_link);
  REQUIRE(run(refusal.remedy) == 0);
  CHECK(load(link, options(Way::worker)));
}

TEST_CASE("a file with a second name is refused, and the remedy makes it the only one", "[refusals]") {
  const Folder folder;
  fs::create_hard_link(folder.file(), folder.path() / "other.so");
  const LoadRefusal refusal = refusal_of(folder.file(), Way::worker);
  CHECK(refusal.rule == Rule::single_link);
  REQUIRE(run(refusal.remedy) == 0);
  CHECK(load(folder.file(), options(Way::worker)));
}

TEST_CASE("what is not an absolute path to a shared library is refused", "[refusals]") {
  const Folder folder;
  std::ofstream(folder.path() / "text.so") << "#!/bin/sh\n";
  std::ofstream(folder.path() / "empty.so").close();
  fs::create_directory(folder.path() / "folder.so");
  REQUIRE(::mkfifo((folder.path() / "pipe.so").c_str(), 0600) == 0);

  CHECK(refusal_of("right.so", Way::worker).rule == Rule::absolute_path);
  CHECK(refusal_of("./right.so", Way::worker).rule == Rule::absolute_path);
  CHECK(refusal_of(folder.path() / "absent.so", Way::worker).rule == Rule::readable);
  CHECK(refusal_of(folder.path() / "absent" / "right.so", Way::worker).rule == Rule::readable);
  CHECK(refusal_of(folder.path() / "folder.so", Way::worker).rule == Rule::regular_file);
  CHECK(refusal_of(folder.path() / "pipe.so", Way::worker).rule == Rule::regular_file);
  CHECK(refusal_of(folder.path() / "text.so", Way::worker).rule == Rule::elf);
  CHECK(refusal_of(folder.path() / "empty.so", Way::worker).rule == Rule::elf);
}

TEST_CASE("a library that is not a plugin of this contract is refused with the reason", "[refusals]") {
  const Way way = GENERATE(Way::in_process, Way::worker);
  struct Case {
    const char* plugin;
    Rule rule;
    const char* words;
  };
  const auto [plugin, rule, words] = GENERATE(values<Case>({
      {"no_entry", Rule::entry, "does not export itsm_plugin_entry_v1"},
      {"short_entry", Rule::entry, "its entry is too short"},
      {"other_major", Rule::abi_major, "made for contract 2, this host has contract 1"},
      {"other_header", Rule::abi_hash, "built with a draft of the contract, before 1.0 (0x00000001)"},
      {"null_describe", Rule::entry, "a function of its entry is missing"},
      {"bad_id", Rule::entry, "its id is not made of"},
      {"no_tickets", Rule::tables, "does not have the required capability itsm.tickets/1"},
      {"null_create", Rule::tables, "the required function create is null"},
      {"undefined_symbol", Rule::loadable, "nobody_has_this"},
      {"manifest_of_another", Rule::manifest, "its manifest is of left 1.0.0, its entry of right 1.0.0"},
      {"manifest_too_large", Rule::manifest,
       "answered describe with 2097152 bytes, where 1048576 are allowed"},
      {"manifest_incomplete", Rule::manifest, "Missing required property"},
  }));
  INFO(plugin);
  const LoadRefusal refusal = refusal_of(plugin_path(plugin), way);
  CHECK(name_of(refusal.rule) == name_of(rule));
  CHECK_THAT(refusal.message, Catch::Contains(words));
  CHECK(refusal.file == plugin_path(plugin));
}

TEST_CASE("a plugin that crashes while it is loaded is refused, and the host lives", "[refusals]") {
  const LoadRefusal refusal = refusal_of(plugin_path("crashes_at_load"), Way::worker);
  CHECK(refusal.rule == Rule::worker);
  CHECK_THAT(refusal.message, Catch::Contains("the worker died ("));
}

TEST_CASE("a worker program that is not there, or not one, is told", "[refusals]") {
  LoadOptions how = options(Way::worker);
  how.worker_program = "/nonexistent/itsm-worker";
  auto plugin = load(plugin_path("right"), how);
  REQUIRE_FALSE(plugin);
  CHECK(plugin.error().rule == Rule::worker);
  CHECK_THAT(plugin.error().message, Catch::Contains("/nonexistent/itsm-worker cannot be started"));

  how.worker_program = "/bin/true";
  plugin = load(plugin_path("right"), how);
  REQUIRE_FALSE(plugin);
  CHECK_THAT(plugin.error().message, Catch::Contains("the worker died (exit status 0)"));
}

TEST_CASE("a scan answers for every library of a folder, in order", "[refusals]") {
  const Folder folder;
  fs::copy_file(plugin_path("no_entry"), folder.path() / "a.so");
  fs::copy_file(plugin_path("tells"), folder.path() / "z-1.0.0.so");
  std::ofstream(folder.path() / "notes.txt") << "not looked at";
  const auto found = scan(folder.path(), options(Way::worker));
  REQUIRE(found.size() == 3);
  CHECK(found[0].file == folder.path() / "a.so");
  CHECK(found[0].plugin.error().rule == Rule::entry);
  CHECK((*found[1].plugin)->manifest().id == "right");
  CHECK((*found[2].plugin)->manifest().id == "tells");

  const auto missing = scan(folder.path() / "absent", options(Way::worker));
  REQUIRE(missing.size() == 1);
  CHECK(missing[0].plugin.error().rule == Rule::readable);
}

TEST_CASE("a file that is replaced while it is loaded keeps running as it was", "[refusals]") {
  const Folder folder;
  RecordingServices services;
  auto plugin = load(folder.file(), options(Way::worker));
  REQUIRE(plugin);
  std::ofstream(folder.file(), std::ios::trunc) << "overwritten in place";
  CHECK(must_open(**plugin, services)->create(soon(services), one_draft()));
}

}  // namespace itsm::loader::tests
