// SPDX-License-Identifier: Apache-2.0
#include "host_stub/sync/foresight.hpp"

#include <algorithm>

namespace itsm::host::sync {
namespace {

// The ticket as it was seen when it was compared, or made.
Ticket as_known(const Matter& matter) {
  Ticket ticket;
  ticket.ref = matter.ticket.ref;
  ticket.summary = matter.ticket.summary;
  if (matter.made_from) {
    ticket.fields = matter.made_from->draft.fields;
    if (ticket.summary.empty()) ticket.summary = matter.made_from->draft.summary;
  }
  if (matter.agreed)
    for (const auto& [field, agreed] : matter.agreed->fields) ticket.fields[field] = agreed.theirs;
  return ticket;
}

}  // namespace

TicketForesight foresee(const Matter& matter, const policy::RenderContext& context,
                        const FormsOfTickets& forms) {
  TicketForesight out;
  const auto form = forms.find({matter.ticket.project.id, matter.ticket.type.id});
  if (form == forms.end() || (!matter.agreed && !matter.made_from)) {
    out.what = Foreseen::unknown;
    return out;
  }
  const policy::ShownGroup shown = shown_group(matter);
  const policy::TicketFields ours = policy::ticket_fields(matter.mapping(), shown.group.lead(), form->second);
  FieldSituation situation = field_situation(matter, context, form->second, ours.fields, as_known(matter));
  situation.earlier.reset();
  situation.takes_up_left = true;
  const FieldPlan plan = plan_fields(situation);
  if (!plan.writes()) return out;
  out.what = Foreseen::writes;
  for (const auto& [id, value] : plan.update.fields) {
    const auto field = std::find_if(ours.fields.begin(), ours.fields.end(),
                                    [&, &id = id](const auto& one) { return one.field.id == id; });
    out.fields.push_back(field->field.name);
  }
  if (plan.update.summary) out.fields.emplace_back("summary");
  if (plan.update.section) out.fields.emplace_back("members");
  return out;
}

Result<std::vector<Matter>> load_matters(store::Database& database, CompanyId company, const Place& place,
                                         const Terms& terms, std::vector<store::TicketRow> tickets) {
  return database.in_company(company, [&](store::Transaction& transaction) -> Result<std::vector<Matter>> {
    std::vector<Matter> matters;
    for (const store::TicketRow& ticket : tickets) {
      Matter& matter = matters.emplace_back();
      matter.ticket = ticket;
      matter.place = place;
      matter.terms = terms;
    }
    ITSM_CHECK(load_rows(transaction, matters));
    std::erase_if(matters, [](const Matter& matter) { return !may_be_written(matter); });
    return matters;
  });
}

}  // namespace itsm::host::sync
