// SPDX-License-Identifier: Apache-2.0
#include "host_stub/store/finding_list.hpp"

namespace itsm::host::store {
namespace {

// The values are known when the statement is planned, so that what is NULL costs nothing. Ranges keep the
// order of the index where lists of values would not. Text is compared as a range as well: LIKE cannot use an
// index behind row-level security.
#define ITSM_FINDING_FILTER                                                                                 \
  " FROM finding WHERE company_id = $1"                                                                     \
  " AND ($2::smallint IS NULL OR severity <= $2)"                                                           \
  " AND ($3::smallint[] IS NULL OR severity = ANY($3))"                                                     \
  " AND ($4::smallint IS NULL OR status <= $4)"                                                             \
  " AND ($5::smallint[] IS NULL OR status = ANY($5))"                                                       \
  " AND ($6::bigint IS NULL OR last_import_id = $6 OR first_import_id = $6)"                                \
  " AND ($7::text IS NULL OR asset = $7)"                                                                   \
  " AND ($8::text IS NULL OR application = $8)"                                                             \
  " AND ($9::text IS NULL OR branch = $9)"                                                                  \
  " AND ($10::text IS NULL OR scanner = $10)"                                                               \
  " AND ($11::text IS NULL OR rule_id = $11)"                                                               \
  " AND ($12::text IS NULL OR (title_folded >= lower($12) AND title_folded < lower($12) || U&'\\+10FFFF'))" \
  " AND ($13::timestamptz IS NULL OR reported_at >= $13)"                                                   \
  " AND ($14::bigint[] IS NULL OR finding_id = ANY($14))"

constexpr auto kListFindings =
    "SELECT finding_id, title, severity, status, category, asset, application, branch, scanner, rule_id, "
    "first_seen, "
    "last_seen, reported_at, due_at, times_reopened, updated_at" ITSM_FINDING_FILTER
    " AND ($15::timestamptz IS NULL OR (updated_at, finding_id) < ($15, $16))"
    " ORDER BY updated_at DESC, finding_id DESC LIMIT $17";

constexpr auto kSelect =
    "SELECT finding_id" ITSM_FINDING_FILTER " AND finding_id > $15 ORDER BY finding_id LIMIT $16";

std::optional<std::string> unless_empty(const std::string& text) {
  return text.empty() ? std::nullopt : std::optional(text);
}

// The usual selection, "all from the first code up to one", as its end; others as a list.
template <class Code>
std::pair<std::optional<Code>, std::optional<std::vector<Code>>> as_range(const std::vector<Code>& codes) {
  if (codes.empty()) return {};
  Code last{};
  for (const Code code : codes) last = std::max(last, code);
  for (std::int16_t code = 0; code < static_cast<std::int16_t>(last); ++code)
    if (std::find(codes.begin(), codes.end(), static_cast<Code>(code)) == codes.end()) return {last, codes};
  return {last, std::nullopt};
}

Parameters parameters_of(CompanyId company, const FindingFilter& filter) {
  auto [severity_limit, severities] = as_range(filter.severities);
  const auto [status_limit, statuses] = as_range(filter.statuses);
  if (filter.severity_at_least && (!severity_limit || *filter.severity_at_least < *severity_limit))
    severity_limit = filter.severity_at_least;
  return Parameters::of(company, severity_limit, severities, status_limit, statuses,
                        filter.import ? std::optional(filter.import) : std::nullopt,
                        unless_empty(filter.asset), unless_empty(filter.application),
                        unless_empty(filter.branch), unless_empty(filter.scanner),
                        unless_empty(filter.rule_id), unless_empty(filter.title_prefix),
                        filter.reported_since, filter.ids.empty() ? std::nullopt : std::optional(filter.ids));
}

}  // namespace

Result<std::vector<FindingSummary>> list_findings(Transaction& transaction, const FindingFilter& filter,
                                                  const std::optional<FindingCursor>& after,
                                                  std::int64_t limit) {
  Parameters parameters = parameters_of(transaction.company(), filter);
  parameters.add(after ? std::optional(after->updated_at) : std::nullopt);
  parameters.add(after ? after->id : FindingId{});
  parameters.add(limit);
  ITSM_TRY(const Rows rows, transaction.run(kListFindings, parameters));
  std::vector<FindingSummary> page;
  for (const Row row : rows) {
    auto& finding = page.emplace_back();
    row.read(finding.id, finding.title, finding.severity, finding.status, finding.category, finding.asset,
             finding.application, finding.branch, finding.scanner, finding.rule_id, finding.first_seen,
             finding.last_seen, finding.reported_at, finding.due_at, finding.times_reopened,
             finding.updated_at);
  }
  return page;
}

Result<std::vector<FindingId>> select_findings(Transaction& transaction, const FindingFilter& filter,
                                               FindingId after, std::int64_t limit) {
  Parameters parameters = parameters_of(transaction.company(), filter);
  parameters.add(after);
  parameters.add(limit);
  ITSM_TRY(const Rows rows, transaction.run(kSelect, parameters));
  std::vector<FindingId> ids;
  for (const Row row : rows) ids.push_back(row.get<FindingId>(0));
  return ids;
}

}  // namespace itsm::host::store
