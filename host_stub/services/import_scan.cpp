// SPDX-License-Identifier: Apache-2.0
#include "host_stub/services/import_scan.hpp"

#include "host_stub/services/auto_create.hpp"
#include "host_stub/store/imports.hpp"

namespace itsm::host::services {

Result<findings::ImportReport> import_scan(Services& services, std::istream& file,
                                           const findings::ImportOptions& options,
                                           const findings::ImportProgress& progress) {
  ITSM_TRY(findings::ImportReport report, services.imports.import(file, options, progress));
  auto made = create_after_import(services, options.company, report.import);
  if (made && made->empty()) return report;
  if (made)
    report.auto_created = *std::move(made);
  else
    report.auto_created = {{.failure = made.error().message}};
  ITSM_CHECK(services.database.in_company(options.company, [&](store::Transaction& transaction) {
    return store::finish_import(transaction, report.import, store::ImportState::finished, to_document(report),
                                services.clock.now());
  }));
  return report;
}

}  // namespace itsm::host::services
