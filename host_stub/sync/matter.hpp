// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <span>

#include "host_stub/policy/shown_group.hpp"
#include "host_stub/store/agreements.hpp"
#include "host_stub/store/finding_comments.hpp"
#include "host_stub/store/own_writes.hpp"
#include "host_stub/store/reviews.hpp"
#include "host_stub/store/take_backs.hpp"
#include "host_stub/sync/agreement.hpp"
#include "host_stub/sync/application.hpp"
#include "host_stub/sync/outward_fields.hpp"
#include "host_stub/sync/outward_status.hpp"

namespace itsm::host::sync {

// Everything that is known here of one ticket and its findings when both are to be brought in step.
struct Matter {
  store::TicketRow ticket{};
  Place place{};
  Terms terms{};
  std::vector<Finding> findings{};
  std::vector<store::LinkStep> steps{};
  std::optional<Agreement> agreed{};           // nothing: on the first look
  std::optional<store::MadeFrom> made_from{};  // nothing: others have made it
  std::optional<policy::Policy> earlier{};     // by which it stays as it is, unless its findings change
  std::vector<store::OwnWrite> unsettled{};
  std::vector<store::ReviewRow> reviews{};        // open ones
  std::optional<store::TakeBack> take_back{};     // that is wanted or begun
  std::vector<store::FindingComment> comments{};  // of people here, that the ticket does not have yet
  // Of findings whose ticket has not been told their status yet: what the re-test saw that led to it.
  std::map<FindingId, std::string> evidence{};

  const policy::Policy& policy() const { return terms.policy->policy; }
  const policy::Mapping& mapping() const {
    return policy::mapping_for(policy(), ticket.project, ticket.type);
  }
  // Whether what only the policy has changed is written too.
  bool follows_policy() const { return terms.policy->version.existing == store::Existing::update; }
  // Id of the policy by which the ticket was agreed on, or made; 0: not known.
  std::int64_t said_by() const;
};

// Rows of several tickets of one integration, without what is still under way at them.
Result<> load_rows(store::Transaction& transaction, std::span<Matter> matters);
// Whether the company's terms and the ticket's place allow it.
bool may_be_written(const Matter& matter);

// Nothing: there is nothing that could be written to, or nobody says how.
Result<std::optional<Matter>> load_matter(store::Database& database, CompanyId company, TicketId ticket,
                                          observe::Log& log);

// The same of a row that is at hand, whether or not it may be written to.
Result<Matter> matter_of(store::Database& database, CompanyId company, const store::TicketRow& ticket,
                         const Place& place, const Terms& terms);

// Its findings as the vendor may see them, those that are not ended first.
policy::ShownGroup shown_group(const Matter& matter);
policy::ShownGroup shown_group(const Matter& matter, const policy::Policy& policy);
// For a ticket that holds `theirs` and has this form.
FieldSituation field_situation(const Matter& matter, const policy::RenderContext& context,
                               const policy::TargetSchema& form, std::vector<policy::TicketField> ours,
                               const Ticket& theirs);
// For how both stand; what the vendor says of the ticket is in its row.
StatusSituation status_situation(const Matter& matter, Time now);
// Digest of everything that the findings say to the ticket, but their status.
std::string digest_of_ours(const Matter& matter, const policy::RenderContext& context);
// By which a comment of ours is known again.
std::string digest_of_comment(const RichText& text);

}  // namespace itsm::host::sync
