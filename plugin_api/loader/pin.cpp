// SPDX-License-Identifier: Apache-2.0
#include "plugin_api/loader/pin.hpp"

#include <fcntl.h>
#include <sys/mman.h>
#include <sys/stat.h>
#include <unistd.h>

#include <array>
#include <cerrno>
#include <system_error>

#include <openssl/evp.h>

#include "plugin_api/loader/plugin_file.hpp"

namespace itsm::loader {
namespace {

namespace fs = std::filesystem;

constexpr std::size_t kDigits = 64;

fs::path pin_of(const fs::path& file) { return file.string() + ".sha256"; }

// The command of this project's host; others name theirs in their manuals.
std::string remedy_for(const fs::path& file) { return "host_stub plugins pin " + shell_word(file); }

std::string failure_text(const char* what) { return what + (": " + std::generic_category().message(errno)); }

Result<std::string, LoadRefusal> read_pin(const fs::path& file) {
  const fs::path pin = pin_of(file);
  auto opened = open_trusted_file(pin);
  if (!opened)
    return refuse(file, Rule::pin, "its pin " + pin.string() + " is of no use: " + opened.error().message,
                  opened.error().remedy);
  // What stands behind the digest is for sha256sum.
  std::array<char, kDigits> digits{};
  std::size_t got = 0;
  while (got < kDigits) {
    const ssize_t part = ::read(opened->get(), digits.data() + got, kDigits - got);
    if (part < 0 && errno == EINTR) continue;
    if (part <= 0) break;
    got += static_cast<std::size_t>(part);
  }
  return std::string(digits.data(), got);
}

Result<void, LoadRefusal> write_whole(const fs::path& file, int descriptor, const std::string& text) {
  std::size_t done = 0;
  while (done < text.size()) {
    const ssize_t part = ::write(descriptor, text.data() + done, text.size() - done);
    if (part < 0 && errno == EINTR) continue;
    if (part < 0) return refuse(file, Rule::pin, failure_text("its pin cannot be written"));
    done += static_cast<std::size_t>(part);
  }
  return {};
}

}  // namespace

Result<std::string, LoadRefusal> digest_of(const fs::path& file, const Descriptor& sealed) {
  struct stat about {};
  const auto failed = [&] { return refuse(file, Rule::readable, failure_text("its digest cannot be made")); };
  if (::fstat(sealed.get(), &about) != 0) return failed();
  const auto size = static_cast<std::size_t>(about.st_size);
  void* const bytes = ::mmap(nullptr, size, PROT_READ, MAP_PRIVATE, sealed.get(), 0);
  if (bytes == MAP_FAILED) return failed();
  std::array<unsigned char, EVP_MAX_MD_SIZE> digest{};
  unsigned length = 0;
  const bool made = EVP_Digest(bytes, size, digest.data(), &length, EVP_sha256(), nullptr) == 1;
  ::munmap(bytes, size);
  if (!made) return failed();
  constexpr std::string_view kHex = "0123456789abcdef";
  std::string hex;
  for (unsigned i = 0; i < length; ++i) {
    hex += kHex[digest[i] >> 4U];
    hex += kHex[digest[i] & 0xFU];
  }
  return hex;
}

Result<void, LoadRefusal> compare_with_pin(const fs::path& file, const std::string& digest) {
  std::error_code ignored;
  if (!fs::exists(fs::symlink_status(pin_of(file), ignored)))
    return refuse(file, Rule::pin, "it is not pinned: nobody has said that it may run", remedy_for(file));
  ITSM_TRY(const std::string pinned, read_pin(file));
  if (pinned == digest) return {};
  return refuse(
      file, Rule::pin,
      "its bytes are not those that were pinned: find out who changed it, and pin it again if it is "
      "right",
      remedy_for(file));
}

Result<Pinned, LoadRefusal> pin(const fs::path& file) {
  ITSM_TRY(const Descriptor sealed, open_plugin_file(file));
  Pinned out{file, pin_of(file), {}};
  ITSM_TRY(out.digest, digest_of(file, sealed));
  // In a moment and whole, for hosts that read it meanwhile.
  const fs::path fresh = out.pin.string() + ".new";
  const Descriptor written(
      ::open(fresh.c_str(), O_WRONLY | O_CREAT | O_TRUNC | O_NOFOLLOW | O_CLOEXEC, 0644));
  if (!written) return refuse(file, Rule::pin, failure_text("its pin cannot be written"));
  ITSM_CHECK(write_whole(file, written.get(), out.digest + "  " + file.filename().string() + "\n"));
  if (::fchmod(written.get(), 0644) != 0 || ::fsync(written.get()) != 0 ||
      ::rename(fresh.c_str(), out.pin.c_str()) != 0)
    return refuse(file, Rule::pin, failure_text("its pin cannot be written"));
  return out;
}

}  // namespace itsm::loader
