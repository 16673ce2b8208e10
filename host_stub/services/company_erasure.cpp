// SPDX-License-Identifier: Apache-2.0
#include "host_stub/services/company_erasure.hpp"

#include <algorithm>
#include <thread>

#include "host_stub/integrations/data_keys.hpp"
#include "host_stub/services/companies.hpp"
#include "host_stub/services/erasure_progress.hpp"
#include "host_stub/store/audit.hpp"

namespace itsm::host::services {
namespace {

constexpr std::int64_t kRowsAtOnce = 1000;
constexpr std::chrono::milliseconds kLookForClaims{200};
constexpr std::chrono::seconds kAtWork{30};  // since its last step somebody is
// Work under way that ends meanwhile may leave rows behind what was emptied already.
constexpr auto kClaimedWork = {"outbox_job", "inbox"};

std::string hex_of_key(const store::Bytes& id) {
  const auto key = vault::KeyId::from(id);
  return key ? key->hex() : std::string("damaged");
}

void pass_step(const Services& services, std::string_view step) {
  if (services.at_step) services.at_step(step);
}

Result<> note_erasure(Services& services, store::Transaction& house, const store::ErasureRow& row,
                      const std::string& action) {
  store::AuditEntry entry;
  entry.at = services.clock.now();
  entry.actor = row.actor;
  entry.action = action;
  entry.subject = "company " + row.name;
  entry.details = {{"company", row.erased.value}};
  return store::append_audit(house, entry);
}

Result<std::int64_t> empty_some(Services& services, const store::ErasureRow& erasure,
                                std::string_view table) {
  std::int64_t gone = 0;
  ITSM_CHECK(with_progress(services, erasure,
                           [&](store::Transaction& eraser, ErasureProgress& progress) -> Result<> {
                             ITSM_TRY(gone, store::erase_rows(eraser, table, kRowsAtOnce));
                             if (gone > 0) progress.rows[std::string(table)] += gone;
                             return {};
                           }));
  if (gone > 0) pass_step(services, "erase_rows");
  return gone;
}

Result<std::int64_t> empty_table(Services& services, const store::ErasureRow& erasure, std::string_view table,
                                 const std::stop_token& stop) {
  std::int64_t all = 0;
  while (!stop.stop_requested()) {
    ITSM_TRY(const std::int64_t gone, empty_some(services, erasure, table));
    all += gone;
    if (gone < kRowsAtOnce) break;
  }
  return all;
}

// Nothing new is claimed once nothing is due, and what is claimed comes to its end, or to that of its lease.
Result<> end_work_under_way(Services& services, const store::ErasureRow& erasure,
                            const std::stop_token& stop) {
  while (!stop.stop_requested()) {
    std::int64_t left = 0;
    for (const char* table : kClaimedWork) {
      ITSM_CHECK(empty_table(services, erasure, table, stop));
      ITSM_TRY(const std::int64_t claimed,
               services.database.in_company(erasure.erased, [&](store::Transaction& company) {
                 return store::count_rows(company, table);
               }));
      left += claimed;
    }
    if (left == 0) return {};
    std::this_thread::sleep_for(kLookForClaims);
  }
  return {};
}

Result<> destroy_keys(Services& services, const store::ErasureRow& erasure) {
  ITSM_CHECK(with_progress(services, erasure,
                           [&](store::Transaction& eraser, ErasureProgress& progress) -> Result<> {
                             progress.vendors_asked = true;
                             ITSM_TRY(const auto erased, store::erase_keys(eraser));
                             for (const auto& key : erased.data_keys)
                               progress.data_keys.push_back(hex_of_key(key));
                             for (const auto& key : erased.wrapping_keys) {
                               const std::string id = hex_of_key(key);
                               auto& known = progress.wrapping_keys;
                               if (std::find(known.begin(), known.end(), id) == known.end())
                                 known.push_back(id);
                             }
                             for (const auto& [table, gone] : erased.rows)
                               if (gone > 0) progress.rows[std::string(table)] += gone;
                             return {};
                           }));
  pass_step(services, "erase_keys");
  return {};
}

// Counted with the receipt, which is the house's as these rows are.
Result<std::int64_t> leave_house(Services& services, CompanyId company) {
  return services.database.in_house([&](store::Transaction& house) -> Result<std::int64_t> {
    ITSM_TRY(auto receipt, store::load_receipt(house, company));
    if (!receipt) return std::int64_t{0};
    ITSM_TRY(const auto gone, store::erase_from_house(house, company, kRowsAtOnce));
    const std::int64_t all = gone.heard + gone.routes + gone.people + gone.tokens;
    if (all == 0) return all;
    auto counted = from_document<ErasureProgress>(receipt->document);
    const auto add = [&](const char* what, std::int64_t rows) {
      if (rows > 0) counted.rows[what] += rows;
    };
    add("house: inbox", gone.heard);
    add("house: ticket_route", gone.routes);
    add("house: person", gone.people);
    add("house: api_token", gone.tokens);
    receipt->document = to_document(counted);
    receipt->updated_at = services.clock.now();
    ITSM_CHECK(store::store_receipt(house, *receipt));
    return all;
  });
}

// Until there is nothing, twice in a row for what came in meanwhile.
Result<> empty_all(Services& services, const store::ErasureRow& erasure, const std::stop_token& stop) {
  while (!stop.stop_requested()) {
    std::int64_t gone = 0;
    for (const std::string_view table : store::erased_tables()) {
      ITSM_TRY(const std::int64_t rows, empty_table(services, erasure, table, stop));
      gone += rows;
    }
    ITSM_TRY(const std::int64_t of_house, leave_house(services, erasure.erased));
    if (gone + of_house == 0) return {};
  }
  return {};
}

std::vector<std::string> left_after(const ErasureProgress& progress) {
  std::vector<std::string> left;
  if (!progress.data_keys.empty())
    left.emplace_back(
        "backups from before hold its data keys, wrapped by the keys named here: to make these useless "
        "replace "
        "them (host_stub secrets rewrap --new-key, then secrets retire) and destroy copies of the older key "
        "file");
  left.emplace_back("tickets at vendors stay as they are");
  left.emplace_back(
      "raw deliveries of integrations that serve several companies are kept until their retention ends");
  return left;
}

// The receipt first: without the company nobody would know what to write into it.
Result<bool> finish_erasure(Services& services, const store::ErasureRow& erasure) {
  ErasureProgress progress;
  ITSM_CHECK(with_progress(services, erasure, [&](store::Transaction&, ErasureProgress& held) -> Result<> {
    progress = held;
    return {};
  }));
  ITSM_CHECK(services.database.in_house([&](store::Transaction& house) -> Result<> {
    ITSM_TRY(auto receipt, store::load_receipt(house, erasure.erased));
    if (!receipt) return {};
    auto whole = progress;
    for (const auto& [what, rows] : from_document<ErasureProgress>(receipt->document).rows)
      if (what.starts_with("house: ")) whole.rows[what] = rows;
    const auto more = left_after(whole);
    whole.left.insert(whole.left.end(), more.begin(), more.end());
    receipt->document = to_document(whole);
    receipt->updated_at = services.clock.now();
    if (!receipt->ended_at) ITSM_CHECK(note_erasure(services, house, *receipt, "company.erased"));
    receipt->ended_at = services.clock.now();
    return store::store_receipt(house, *receipt);
  }));
  pass_step(services, "erase_receipt");
  return services.database.erasing(erasure.erased,
                                   [](store::Transaction& eraser) { return store::erase_company(eraser); });
}

Result<std::optional<store::ErasureRow>> receipt_of(Services& services, CompanyId company) {
  return services.database.in_house(
      [&](store::Transaction& house) { return store::load_receipt(house, company); });
}

}  // namespace

Result<ErasureReport> preview_erasure(Services& services, const std::string& name) {
  ITSM_TRY(const CompanyId company, company_named(services, name));
  ErasureReport report;
  report.company = company.value;
  report.name = name;
  report.state = "planned";
  ITSM_CHECK(services.database.in_company(company, [&](store::Transaction& transaction) -> Result<> {
    report.rows.clear();
    report.left_to_do.clear();
    for (const std::string_view table : store::erased_tables()) {
      ITSM_TRY(const std::int64_t rows, store::count_rows(transaction, table));
      if (rows > 0) report.rows[std::string(table)] = rows;
    }
    ITSM_TRY(const auto integrations, store::list_integrations(transaction));
    for (const auto& integration : integrations)
      report.left_to_do.push_back(
          integration.name + ": its webhook and its access are taken away at the vendor, where it answers");
    return {};
  }));
  ITSM_TRY(const auto traces, services.database.in_house([&](store::Transaction& house) {
    return store::count_in_house(house, company);
  }));
  if (traces.routes > 0) report.rows["house: ticket_route"] = traces.routes;
  if (traces.people > 0) report.rows["house: person"] = traces.people;
  if (traces.tokens > 0) report.rows["house: api_token"] = traces.tokens;
  return report;
}

Result<ErasureReport> begin_erasure(Services& services, const std::string& name, const std::string& confirmed,
                                    const std::string& actor) {
  if (name.empty())
    return problem(ProblemKind::invalid, "company_missing", "no company is named",
                   "name the one that is to go");
  ITSM_TRY(const CompanyId company, company_named(services, name));
  if (confirmed != name)
    return problem(
        ProblemKind::invalid, "erasure_not_confirmed",
        "everything that " + name + " has would be destroyed for good, and nobody has confirmed it",
        "look at what that is with: host_stub companies erase " + name + " --dry-run; then add --confirm " +
            name);
  const Time now = services.clock.now();
  const store::ErasureRow row{company, name, actor, Json::object(), now, now, std::nullopt};
  ITSM_TRY(const bool marked, services.database.in_house([&](store::Transaction& house) -> Result<bool> {
    ITSM_TRY(const bool first, store::mark_for_erasure(house, row));
    if (first) ITSM_CHECK(note_erasure(services, house, row, "company.erase"));
    return first;
  }));
  if (!marked)
    return problem(ProblemKind::conflict, "company_being_erased", name + " is being erased already",
                   "look how far it is: host_stub companies erased");
  pass_step(services, "erase_marked");
  return report_of(row);
}

Result<> carry_out_erasure(Services& services, CompanyId company, const std::stop_token& stop) {
  ITSM_TRY(const auto receipt, receipt_of(services, company));
  if (!receipt) return {};
  const store::ErasureRow& erasure = *receipt;
  // Who could still act in it by name of its own rows, cannot any more.
  ITSM_CHECK(empty_table(services, erasure, "api_token", stop));
  ITSM_CHECK(end_work_under_way(services, erasure, stop));
  bool vendors_asked = false;
  ITSM_CHECK(
      with_progress(services, erasure, [&](store::Transaction&, ErasureProgress& progress) -> Result<> {
        vendors_asked = progress.vendors_asked;
        return {};
      }));
  if (!vendors_asked && !stop.stop_requested()) {
    ITSM_CHECK(leave_vendors(services, erasure));
    pass_step(services, "erase_vendors");
    ITSM_CHECK(destroy_keys(services, erasure));
  }
  while (!stop.stop_requested()) {
    ITSM_CHECK(empty_all(services, erasure, stop));
    if (stop.stop_requested()) break;
    ITSM_TRY(const bool gone, finish_erasure(services, erasure));
    if (gone) {
      services.log.info("company_erased", "a company was erased; its receipt stays",
                        {{"company", company.value}});
      break;
    }
    std::this_thread::sleep_for(kLookForClaims);
  }
  return {};
}

Result<> carry_on_erasures(Services& services, const std::stop_token& stop) {
  ITSM_TRY(const auto marked, services.database.in_house([](store::Transaction& house) {
    return store::companies_being_erased(house);
  }));
  for (const CompanyId company : marked) {
    ITSM_TRY(const auto touched, services.database.in_company(company, [&](store::Transaction& transaction) {
      return store::load_receipt(transaction, company);
    }));
    if (touched && services.clock.now() - touched->updated_at < kAtWork) continue;
    ITSM_CHECK(carry_out_erasure(services, company, stop));
  }
  return {};
}

Result<std::vector<ErasureReport>> list_erasures(Services& services) {
  ITSM_TRY(const auto rows,
           services.database.in_house([](store::Transaction& house) { return store::list_receipts(house); }));
  std::vector<ErasureReport> reports;
  for (const auto& row : rows) reports.push_back(report_of(row));
  return reports;
}

Result<ErasureReport> show_erasure(Services& services, CompanyId company) {
  ITSM_TRY(const auto receipt, receipt_of(services, company));
  if (!receipt)
    return problem(ProblemKind::not_found, "erasure_unknown",
                   "no company " + std::to_string(company.value) + " was erased",
                   "list those that were: host_stub companies erased");
  return report_of(*receipt);
}

}  // namespace itsm::host::services
