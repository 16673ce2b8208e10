// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <functional>
#include <optional>
#include <string>
#include <vector>

#include "host_stub/services/caller.hpp"
#include "host_stub/services/services.hpp"

// People who sign in: who there is, and what they may do where. Refused with "person_unknown" (not_found)
// where nobody has the name, or where the one who has it acts beyond the companies of who asks.
namespace itsm::host::services {

struct PersonItem {
  std::int64_t id = 0;
  std::string name{};
  store::Role role = store::Role::viewer;
  std::vector<std::string> companies{};
  std::string state{};
  bool by_provider = false;
  std::string last_sign_in_at{};

  static constexpr std::string_view kDocument = "signing_person";
  template <class Self, class Visit>
  static void members(Self& self, Visit&& visit) {
    visit.required("id", self.id, "Its number.");
    visit.required("name", self.name, "With which they sign in.");
    visit.required("role", self.role, "What they may do.");
    visit.required("companies", self.companies, "In which they may act; empty: in all.");
    visit.required("state", self.state,
                   "active; one_time: they have not chosen their own password yet; disabled.");
    visit.required("by_provider", self.by_provider,
                   "Whether they sign in by the sign-in provider; then they have no password here.");
    visit.required("last_sign_in_at", self.last_sign_in_at, "RFC 3339, or never.");
  }
};

// The password holds for one sign-in, at which another one is chosen, within a week. Told this once.
struct OneTimePassword {
  std::string name{};
  std::string password{};
  std::string valid_until{};

  static constexpr std::string_view kDocument = "one_time_password";
  template <class Self, class Visit>
  static void members(Self& self, Visit&& visit) {
    visit.required("name", self.name, "Whose it is.");
    visit.required("password", self.password, "For one sign-in. Shown this once.");
    visit.required("valid_until", self.valid_until, "RFC 3339.");
  }
};

// `companies`: those in which who asks may act, or nothing: all.
using Within = std::optional<std::vector<CompanyId>>;

Result<std::vector<PersonItem>> list_people(Services& services, const Within& within);
// Refused with "person_exists", "name_wrong" or "role_unknown". No companies: all of them.
Result<OneTimePassword> add_person(Services& services, const std::string& name, const std::string& role,
                                   const std::vector<CompanyId>& companies, const std::string& actor);
// Their sessions end. Refused with "person_by_provider": they have no password here.
Result<OneTimePassword> reset_password(Services& services, const std::string& name, const Within& within,
                                       const std::string& actor);
// Their sessions end at once; enabling lets them sign in again.
Result<> set_person_disabled(Services& services, const std::string& name, bool disabled, const Within& within,
                             const std::string& actor);

// Where nobody can sign in yet: an administrator of all companies, `admin`.
Result<std::optional<OneTimePassword>> add_first_person(Services& services);

// Called once requests are taken: with the address, and with the first person where there was nobody.
using Ready = std::function<void(const std::string& address, const std::optional<OneTimePassword>& first)>;

}  // namespace itsm::host::services
