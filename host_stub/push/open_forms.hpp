// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <map>
#include <string>
#include <utility>
#include <vector>

#include "host_stub/push/target_schemas.hpp"

namespace itsm::host::push {

// Forms that take whatever the policy writes: for looking at a policy without asking a vendor. Names and
// values stay unchecked.
class OpenForms final : public Forms {
 public:
  // Borrowed.
  explicit OpenForms(const policy::Policy& policy) : policy_(policy) {}

  Result<TargetAnswer> resolve(const policy::Target& target) override;

 private:
  const policy::Policy& policy_;
  std::map<std::pair<std::string, std::vector<std::string>>, policy::TargetSchema> forms_;
};

}  // namespace itsm::host::push
