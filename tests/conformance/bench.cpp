// SPDX-License-Identifier: Apache-2.0
#include "tests/conformance/bench.hpp"

#include <algorithm>
#include <thread>

namespace itsm::conformance {
namespace {

Json made_up(const Setting& setting) {
  if (!setting.default_value.is_null()) return setting.default_value;
  switch (setting.kind) {
    case SettingKind::url:
      return "https://vendor.example";
    case SettingKind::boolean:
      return false;
    case SettingKind::integer:
      return 1;
    case SettingKind::choice:
      return setting.choices.empty() ? Json("choice") : Json(setting.choices.front().id);
    default:
      return setting.key;
  }
}

// What is not may change what the plugin does, as a field of the vendor's does that then has to be there.
bool is_needed(const Setting& setting, const Manifest& manifest) {
  return setting.required ||
         std::any_of(manifest.origins.begin(), manifest.origins.end(), [&](const Origin& origin) {
           return origin.from_setting == setting.key ||
                  origin.path_prefix.find("{" + setting.key + "}") != std::string::npos;
         });
}

}  // namespace

RichText plain_text(std::string text) { return {{paragraph({itsm::text(std::move(text))})}}; }

namespace {

void add_text(const std::vector<Inline>& content, std::string& out) {
  for (const Inline& run : content) out += run.kind == InlineKind::line_break ? "\n" : run.text;
}

void add_text(const std::vector<Block>& blocks, std::string& out) {
  for (const Block& block : blocks) {
    add_text(block.content, out);
    out += block.text;
    for (const ListItem& item : block.items) add_text(item.blocks, out);
    add_text(block.blocks, out);
    for (const Cell& cell : block.header) add_text(cell.content, out);
    for (const Row& row : block.rows)
      for (const Cell& cell : row.cells) add_text(cell.content, out);
    out += '\n';
  }
}

}  // namespace

std::string text_of(const RichText& tree) {
  std::string out;
  add_text(tree.blocks, out);
  return out;
}

TicketRef nobody() { return {"999999999", {}, {}}; }

Bench::Bench(Subject& subject, Manifest manifest, const Quirks& quirks, const Target* target, Vendor& vendor,
             std::uint64_t seed)
    : subject_(subject),
      manifest_(std::move(manifest)),
      quirks_(quirks),
      target_(target),
      seed_(seed),
      random_(seed),
      host_(vendor) {}

Configuration Bench::configuration() const {
  Configuration configuration;
  if (target_ != nullptr) {
    configuration.auth = target_->auth;
    configuration.settings = target_->settings;
    configuration.projects = {target_->project};
    return configuration;
  }
  configuration.auth = quirks_.auth;
  if (configuration.auth.empty() && !manifest_.auth.empty()) configuration.auth = manifest_.auth.front().id;
  configuration.settings = quirks_.settings;
  for (const Setting& setting : manifest_.settings)
    if (is_needed(setting, manifest_)) configuration.settings.try_emplace(setting.key, made_up(setting));
  configuration.connection = quirks_.connection;
  return configuration;
}

Result<std::unique_ptr<Desk>, Finding> Bench::open(SuiteHost& host, const Configuration& configuration) {
  return must(subject_.open(host, dump(to_document(configuration))), "open");
}

Result<std::unique_ptr<Desk>, Finding> Bench::connect() {
  Configuration complete = configuration();
  ITSM_TRY(const auto probe, open(host_, complete));
  ITSM_TRY(const CheckReport report, must(probe->check({}), "check"));
  complete.connection = to_document(report.connection);
  ITSM_TRY(auto desk, open(host_, complete));
  host_.forget();
  return desk;
}

std::string Bench::key() {
  static constexpr std::string_view kDigits = "0123456789abcdef";
  const std::size_t length = std::clamp<std::size_t>(manifest_.correlation.key_length, 16, 32);
  std::string key;
  for (std::size_t i = 0; i < length; ++i) key += kDigits[random_() % kDigits.size()];
  return key;
}

TicketDraft Bench::draft(std::string summary) {
  TicketDraft draft;
  draft.correlation_key = key();
  draft.project = target_ != nullptr ? target_->project : quirks_.samples.project;
  draft.type = target_ != nullptr ? target_->type : quirks_.samples.type;
  if (target_ != nullptr) draft.fields = target_->fields;
  draft.summary = "conformance " + std::to_string(++tickets_) + ": " + std::move(summary);
  draft.description =
      plain_text("Made by a test of the plugin " + manifest_.id + "; nobody needs to work on it.");
  return draft;
}

Result<std::vector<TicketRef>, Finding> Bench::make(Desk& desk, std::vector<TicketDraft> drafts) {
  std::vector<TicketRef> made;
  const std::size_t batch = std::max<std::size_t>(manifest_.wire.batch, 1);
  for (std::size_t begin = 0; begin < drafts.size(); begin += batch) {
    CreateRequest request;
    for (std::size_t i = begin; i < std::min(begin + batch, drafts.size()); ++i)
      request.drafts.push_back(std::move(drafts[i]));
    ITSM_TRY(CreateResult result, must(desk.create(request), "create"));
    std::vector<std::optional<TicketRef>> by_index(request.drafts.size());
    for (Outcome& outcome : result.outcomes)
      if (outcome.kind == OutcomeKind::created && outcome.ticket && outcome.index < by_index.size())
        by_index[outcome.index] = std::move(outcome.ticket);
    for (auto& ref : by_index) {
      if (!ref) return failed("every draft becomes a ticket", dump(to_document(result)));
      made.push_back(*std::move(ref));
    }
  }
  return made;
}

Result<TicketRef, Finding> Bench::make(Desk& desk, TicketDraft draft) {
  std::vector<TicketDraft> one;
  one.push_back(std::move(draft));
  ITSM_TRY(std::vector<TicketRef> made, make(desk, std::move(one)));
  return std::move(made.front());
}

Result<Ticket, Finding> Bench::read(Desk& desk, const TicketRef& ref, std::vector<std::string> fields) {
  ITSM_TRY(FetchResult result, must(desk.fetch({{ref}, std::move(fields)}), "fetch"));
  if (result.tickets.size() != 1)
    return failed("fetch answers the one ticket that it was asked for", dump(to_document(result)));
  return std::move(result.tickets.front());
}

Result<std::optional<std::string>, Finding> Bench::description(Desk& desk, const TicketRef& ref) {
  if (!desk.has(Operation::fields)) return std::optional<std::string>();
  ITSM_TRY(const FieldList list,
           must(desk.fields({FieldPurpose::create, target().project, target().type, {}, {}}), "fields"));
  const auto field = std::ranges::find(list.fields, FieldRole::description, &FieldDescription::role);
  if (field == list.fields.end()) return std::optional<std::string>();
  ITSM_TRY(const Ticket ticket, read(desk, ref, {field->id}));
  const auto value = ticket.fields.find(field->id);
  if (value == ticket.fields.end() || value->second.kind != FieldKind::text)
    return failed("fetch answers the description as a text", dump(to_document(ticket)));
  return std::optional<std::string>(text_of(from_document<RichText>(value->second.value)));
}

bool Bench::eventually(const std::function<bool()>& holds) {
  using Clock = std::chrono::steady_clock;
  const std::int64_t settle_s =
      target_ != nullptr && target_->settle_s ? *target_->settle_s : manifest_.timing.settle_s;
  const auto until = Clock::now() + std::chrono::seconds(settle_s);
  for (auto pause = std::chrono::milliseconds(50); !holds();
       pause = std::min(pause * 2, std::chrono::milliseconds(2000))) {
    if (Clock::now() >= until) return false;
    std::this_thread::sleep_for(pause);
  }
  return true;
}

Result<Ticket, Finding> Bench::find(Desk& desk, const std::string& key) {
  Result<FindResult> found = FindResult{};
  eventually([&] {
    found = desk.find({{key}});
    return !found || !found->tickets.empty();
  });
  ITSM_TRY(FindResult result, must(std::move(found), "find"));
  if (result.tickets.size() != 1)
    return failed("find shows the one ticket that carries the key within the settle time",
                  dump(to_document(result)));
  return std::move(result.tickets.front());
}

std::vector<Question> Bench::questions() const {
  const Samples& samples = quirks_.samples;
  std::vector<Question> questions;
  const auto ask = [&](std::string name, Operation operation, const auto& request, bool writes = false) {
    if (subject_.profile().operations.contains(operation))
      questions.push_back({std::move(name), operation, dump(to_document(request)), writes});
  };
  const std::string key(std::clamp<std::size_t>(manifest_.correlation.key_length, 1, 32), 'c');
  TicketDraft draft;
  draft.correlation_key = key;
  draft.project = samples.project;
  draft.type = samples.type;
  draft.summary = "Sample";
  draft.description = plain_text("Sample");
  ask("check", Operation::check, CheckRequest{});
  ask("create", Operation::create, CreateRequest{{draft}}, true);
  ask("fetch", Operation::fetch, FetchRequest{{samples.ticket}, {}});
  ask("find", Operation::find, FindRequest{{key}});
  ask("update", Operation::update, UpdateRequest{.ref = samples.ticket, .summary = "Changed"}, true);
  ask("transition", Operation::transition, TransitionRequest{.ref = samples.ticket, .status = samples.status},
      true);
  ask("comment", Operation::comment,
      CommentRequest{samples.ticket, plain_text("Comment"), Audience::everyone}, true);
  ask("comments", Operation::comments, CommentsRequest{samples.ticket, {}});
  if (std::ranges::find(manifest_.creation_modes, CreationMode::link) != manifest_.creation_modes.end())
    ask("relate", Operation::relate, RelateRequest{samples.ticket, {"1", false, samples.ticket}}, true);
  for (const Picker& picker : manifest_.pickers) {
    OptionsRequest request{.picker = picker.id};
    for (const std::string& other : picker.depends_on)
      request.context[other] = other == "type" ? samples.type.id : samples.project.id;
    ask("options of " + picker.id, Operation::options, request);
  }
  ask("fields of create", Operation::fields,
      FieldsRequest{FieldPurpose::create, samples.project, samples.type, {}, {}});
  ask("fields of edit", Operation::fields, FieldsRequest{FieldPurpose::edit, {}, {}, samples.ticket, {}});
  ask("fields of transition", Operation::fields,
      FieldsRequest{FieldPurpose::transition, {}, {}, samples.ticket, samples.status});
  ask("changes", Operation::changes, ChangesRequest{.projects = {samples.project}});
  ask("subscribe", Operation::subscribe, SubscribeRequest{"https://host.example/hooks/1", {samples.project}},
      true);
  ask("renew", Operation::renew, Subscriptions{{{"1", {}, {}}}}, true);
  return questions;
}

}  // namespace itsm::conformance
