// SPDX-License-Identifier: Apache-2.0
#include "host_stub/vault/secret_bytes.hpp"

#include <algorithm>
#include <cstdlib>
#include <new>
#include <ostream>
#include <type_traits>

#include "host_stub/vault/key.hpp"
#include "tests/support/catch.hpp"

namespace {

// Memory that is looked at in the moment in which it is given back.
struct Watched {
  const void* data = nullptr;
  std::size_t size = 0;
  bool returned = false;
  bool zero = false;
};
Watched watched;  // NOLINT: operator delete has no other way to it

void look_at(void* memory) {
  if (memory == nullptr || memory != watched.data) return;
  const auto* bytes = static_cast<const unsigned char*>(memory);
  watched.returned = true;
  watched.zero = std::all_of(bytes, bytes + watched.size, [](unsigned char byte) { return byte == 0; });
  watched.data = nullptr;
}

}  // namespace

void* operator new[](std::size_t size) {
  void* memory = std::malloc(std::max<std::size_t>(size, 1));
  if (memory == nullptr) throw std::bad_alloc();
  return memory;
}
void operator delete[](void* memory) noexcept {
  look_at(memory);
  std::free(memory);
}
void operator delete[](void* memory, std::size_t) noexcept { operator delete[](memory); }

namespace itsm::host::vault {
namespace {

void watch(const SecretBytes& secret) { watched = {secret.bytes().data(), secret.size(), false, false}; }

template <class T>
concept Printable = requires(std::ostream& out, const T& value) {
  out << value;
};

static_assert(!Printable<SecretBytes> && !Printable<Key>);
static_assert(!std::is_copy_constructible_v<SecretBytes> && !std::is_copy_assignable_v<SecretBytes>);
static_assert(!std::is_copy_constructible_v<Key> && !std::is_copy_assignable_v<Key>);

TEST_CASE("a secret is overwritten before its memory is given back") {
  {
    const SecretBytes secret = SecretBytes::copy_of("hunter2");
    CHECK(secret.text() == "hunter2");
    watch(secret);
  }
  CHECK(watched.returned);
  CHECK(watched.zero);
}

TEST_CASE("a secret that another one replaces is overwritten") {
  SecretBytes secret = SecretBytes::copy_of("the old one");
  watch(secret);
  secret = SecretBytes::copy_of("the new one, which is longer");
  CHECK(watched.returned);
  CHECK(watched.zero);
  CHECK(secret.text() == "the new one, which is longer");
}

TEST_CASE("a moved secret leaves nothing behind") {
  SecretBytes from = SecretBytes::copy_of("hunter2");
  const auto* memory = from.bytes().data();
  const SecretBytes to = std::move(from);
  CHECK(to.bytes().data() == memory);
  CHECK(from.size() == 0);  // NOLINT(bugprone-use-after-move): that is what is tested
  CHECK(from.bytes().empty());
}

TEST_CASE("a secret of a given size begins with zeros and may be empty") {
  CHECK(SecretBytes(3).text() == std::string_view("\0\0\0", 3));
  CHECK(SecretBytes(0).text().empty());
  CHECK(SecretBytes().text().empty());
}

}  // namespace
}  // namespace itsm::host::vault
