// SPDX-License-Identifier: Apache-2.0
// A plugin for Request Tracker 5. docs/request_tracker.md says what an administrator does there.
#include <set>
#include <sstream>

#include <itsm/plain_text.hpp>
#include <itsm/register.hpp>

#include "rest2.hpp"

namespace request_tracker {

constexpr std::uint64_t kLookBack = 100;  // a transaction has its number before it can be read
constexpr std::size_t kKeysAtOnce = 20;   // so that an address stays short
constexpr auto kPerPage = 100;

class RequestTracker : public Plugin, public SchemaSource, public ChangeFeed {
 public:
  explicit RequestTracker(const Configuration& configuration) {
    for (const Setting& setting : describe().settings) {
      const auto given = configuration.settings.find(setting.key);
      const Json& value = given == configuration.settings.end() ? setting.default_value : given->second;
      settings_[setting.key] = value.is_null() ? "" : value.get<std::string>();
    }
  }
  static Result<std::unique_ptr<RequestTracker>> open(const Configuration& configuration) {
    return std::make_unique<RequestTracker>(configuration);
  }
  static Manifest describe();

  Result<CheckReport> check(const Call& call, const CheckRequest& request) const override {
    ITSM_TRY(const Answer about, get(call, "/rt", Status::misconfigured));
    ITSM_TRY(const Answer me, get(call, "/user/" + escaped(settings_.at("account")), Status::misconfigured));
    CheckReport report;
    report.connection = {.deployment = "server",
                         .product_version = about.body.at("Version"),
                         .account = {.id = me.body.at("Name"), .name = me.body.at("RealName")},
                         .browse_url = settings_.at("url")};
    ITSM_TRY(std::vector<Option> queues, all_queues(call));
    if (!request.projects.empty()) queues.clear();
    for (const Named& project : request.projects) queues.push_back({.id = project.id, .name = project.name});
    for (const Option& queue : queues) {
      const auto found = queue_of(call, {queue.id, queue.name});
      if (!found && found.error().status != Status::forbidden && found.error().status != Status::not_found)
        return unexpected(found.error());
      bool creates = false;
      if (found)
        for (const Json& link : found->body.at("_hyperlinks")) creates |= link.at("ref") == "create";
      report.permissions.push_back({"see", found.has_value(), queue.id, "on the queue " + queue.name});
      report.permissions.push_back({"create", creates, queue.id, "on the queue " + queue.name});
      report.permissions.push_back({"key", found && !key_number(found->body).empty(), queue.id,
                                    "apply '" + settings_.at("key_field") + "' to the queue " + queue.name});
    }
    return report;
  }

  Result<CreateResult> create(const Call& call, const CreateRequest& request) const override {
    CreateResult result;
    Json bodies = Json::array();
    std::vector<std::size_t> sent;
    std::optional<Error> forbidden;
    for (std::size_t i = 0; i < request.drafts.size(); ++i) {
      auto body = body_of(call, request.drafts[i]);
      if (body) {
        bodies.push_back(*std::move(body));
        sent.push_back(i);
        continue;
      }
      const Error& error = body.error();
      if (error.status == Status::forbidden)
        forbidden = error;  // so is also a queue that is not there
      else if (error.status != Status::not_found && error.status != Status::invalid_argument)
        return unexpected(error);
      result.outcomes.push_back({i,
                                 OutcomeKind::not_sent,
                                 {},
                                 Refusal{std::string(name_of(error.status)), error.message, error.fields}});
    }
    if (sent.empty() && forbidden) return unexpected(*forbidden);
    if (sent.empty()) return result;
    ITSM_TRY(const Answer answer, write(call, "POST", "/tickets/bulk", bodies));
    if (!answer.body.is_array() || answer.body.size() != sent.size())
      return failure(Status::uncertain, "Request Tracker does not say what became of each ticket");
    for (std::size_t i = 0; i < sent.size(); ++i) {
      const Json& made = answer.body[i];
      if (made.contains("id"))
        result.outcomes.push_back({sent[i], OutcomeKind::created, ref_of(text_of(made.at("id"))), {}});
      else
        result.outcomes.push_back(
            {sent[i], OutcomeKind::refused, {}, Refusal{"invalid_argument", told(made.at("message")), {}}});
    }
    return result;
  }

  Result<FetchResult> fetch(const Call& call, const FetchRequest& request) const override {
    FetchResult result;
    for (const TicketRef& ref : request.refs) {
      auto ticket = read(call, number_of(ref), request.fields);
      if (ticket)
        result.tickets.push_back(*std::move(ticket));
      else if (ticket.error().status == Status::not_found)
        result.missing.push_back(ref);
      else
        return unexpected(ticket.error());
    }
    return result;
  }

  Result<FindResult> find(const Call& call, const FindRequest& request) const override {
    FindResult result;
    const auto& keys = request.correlation_keys;
    for (std::size_t begin = 0; begin < keys.size(); begin += kKeysAtOnce) {
      std::string query = "id = 0";
      for (std::size_t i = begin; i < std::min(begin + kKeysAtOnce, keys.size()); ++i)
        query += " OR CF.{" + settings_.at("key_field") + "} = '" + keys[i] + "'";
      ITSM_TRY(const Answer found, get(call, "/tickets?per_page=100&query=" + escaped(query)));
      for (const Json& item : found.body.at("items")) {
        ITSM_TRY(Ticket ticket, read(call, text_of(item.at("id"))));
        result.tickets.push_back(std::move(ticket));
      }
    }
    return result;
  }

  Result<TicketChange> update(const Call& call, const UpdateRequest& request) const override {
    ITSM_TRY(const Answer before, ticket_of(call, number_of(request.ref)));
    if (!request.expected_version.empty() && request.expected_version != before.version)
      return failure(Status::conflict, "the ticket has changed at Request Tracker since it was read");
    Json body = Json::object();
    if (request.summary) body["Subject"] = *request.summary;
    ITSM_CHECK(add_fields(request.fields, before.body.at("CustomFields"), body));
    ITSM_TRY(TicketChange change, put(call, request.ref, before, body, !request.expected_version.empty()));
    if (request.description || request.section) change.dropped = {"Content"};
    return change;
  }

  Result<TicketChange> transition(const Call& call, const TransitionRequest& request) const override {
    ITSM_TRY(const Answer before, ticket_of(call, number_of(request.ref)));
    const std::string& wanted = request.status.id.empty() ? request.status.name : request.status.id;
    const auto fits = [&](const std::string& status) {
      return wanted.empty() ? request.state == state_of(status) : wanted == status;
    };
    Error no_way{
        Status::transition_unavailable, "no action of the queue's lifecycle leads there", 0, {}, {}, {}};
    for (const Json& link : before.body.at("_hyperlinks"))
      if (link.at("ref") == "lifecycle") no_way.reachable.push_back(link.at("to"));
    const auto next = std::find_if(no_way.reachable.begin(), no_way.reachable.end(), fits);
    Json body = Json::object();
    if (next != no_way.reachable.end())
      body["Status"] = *next;
    else if (!fits(before.body.at("Status")))
      return unexpected(std::move(no_way));
    ITSM_CHECK(add_fields(request.fields, before.body.at("CustomFields"), body));
    return put(call, request.ref, before, body, false);
  }

  // To everyone: a correspondence, which is mailed to the requestors. Internal: a comment.
  Result<Comment> comment(const Call& call, const CommentRequest& request) const override {
    ITSM_TRY(const Answer there, ticket_of(call, number_of(request.ref)));
    const char* const way = request.audience == Audience::internal ? "/comment" : "/correspond";
    ITSM_TRY(const Answer said,
             write(call, "POST", "/ticket/" + text_of(there.body.at("id")) + way,
                   {{"Content", to_plain_text(request.body)}, {"ContentType", "text/plain"}}));
    if (number_in(said.made))
      return Comment{.id = said.made, .body = request.body, .audience = request.audience};
    return failure(Status::uncertain, "Request Tracker does not say which message was made");
  }

  Result<CommentsPage> comments(const Call& call, const CommentsRequest& request) const override {
    CommentsPage page{{}, request.cursor.empty() ? "0" : request.cursor, false};
    const auto behind = number_in(page.next_cursor);
    if (!behind) return failure(Status::invalid_argument, "this is no cursor of comments");
    ITSM_TRY(const Json rows, transactions(call, *behind,
                                           "TicketId = " + number_of(request.ref) +
                                               " AND (Type = 'Comment' OR Type = 'Correspond')"));
    for (const Json& row : rows) {
      page.next_cursor = text_of(row.at("id"));
      ITSM_TRY(RichText said, message_of(call, "/transaction/" + page.next_cursor));
      const std::string author = row.at("Creator").at("id");
      page.comments.push_back({page.next_cursor, row.at("Created"), Person{author, author, {}},
                               std::move(said),
                               row.at("Type") == "Comment" ? Audience::internal : Audience::everyone});
    }
    page.more = rows.size() == kPerPage;
    return page;
  }

  Result<OptionsPage> options(const Call& call, const OptionsRequest& request) const override {
    OptionsPage page;
    if (request.picker == "project") {
      ITSM_TRY(page.options, all_queues(call));
    } else if (request.picker == "type") {
      page.options = {{.id = "ticket", .name = "Ticket", .is_default = true}};
    } else if (request.picker == "status") {
      for (const auto& [name, state] : statuses()) page.options.push_back({.id = name, .name = name});
    } else {
      return failure(Status::invalid_argument, "there is no picker " + request.picker);
    }
    return page;
  }

  Result<FieldList> fields(const Call& call, const FieldsRequest& request) const override {
    Named queue = request.project;
    if (request.ticket) {
      ITSM_TRY(const Ticket ticket, read(call, number_of(*request.ticket)));
      queue = ticket.project;
    }
    ITSM_TRY(const Answer found, queue_of(call, queue));
    FieldList list{
        {{.id = "Subject", .name = "Subject", .role = FieldRole::summary, .required = true},
         {.id = "Priority", .name = "Priority", .kind = FieldKind::number, .role = FieldRole::priority},
         {.id = "Owner", .name = "Owner", .kind = FieldKind::person, .role = FieldRole::assignee},
         {.id = "Due", .name = "Due", .kind = FieldKind::datetime, .role = FieldRole::due_date}},
        {}};
    if (request.purpose == FieldPurpose::create)  // nobody can change what was said first
      list.fields.push_back(
          {.id = "Content", .name = "Content", .kind = FieldKind::text, .role = FieldRole::description});
    for (const Json& field : found.body.at("TicketCustomFields")) {
      list.fields.push_back({.id = "CF." + text_of(field.at("id")), .name = field.at("name")});
      list.fields.back().read_only = field.at("name") == settings_.at("key_field");
    }
    return list;
  }

  Result<ChangesPage> changes(const Call& call, const ChangesRequest& request) const override {
    // Of these queues, and of the linked tickets wherever they are; mail that went out is no change.
    std::string where = request.projects.empty() ? "TicketId > 0" : "TicketId = 0";
    for (const Named& queue : request.projects)
      where += " OR TicketQueue = '" + (queue.id.empty() ? queue.name : queue.id) + "'";
    for (const TicketRef& ref : request.linked) where += " OR TicketId = " + ref.id;
    where = "(" + where + ") AND Type != 'EmailRecord' AND Type != 'CommentEmailRecord'";
    // The cursor: how far everything is told, and what was told behind that, "100,102,103".
    ChangesPage page;
    std::set<std::uint64_t> seen;
    if (request.cursor.empty()) {
      ITSM_TRY(const Json newest, transactions(call, 0, where, "DESC"));
      for (const Json& row : newest) seen.insert(number_in(text_of(row.at("id"))).value_or(0));
      seen.insert(0);
    }
    std::istringstream words(request.cursor);
    for (std::string word; std::getline(words, word, ',');) {
      const auto number = number_in(word);
      if (!number) return failure(Status::invalid_argument, "this is no cursor of changes");
      seen.insert(*number);
    }
    std::set<std::string> met;
    std::uint64_t behind = *seen.begin();
    for (bool full = !request.cursor.empty(); full && !page.more;) {
      ITSM_TRY(const Json rows, transactions(call, behind, where));
      full = rows.size() == kPerPage;
      for (const Json& row : rows) {
        const std::uint64_t id = number_in(text_of(row.at("id"))).value_or(0);
        if (id <= behind) return failure(Status::bad_reply, "Request Tracker plays a page twice");
        behind = id;
        const std::string number = text_of(row.at("ObjectId"));
        if (!seen.contains(id) && !met.contains(number)) {
          page.more = page.tickets.size() >= std::max<std::size_t>(request.limit, 1);
          if (page.more) break;
          auto ticket = read(call, number);
          if (!ticket && ticket.error().status != Status::not_found) return unexpected(ticket.error());
          if (ticket) page.tickets.push_back(*std::move(ticket));
          met.insert(number);
        }
        seen.insert(id);
      }
    }
    const std::uint64_t newest = *seen.rbegin();
    const std::uint64_t told = std::max(*seen.begin(), newest - std::min(newest, kLookBack));
    page.next_cursor = std::to_string(told);
    for (auto one = seen.upper_bound(told); one != seen.end(); ++one)
      page.next_cursor += ',' + std::to_string(*one);
    return page;
  }

 private:
  std::vector<std::pair<std::string, TicketState>> statuses() const {
    std::vector<std::pair<std::string, TicketState>> all;
    for (const auto state :
         {TicketState::todo, TicketState::doing, TicketState::done, TicketState::cancelled}) {
      std::istringstream names(settings_.at(std::string(name_of(state))));
      for (std::string name; std::getline(names >> std::ws, name, ',');) all.emplace_back(name, state);
    }
    return all;
  }
  TicketState state_of(const std::string& status) const {
    if (status == "deleted") return TicketState::gone;
    for (const auto& [name, state] : statuses())
      if (name == status) return state;
    return TicketState::todo;
  }

  TicketRef ref_of(const std::string& number) const {
    std::string site = settings_.at("url");
    while (site.ends_with('/')) site.pop_back();
    return {number, number, site + "/Ticket/Display.html?id=" + number};
  }
  static std::string number_of(const TicketRef& ref) {
    const std::string& name = ref.id.empty() ? ref.key : ref.id;
    return name.starts_with('#') ? name.substr(1) : name;  // people write #17
  }

  static Result<Answer> ticket_of(const Call& call, const std::string& number) {
    if (!number_in(number)) return failure(Status::not_found, "tickets of Request Tracker are numbers");
    ITSM_TRY(Answer answer,
             get(call, "/ticket/" + number + "?fields%5BOwner%5D=RealName&fields%5BQueue%5D=Name",
                 Status::not_found));
    if (!answer.version.empty()) return answer;
    return failure(Status::bad_reply, "the answer has no ETag: does a proxy take it away?");
  }

  // The ticket of this number; one that was merged into another shows how that one is.
  Result<Ticket> read(const Call& call, const std::string& number,
                      const std::vector<std::string>& fields = {}) const {
    ITSM_TRY(const Answer answer, ticket_of(call, number));
    const Json& raw = answer.body;
    const std::string priority = text_of(raw.at("Priority"));
    Ticket ticket;
    ticket.ref = ref_of(number);
    ticket.project = {text_of(raw.at("Queue").at("id")), raw.at("Queue").at("Name")};
    ticket.summary = raw.at("Subject");
    ticket.status = {raw.at("Status"), raw.at("Status")};
    ticket.state = state_of(ticket.status.id);
    ticket.priority = {priority, priority};
    if (const Json& owner = raw.at("Owner"); owner.at("id") != "Nobody")
      ticket.assignee = Person{owner.at("id"), owner.at("RealName"), {}};
    ticket.created_at = raw.at("Created");
    ticket.updated_at = raw.at("LastUpdated");
    ticket.version = answer.version;
    for (const std::string& id : fields) {
      if (id == "Subject") ticket.fields[id] = {FieldKind::string, ticket.summary};
      if (id == "Priority") ticket.fields[id] = {FieldKind::number, std::stod(priority)};
      if (id == "Owner")
        ticket.fields[id] = {FieldKind::person, ticket.assignee ? to_document(*ticket.assignee) : Json()};
      if (id == "Due")  // the year 1970: none
        ticket.fields[id] = {FieldKind::datetime,
                             raw.at(id).get<std::string>().starts_with("1970-") ? Json() : raw.at(id)};
    }
    for (const Json& field : raw.at("CustomFields")) {
      const std::string id = "CF." + text_of(field.at("id"));
      const Json& values = field.at("values");
      if (std::find(fields.begin(), fields.end(), id) != fields.end())
        ticket.fields[id] = {FieldKind::string, values.empty() ? Json() : values.at(0)};
      if (field.at("name") == settings_.at("key_field"))
        ticket.correlation_keys = values.get<std::vector<std::string>>();
    }
    if (std::find(fields.begin(), fields.end(), "Content") != fields.end()) {
      ITSM_TRY(const RichText said, message_of(call, "/ticket/" + number));
      ticket.fields["Content"] = {FieldKind::text, to_document(said)};
    }
    return ticket;
  }

  // The first text that was said there.
  static Result<RichText> message_of(const Call& call, const std::string& of) {
    ITSM_TRY(const Answer parts,
             get(call, of + "/attachments?fields=Content,ContentType&orderby=id", Status::not_found));
    RichText message{{paragraph({})}};
    for (const Json& part : parts.body.at("items")) {
      if (!part.at("ContentType").get<std::string>().starts_with("text/")) continue;
      std::istringstream lines(part.at("Content").get<std::string>());
      for (std::string line; std::getline(lines, line);) {
        if (!message.blocks[0].content.empty())
          message.blocks[0].content.push_back({.kind = InlineKind::line_break});
        message.blocks[0].content.push_back(text(line));
      }
      break;
    }
    return message;
  }

  static Result<Answer> queue_of(const Call& call, const Named& queue) {
    return get(call, "/queue/" + escaped(queue.id.empty() ? queue.name : queue.id), Status::not_found,
               std::chrono::seconds(60));
  }
  static Result<std::vector<Option>> all_queues(const Call& call) {
    std::vector<Option> queues;
    for (int page = 1;; ++page) {  // it does not tell how many there are where some are hidden
      ITSM_TRY(const Answer answer,
               get(call, "/queues/all?fields=Name&per_page=100&page=" + std::to_string(page)));
      for (const Json& queue : answer.body.at("items"))
        queues.push_back({.id = text_of(queue.at("id")), .name = queue.at("Name")});
      if (answer.body.at("items").empty() || page == kPerPage) return queues;
    }
  }
  std::string key_number(const Json& queue) const {
    for (const Json& field : queue.at("TicketCustomFields"))
      if (field.at("name") == settings_.at("key_field")) return text_of(field.at("id"));
    return {};
  }

  Result<Json> body_of(const Call& call, const TicketDraft& draft) const {
    ITSM_TRY(const Answer queue, queue_of(call, draft.project));
    const std::string key = key_number(queue.body);
    if (key.empty())  // it would be left out in silence
      return failure(Status::invalid_argument, "the queue has no custom field " + settings_.at("key_field"));
    Json body = {{"Queue", text_of(queue.body.at("id"))},
                 {"Subject", draft.summary},
                 {"Content", to_plain_text(draft.description)},
                 {"ContentType", "text/plain"},
                 {"CustomFields", {{key, draft.correlation_key}}}};
    ITSM_CHECK(add_fields(draft.fields, queue.body.at("TicketCustomFields"), body));
    return body;
  }

  // Request Tracker fails at a custom field that it does not have, with half of its work done: it is not
  // asked.
  static Result<void> add_fields(const std::map<std::string, FieldValue>& fields, const Json& custom,
                                 Json& body) {
    Error unknown{Status::invalid_argument, "there is no such field", 0, {}, {}, {}};
    for (const auto& [id, field] : fields) {
      Json value = field.value;
      if (field.kind == FieldKind::person && !value.is_null())
        value = value.value("id", value.value("email", ""));
      if (value.is_null()) value = id == "Owner" ? "Nobody" : "";
      if (value.is_number()) value = dump(value);
      const bool is_custom = std::any_of(custom.begin(), custom.end(), [&id = id](const Json& one) {
        return "CF." + text_of(one.at("id")) == id;
      });
      if (is_custom)
        body["CustomFields"][id.substr(3)] = value;
      else if (id == "Priority" || id == "Owner" || id == "Due")
        body[id] = value;
      else
        unknown.fields[id] = "tickets of this queue do not have it";
    }
    if (unknown.fields.empty()) return {};
    return unexpected(std::move(unknown));
  }

  // A change that is refused is answered by 200 and a reason in the account's language; nothing has changed
  // then.
  Result<TicketChange> put(const Call& call, const TicketRef& ref, const Answer& before, const Json& body,
                           bool only_this_version) const {
    TicketChange change{ref_of(number_of(ref)), before.version, {}, {}};
    if (body.empty()) return change;
    ITSM_TRY(const Answer reasons,
             write(call, "PUT", "/ticket/" + change.ref.id, body, only_this_version ? before.version : ""));
    ITSM_TRY(const Answer after, ticket_of(call, change.ref.id));
    change.version = after.version;
    change.status = Named{after.body.at("Status"), after.body.at("Status")};
    if (body.value("Status", change.status->id) == change.status->id &&
        (after.version != before.version || reasons.body.empty()))
      return change;
    return failure(Status::invalid_argument, "Request Tracker refuses: " + told(reasons.body.at(0)));
  }

  std::map<std::string, std::string> settings_;
};

Manifest RequestTracker::describe() {
  const auto names = [](const char* key, const char* label, const char* usual) {
    return Setting{
        key, label, "Names of the lifecycle's statuses, with commas.", SettingKind::string, false, usual, {},
        {},  {}};
  };
  Manifest manifest;
  manifest.name = "Request Tracker";
  manifest.vendor_url = "https://docs.bestpractical.com/rt/5.0.3/RT/REST2.html";
  manifest.deployments = {"server"};
  manifest.settings = {{.key = "url",
                        .label = "Address",
                        .help = "As in the browser.",
                        .kind = SettingKind::url,
                        .required = true},
                       {.key = "account",
                        .label = "Account",
                        .help = "The user name that the credential is of.",
                        .required = true},
                       {.key = "key_field",
                        .label = "Custom field for our key",
                        .help = "Applied to the queues.",
                        .default_value = "Finding key"},
                       names("todo", "Statuses of work to do", "new"),
                       names("doing", "Statuses of work under way", "open, stalled"),
                       names("done", "Statuses of work that is done", "resolved"),
                       names("cancelled", "Statuses of work that nobody will do", "rejected")};
  manifest.origins = {{.name = "api", .from_setting = "url", .path_prefix = "/REST/2.0"}};
  manifest.auth = {
      {.id = "token",
       .label = "Authentication token",
       .kind = AuthKind::bearer,
       .fields = {{"token", "Token", "Made on the page Logged in as, Settings, Auth Tokens.", {}, true}},
       .header_prefix = "token "},
      {.id = "basic",
       .label = "User name and password",
       .fields = {{"username", "User name", "The account's.", {}, false},
                  {"password", "Password", "The account's.", {}, true}}}};
  manifest.permissions = {
      {"see", "SeeQueue, ShowTicket, ShowTicketComments", PermissionLevel::required, "To read tickets."},
      {"create", "CreateTicket", PermissionLevel::required, "To make tickets."},
      {"key", "SeeCustomField, ModifyCustomField", PermissionLevel::required,
       "To mark tickets. Without it a lost answer would make a second ticket."}};
  manifest.pickers = {{.id = "project", .label = "Queue"},
                      {.id = "type", .label = "Type"},
                      {.id = "status", .label = "Status"}};
  const std::vector<std::string> all = {"push_once", "push", "both", "pull", "pull_once"};
  manifest.mapping_types = {
      {"priority", "Severity to priority", "severity", FieldRole::priority, FieldKind::number, all, {}},
      {"due",
       "SLA to due date",
       "sla.due",
       FieldRole::due_date,
       FieldKind::datetime,
       {"push_once", "push"},
       {}},
      {"text", "Text", "*", FieldRole::none, FieldKind::string, all, {}}};
  manifest.limits = {{"summary", 200, LengthUnit::bytes}, {"description", 100'000}, {"comment", 100'000}};
  manifest.timing = {.settle_s = 60, .search_overlap_s = 0};
  manifest.wire = {.batch = 10, .concurrency = 4};
  manifest.correlation = {"a custom field", "it has a value", 64};
  manifest.creation_modes = {CreationMode::standalone};
  return manifest;
}

}  // namespace request_tracker

ITSM_REGISTER_PLUGIN(request_tracker::RequestTracker, "request-tracker", "1.0.0")
