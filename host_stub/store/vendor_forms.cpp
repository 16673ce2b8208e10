// SPDX-License-Identifier: Apache-2.0
#include "host_stub/store/vendor_forms.hpp"

namespace itsm::host::store {
namespace {

constexpr auto kLoadForms = R"(
  SELECT project_id, type_id, form, broken, seen_at FROM integration_form
  WHERE company_id = $1 AND integration_id = $2 ORDER BY project_id, type_id)";

constexpr auto kStoreForm = R"(
  INSERT INTO integration_form (company_id, integration_id, project_id, type_id, form, broken, seen_at)
  VALUES ($1, $2, $3, $4, $5, $6, $7)
  ON CONFLICT (company_id, integration_id, project_id, type_id) DO UPDATE SET
    form = EXCLUDED.form, broken = EXCLUDED.broken, seen_at = EXCLUDED.seen_at)";

constexpr auto kWaitingDrafts = R"(
  SELECT draft FROM intent WHERE company_id = $1 AND integration_id = $2 AND live AND state = 0
  ORDER BY intent_id LIMIT $3)";

}  // namespace

Result<std::vector<VendorFormRow>> load_vendor_forms(Transaction& owner, IntegrationId integration) {
  ITSM_TRY(const Rows rows, owner.query(kLoadForms, owner.company(), integration));
  std::vector<VendorFormRow> forms;
  for (const Row row : rows) {
    VendorFormRow& form = forms.emplace_back();
    Json broken;
    row.read(form.project_id, form.type_id, form.form, broken, form.seen_at);
    form.broken = broken.get<std::vector<std::string>>();
  }
  return forms;
}

Result<> store_vendor_form(Transaction& owner, IntegrationId integration, const VendorFormRow& row) {
  ITSM_CHECK(owner.execute(kStoreForm, owner.company(), integration, row.project_id, row.type_id, row.form,
                           Json(row.broken), row.seen_at));
  return {};
}

Result<std::vector<Json>> waiting_drafts(Transaction& company, IntegrationId integration,
                                         std::int64_t limit) {
  ITSM_TRY(const Rows rows, company.query(kWaitingDrafts, company.company(), integration, limit));
  std::vector<Json> drafts;
  for (const Row row : rows) drafts.push_back(row.get<Json>(0));
  return drafts;
}

}  // namespace itsm::host::store
