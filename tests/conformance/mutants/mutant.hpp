// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string_view>

#include <itsm/plugin.hpp>

// One plugin file that is Jira with one defect, which the variable ITSM_MUTANT names; without it, it is Jira.
namespace itsm::conformance::mutants {

bool is(std::string_view mutant);

// The host as the mutant's code sees it: defects between the plugin and its host. Lives as long as the
// process.
const itsm_host* behind_defects(const itsm_host* host);

}  // namespace itsm::conformance::mutants
