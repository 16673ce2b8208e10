// SPDX-License-Identifier: Apache-2.0
#include "host_stub/services/schema_drift.hpp"

#include <algorithm>
#include <map>

#include "host_stub/core/text.hpp"
#include "host_stub/policy/drift.hpp"
#include "host_stub/push/target_schemas.hpp"
#include "host_stub/services/integration_scope.hpp"
#include "host_stub/services/kept_forms.hpp"
#include "host_stub/store/alerts.hpp"
#include "host_stub/store/vendor_forms.hpp"

namespace itsm::host::services {
namespace {

constexpr std::int64_t kMostDrafts = 1'000;
constexpr std::size_t kMostTold = 5;

// A form that is used, and the rules that use it. The rules point into the policies of the round.
struct UsedForm {
  policy::TargetSchema schema{};
  std::vector<std::pair<const policy::Policy*, const policy::Rule*>> rules{};
};

void add_new(std::vector<std::string>& lines, std::string line) {
  if (std::find(lines.begin(), lines.end(), line) == lines.end()) lines.push_back(std::move(line));
}

std::string first_of(const std::vector<std::string>& lines) {
  std::string text;
  for (std::size_t i = 0; i < std::min(lines.size(), kMostTold); ++i) text += (i == 0 ? "" : "; ") + lines[i];
  if (lines.size() > kMostTold) text += "; and " + std::to_string(lines.size() - kMostTold) + " more";
  return text;
}

bool is_called(const Named& project, const std::string& name) {
  return to_lower(project.name) == to_lower(name) || project.id == name;
}

// One look at one integration.
class Round {
 public:
  Round(Services& services, const store::IntegrationRow& integration)
      : services_(services), integration_(integration) {}

  Result<std::vector<FormDrift>> run() {
    ITSM_TRY(served_, companies_served(services_, integration_));
    std::vector<std::string> undecided;
    ITSM_TRY(mapped_, mapped_targets(services_, integration_, served_, undecided));
    ITSM_CHECK(read_presets());
    ITSM_CHECK(read_drafts());
    ITSM_TRY(rows_, services_.database.in_company(integration_.owner, [&](store::Transaction& owner) {
      return store::load_vendor_forms(owner, integration_.id);
    }));
    ITSM_CHECK(ask_vendor());
    std::vector<FormDrift> drifts;
    for (auto& [project, lines] : lost_) {
      FormDrift drift{project, {}, {}, std::move(lines)};
      ITSM_CHECK(tell("project/" + project + "/", drift));
      if (!drift.broken.empty()) drifts.push_back(std::move(drift));
    }
    for (const auto& [key, form] : forms_) {
      const auto row = std::find_if(rows_.begin(), rows_.end(), [&, &ids = key](const auto& candidate) {
        return candidate.project_id == ids.first && candidate.type_id == ids.second;
      });
      ITSM_TRY(FormDrift drift, judge(form, row == rows_.end() ? nullptr : &*row));
      if (!drift.changes.empty() || !drift.broken.empty()) drifts.push_back(std::move(drift));
    }
    ITSM_CHECK(close_others());
    return drifts;
  }

 private:
  Result<> read_presets() {
    ITSM_TRY(const auto stored, services_.database.in_house(
                                    [](store::Transaction& house) { return store::active_policies(house); }));
    for (const auto& version : stored) {
      if (!version.name.starts_with(store::kPresetPrefix)) continue;
      const config::Source source{version.origin_path, version.document};
      ITSM_TRY(policy::Documents documents, policy::read_documents({&source, 1}));
      for (policy::Preset& preset : documents.presets)
        if (preset.is_for(integration_.name, integration_.plugin)) presets_.push_back(std::move(preset));
    }
    return {};
  }

  Result<> read_drafts() {
    for (const Served& company : served_) {
      ITSM_TRY(const auto drafts,
               services_.database.in_company(company.company.id, [&](store::Transaction& transaction) {
                 return store::waiting_drafts(transaction, integration_.id, kMostDrafts);
               }));
      for (const Json& draft : drafts) drafts_.push_back(from_document<TicketDraft>(draft));
    }
    return {};
  }

  Result<> ask_vendor() {
    ITSM_TRY(const auto live, services_.directory.open(integration_));
    for (const Mapped& mapped : mapped_) {
      push::TargetSchemas schemas(*live, CreationMode::standalone, mapped.allowed);
      for (const policy::Rule& rule : mapped.decider.policy.rules) {
        ITSM_TRY(const push::TargetAnswer answer, schemas.resolve(rule.ticket));
        look_for_lost(mapped.decider.policy, rule, answer);
        if (answer.schema == nullptr) continue;
        UsedForm& form = forms_[{answer.schema->project.id, answer.schema->type.id}];
        form.schema = *answer.schema;
        form.rules.emplace_back(&mapped.decider.policy, &rule);
      }
    }
    return {};
  }

  // A project or type that a form was kept of, and that is not offered any more.
  void look_for_lost(const policy::Policy& policy, const policy::Rule& rule,
                     const push::TargetAnswer& answer) {
    std::vector<std::string>& lines = lost_[rule.ticket.project];
    const auto& types = rule.ticket.types;
    const auto is_wanted = [&](const Named& type) {
      return std::any_of(types.begin(), types.end(), [&](const std::string& word) {
        return word == type.id || to_lower(word) == to_lower(type.name);
      });
    };
    if (answer.schema != nullptr && (types.empty() || is_wanted(answer.schema->type))) return;
    const std::string by = " (policy " + policy.name + ", rule " + rule.name + ")";
    bool was_there = false;
    for (const store::VendorFormRow& row : rows_) {
      const auto seen = from_document<KeptForm>(row.form);
      const bool is_gone = answer.schema == nullptr || answer.schema->project.id == seen.project.id;
      if (!is_gone || !is_called(seen.project, rule.ticket.project) ||
          !(types.empty() || is_wanted(seen.type)))
        continue;
      was_there = true;
      const auto waiting = std::count_if(drafts_.begin(), drafts_.end(), [&](const TicketDraft& draft) {
        return draft.project.id == row.project_id && draft.type.id == row.type_id;
      });
      if (waiting > 0)
        add_new(lines, "tickets that wait to be made as " + seen.project.name + " / " + seen.type.name +
                           ": " + std::to_string(waiting));
    }
    if (!was_there) return;
    add_new(lines, (answer.schema == nullptr ? answer.problem : answer.warning) + by);
    if (answer.schema != nullptr) return;
    for (const policy::Preset& preset : presets_)
      if (to_lower(preset.project) == to_lower(rule.ticket.project))
        add_new(lines, "the project is gone (preset " + preset.name + ")");
  }

  // Everything here that would not fit the form. Without places: a line that only moved is still the same.
  std::vector<std::string> unfitting(const UsedForm& used, const policy::TargetSchema& schema) const {
    std::vector<std::string> lines;
    for (const auto& [policy, rule] : used.rules)
      for (const Complaint& misfit : policy::misfits(*policy, *rule, schema))
        add_new(lines, misfit.what + " (policy " + policy->name + ")");
    for (const policy::Preset& preset : presets_) {
      if (!policy::is_for(preset, schema)) continue;
      for (const Complaint& misfit : policy::misfits(preset, schema))
        add_new(lines, misfit.what + " (preset " + preset.name + ")");
    }
    for (const TicketDraft& draft : drafts_) {
      if (draft.project.id != schema.project.id || draft.type.id != schema.type.id) continue;
      for (const std::string& what : policy::misfits(draft, schema))
        add_new(lines, what + " (tickets that wait)");
    }
    return lines;
  }

  Result<FormDrift> judge(const UsedForm& used, const store::VendorFormRow* row) {
    const policy::TargetSchema& now = used.schema;
    FormDrift drift{now.project.name, now.type.name, {}, {}};
    if (row != nullptr) {
      const auto seen = from_document<KeptForm>(row->form);
      const policy::TargetSchema before = with_kept_form(now, seen);
      drift.changes = policy::differences(before, now);
      const std::vector<std::string> unfit_before = unfitting(used, before);
      for (const std::string& line : unfitting(used, now)) {
        const bool is_known = std::count(row->broken.begin(), row->broken.end(), line) > 0;
        const bool is_new = std::count(unfit_before.begin(), unfit_before.end(), line) == 0;
        if (is_known || is_new) drift.broken.push_back(line);
      }
    }
    const store::VendorFormRow kept_row{now.project.id, now.type.id, to_document(kept_form(now)),
                                        drift.broken, services_.clock.now()};
    ITSM_CHECK(services_.database.in_company(integration_.owner, [&](store::Transaction& owner) {
      return store::store_vendor_form(owner, integration_.id, kept_row);
    }));
    ITSM_CHECK(tell(now.project.id + "/" + now.type.id + "/", drift));
    return drift;
  }

  Result<> tell(const std::string& subject, const FormDrift& drift) {
    if (drift.broken.empty()) return {};
    const Time now = services_.clock.now();
    store::NewAlert alert;
    alert.cause = store::alert_cause(integration_.id, "schema/" + subject);
    alert.owner = integration_.owner;
    alert.integration = integration_.id;
    alert.message = integration_.name + ": " + drift.project +
                    (drift.type.empty() ? "" : " / " + drift.type) +
                    " has changed at the vendor, and this no longer fits: " + first_of(drift.broken);
    alert.remedy =
        "host_stub policy lint FILE --live has the places; correct and apply them, or undo the change there. "
        "host_stub integrations check " +
        integration_.name + " looks again";
    alert.count = static_cast<std::int64_t>(drift.broken.size());
    for (const Served& company : served_)
      ITSM_CHECK(
          services_.database.in_company(company.company.id, [&](store::Transaction& transaction) -> Result<> {
            ITSM_TRY(const bool open, store::has_open_alert(transaction, alert.cause));
            return open && drift.changes.empty() ? Result<>() : store::raise_alert(transaction, alert, now);
          }));
    still_true_.push_back(alert.cause);
    return {};
  }

  // What fits again, and what no policy uses any more.
  Result<> close_others() {
    for (const Served& company : served_)
      ITSM_CHECK(services_.database.in_company(company.company.id, [&](store::Transaction& transaction) {
        return store::close_alerts_but(transaction, integration_.id,
                                       store::alert_cause(integration_.id, "schema/"), still_true_,
                                       services_.clock.now());
      }));
    return {};
  }

  Services& services_;
  const store::IntegrationRow& integration_;
  std::vector<Served> served_{};
  std::vector<Mapped> mapped_{};
  std::vector<policy::Preset> presets_{};
  std::vector<TicketDraft> drafts_{};
  std::vector<store::VendorFormRow> rows_{};
  std::map<std::string, std::vector<std::string>> lost_{};           // by project, as rules name it
  std::map<std::pair<std::string, std::string>, UsedForm> forms_{};  // by ids of project and type
  std::vector<std::string> still_true_{};                            // causes of alerts
};

}  // namespace

Result<std::vector<FormDrift>> look_for_drift(Services& services, const store::IntegrationRow& integration) {
  return Round(services, integration).run();
}

}  // namespace itsm::host::services
