// SPDX-License-Identifier: Apache-2.0
#include "host_stub/sync/application.hpp"

#include <algorithm>

#include <itsm/plain_text.hpp>

#include "host_stub/core/digest.hpp"
#include "host_stub/core/text.hpp"
#include "host_stub/store/activity.hpp"
#include "host_stub/store/findings.hpp"
#include "host_stub/store/reviews.hpp"
#include "host_stub/store/ticket_mirror.hpp"

namespace itsm::host::sync {
namespace {

// Of a comment in a feed; the whole is at the vendor.
constexpr std::size_t kLongestComment = 8 * 1024;

// Writes the arrivals of one transaction.
class Application {
 public:
  Application(store::Transaction& transaction, const Place& place, const Terms& terms, Time now)
      : transaction_(transaction), place_(place), terms_(terms), now_(now) {}

  Result<std::vector<Applied>> run(const std::vector<Arrival>& arrivals) {
    ITSM_CHECK(load(arrivals));
    std::vector<Applied> all;
    for (const Arrival& arrival : arrivals) {
      Applied& applied = all.emplace_back();
      applied.remote_id = arrival.remote_id;
      const auto ticket = tickets_.find(arrival.remote_id);
      if (ticket == tickets_.end()) continue;
      applied.known = true;
      applied.before = ticket->second;
      ITSM_CHECK(take(arrival, ticket->second, applied.judgement));
    }
    ITSM_CHECK(store());
    return all;
  }

 private:
  Result<> load(const std::vector<Arrival>& arrivals) {
    std::vector<std::string> ids;
    for (const Arrival& arrival : arrivals) ids.push_back(arrival.remote_id);
    ITSM_TRY(auto locked, store::lock_tickets(transaction_, place_.integration, ids));
    std::vector<TicketId> tickets;
    for (auto& ticket : locked) {
      tickets.push_back(ticket.id);
      tickets_.emplace(ticket.ref.id, std::move(ticket));
    }
    ITSM_TRY(const auto links, store::linked_findings(transaction_, tickets));
    std::vector<FindingId> ids_of_findings;
    for (const auto& [ticket, finding] : links) {
      linked_[ticket].push_back(finding);
      ids_of_findings.push_back(finding);
    }
    ITSM_TRY(auto findings, store::load_findings(transaction_, ids_of_findings));
    for (auto& finding : findings) findings_.insert_or_assign(finding.id, std::move(finding));
    return {};
  }

  Known known_of(const store::TicketRow& ticket) const {
    Known known;
    known.ticket = ticket;
    if (const auto linked = linked_.find(ticket.id); linked != linked_.end())
      for (const FindingId id : linked->second)
        if (const auto finding = findings_.find(id); finding != findings_.end())
          known.findings.push_back(finding->second);
    known.allowed = terms_.allowed;
    if (terms_.policy) known.policy = &terms_.policy->policy;
    known.auto_close = terms_.auto_close;
    known.integration = place_.name;
    return known;
  }

  Result<> take(const Arrival& arrival, store::TicketRow& ticket, Judgement& judgement) {
    const Known known = known_of(ticket);
    if (arrival.gone)
      judgement = judge_gone(known, arrival.news);
    else if (arrival.seen)
      judgement = judge(known, *arrival.seen, arrival.news);
    else
      judgement.ticket = ticket;
    if (judgement.state_changed) moved_on_.push_back(ticket.id);
    for (const Review& review : judgement.reviews)
      reviews_.push_back(
          {review.illegal ? store::ReviewKind::illegal_transition : store::ReviewKind::ticket_ended,
           review.finding, ticket.id, review.reason});
    // A second ticket of the same finding sees what the first one has done to it.
    for (const Finding& finding : judgement.findings) {
      findings_.insert_or_assign(finding.id, finding);
      changed_.insert(finding.id);
    }
    feed_.insert(feed_.end(), judgement.activity.begin(), judgement.activity.end());
    for (const HeardComment& heard : arrival.comments) ITSM_CHECK(take_over(heard, known, arrival.news));
    ticket = judgement.ticket;
    return {};
  }

  Result<> take_over(const HeardComment& heard, const Known& known, const News& news) {
    const Comment& comment = heard.comment;
    const std::string text =
        comment.body ? shortened(clean_text(to_plain_text(*comment.body)), kLongestComment) : std::string();
    const Time told_at{std::chrono::milliseconds(heard.told_ms)};
    ITSM_TRY(const auto what,
             store::take_over_comment(transaction_, {known.ticket.id, comment.id, told_at, sha256_hex(text)},
                                      now_));
    if (what == store::CommentNews::known) return {};
    const std::string author = !comment.author                ? place_.name
                               : comment.author->name.empty() ? comment.author->id
                                                              : comment.author->name;
    for (const Finding& finding : known.findings) {
      Activity& entry = feed_.emplace_back();
      entry.finding = finding.id;
      entry.at = now_;
      entry.kind = ActivityKind::comment;
      entry.cause = Cause::ticket;
      entry.actor = author;
      entry.member = "ticket.comment";
      entry.to = text;
      entry.why =
          (what == store::CommentNews::edited ? "A comment was edited at " : "A comment was written at ") +
          known.ticket.ref.key + ".";
      entry.channel = name_of(news.channel);
      entry.lag_ms = std::max<std::int64_t>(0, (now_ - told_at).count());
    }
    return {};
  }

  Result<> store() {
    std::vector<store::TicketRow> rows;
    for (const auto& [id, ticket] : tickets_)
      if (ticket.confirmed_at == now_) rows.push_back(ticket);
    ITSM_CHECK(store::mirror_tickets(transaction_, rows, now_));
    for (const FindingId id : changed_) {
      auto stored = store::update_finding(transaction_, findings_.at(id), now_);
      // Somebody changed it since it was read here: judged again by what it is now.
      if (!stored && stored.error().code == "finding_changed") return transaction_.changed_meanwhile();
      if (!stored) return stored;
    }
    ITSM_CHECK(store::append_activity(transaction_, feed_));
    ITSM_CHECK(store::overtake_reviews(transaction_, moved_on_, now_));
    return store::open_reviews(transaction_, reviews_, now_);
  }

  store::Transaction& transaction_;
  const Place& place_;
  const Terms& terms_;
  const Time now_;
  std::map<std::string, store::TicketRow> tickets_{};
  std::map<TicketId, std::vector<FindingId>> linked_{};
  std::map<FindingId, Finding> findings_{};
  std::set<FindingId> changed_{};
  std::vector<TicketId> moved_on_{};
  std::vector<store::NewReview> reviews_{};
  std::vector<Activity> feed_{};
};

}  // namespace

Result<Terms> terms_of(store::Database& database, CompanyId company, const Place& place, observe::Log& log) {
  Terms terms;
  ITSM_TRY(const auto integration, database.in_company(place.owner, [&](store::Transaction& owner) {
    return store::load_integration(owner, place.integration);
  }));
  if (!integration) return terms;
  terms.auto_close = integration->sync.auto_close;
  ITSM_TRY(const auto services, database.in_company(company, [](store::Transaction& transaction) {
    return store::services_of_company(transaction);
  }));
  for (const auto& service : services)
    if (service.integration == place.integration) terms.allowed = service.projects;
  auto policy = findings::policy_in_force(database, company, *integration);
  if (policy)
    terms.policy = *std::move(policy);
  else if (policy.error().kind == ProblemKind::unavailable)
    return unexpected(policy.error());
  else
    log.warning("no_policy", policy.error().message, {{"integration", place.name}});
  return terms;
}

Result<std::vector<Applied>> apply_arrivals(store::Transaction& transaction, const Place& place,
                                            const Terms& terms, const std::vector<Arrival>& arrivals,
                                            Time now) {
  return Application(transaction, place, terms, now).run(arrivals);
}

}  // namespace itsm::host::sync
