// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <map>
#include <optional>
#include <set>
#include <string>

#include "tests/simulators/sdp/store.hpp"
#include "tests/simulators/sdp/throttle.hpp"

namespace itsm::simulators::sdp {

// What a person has allowed a client.
struct Grant {
  std::string person{};
  std::set<std::string> scopes{};
};

// Zoho's accounts server: a host of its own in reality, here at the same address. Its errors come with 200.
class Zoho {
 public:
  explicit Zoho(const Store& store) : store_(store) {}

  // Below /oauth/v2; nullopt for other paths.
  std::optional<Answer> handle(const Request& request);
  // What an access token allows by now; null: nothing.
  const Grant* find(const std::string& access_token) const;

  // The control interface: who consents next, and a grant that ends.
  Json control(const Json& wanted);
  void revoke_all();

 private:
  Answer authorize(const Request& request);
  Answer token(const Request& request);
  std::string issue_access(const Grant& grant);

  struct Access {
    Grant grant{};
    Time ends{};
  };
  struct Code {
    Grant grant{};
    Time ends{};
    std::string redirect_uri{};
  };
  const Store& store_;
  Throttle tokens_{};
  std::string consenting_{};  // handle of a person; empty: the first of the seed
  bool refuses_ = false;
  std::uint64_t last_ = 0;
  std::map<std::string, Code> codes_{};
  std::map<std::string, Grant> refresh_{};
  std::map<std::string, Access> access_{};
};

}  // namespace itsm::simulators::sdp
