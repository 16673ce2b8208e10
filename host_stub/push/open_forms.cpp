// SPDX-License-Identifier: Apache-2.0
#include "host_stub/push/open_forms.hpp"

#include "host_stub/policy/case_form.hpp"

namespace itsm::host::push {

Result<TargetAnswer> OpenForms::resolve(const policy::Target& target) {
  const auto [form, is_new] = forms_.try_emplace({target.project, target.types});
  if (is_new) form->second = *policy::form_for(policy_, {}, target).schema;
  return TargetAnswer{&form->second, {}, {}};
}

}  // namespace itsm::host::push
