// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>
#include <string_view>

// Parts of a text that insiders may read and outsiders may not.
namespace itsm::host::policy {

// Whether the name or address can be reached from within only: private and local networks, and names that no
// public zone has.
bool is_internal_host(std::string_view host);

// With a mask for every internal host that is named in it.
std::string without_internal_hosts(std::string_view text);

// Markdown without the parts under a title such as "Proof of concept" or "Steps to reproduce".
std::string without_proof_of_concept(std::string_view markdown);
bool is_proof_of_concept_title(std::string_view title);

// https://user:secret@host without user and secret.
std::string without_passwords_in_addresses(std::string_view text);

}  // namespace itsm::host::policy
