// SPDX-License-Identifier: Apache-2.0
#include "host_stub/vault/data_key.hpp"

#include "host_stub/vault/envelope.hpp"

namespace itsm::host::vault {
namespace {

Framing context_of(CompanyId company, const Place& place) {
  return Framing().add(company.value).add(place.integration.value).add(place.field).add(place.row_version);
}

Framing context_of(CompanyId company, const KeyId& id) { return Framing().add(company.value).add(id.bytes); }

std::string name_of(CompanyId company, const Place& place) {
  std::string name = "The sealed value " + place.field + " of ";
  if (place.integration) name += "integration " + std::to_string(place.integration.value) + " of ";
  return name + "company " + std::to_string(company.value);
}

}  // namespace

Result<DataKey> DataKey::make(CompanyId company) {
  ITSM_TRY(Key key, Key::random());
  return DataKey(company, std::move(key));
}

Result<DataKey> DataKey::unwrap(const KeyRing& ring, CompanyId company, const WrappedKey& stored) {
  const std::string name = "The data key " + stored.id.hex() + " of company " + std::to_string(company.value);
  const Key* outer = ring.find(stored.wrapping_key);
  if (outer == nullptr)
    return problem(
        ProblemKind::invalid, "vault_key_missing",
        name + " is wrapped by key " + stored.wrapping_key.hex() + ", which is in none of the key files.",
        "Name the key file that was in use when it was made, or bring it back from its backup.");
  ITSM_TRY(const SecretBytes bytes,
           open_envelope(Kind::data_key, *outer, context_of(company, stored.id), name, stored.wrapped));
  if (bytes.size() != Key::kSize)
    return problem(ProblemKind::internal, "data_key_damaged", name + " has the wrong length.");
  ITSM_TRY(Key key, Key::copy_of(bytes.bytes().first<Key::kSize>()));
  if (key.id() != stored.id)
    return problem(ProblemKind::internal, "data_key_damaged", name + " is another key than its id says.");
  return DataKey(company, std::move(key));
}

Result<WrappedKey> DataKey::wrap(const Key& outer) const {
  ITSM_TRY(Bytes wrapped, seal_envelope(Kind::data_key, outer, context_of(company_, id()), key_.bytes()));
  return WrappedKey{id(), std::move(wrapped), outer.id()};
}

Result<Bytes> DataKey::seal(const Place& place, std::span<const std::byte> plaintext) const {
  return seal_envelope(Kind::field, key_, context_of(company_, place), plaintext);
}

Result<SecretBytes> DataKey::open(const Place& place, std::span<const std::byte> blob) const {
  return open_envelope(Kind::field, key_, context_of(company_, place), name_of(company_, place), blob);
}

}  // namespace itsm::host::vault
