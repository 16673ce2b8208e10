// SPDX-License-Identifier: Apache-2.0
#include "host_stub/sync/application.hpp"

#include <algorithm>

#include <itsm/plain_text.hpp>

#include "host_stub/core/digest.hpp"
#include "host_stub/core/text.hpp"
#include "host_stub/store/activity.hpp"
#include "host_stub/store/agreements.hpp"
#include "host_stub/store/findings.hpp"
#include "host_stub/store/outward_jobs.hpp"
#include "host_stub/store/own_writes.hpp"
#include "host_stub/store/reviews.hpp"
#include "host_stub/store/ticket_mirror.hpp"
#include "host_stub/store/workflow_steps.hpp"
#include "host_stub/sync/matter.hpp"

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
    ITSM_TRY(const auto steps, store::link_steps(transaction_, tickets));
    for (const auto& step : steps) agreed_[{step.ticket, step.finding}] = step.agreed;
    return {};
  }

  Known known_of(const store::TicketRow& ticket) const {
    Known known;
    known.ticket = ticket;
    if (const auto linked = linked_.find(ticket.id); linked != linked_.end())
      for (const FindingId id : linked->second)
        if (const auto finding = findings_.find(id); finding != findings_.end()) {
          known.findings.push_back(finding->second);
          const auto agreed = agreed_.find({ticket.id, id});
          if (agreed != agreed_.end() && agreed->second != finding->second.status) known.pending.insert(id);
        }
    known.allowed = terms_.allowed;
    if (terms_.policy) known.policy = &terms_.policy->policy;
    known.policy_version = terms_.policy_version();
    known.auto_close = terms_.auto_close;
    known.integration = place_.name;
    return known;
  }

  Result<> take(const Arrival& arrival, store::TicketRow& ticket, Judgement& judgement) {
    Known known = known_of(ticket);
    ITSM_TRY(known.own_statuses, store::statuses_to_come(transaction_, ticket.id));
    if (arrival.gone)
      judgement = judge_gone(known, arrival.news);
    else if (arrival.seen)
      judgement = judge(known, *arrival.seen, arrival.news);
    else
      judgement.ticket = ticket;
    if (judgement.state_changed) moved_on_.push_back(ticket.id);
    if (judgement.newer && (judgement.is_own || arrival.news.after_own_write)) shown_.push_back(ticket.id);
    if (!judgement.agreed.empty()) agreeing_[ticket.id] = judgement.agreed;
    if (judgement.newer && !arrival.gone) {
      ITSM_CHECK(remember_step(ticket, judgement.ticket));
      if (!arrival.news.after_own_write && is_read_back(judgement.ticket)) to_compare_.push_back(ticket.id);
    }
    for (const Review& review : judgement.reviews)
      reviews_.push_back({review.kind, review.finding, ticket.id, review.reason,
                          review.kind == store::ReviewKind::conflict ? "status" : std::string(),
                          review.details});
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

  // A way that tickets go, for those that we have to bring somewhere.
  Result<> remember_step(const store::TicketRow& before, const store::TicketRow& now) {
    if (before.status.name.empty() || before.status.name == now.status.name ||
        before.project.id != now.project.id)
      return {};
    return store::remember_step(transaction_, {place_.integration, now.project.id, now.type.id},
                                {before.status.name, now.status.name, now.state}, now_);
  }

  // Whether what people write into the ticket reaches its findings.
  bool is_read_back(const store::TicketRow& ticket) const {
    if (!terms_.policy) return false;
    const auto& fields = policy::mapping_for(terms_.policy->policy, ticket.project, ticket.type).fields;
    return std::any_of(fields.begin(), fields.end(), [](const policy::FieldMapping& line) {
      return line.direction == policy::Direction::both || line.direction == policy::Direction::pull;
    });
  }

  Result<> take_over(const HeardComment& heard, const Known& known, const News& news) {
    const Comment& comment = heard.comment;
    const std::string text =
        comment.body ? shortened(clean_text(to_plain_text(*comment.body)), kLongestComment) : std::string();
    const Time told_at{std::chrono::milliseconds(heard.told_ms)};
    const std::string words = comment.body ? digest_of_comment(*comment.body) : std::string();
    ITSM_TRY(const bool own, store::is_own_comment(transaction_, known.ticket.id, comment.id, words));
    ITSM_TRY(const auto what,
             store::take_over_comment(transaction_, {known.ticket.id, comment.id, told_at, sha256_hex(text)},
                                      now_));
    // Of ours only what people make of it later is news.
    if (what == store::CommentNews::known || (own && what == store::CommentNews::written)) return {};
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
    for (const auto& [ticket, findings] : agreeing_)
      ITSM_CHECK(store::agree_on_status(transaction_, ticket, findings));
    ITSM_CHECK(store::confirm_transitions(transaction_, shown_));
    ITSM_CHECK(store::look_at_tickets(transaction_, to_compare_, now_));
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
  std::map<std::pair<TicketId, FindingId>, FindingStatus> agreed_{};
  std::map<TicketId, std::vector<FindingId>> agreeing_{};
  std::vector<TicketId> moved_on_{};
  std::vector<TicketId> shown_{};       // with what we have written
  std::vector<TicketId> to_compare_{};  // with their findings
  std::vector<store::NewReview> reviews_{};
  std::vector<Activity> feed_{};
};

}  // namespace

std::string Terms::policy_version() const {
  if (!policy) return {};
  return policy->version.name + ", version " + std::to_string(policy->version.number);
}

Result<Terms> terms_of(store::Database& database, CompanyId company, const Place& place, observe::Log& log) {
  Terms terms;
  ITSM_TRY(const auto integration, database.in_company(place.owner, [&](store::Transaction& owner) {
    return store::load_integration(owner, place.integration);
  }));
  if (!integration) return terms;
  terms.auto_close = integration->sync.auto_close;
  if (!integration->sync.join_edits_off)
    terms.join_edits = std::chrono::seconds(integration->sync.join_edits_s);
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
