// SPDX-License-Identifier: Apache-2.0
#include "host_stub/vault/key_file.hpp"

#include <fcntl.h>
#include <sys/file.h>
#include <sys/stat.h>

#include <array>
#include <cerrno>
#include <string>
#include <string_view>
#include <system_error>

#include "host_stub/vault/file_descriptor.hpp"
#include "host_stub/vault/random.hpp"
#include "host_stub/vault/safe_folder.hpp"
#include "host_stub/vault/secret_bytes.hpp"
#include "host_stub/vault/sodium.hpp"

namespace itsm::host::vault {
namespace {

namespace fs = std::filesystem;

constexpr std::string_view kFirstLine = "itsm-vault-key 1\n";
constexpr int kBase64 = sodium_base64_VARIANT_ORIGINAL;
constexpr std::size_t kBase64Size = sodium_base64_ENCODED_LEN(Key::kSize, kBase64) - 1;
constexpr std::size_t kLineSize = kBase64Size + 1;
constexpr std::size_t kMostKeys = 16;
constexpr std::size_t kMostBytes = kFirstLine.size() + kMostKeys * kLineSize;

Unexpected<Problem> unsafe(const fs::path& path, const std::string& reason, const std::string& remedy) {
  return problem(ProblemKind::invalid, "key_file_unsafe",
                 "The key file " + path.string() + " " + reason + ".", remedy);
}

Unexpected<Problem> malformed(const fs::path& path, const std::string& reason) {
  return problem(ProblemKind::invalid, "key_file_malformed",
                 "The key file " + path.string() + " " + reason + ".",
                 "Bring the file back from its backup. A new key does not open what the old one sealed.");
}

Unexpected<Problem> unwritable(const fs::path& path, int error) {
  return problem(
      ProblemKind::invalid, "key_file_unwritable",
      "The key file " + path.string() + " cannot be written: " + std::generic_category().message(error) + ".",
      "Make its folder writable for the user of the host, or choose another place.");
}

Result<> check_access(const fs::path& path, const struct stat& status) {
  if (!S_ISREG(status.st_mode)) return unsafe(path, "is not a regular file", "Name the file itself.");
  const uid_t self = ::geteuid();
  if (status.st_uid != 0 && status.st_uid != self)
    return unsafe(path, "belongs to another user (uid " + std::to_string(status.st_uid) + ")",
                  "chown " + std::to_string(self) + " " + path.string());
  const mode_t mode = status.st_mode & 07777;
  if (mode == 0600 || mode == 0400) return {};
  std::array<char, 8> octal{};
  (void)std::snprintf(octal.data(), octal.size(), "%04o", mode);
  const char* reason = (mode & 0077) != 0 ? "can be used by others" : "has an unusual mode";
  return unsafe(path, std::string(reason) + " (mode " + octal.data() + ")", "chmod 600 " + path.string());
}

SecretBytes text_of(std::span<const Key> keys) {
  SecretBytes text(kFirstLine.size() + keys.size() * kLineSize);
  char* characters = reinterpret_cast<char*>(text.writable().data());
  characters += kFirstLine.copy(characters, kFirstLine.size());
  for (const Key& key : keys) {
    sodium_bin2base64(characters, kLineSize, octets(key.bytes()), Key::kSize, kBase64);
    characters[kBase64Size] = '\n';  // where libsodium has put a NUL
    characters += kLineSize;
  }
  return text;
}

Result<Key> parse_key(const fs::path& path, std::string_view line) {
  SecretBytes bytes(Key::kSize);
  std::size_t size = 0;
  // Without a place for the end it refuses whatever is not base64 to the last character.
  if (sodium_base642bin(octets(bytes.writable()), bytes.size(), line.data(), kBase64Size, nullptr, &size,
                        nullptr, kBase64) != 0 ||
      size != Key::kSize)
    return malformed(path, "does not hold 32 bytes of base64 in every line");
  if (sodium_is_zero(octets(bytes.bytes()), bytes.size()) != 0)
    return malformed(path, "holds only zeros, which is no key");
  return Key::copy_of(bytes.bytes().first<Key::kSize>());
}

Result<std::vector<Key>> parse(const fs::path& path, std::string_view text) {
  if (text.substr(0, kFirstLine.size()) != kFirstLine)
    return malformed(path, "does not begin with the line \"itsm-vault-key 1\"");
  text.remove_prefix(kFirstLine.size());
  if (text.empty() || text.size() % kLineSize != 0 || text.size() > kMostKeys * kLineSize)
    return malformed(path, "does not have one to " + std::to_string(kMostKeys) + " lines of " +
                               std::to_string(kBase64Size) + " characters behind its first line");
  std::vector<Key> keys;
  for (; !text.empty(); text.remove_prefix(kLineSize)) {
    if (text[kBase64Size] != '\n') return malformed(path, "has a line that is too long");
    ITSM_TRY(Key key, parse_key(path, text.substr(0, kBase64Size)));
    for (const Key& other : keys)
      if (other.id() == key.id()) return malformed(path, "holds a key twice");
    keys.push_back(std::move(key));
  }
  return keys;
}

// 0, or what errno says.
int write_whole(int file, std::string_view text) {
  while (!text.empty()) {
    const ssize_t written = ::write(file, text.data(), text.size());
    if (written < 0 && errno != EINTR) return errno;
    if (written > 0) text.remove_prefix(static_cast<std::size_t>(written));
  }
  return ::fsync(file) == 0 ? 0 : errno;
}

// What was read before the end of the file, at most the size of the buffer; -1 with errno.
ssize_t read_whole(int file, std::span<std::byte> buffer) {
  std::size_t size = 0;
  while (size < buffer.size()) {
    const ssize_t got = ::read(file, buffer.data() + size, buffer.size() - size);
    if (got < 0 && errno == EINTR) continue;
    if (got < 0) return -1;
    if (got == 0) break;
    size += static_cast<std::size_t>(got);
  }
  return static_cast<ssize_t>(size);
}

fs::path folder_of(const fs::path& path) { return path.has_parent_path() ? path.parent_path() : "."; }

struct OpenedKeyFile {
  FileDescriptor file;
  struct stat status {};
};

Result<OpenedKeyFile> open_key_file(const FileDescriptor& folder, const fs::path& path) {
  // O_NONBLOCK: a pipe put there must not hold us up.
  OpenedKeyFile opened{FileDescriptor(::openat(folder.get(), path.filename().c_str(),
                                               O_RDONLY | O_NOFOLLOW | O_NONBLOCK | O_NOCTTY | O_CLOEXEC))};
  if (!opened.file && errno == ELOOP) return unsafe(path, "is a symbolic link", "Name the file itself.");
  if (!opened.file || ::fstat(opened.file.get(), &opened.status) != 0)
    return problem(ProblemKind::invalid, "key_file_missing",
                   "The key file " + path.string() +
                       " cannot be opened: " + std::generic_category().message(errno) + ".",
                   "Name the key file of this installation, or bring it back from its backup.");
  ITSM_CHECK(check_access(path, opened.status));
  return opened;
}

Result<std::vector<Key>> keys_in(const OpenedKeyFile& opened, const fs::path& path) {
  SecretBytes text(kMostBytes + 1);  // one more, to see that nothing follows
  const ssize_t size = read_whole(opened.file.get(), text.writable());
  if (size < 0) return malformed(path, "cannot be read: " + std::generic_category().message(errno));
  return parse(path, text.text().substr(0, static_cast<std::size_t>(size)));
}

std::string draft_prefix(const fs::path& path) { return "." + path.filename().string() + "."; }

// What a change that was killed left behind holds keys.
void remove_drafts(const FileDescriptor& folder, const fs::path& path) {
  std::error_code ignored;
  for (const auto& entry : fs::directory_iterator(folder_of(path), ignored))
    if (const std::string name = entry.path().filename().string(); name.starts_with(draft_prefix(path)))
      ::unlinkat(folder.get(), name.c_str(), 0);
}

// Writes the keys to a new file beside the path. `place` gives it its name, and answers 0 or what errno says.
int write_draft(const FileDescriptor& folder, const fs::path& path, std::span<const Key> keys,
                const std::function<int(int draft, const std::string& name)>& place) {
  const std::string draft = draft_prefix(path) + random_token(8);
  const FileDescriptor file(
      ::openat(folder.get(), draft.c_str(), O_WRONLY | O_CREAT | O_EXCL | O_NOFOLLOW | O_CLOEXEC, 0600));
  if (!file) return errno;
  const SecretBytes text = text_of(keys);
  int error = ::fchmod(file.get(), 0600) == 0 ? 0 : errno;  // whatever the umask is
  if (error == 0) error = write_whole(file.get(), text.text());
  if (error == 0) error = place(file.get(), draft);
  ::unlinkat(folder.get(), draft.c_str(), 0);
  if (error == 0 && ::fsync(folder.get()) != 0) error = errno;
  return error;
}

}  // namespace

Result<> create_key_file(const fs::path& path) {
  ITSM_TRY(const FileDescriptor folder, open_safe_folder(folder_of(path)));
  ITSM_TRY(const Key key, Key::random());
  const std::string name = path.filename().string();
  const int error = write_draft(folder, path, std::span(&key, 1), [&](int, const std::string& draft) {
    // A link, unlike a rename, does not replace what is there.
    return ::linkat(folder.get(), draft.c_str(), folder.get(), name.c_str(), 0) == 0 ? 0 : errno;
  });
  if (error == EEXIST)
    return problem(ProblemKind::conflict, "key_file_exists",
                   "The key file " + path.string() + " exists already and is kept.",
                   "Use it, or choose another place for a new key.");
  if (error != 0) return unwritable(path, error);
  return {};
}

Result<std::vector<Key>> read_key_file(const fs::path& path) {
  ITSM_TRY(const FileDescriptor folder, open_safe_folder(folder_of(path)));
  ITSM_TRY(const OpenedKeyFile opened, open_key_file(folder, path));
  return keys_in(opened, path);
}

Result<> change_key_file(const fs::path& path, const std::function<Result<>(std::vector<Key>&)>& change) {
  ITSM_TRY(const FileDescriptor folder, open_safe_folder(folder_of(path)));
  // Of two changes at once the second one must see the first one's key: what it wrapped would be lost.
  if (::flock(folder.get(), LOCK_EX) != 0) return unwritable(path, errno);
  ITSM_TRY(const OpenedKeyFile before, open_key_file(folder, path));
  ITSM_TRY(std::vector<Key> keys, keys_in(before, path));
  remove_drafts(folder, path);
  ITSM_CHECK(change(keys));
  if (keys.size() > kMostKeys)
    return problem(ProblemKind::conflict, "key_file_full",
                   "The key file " + path.string() + " holds " + std::to_string(kMostKeys) + " keys already.",
                   "Retire those that nothing needs any more: host_stub secrets keys lists them.");
  const int error = write_draft(folder, path, keys, [&](int file, const std::string& draft) {
    // An operator who is root must not take the file away from the service.
    if (::fchown(file, before.status.st_uid, before.status.st_gid) != 0 ||
        ::fchmod(file, before.status.st_mode & 07777) != 0 || ::fsync(file) != 0)
      return errno;
    return ::renameat(folder.get(), draft.c_str(), folder.get(), path.filename().c_str()) == 0 ? 0 : errno;
  });
  if (error != 0) return unwritable(path, error);
  return {};
}

}  // namespace itsm::host::vault
