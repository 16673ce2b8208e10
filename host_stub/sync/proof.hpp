// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <optional>
#include <string>
#include <vector>

#include <itsm/documents/manifest.hpp>

#include "host_stub/core/clock.hpp"
#include "host_stub/http/listener.hpp"

// Whether a delivery comes from the vendor: by what the plugin's manifest declares, on the raw bytes, before
// any of them is parsed and without any code of a plugin.
namespace itsm::host::sync {

enum class Verdict {
  good,
  none,     // it carries no proof
  wrong,    // it carries one that does not hold
  too_old,  // it was sent outside the window, earlier or later
};

// Compares in constant time, and as often whatever the delivery holds: once for each secret. More than one
// secret is good while they are changed; none makes every proof wrong, with the same work.
Verdict judge(const WebhookProof& proof, const std::vector<std::string>& secrets,
              const http::Request& request, Time now);

// Gives a delivery what judge() takes from whoever has the secret.
void prove(const WebhookProof& proof, const std::string& secret, http::Request& delivery, Time now);

// A delivery with a good proof and this header is no news: it asks who answers at the address. Only who has
// the secret knows the answer.
inline constexpr std::string_view kTestHeader = "Itsm-Link-Test";
std::string answer_to_test(const std::string& secret, std::string_view question);

// Whether what the delivery says is proved with it, and not only who sent it.
bool covers_body(const WebhookProof& proof);

// The proof that deliveries must carry: the named one, else the strongest whose secret is there. Null: none
// can be checked.
const WebhookProof* chosen_proof(const std::vector<WebhookProof>& declared, const std::string& named,
                                 const std::vector<std::string>& stored_secrets);

// The value of a query parameter with that name is taken out, so that a secret is not stored.
std::string without_parameter(std::string_view query, std::string_view name);

}  // namespace itsm::host::sync

template <>
struct itsm::EnumNames<itsm::host::sync::Verdict> {
  using enum itsm::host::sync::Verdict;
  static constexpr std::array<std::pair<itsm::host::sync::Verdict, std::string_view>, 4> names{
      {{good, "good"}, {none, "none"}, {wrong, "wrong"}, {too_old, "too_old"}}};
};
