// SPDX-License-Identifier: Apache-2.0
#include "host_stub/sync/matter.hpp"

#include <algorithm>
#include <map>

#include <itsm/plain_text.hpp>

#include "host_stub/core/digest.hpp"
#include "host_stub/core/text.hpp"
#include "host_stub/policy/value.hpp"
#include "host_stub/store/activity.hpp"
#include "host_stub/store/findings.hpp"
#include "host_stub/store/ticket_mirror.hpp"

namespace itsm::host::sync {
namespace {

bool is_about_status(const store::ReviewRow& review) {
  return (review.kind == store::ReviewKind::conflict && review.member == "status") ||
         review.kind == store::ReviewKind::blocked_transition || review.kind == store::ReviewKind::reopen;
}

Result<> load_evidence(store::Transaction& transaction, Matter& matter) {
  std::vector<FindingId> untold;
  for (const store::LinkStep& step : matter.steps)
    for (const Finding& finding : matter.findings)
      if (finding.id == step.finding && finding.status != step.told) untold.push_back(finding.id);
  if (untold.empty()) return {};
  ITSM_TRY(const auto changes, store::status_changes(transaction, untold));
  for (const Activity& change : changes)  // the last one counts
    matter.evidence[change.finding] = change.cause == Cause::re_test ? change.why : std::string();
  return {};
}

// As the vendor may see it.
std::string shown_evidence(const Matter& matter, const Finding& finding,
                           std::vector<policy::Withheld>& withheld) {
  const auto evidence = matter.evidence.find(finding.id);
  if (evidence == matter.evidence.end() || evidence->second.empty()) return {};
  Finding said = finding;
  said.description = evidence->second;
  return policy::disclosed(matter.policy().disclosure, said, withheld).description;
}

Result<> load_under_way(store::Transaction& transaction, Matter& matter) {
  ITSM_TRY(matter.unsettled, store::unsettled_writes(transaction, matter.ticket.id));
  ITSM_TRY(matter.reviews, store::open_reviews_of(transaction, matter.ticket.id));
  ITSM_TRY(matter.take_back, store::load_take_back(transaction, matter.ticket.id));
  if (matter.take_back && matter.take_back->state > store::TakeBackState::begun) matter.take_back.reset();
  ITSM_TRY(matter.comments, store::waiting_comments(transaction, matter.ticket.id));
  return load_evidence(transaction, matter);
}

// The policy by which the ticket stays as it is; nothing where it follows the one that decides.
Result<std::optional<policy::Policy>> earlier_policy(store::Database& database, CompanyId company,
                                                     const Matter& matter) {
  const std::int64_t said_by = matter.said_by();
  const store::PolicyVersion& now = matter.terms.policy->version;
  if (said_by == 0 || said_by == now.id || matter.follows_policy()) return std::optional<policy::Policy>();
  for (const CompanyId owner : {company, store::kHouse}) {
    ITSM_TRY(const auto version, database.in_company(owner, [&](store::Transaction& transaction) {
      return store::policy_version_with_id(transaction, said_by);
    }));
    if (!version) continue;
    // One that is no longer read by this program says nothing any more.
    auto policy = policy::read_policy(version->origin_path, version->document);
    return policy ? std::optional(*std::move(policy)) : std::nullopt;
  }
  return std::optional<policy::Policy>();
}

}  // namespace

std::int64_t Matter::said_by() const {
  if (agreed) return agreed->policy;
  return made_from ? ticket.policy_version.value_or(0) : 0;
}

bool may_be_written(const Matter& matter) {
  const auto& allowed = matter.terms.allowed;
  const Named& project = matter.ticket.project;
  return matter.terms.policy && !matter.findings.empty() && matter.ticket.state != TicketState::gone &&
         (allowed.empty() || std::any_of(allowed.begin(), allowed.end(), [&](const Named& one) {
            return one.id.empty() ? one.name == project.name : one.id == project.id;
          }));
}

Result<> load_rows(store::Transaction& transaction, std::span<Matter> matters) {
  std::vector<TicketId> tickets;
  for (const Matter& matter : matters) tickets.push_back(matter.ticket.id);
  ITSM_TRY(const auto steps, store::link_steps(transaction, tickets));
  std::vector<FindingId> ids;
  for (const auto& step : steps) ids.push_back(step.finding);
  std::sort(ids.begin(), ids.end());
  ids.erase(std::unique(ids.begin(), ids.end()), ids.end());
  ITSM_TRY(const auto findings, store::load_findings(transaction, ids));
  std::map<FindingId, const Finding*> by_id;
  for (const Finding& finding : findings) by_id.emplace(finding.id, &finding);
  ITSM_TRY(const auto agreements, store::load_agreements(transaction, tickets));
  ITSM_TRY(auto made, store::made_from(transaction, tickets));
  for (Matter& matter : matters) {
    const TicketId id = matter.ticket.id;
    for (const auto& step : steps) {
      if (step.ticket != id) continue;
      matter.steps.push_back(step);
      if (const auto finding = by_id.find(step.finding); finding != by_id.end())
        matter.findings.push_back(*finding->second);
    }
    if (const auto agreement = agreements.find(id); agreement != agreements.end())
      matter.agreed = from_document<Agreement>(agreement->second);
    if (const auto from = made.find(id); from != made.end()) matter.made_from = std::move(from->second);
  }
  return {};
}

Result<Matter> matter_of(store::Database& database, CompanyId company, const store::TicketRow& ticket,
                         const Place& place, const Terms& terms) {
  Matter matter;
  ITSM_CHECK(database.in_company(company, [&](store::Transaction& transaction) -> Result<> {
    matter = {};
    matter.ticket = ticket;
    ITSM_CHECK(load_rows(transaction, {&matter, 1}));
    return load_under_way(transaction, matter);
  }));
  matter.place = place;
  matter.terms = terms;
  if (may_be_written(matter)) {
    ITSM_TRY(matter.earlier, earlier_policy(database, company, matter));
  }
  return matter;
}

Result<std::optional<Matter>> load_matter(store::Database& database, CompanyId company, TicketId ticket,
                                          observe::Log& log) {
  Matter matter;
  ITSM_TRY(const bool found,
           database.in_company(company, [&](store::Transaction& transaction) -> Result<bool> {
             ITSM_TRY(const auto row, store::load_ticket(transaction, ticket));
             if (!row) return false;
             matter = {};
             matter.ticket = *row;
             ITSM_CHECK(load_rows(transaction, {&matter, 1}));
             ITSM_CHECK(load_under_way(transaction, matter));
             return true;
           }));
  if (!found) return std::optional<Matter>();
  matter.place = {matter.ticket.owner, matter.ticket.integration, {}};
  ITSM_TRY(const auto integration, database.in_company(matter.place.owner, [&](store::Transaction& owner) {
    return store::load_integration(owner, matter.place.integration);
  }));
  if (!integration) return std::optional<Matter>();
  matter.place.name = integration->name;
  ITSM_TRY(matter.terms, terms_of(database, company, matter.place, log));
  if (!may_be_written(matter)) return std::optional<Matter>();
  ITSM_TRY(matter.earlier, earlier_policy(database, company, matter));
  return std::optional(std::move(matter));
}

policy::ShownGroup shown_group(const Matter& matter) { return shown_group(matter, matter.policy()); }

policy::ShownGroup shown_group(const Matter& matter, const policy::Policy& policy) {
  std::vector<const Finding*> members;
  for (const Finding& finding : matter.findings)
    if (!is_terminal(finding.status)) members.push_back(&finding);
  if (members.empty())
    for (const Finding& finding : matter.findings) members.push_back(&finding);
  std::vector<policy::Withheld> withheld;
  return policy::shown_to_vendor(policy, policy::group_of_ticket(policy, std::move(members)), withheld);
}

FieldSituation field_situation(const Matter& matter, const policy::RenderContext& context,
                               const policy::TargetSchema& form, std::vector<policy::TicketField> ours,
                               const Ticket& theirs) {
  FieldSituation situation;
  situation.ours = std::move(ours);
  situation.texts = policy::ticket_texts(matter.mapping(), shown_group(matter).group, context, form);
  situation.theirs = theirs;
  situation.is_first_look = !matter.agreed;
  if (matter.agreed) situation.agreed = *matter.agreed;
  situation.takes_up_left = matter.follows_policy();
  if (matter.earlier) {
    const policy::ShownGroup shown = shown_group(matter, *matter.earlier);
    const auto& mapping = policy::mapping_for(*matter.earlier, matter.ticket.project, matter.ticket.type);
    situation.earlier = Earlier{policy::ticket_fields(mapping, shown.group.lead(), form).fields,
                                policy::ticket_texts(mapping, shown.group, context, form)};
  }
  if (!matter.made_from) return situation;
  situation.draft = &matter.made_from->draft;
  for (const std::string& name : matter.made_from->typed)
    if (const policy::FieldChoice choice = policy::choose_field(name, form); choice.field != nullptr)
      situation.typed.insert(choice.field->id);
  return situation;
}

StatusSituation status_situation(const Matter& matter, Time now) {
  StatusSituation situation;
  situation.rules = &matter.mapping().status;
  situation.state = matter.ticket.state;
  situation.status = matter.ticket.status;
  situation.done_at = matter.ticket.done_at;
  situation.now = now;
  std::vector<policy::Withheld> withheld;
  for (const Finding& finding : matter.findings) {
    const auto step = std::find_if(matter.steps.begin(), matter.steps.end(),
                                   [&](const store::LinkStep& one) { return one.finding == finding.id; });
    situation.findings.push_back(
        {finding.id, policy::disclosed(matter.policy().disclosure, finding, withheld).title, finding.status,
         step->agreed, step->told, shown_evidence(matter, finding, withheld)});
  }
  situation.waits_for_person = std::any_of(matter.reviews.begin(), matter.reviews.end(), is_about_status);
  if (matter.agreed)
    if (const auto chosen = matter.agreed->chosen.find("status"); chosen != matter.agreed->chosen.end())
      situation.chosen = chosen->second;
  return situation;
}

std::string digest_of_ours(const Matter& matter, const policy::RenderContext& context) {
  const policy::ShownGroup shown = shown_group(matter);
  const policy::Mapping& mapping = matter.mapping();
  Json all = Json::array();
  for (const policy::FieldMapping& line : mapping.fields) {
    if (!line.finding) continue;
    const auto value = policy::mapped_value(line, line.finding->of(shown.group.lead()));
    all.push_back({line.ticket, name_of(line.direction), value ? policy::to_text(*value) : std::string()});
  }
  const policy::TicketTexts texts = policy::ticket_texts(mapping, shown.group, context, {});
  all.push_back(texts.summary);
  if (texts.members) all.push_back(to_document(*texts.members));
  return sha256_hex(dump(all));
}

// Of its words alone: a vendor that keeps a text in a format of its own shows it with other marks and spaces.
std::string digest_of_comment(const RichText& text) {
  std::string words;
  for (const char c : clean_text(to_plain_text(text)))
    if (is_digit(c) || (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') ||
        static_cast<unsigned char>(c) >= 0x80)
      words += c;
  return sha256_hex(words);
}

}  // namespace itsm::host::sync
