// SPDX-License-Identifier: Apache-2.0
#include "host_stub/store/ticket_list.hpp"

#include <algorithm>

#include "host_stub/store/link_columns.hpp"
#include "host_stub/store/parameters.hpp"

namespace itsm::host::store {
namespace {

// Only filters that are set are in the statement: the planner then begins where the fewest rows are.
// 5 is a re-test; from 6 on a finding has ended.
constexpr std::string_view kSeverityFits = " AND {f}.severity = $?";
constexpr std::string_view kStatusFits = " AND {f}.status = $?";
// Each side has an index, and the planner knows how large an import is: it begins with a small one's findings
// and walks the links where most of them fit.
constexpr std::string_view kImportFits = " AND ({f}.last_import_id = $? OR {f}.first_import_id = $?)";
constexpr std::string_view kIsBreached = " AND {f}.due_at < $? AND {f}.status < 6";
// They are few, and found once: a subquery would be read again for each ticket that an assignee has.
constexpr std::string_view kNeedsPerson = R"( AND l.finding_id = ANY (ARRAY(
    SELECT waiting.finding_id FROM finding waiting WHERE waiting.company_id = $1 AND waiting.status = 5
    UNION ALL
    SELECT r.finding_id FROM review r WHERE r.company_id = $1 AND r.decided_at IS NULL)))";
// Of the findings of tickets that are known already.
constexpr std::string_view kNeedsPersonToo = R"( AND (g.status = 5 OR EXISTS (
    SELECT FROM review r WHERE r.company_id = $1 AND r.finding_id = g.finding_id AND r.decided_at IS NULL)))";
constexpr std::string_view kTextFits =
    " AND (strpos(lower(t.key), lower($?)) > 0 OR strpos(lower({f}.title), lower($?)) > 0)";
constexpr std::string_view kIntegrationFits = " AND t.integration_id = $?";
constexpr std::string_view kStateFits = " AND t.state = $?";
// A range, since LIKE cannot use an index behind row-level security.
constexpr std::string_view kAssigneeBegins =
    " AND t.assignee_folded >= lower($?) AND t.assignee_folded < lower($?) || U&'\\+10FFFF'";
constexpr std::string_view kIsNobodys = " AND t.assignee_folded = ''";

constexpr std::string_view kAfter = " AND (l.linked_at, l.finding_id, l.ticket_id) < ";
constexpr std::string_view kNewestFirst =
    " ORDER BY l.linked_at DESC, l.finding_id DESC, l.ticket_id DESC LIMIT $?";

// No link of the same ticket that fits comes before it, so that pages follow the same order as without.
constexpr std::string_view kNoNewer = R"( AND NOT EXISTS (
    SELECT FROM ticket_link o JOIN finding g ON g.company_id = $1 AND g.finding_id = o.finding_id
    WHERE o.company_id = $1 AND o.ticket_id = l.ticket_id AND o.active
      AND (o.linked_at, o.finding_id) > (l.linked_at, l.finding_id))";

constexpr std::string_view kFold = R"(
  SELECT o.ticket_id, count(*), count(*) FILTER (WHERE g.status < 6), min(g.severity),
         min(g.due_at) FILTER (WHERE g.status < 6), (array_agg(o.finding_id ORDER BY o.finding_id))[1:500]
  FROM ticket_link o
  JOIN finding g ON g.company_id = $1 AND g.finding_id = o.finding_id
  JOIN ticket t ON t.company_id = $1 AND t.ticket_id = o.ticket_id
  WHERE o.company_id = $1 AND o.active AND o.ticket_id = ANY ($?))";

constexpr auto kAwaitingPerson = R"(
  SELECT finding_id FROM finding WHERE company_id = $1 AND finding_id = ANY ($2) AND status = 5
  UNION
  SELECT finding_id FROM review WHERE company_id = $1 AND finding_id = ANY ($2) AND decided_at IS NULL)";

// Every filter has an index; but a planner that reckons with spinning disks would read a whole table for a
// small import's findings.
constexpr auto kByIndexes = "SET LOCAL enable_seqscan = off";

// A statement that grows piece by piece: $? in a piece is the value that comes with it, {f} is the finding's
// name there.
class Statement {
 public:
  explicit Statement(CompanyId company) { values_.add(company); }

  void add(std::string_view piece) { sql_ += with_names(piece); }
  template <class T>
  void add(std::string_view piece, const T& value) {
    values_.add(value);
    sql_ += replaced(with_names(piece), "$?", "$" + std::to_string(values_.size()));
  }
  // From here on findings are those of the same ticket.
  void name_members() { finding_ = "g"; }
  Result<Rows> run(Transaction& transaction) const { return transaction.run(sql_.c_str(), values_); }

 private:
  std::string with_names(std::string_view piece) const {
    return replaced(std::string(piece), "{f}", finding_);
  }
  static std::string replaced(std::string text, std::string_view what, const std::string& by) {
    for (std::size_t at = text.find(what); at != std::string::npos; at = text.find(what, at + by.size()))
      text.replace(at, what.size(), by);
    return text;
  }

  std::string finding_ = "f";
  std::string sql_;
  Parameters values_;
};

// What a link's finding is asked.
void add_finding_filters(Statement& statement, const LinkFilter& filter) {
  if (filter.severity) statement.add(kSeverityFits, *filter.severity);
  if (filter.status) statement.add(kStatusFits, *filter.status);
  if (filter.import) statement.add(kImportFits, filter.import);
  if (filter.sla_breached) statement.add(kIsBreached, filter.now);
  if (!filter.text.empty()) statement.add(kTextFits, filter.text);
}

void add_member_filters(Statement& statement, const LinkFilter& filter) {
  statement.name_members();
  add_finding_filters(statement, filter);
  if (filter.needs_person) statement.add(kNeedsPersonToo);
}

void add_ticket_filters(Statement& statement, const LinkFilter& filter) {
  if (filter.integration) statement.add(kIntegrationFits, *filter.integration);
  if (filter.state) statement.add(kStateFits, static_cast<std::int16_t>(*filter.state));
  if (!filter.assignee) return;
  filter.assignee->empty() ? statement.add(kIsNobodys) : statement.add(kAssigneeBegins, *filter.assignee);
}

}  // namespace

Result<std::vector<LinkRow>> list_links(Transaction& transaction, const LinkFilter& filter) {
  Statement statement(transaction.company());
  statement.add(kLinkColumns);
  add_finding_filters(statement, filter);
  if (filter.needs_person) statement.add(kNeedsPerson);
  add_ticket_filters(statement, filter);
  if (filter.after) {
    statement.add(kAfter);
    statement.add("($?, ", filter.after->linked_at);
    statement.add("$?, ", filter.after->finding);
    statement.add("$?)", filter.after->ticket);
  }
  if (filter.by_ticket) {
    statement.add(kNoNewer);
    add_member_filters(statement, filter);
    statement.add(")");
  }
  statement.add(kNewestFirst, std::clamp<std::int64_t>(filter.limit, 1, 200));
  ITSM_CHECK(transaction.query(kByIndexes));
  ITSM_TRY(const Rows rows, statement.run(transaction));
  return read_links(rows);
}

Result<std::vector<FoldedLinks>> fold_links(Transaction& transaction, const LinkFilter& filter,
                                            const std::vector<TicketId>& tickets) {
  std::vector<FoldedLinks> folds;
  if (tickets.empty()) return folds;
  Statement statement(transaction.company());
  statement.add(kFold, tickets);
  add_member_filters(statement, filter);
  statement.add(" GROUP BY o.ticket_id");
  ITSM_TRY(const Rows rows, statement.run(transaction));
  for (const Row row : rows) {
    FoldedLinks& fold = folds.emplace_back();
    row.read(fold.ticket, fold.findings, fold.open, fold.severity, fold.due_at, fold.finding_ids);
  }
  return folds;
}

Result<std::set<FindingId>> awaiting_person(Transaction& transaction,
                                            const std::vector<FindingId>& findings) {
  std::set<FindingId> waiting;
  if (findings.empty()) return waiting;
  ITSM_TRY(const Rows rows, transaction.query(kAwaitingPerson, transaction.company(), findings));
  for (const Row row : rows) waiting.insert(row.get<FindingId>(0));
  return waiting;
}

}  // namespace itsm::host::store
