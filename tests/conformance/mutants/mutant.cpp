// SPDX-License-Identifier: Apache-2.0
// Defects in what the plugin makes of documents.
#include "tests/conformance/mutants/mutant.hpp"

#include <algorithm>
#include <atomic>
#include <set>

#include <itsm/register.hpp>

#include "plugins/jira/jira_plugin.hpp"

namespace itsm::conformance::mutants {
namespace {

using jira::JiraPlugin;

int next_number() {
  static std::atomic<int> last = 0;
  return ++last;
}

TicketState swapped(TicketState state) {
  if (state == TicketState::doing) return TicketState::done;
  if (state == TicketState::done) return TicketState::doing;
  return state;
}

void drop_emoji(std::string& text) {
  std::erase_if(text, [](char c) { return static_cast<unsigned char>(c) >= 0x80; });
}

TicketDraft spoiled(TicketDraft draft) {
  if (is("key-not-written")) draft.correlation_key = "0000000000000000";
  if (is("emoji-dropped")) drop_emoji(draft.summary);
  if (is("summary-cut-too-short")) draft.summary.resize(std::min<std::size_t>(draft.summary.size(), 100));
  if (is("description-refused-when-long") && draft.description.blocks.size() > 50)
    draft.project.id = "999999998";
  if (is("plan-differs")) draft.summary += " " + std::to_string(next_number());
  if (is("parent-forgotten") && draft.mode == CreationMode::subtask) {
    draft.mode = CreationMode::standalone;
    draft.type = {"10002", {}};
    draft.parent.reset();
  }
  if (is("link-forgotten") && draft.mode == CreationMode::link) {
    draft.mode = CreationMode::standalone;
    draft.relation.reset();
  }
  if (is("list-lost"))
    std::erase_if(draft.description.blocks, [](const Block& block) { return block.kind == BlockKind::list; });
  return draft;
}

class Mutant final : public JiraPlugin {
 public:
  explicit Mutant(jira::Site site) : JiraPlugin(std::move(site)) {}

  static Manifest describe() {
    Manifest manifest = JiraPlugin::describe();
    if (is("manifest-with-a-counter")) manifest.vendor_url += std::to_string(next_number());
    if (is("picker-of-nowhere")) manifest.pickers.front().depends_on = {"nowhere"};
    if (is("no-limits")) manifest.limits.clear();
    if (is("proof-without-prefix"))
      for (WebhookProof& proof : manifest.webhook_proofs) proof.prefix.clear();
    return manifest;
  }

  static Result<std::unique_ptr<Mutant>> open(const Configuration& configuration) {
    ITSM_TRY(jira::Site site, jira::Site::from(configuration));
    return std::make_unique<Mutant>(std::move(site));
  }

  Result<CheckReport> check(const Call& call, const CheckRequest& request) const override {
    auto report = JiraPlugin::check(call, request);
    if (report && is("permission-left-out")) report->permissions.clear();
    if (!report && is("forbidden-for-unauthenticated") && report.error().status == Status::unauthenticated)
      report.error().status = Status::forbidden;
    if (!report && is("answers-count")) report.error().message += std::to_string(next_number());
    return report;
  }

  Result<CreateResult> create(const Call& call, const CreateRequest& request) const override {
    CreateRequest spoilt;
    for (const TicketDraft& draft : request.drafts) spoilt.drafts.push_back(spoiled(draft));
    auto result = JiraPlugin::create(call, spoilt);
    if (is("uncertain-taken-for-refused")) {
      if (!result && result.error().status == Status::uncertain)
        result = CreateResult{std::vector<Outcome>(request.drafts.size())};
      for (std::size_t i = 0; result && i < result->outcomes.size(); ++i)
        if (result->outcomes[i].kind == OutcomeKind::uncertain)
          result->outcomes[i] = {
              .index = i, .kind = OutcomeKind::refused, .refusal = Refusal{"unavailable", "lost", {}}};
    }
    if (!result) return result;
    std::vector<Outcome>& outcomes = result->outcomes;
    if (is("outcomes-shifted"))
      for (Outcome& outcome : outcomes) outcome.index = (outcome.index + 1) % outcomes.size();
    if (is("refusal-without-a-reason"))
      for (Outcome& outcome : outcomes) outcome.refusal.reset();
    if (is("address-left-out"))
      for (Outcome& outcome : outcomes)
        if (outcome.ticket) outcome.ticket->url.clear();
    return result;
  }

  Result<FetchResult> fetch(const Call& call, const FetchRequest& request) const override {
    auto result = JiraPlugin::fetch(call, request);
    if (!result && is("page-taken-for-nothing") && result.error().status == Status::bad_reply)
      return FetchResult{};
    if (!result && is("gone-taken-for-nothing") && result.error().status == Status::outdated)
      return FetchResult{{}, request.refs};
    if (!result && is("stranger-taken-for-nothing") && result.error().status == Status::unauthenticated)
      return FetchResult{{}, request.refs};
    if (!result) return result;
    if (is("missing-kept-quiet")) result->missing.clear();
    if (is("asked-field-left-out"))
      for (Ticket& ticket : result->tickets) ticket.fields.erase("summary");
    if (is("states-swapped"))
      for (Ticket& ticket : result->tickets) ticket.state = swapped(ticket.state);
    return result;
  }

  Result<FindResult> find(const Call& call, const FindRequest& request) const override {
    auto result = JiraPlugin::find(call, request);
    if (result && is("last-found-lost") && result->tickets.size() > 1) result->tickets.pop_back();
    if (result && is("found-twice"))
      result->tickets.insert(result->tickets.end(), result->tickets.begin(), result->tickets.end());
    return result;
  }

  Result<TicketChange> update(const Call& call, const UpdateRequest& request) const override {
    UpdateRequest asked = request;
    if (is("description-overwritten"))
      asked.description = RichText{{paragraph({text("as the plugin likes it")})}};
    if (is("conflict-ignored")) asked.expected_version.clear();
    if (is("unknown-field-swallowed")) asked.fields.clear();
    if (is("section-taken-for-all") && asked.section) {
      asked.description = std::move(asked.section->content);
      asked.section.reset();
    }
    auto change = JiraPlugin::update(call, asked);
    if (!change && is("nobody-updated") && change.error().status == Status::not_found)
      return TicketChange{.ref = request.ref};
    return change;
  }

  Result<TicketChange> transition(const Call& call, const TransitionRequest& request) const override {
    TransitionRequest asked = request;
    if (is("meaning-ignored") && asked.state) asked.state = TicketState::todo;
    auto change = JiraPlugin::transition(call, asked);
    if (!change && is("reachable-kept-quiet")) change.error().reachable.clear();
    return change;
  }

  Result<Comment> comment(const Call& call, const CommentRequest& request) const override {
    CommentRequest asked = request;
    if (is("comment-shortened")) asked.body = RichText{{paragraph({text("see the finding")})}};
    if (is("comment-widened")) asked.audience = Audience::everyone;
    return JiraPlugin::comment(call, asked);
  }

  Result<CommentsPage> comments(const Call& call, const CommentsRequest& request) const override {
    CommentsRequest asked = request;
    if (is("comments-from-the-start")) asked.cursor.clear();
    auto page = JiraPlugin::comments(call, asked);
    if (page && is("newest-comments-first")) std::ranges::reverse(page->comments);
    return page;
  }

  Result<Relation> relate(const Call& call, const RelateRequest& request) const override {
    RelateRequest asked = request;
    if (is("link-type-made-up")) asked.relation.type = "Relates";
    return JiraPlugin::relate(call, asked);
  }

  Result<OptionsPage> options(const Call& call, const OptionsRequest& request) const override {
    OptionsRequest asked = request;
    if (is("search-ignored")) asked.query.clear();
    auto page = JiraPlugin::options(call, asked);
    if (page && is("last-options-lost")) page->next_cursor.clear();
    if (page && is("options-missing-kept-quiet")) page->missing.clear();
    return page;
  }

  Result<FieldList> fields(const Call& call, const FieldsRequest& request) const override {
    auto list = JiraPlugin::fields(call, request);
    if (!list && is("form-of-nowhere-is-empty")) return FieldList{};
    if (list && is("nothing-is-required"))
      for (FieldDescription& field : list->fields) field.required = false;
    return list;
  }

  Result<Subscriptions> subscribe(const Call& call, const SubscribeRequest& request) const override {
    SubscribeRequest asked = request;
    if (is("marker-taken-for-text")) asked.url = asked.url.substr(0, asked.url.find("${"));
    return JiraPlugin::subscribe(call, asked);
  }

  Result<Subscriptions> unsubscribe(const Call& call, const Subscriptions& subscriptions) const override {
    auto left = JiraPlugin::unsubscribe(call, subscriptions);
    if (is("registration-forgotten")) return Subscriptions{};
    return left;
  }

  Result<WebhookEvents> normalise(const Call& call, std::span<const Delivery> deliveries) const override {
    auto events = JiraPlugin::normalise(call, deliveries);
    if (!events) return events;
    const auto ignored = [](const WebhookEvent& event) { return event.kind == EventKind::ignored; };
    if (is("bad-delivery-fails-all") && std::ranges::any_of(events->events, ignored))
      return failure(Status::bad_reply, "a delivery cannot be read");
    for (WebhookEvent& event : events->events) {
      if (is("deletion-taken-for-change") && event.kind == EventKind::deleted)
        event.kind = EventKind::changed;
      if (is("reason-left-out")) event.reason.clear();
      if (is("events-numbered")) event.changed.push_back(std::to_string(next_number()));
    }
    return events;
  }

  Result<ChangesPage> changes(const Call& call, const ChangesRequest& request) const override {
    ChangesRequest asked = request;
    if (is("garbage-taken-for-from-now") && !JiraPlugin::changes(call, request)) asked.cursor.clear();
    auto page = JiraPlugin::changes(call, asked);
    if (!page) return page;
    if (is("last-page-lost") && !page->more) page->tickets.clear();
    if (is("equal-times-dropped")) {
      std::set<std::string> times;
      std::erase_if(page->tickets, [&](const Ticket& ticket) {
        return !times.insert(ticket.updated_at.substr(0, 16)).second;
      });
    }
    if (is("cursor-frozen") && !request.cursor.empty()) page->next_cursor = request.cursor;
    if (is("cursor-runs-ahead") && !request.cursor.empty()) {
      ITSM_TRY(const ChangesPage now,
               JiraPlugin::changes(call, {.projects = request.projects, .limit = request.limit}));
      page->next_cursor = now.next_cursor;
    }
    if (is("linked-forgotten") && request.projects.empty()) page->tickets.clear();
    if (is("more-without-end")) page->more = true;
    return page;
  }
};

void open(const itsm_host* host, itsm_str configuration, itsm_instance** out,
          const itsm_reply* reply) noexcept {
  detail::open<Mutant>(behind_defects(host), configuration, out, reply);
}

}  // namespace
}  // namespace itsm::conformance::mutants

extern "C" __attribute__((visibility("default"))) const itsm_plugin_entry itsm_plugin_entry_v1{
    sizeof(itsm_plugin_entry),
    ITSM_ABI_MAJOR,
    ITSM_ABI_MINOR,
    ITSM_ABI_HASH,
    "jira",
    "0.0.1",
    [](const itsm_reply* reply) noexcept {
      itsm::detail::answer(*reply, []() -> itsm::Result<itsm::Manifest> {
        return itsm::detail::complete_manifest<itsm::conformance::mutants::Mutant>("jira", "0.0.1");
      });
    },
    &itsm::conformance::mutants::open,
    &itsm::detail::close<itsm::conformance::mutants::Mutant>,
    &itsm::detail::extension<itsm::conformance::mutants::Mutant>};
