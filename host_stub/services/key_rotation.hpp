// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>
#include <vector>

#include "host_stub/services/services.hpp"

// The rotation of keys: of those in the key file, which wrap every company's data key, and of the data keys,
// which seal what a company stores. Hosts may run meanwhile, all of it may be killed at any point and begun
// again, and every transaction is small.
namespace itsm::host::services {

// A key of the key file, or one that a data key names.
struct OuterKey {
  std::string id{};
  bool in_file = false;
  bool primary = false;        // the first of the file
  std::int64_t data_keys = 0;  // that it wraps
};
struct CompanyKey {
  std::string company{};
  std::string id{};
  std::string wrapped_by{};
  bool retired = false;     // it seals nothing new
  std::int64_t values = 0;  // sealed by it
};
struct KeyReport {
  std::vector<OuterKey> outer{};  // those of the file in its order, then the others
  std::vector<CompanyKey> data_keys{};
};
Result<KeyReport> report_keys(Services& services);

struct RewrapReport {
  std::string primary{};
  std::int64_t rewrapped = 0;
  std::vector<Problem> refused{};  // of data keys that cannot be opened
  KeyReport keys{};                // afterwards
};
// Every data key is wrapped by the first key of the key file afterwards; by a new one that is put there
// before, where that is asked for. Refused with "rotation_under_way" when a new one is asked for before all
// are wrapped by the last new one.
Result<RewrapReport> rewrap_keys(Services& services, bool new_key, const std::string& actor);

// Takes a key out of the key file. Refused with "vault_key_in_use" while it wraps anything, and for the first
// one.
Result<> retire_key(Services& services, const std::string& id, const std::string& actor);

struct RekeyReport {
  std::string company{};
  bool continued = false;          // of an earlier rotation, which had not come to its end
  std::int64_t values = 0;         // sealed anew
  std::vector<Problem> refused{};  // of values that cannot be opened
};
// Everything that the company has sealed is sealed by a new data key afterwards, and the old one is deleted.
// Refused with "values_in_use" when somebody held one of them for too long.
Result<RekeyReport> rekey_company(Services& services, CompanyId company, const std::string& name,
                                  const std::string& actor);
// The same for all companies and for what several of them share.
Result<std::vector<RekeyReport>> rekey_all(Services& services, const std::string& actor);

}  // namespace itsm::host::services
