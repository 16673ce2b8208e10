// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <random>
#include <string>
#include <vector>

#include "host_stub/config/node.hpp"

// Good policies made bad in one place, with the place where a person must be pointed to.
namespace itsm::host::policy {

enum class Slip { typo, dropped_key, wrong_kind };

struct Mutation {
  Slip slip = Slip::typo;
  std::string text{};      // the document
  int line = 0;            // of the slip
  std::string original{};  // typo: the word that was meant
  std::string made{};      // what stands there instead, for people
};

// The document as mutations write it, without a slip.
std::string written(const config::Node& document);

// One slip in the document, of this kind, somewhere; the same for the same state of `random`.
Mutation mutate(const config::Node& document, Slip slip, std::mt19937& random);

}  // namespace itsm::host::policy
