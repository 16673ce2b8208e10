// SPDX-License-Identifier: Apache-2.0
// Landlock, which has no library: three system calls.
#include <fcntl.h>
#include <linux/landlock.h>
#include <sys/syscall.h>
#include <unistd.h>

#include <array>
#include <cerrno>
#include <system_error>

#include "plugin_api/loader/descriptor.hpp"
#include "plugin_api/loader/worker_locks.hpp"

namespace itsm::loader {
namespace {

constexpr std::array kOfLoading{
    "/usr", "/lib", "/lib64", "/opt", "/etc/ld.so.cache", "/etc/ld.so.preload", "/etc/localtime"};
constexpr std::array kOfCalls{"/usr/share/zoneinfo", "/usr/lib/locale", "/etc/localtime"};

constexpr std::uint64_t kReading = LANDLOCK_ACCESS_FS_READ_FILE | LANDLOCK_ACCESS_FS_READ_DIR;
// Everything that version 1 knows. What came later is writing too, which lock_system_calls does not let
// through.
constexpr std::uint64_t kAll = (LANDLOCK_ACCESS_FS_MAKE_SYM << 1) - 1;
constexpr std::uint64_t kOfAFile =
    LANDLOCK_ACCESS_FS_READ_FILE | LANDLOCK_ACCESS_FS_WRITE_FILE | LANDLOCK_ACCESS_FS_EXECUTE;

// Files that are not there need no rule.
void allow(int rules, const char* path) {
  const Descriptor place(::open(path, O_PATH | O_CLOEXEC));
  if (!place) return;
  landlock_path_beneath_attr beneath{};
  beneath.parent_fd = place.get();
  beneath.allowed_access = kReading;
  if (::syscall(SYS_landlock_add_rule, rules, LANDLOCK_RULE_PATH_BENEATH, &beneath, 0) == 0) return;
  beneath.allowed_access = kReading & kOfAFile;  // it is no folder
  ::syscall(SYS_landlock_add_rule, rules, LANDLOCK_RULE_PATH_BENEATH, &beneath, 0);
}

}  // namespace

std::string lock_files(Files files) {
#if defined(__SANITIZE_ADDRESS__) || defined(__SANITIZE_THREAD__)
  static_cast<void>(files);
  return {};  // a sanitizer reads its own memory map
#else
  const auto missing = [] {
    return "this kernel does not keep a plugin from reading files (Landlock): " +
           std::generic_category().message(errno);
  };
  landlock_ruleset_attr handled{};
  handled.handled_access_fs = kAll;
  const Descriptor rules(
      static_cast<int>(::syscall(SYS_landlock_create_ruleset, &handled, sizeof handled, 0)));
  if (!rules) return missing();
  if (files == Files::of_loading)
    for (const char* const path : kOfLoading) allow(rules.get(), path);
  else
    for (const char* const path : kOfCalls) allow(rules.get(), path);
  if (::syscall(SYS_landlock_restrict_self, rules.get(), 0) != 0) return missing();
  return {};
#endif
}

}  // namespace itsm::loader
