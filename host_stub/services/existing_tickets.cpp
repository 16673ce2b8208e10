// SPDX-License-Identifier: Apache-2.0
#include "host_stub/services/existing_tickets.hpp"

#include <set>

#include "host_stub/push/target_schemas.hpp"
#include "host_stub/services/integration_scope.hpp"
#include "host_stub/services/kept_forms.hpp"
#include "host_stub/store/ticket_mirror.hpp"
#include "host_stub/store/vendor_forms.hpp"
#include "host_stub/sync/foresight.hpp"

namespace itsm::host::services {
namespace {

constexpr std::int64_t kTicketsAtOnce = 500;
constexpr std::int64_t kMostReckoned = 25'000;
// Of the vendor, for forms that nobody has seen.
constexpr int kMostReads = 10;

std::string many(std::int64_t count) {
  return count == 1 ? "1 ticket exists" : std::to_string(count) + " tickets exist";
}

// For one company and integration.
class Reckoning {
 public:
  Reckoning(Services& services, const Deciding& at, const findings::PolicyInForce& policy,
            ExistingTickets& out)
      : services_(services), at_(at), context_(services.planner.context({})), out_(out) {
    terms_.policy = policy;
    terms_.policy->version.existing = store::Existing::update;
    terms_.allowed = at.projects;
  }

  Result<> run() {
    ITSM_CHECK(load_kept_forms());
    const sync::Place place{at_.integration.owner, at_.integration.id, at_.integration.name};
    TicketId after{};
    for (bool more = true; more && out_.tickets < kMostReckoned;) {
      ITSM_TRY(auto tickets, services_.database.in_company(at_.company, [&](store::Transaction& transaction) {
        return store::open_tickets(transaction, {at_.integration.id}, after, kTicketsAtOnce);
      }));
      more = tickets.size() == static_cast<std::size_t>(kTicketsAtOnce);
      if (!tickets.empty()) after = tickets.back().id;
      out_.tickets += static_cast<std::int64_t>(tickets.size());
      const auto found = static_cast<std::int64_t>(tickets.size());
      ITSM_TRY(const auto matters,
               sync::load_matters(services_.database, at_.company, place, terms_, std::move(tickets)));
      // Nothing is ever written to the others.
      out_.would_stay += found - static_cast<std::int64_t>(matters.size());
      for (const sync::Matter& matter : matters) ITSM_CHECK(add(matter));
    }
    return {};
  }

 private:
  Result<> load_kept_forms() {
    ITSM_TRY(const auto rows,
             services_.database.in_company(at_.integration.owner, [&](store::Transaction& owner) {
               return store::load_vendor_forms(owner, at_.integration.id);
             }));
    policy::TargetSchema schema;
    if (const auto plugin = services_.plugins.find(at_.integration.plugin)) {
      schema.limits = (*plugin)->manifest().limits;
    }
    for (const auto& row : rows)
      forms_[{row.project_id, row.type_id}] = with_kept_form(schema, from_document<KeptForm>(row.form));
    return {};
  }

  Result<> add(const sync::Matter& matter) {
    const std::pair form{matter.ticket.project.id, matter.ticket.type.id};
    if (!forms_.contains(form) && asked_.insert(form).second) ask(matter.ticket);
    const sync::TicketForesight foreseen = sync::foresee(matter, context_, forms_);
    switch (foreseen.what) {
      case sync::Foreseen::nothing:
        ++out_.would_stay;
        break;
      case sync::Foreseen::writes:
        ++out_.would_change;
        for (const std::string& field : foreseen.fields) ++out_.fields[field];
        break;
      case sync::Foreseen::unknown:
        ++out_.unknown;
        if (out_.note.empty()) out_.note = "nobody has compared them with their findings yet";
        break;
    }
    return {};
  }

  // A form that cannot be had leaves its tickets unknown.
  void ask(const store::TicketRow& ticket) {
    if (asked_.size() > kMostReads) {
      out_.note = "no more than " + std::to_string(kMostReads) + " forms are asked for at once";
      return;
    }
    auto live = services_.directory.open(at_.integration);
    if (!live) {
      out_.note = live.error().message;
      return;
    }
    push::TargetSchemas schemas(**live, CreationMode::standalone, at_.projects);
    const auto answer =
        schemas.resolve({.project = ticket.project.id,
                         .types = {ticket.type.id.empty() ? ticket.type.name : ticket.type.id}});
    if (!answer) {
      out_.note = answer.error().message;
    } else if (answer->schema == nullptr) {
      out_.note = answer->problem;
    } else {
      forms_[{ticket.project.id, ticket.type.id}] = *answer->schema;
    }
  }

  Services& services_;
  const Deciding& at_;
  const policy::RenderContext context_;
  ExistingTickets& out_;
  sync::Terms terms_{};
  sync::FormsOfTickets forms_{};
  std::set<std::pair<std::string, std::string>> asked_{};
};

Result<std::int64_t> count_at(Services& services, const std::vector<Deciding>& deciding) {
  std::int64_t count = 0;
  for (const Deciding& at : deciding) {
    ITSM_TRY(const std::int64_t there,
             services.database.in_company(at.company, [&](store::Transaction& transaction) {
               return store::count_open_tickets(transaction, {at.integration.id});
             }));
    count += there;
  }
  return count;
}

}  // namespace

std::string ExistingTickets::sentence() const {
  std::string what;
  for (const auto& [field, count] : fields)
    what += (what.empty() ? " (" : ", ") + field + " " + std::to_string(count);
  if (!what.empty()) what += ")";
  std::string text = many(tickets) + ": " + std::to_string(would_change) + " would change" + what + ", " +
                     std::to_string(would_stay) + " would not";
  if (unknown > 0) text += "; of " + std::to_string(unknown) + " it is not known, since " + note;
  return text;
}

Result<std::vector<Deciding>> where_it_decides(Services& services, const store::PolicyVersion& version) {
  std::vector<Deciding> all;
  ITSM_TRY(const auto integrations, services.directory.all());
  for (const auto& integration : integrations) {
    if (integration.policy != version.name) continue;
    ITSM_TRY(const auto served, companies_served(services, integration));
    for (const Served& one : served) {
      const CompanyId company = one.company.id;
      if (version.company != store::kHouse && version.company != company) continue;
      if (version.company == store::kHouse) {
        ITSM_TRY(const auto own, services.database.in_company(company, [&](store::Transaction& transaction) {
          return store::active_policy(transaction, version.name);
        }));
        if (own) continue;
      }
      all.push_back({company, integration, one.projects});
    }
  }
  return all;
}

Result<std::int64_t> count_existing(Services& services, const store::PolicyVersion& version) {
  ITSM_TRY(const auto deciding, where_it_decides(services, version));
  return count_at(services, deciding);
}

Result<ExistingTickets> existing_tickets(Services& services, const store::PolicyVersion& version,
                                         std::optional<CompanyId> within) {
  ITSM_TRY(policy::Policy policy, policy::read_policy(version.origin_path, version.document));
  const findings::PolicyInForce in_force{version, std::move(policy)};
  ITSM_TRY(auto deciding, where_it_decides(services, version));
  if (within) std::erase_if(deciding, [&](const Deciding& at) { return at.company != *within; });
  ExistingTickets out;
  for (const Deciding& at : deciding) ITSM_CHECK(Reckoning(services, at, in_force, out).run());
  ITSM_TRY(const std::int64_t all, count_at(services, deciding));
  if (all > out.tickets) {
    out.unknown += all - out.tickets;
    out.tickets = all;
    out.note = "no more than " + std::to_string(kMostReckoned) + " are reckoned";
  }
  return out;
}

}  // namespace itsm::host::services
