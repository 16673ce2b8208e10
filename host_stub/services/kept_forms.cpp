// SPDX-License-Identifier: Apache-2.0
#include "host_stub/services/kept_forms.hpp"

namespace itsm::host::services {

KeptForm kept_form(const policy::TargetSchema& schema) {
  return {schema.project, schema.type, schema.form, schema.priorities};
}

policy::TargetSchema with_kept_form(policy::TargetSchema now, const KeptForm& kept) {
  now.project = kept.project;
  now.type = kept.type;
  now.form = kept.form;
  now.priorities = kept.priorities;
  return now;
}

}  // namespace itsm::host::services
