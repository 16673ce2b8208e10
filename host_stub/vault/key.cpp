// SPDX-License-Identifier: Apache-2.0
#include "host_stub/vault/key.hpp"

#include <algorithm>

#include "host_stub/vault/bytes.hpp"
#include "host_stub/vault/sodium.hpp"

namespace itsm::host::vault {

std::string KeyId::hex() const {
  std::string text(bytes.size() * 2 + 1, '\0');
  sodium_bin2hex(text.data(), text.size(), octets(bytes), bytes.size());
  text.pop_back();  // the terminating NUL
  return text;
}

std::optional<KeyId> KeyId::from(std::span<const std::byte> bytes) {
  KeyId id;
  if (bytes.size() != id.bytes.size()) return std::nullopt;
  std::copy(bytes.begin(), bytes.end(), id.bytes.begin());
  return id;
}

void Key::Release::operator()(std::byte* memory) const noexcept { sodium_free(memory); }

Key::Key(Memory memory) : memory_(std::move(memory)) {
  // Refusals only mean that a stray write would not be caught.
  sodium_mprotect_readonly(memory_.get());
  const auto label = bytes_of("itsm key id");
  crypto_generichash(octets(id_.bytes), id_.bytes.size(), octets(label), label.size(), octets(bytes()),
                     kSize);
}

Result<Key::Memory> Key::allocate() {
  require_sodium();
  // It also locks the page. A refusal of that is not reported here: harden_process() looks at it once.
  Memory memory(static_cast<std::byte*>(sodium_malloc(kSize)));
  if (!memory)
    return problem(ProblemKind::unavailable, "no_secret_memory",
                   "The system gives no more protected memory for keys.",
                   "Raise vm.max_map_count or the memory limit of the service.");
  return memory;
}

Result<Key> Key::random() {
  ITSM_TRY(Memory memory, allocate());
  randombytes_buf(memory.get(), kSize);
  return Key(std::move(memory));
}

Result<Key> Key::copy_of(std::span<const std::byte, kSize> bytes) {
  ITSM_TRY(Memory memory, allocate());
  std::copy(bytes.begin(), bytes.end(), memory.get());
  return Key(std::move(memory));
}

}  // namespace itsm::host::vault
