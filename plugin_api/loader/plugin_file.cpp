// SPDX-License-Identifier: Apache-2.0
#include "plugin_api/loader/plugin_file.hpp"

#include <fcntl.h>
#include <sys/mman.h>
#include <sys/stat.h>

#include <array>
#include <cerrno>
#include <string>
#include <string_view>
#include <system_error>

namespace itsm::loader {
namespace {

namespace fs = std::filesystem;

constexpr std::size_t kMostBytes = 512 * 1024 * 1024;
constexpr std::string_view kElfMagic = "\177ELF";

bool trusted_owner(const struct stat& about) { return about.st_uid == 0 || about.st_uid == ::geteuid(); }
bool writable_by_others(const struct stat& about) { return (about.st_mode & (S_IWGRP | S_IWOTH)) != 0; }

std::string chown_command(const fs::path& path) {
  return "chown " + std::to_string(::geteuid()) + " " + shell_word(path);
}

Result<void, LoadRefusal> check_folder(const fs::path& file, const fs::path& folder, const struct stat& about,
                                       bool sticky_will_do) {
  if (!trusted_owner(about))
    return refuse(file, Rule::directory,
                  "the folder " + folder.string() + " belongs to neither root nor this user",
                  chown_command(folder));
  const bool excused = sticky_will_do && (about.st_mode & S_ISVTX) != 0;
  if (writable_by_others(about) && !excused)
    return refuse(file, Rule::directory, "the folder " + folder.string() + " can be written by others",
                  "chmod go-w " + shell_word(folder));
  return {};
}

// Where a descriptor really is, links resolved; for messages.
fs::path path_of(const Descriptor& folder) {
  std::error_code ignored;
  return fs::read_symlink("/proc/self/fd/" + std::to_string(folder.get()), ignored);
}

// Walks from the file's folder to the root along descriptors, so that no link can be put in between.
Result<Descriptor, LoadRefusal> open_folder(const fs::path& file) {
  Descriptor folder(::open(file.parent_path().c_str(), O_PATH | O_DIRECTORY | O_CLOEXEC));
  struct stat about {};
  if (!folder || ::fstat(folder.get(), &about) != 0)
    return refuse(file, Rule::readable,
                  "the folder cannot be opened: " + std::generic_category().message(errno));
  ITSM_CHECK(check_folder(file, path_of(folder), about, false));

  Descriptor above(::openat(folder.get(), "..", O_PATH | O_DIRECTORY | O_CLOEXEC));
  for (;;) {
    struct stat next {};
    if (!above || ::fstat(above.get(), &next) != 0)
      return refuse(file, Rule::readable,
                    "a folder above it cannot be opened: " + std::generic_category().message(errno));
    if (next.st_ino == about.st_ino && next.st_dev == about.st_dev)
      return folder;  // the root is its own parent
    ITSM_CHECK(check_folder(file, path_of(above), next, true));
    about = next;
    above = Descriptor(::openat(above.get(), "..", O_PATH | O_DIRECTORY | O_CLOEXEC));
  }
}

Result<void, LoadRefusal> check_file(const fs::path& file, const struct stat& about) {
  if (!S_ISREG(about.st_mode)) return refuse(file, Rule::regular_file, "it is not a regular file");
  if (about.st_nlink != 1)
    return refuse(file, Rule::single_link, "it has another name, under which it could be changed",
                  "cp " + shell_word(file) + " " + shell_word(file.string() + ".new") + " && mv " +
                      shell_word(file.string() + ".new") + " " + shell_word(file));
  if (!trusted_owner(about))
    return refuse(file, Rule::owner, "it belongs to neither root nor this user", chown_command(file));
  if (writable_by_others(about))
    return refuse(file, Rule::not_writable, "it can be written by others", "chmod go-w " + shell_word(file));
  return {};
}

// Copies everything and seals the copy.
Result<Descriptor, LoadRefusal> sealed_copy(const fs::path& file, int source) {
  Descriptor copy(::memfd_create(file.filename().c_str(), MFD_CLOEXEC | MFD_ALLOW_SEALING));
  const auto failed = [&](const char* what) {
    return refuse(file, Rule::readable, what + (": " + std::generic_category().message(errno)));
  };
  if (!copy) return failed("no memory file for it");

  std::array<char, 64 * 1024> buffer{};
  std::size_t total = 0;
  std::string beginning;
  for (;;) {
    const ssize_t got = ::read(source, buffer.data(), buffer.size());
    if (got < 0 && errno == EINTR) continue;
    if (got < 0) return failed("it cannot be read");
    if (got == 0) break;
    if (total == 0) beginning.assign(buffer.data(), std::min<std::size_t>(got, kElfMagic.size()));
    total += static_cast<std::size_t>(got);
    if (total > kMostBytes) return refuse(file, Rule::elf, "it is larger than any plugin");
    for (ssize_t done = 0; done < got;) {
      const ssize_t put = ::write(copy.get(), buffer.data() + done, static_cast<std::size_t>(got - done));
      if (put < 0 && errno == EINTR) continue;
      if (put < 0) return failed("it cannot be copied");
      done += put;
    }
  }
  if (beginning != kElfMagic)
    return refuse(file, Rule::elf, "it is not a shared library (no ELF header)", "rm " + shell_word(file));
  if (::fcntl(copy.get(), F_ADD_SEALS, F_SEAL_SEAL | F_SEAL_SHRINK | F_SEAL_GROW | F_SEAL_WRITE) != 0)
    return failed("the copy cannot be sealed");
  return copy;
}

}  // namespace

std::string shell_word(const fs::path& path) {
  std::string out = "'";
  for (const char c : path.native()) {
    if (c == '\'')
      out += "'\\''";
    else
      out += c;
  }
  return out + "'";
}

Result<Descriptor, LoadRefusal> open_trusted_file(const fs::path& file) {
  if (!file.is_absolute())
    return refuse(file, Rule::absolute_path, "the path is not absolute",
                  "name it " + shell_word(fs::absolute(file).lexically_normal()));
  ITSM_TRY(const Descriptor folder, open_folder(file));
  Descriptor source(::openat(folder.get(), file.filename().c_str(),
                             O_RDONLY | O_NOFOLLOW | O_NONBLOCK | O_NOCTTY | O_CLOEXEC));
  if (!source && errno == ELOOP)
    return refuse(file, Rule::no_symbolic_link, "it is a symbolic link",
                  "cp --remove-destination \"$(readlink -f " + shell_word(file) + ")\" " + shell_word(file));
  struct stat about {};
  if (!source || ::fstat(source.get(), &about) != 0)
    return refuse(file, Rule::readable, "it cannot be opened: " + std::generic_category().message(errno));
  ITSM_CHECK(check_file(file, about));
  return source;
}

Result<Descriptor, LoadRefusal> open_plugin_file(const fs::path& file) {
  ITSM_TRY(const Descriptor source, open_trusted_file(file));
  return sealed_copy(file, source.get());
}

}  // namespace itsm::loader
