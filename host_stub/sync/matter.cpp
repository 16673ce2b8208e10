// SPDX-License-Identifier: Apache-2.0
#include "host_stub/sync/matter.hpp"

#include <algorithm>

#include <itsm/plain_text.hpp>

#include "host_stub/core/digest.hpp"
#include "host_stub/core/text.hpp"
#include "host_stub/policy/value.hpp"
#include "host_stub/store/findings.hpp"
#include "host_stub/store/ticket_mirror.hpp"

namespace itsm::host::sync {
namespace {

bool is_about_status(const store::ReviewRow& review) {
  return (review.kind == store::ReviewKind::conflict && review.member == "status") ||
         review.kind == store::ReviewKind::blocked_transition || review.kind == store::ReviewKind::reopen;
}

bool may_be_written(const Matter& matter) {
  const auto& allowed = matter.terms.allowed;
  const Named& project = matter.ticket.project;
  return matter.terms.policy && !matter.findings.empty() && matter.ticket.state != TicketState::gone &&
         (allowed.empty() || std::any_of(allowed.begin(), allowed.end(), [&](const Named& one) {
            return one.id.empty() ? one.name == project.name : one.id == project.id;
          }));
}

Result<> load_rows(store::Transaction& transaction, Matter& matter) {
  const TicketId ticket = matter.ticket.id;
  ITSM_TRY(matter.steps, store::link_steps(transaction, {ticket}));
  std::vector<FindingId> ids;
  for (const auto& step : matter.steps) ids.push_back(step.finding);
  ITSM_TRY(matter.findings, store::load_findings(transaction, ids));
  ITSM_TRY(const auto agreement, store::load_agreement(transaction, ticket));
  if (agreement) matter.agreed = from_document<Agreement>(*agreement);
  ITSM_TRY(matter.made_from, store::made_from(transaction, ticket));
  ITSM_TRY(matter.unsettled, store::unsettled_writes(transaction, ticket));
  ITSM_TRY(matter.reviews, store::open_reviews_of(transaction, ticket));
  ITSM_TRY(matter.take_back, store::load_take_back(transaction, ticket));
  if (matter.take_back && matter.take_back->state > store::TakeBackState::begun) matter.take_back.reset();
  return {};
}

}  // namespace

Result<std::optional<Matter>> load_matter(store::Database& database, CompanyId company, TicketId ticket,
                                          observe::Log& log) {
  Matter matter;
  ITSM_TRY(const bool found,
           database.in_company(company, [&](store::Transaction& transaction) -> Result<bool> {
             ITSM_TRY(const auto row, store::load_ticket(transaction, ticket));
             if (!row) return false;
             matter.ticket = *row;
             ITSM_CHECK(load_rows(transaction, matter));
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
  return std::optional(std::move(matter));
}

policy::ShownGroup shown_group(const Matter& matter) {
  std::vector<const Finding*> members;
  for (const Finding& finding : matter.findings)
    if (!is_terminal(finding.status)) members.push_back(&finding);
  if (members.empty())
    for (const Finding& finding : matter.findings) members.push_back(&finding);
  std::vector<policy::Withheld> withheld;
  return policy::shown_to_vendor(matter.policy(),
                                 policy::group_of_ticket(matter.policy(), std::move(members)), withheld);
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
    situation.findings.push_back({finding.id,
                                  policy::disclosed(matter.policy().disclosure, finding, withheld).title,
                                  finding.status, step->agreed, step->told});
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

std::string digest_of_comment(const RichText& text) { return sha256_hex(clean_text(to_plain_text(text))); }

}  // namespace itsm::host::sync
