// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>

#include "host_stub/services/services.hpp"

// The vendor's live schema as a company may see it: projects outside its allow-list do not exist.
namespace itsm::host::services {

// The integration that serves the company, by number or by name. Refused with "integration_unknown".
Result<integrations::Serving> serving_integration(Services& services, CompanyId company,
                                                  const std::string& id_or_name);

// One page of a picker. A page may be shorter than the vendor's: what is not allowed is taken out of it.
Result<OptionsPage> pick(Services& services, const integrations::Serving& serving, OptionsRequest request);

// The fields of a form.
Result<FieldList> form_fields(Services& services, const integrations::Serving& serving,
                              const FieldsRequest& request);

}  // namespace itsm::host::services
