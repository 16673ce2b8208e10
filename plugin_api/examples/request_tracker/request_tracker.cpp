// SPDX-License-Identifier: Apache-2.0
// A plugin for Request Tracker 5. docs/request_tracker.md says what an administrator does there.
#include <itsm/from_plain_text.hpp>
#include <itsm/numbered_changes.hpp>
#include <itsm/plain_text.hpp>
#include <itsm/register.hpp>
#include <itsm/tickets.hpp>

#include "manifest.hpp"

namespace request_tracker {

constexpr std::size_t kPerPage = 100;  // Request Tracker's most

class RequestTracker : public Plugin, public SchemaSource, public ChangeFeed {
 public:
  explicit RequestTracker(const Configuration& configuration)
      : settings_(texts_of(manifest().settings, configuration)) {
    for (const auto& [state, key] : EnumNames<TicketState>::names)
      for (const std::string& name : words_of(settings_[std::string(key)])) states_[name] = state;
  }
  static Result<std::unique_ptr<RequestTracker>> open(const Configuration& configuration) {
    return std::make_unique<RequestTracker>(configuration);
  }
  static Manifest describe() { return manifest(); }

  Result<CheckReport> check(const Call& call, const CheckRequest& request) const override {
    ITSM_TRY(const Json about, api_.get(call, "/rt", Status::misconfigured));
    ITSM_TRY(const Json me,
             api_.get(call, "/user/" + percent_encode(setting("account")), Status::misconfigured));
    CheckReport report;
    report.connection = {.deployment = "server",
                         .product_version = about.at("Version"),
                         .account = {.id = me.at("Name"), .name = me.at("RealName")},
                         .browse_url = setting("url")};
    ITSM_TRY(const std::vector<Named> queues, request.projects.empty() ? all_queues(call) : request.projects);
    for (const Named& queue : queues) {
      const auto found = queue_of(call, queue);
      if (!found && found.error().status != Status::forbidden && found.error().status != Status::not_found)
        return unexpected(found.error());
      const auto answer = [&](const char* permission, bool granted, const std::string& reason) {
        report.permissions.push_back({permission, granted, queue.id, reason + "on the queue " + queue.name});
      };
      answer("see", found.has_value(), "");
      answer("create", found && element_with(found->at("_hyperlinks"), "ref", "create"), "");
      answer("key", found && key_field(found->at("TicketCustomFields")),
             "apply '" + setting("key_field") + "' ");
    }
    return report;
  }

  Result<CreateResult> create(const Call& call, const CreateRequest& request) const override {
    const auto form = [&](const TicketDraft& draft) { return body_of(call, draft); };
    const auto send = [&](const Json& bodies) -> Result<std::vector<Outcome>> {
      ITSM_TRY(const JsonAnswer answer, api_.write(call, "POST", "/tickets/bulk", bodies));
      std::vector<Outcome> outcomes;
      for (const Json& made : answer.body)
        if (made.contains("id"))
          outcomes.push_back({.kind = OutcomeKind::created, .ticket = ref_of(text_of(made.at("id")))});
        else
          outcomes.push_back(refused({Status::invalid_argument, one_line(made.at("message"))}));
      return outcomes;
    };
    return create_batch(request.drafts, form, send);
  }

  Result<FetchResult> fetch(const Call& call, const FetchRequest& request) const override {
    return fetch_each(request,
                      [&](const TicketRef& ref) { return read(call, number_of(ref), request.fields); });
  }

  Result<FindResult> find(const Call& call, const FindRequest& request) const override {
    FetchRequest found;
    for (const std::string& key : request.correlation_keys) {
      const std::string query = "CF.{" + setting("key_field") + "} = '" + key + "'";
      ITSM_TRY(const Json list, api_.get(call, "/tickets?query=" + percent_encode(query)));
      for (const Json& ticket : list.at("items")) found.refs.push_back(ref_of(text_of(ticket.at("id"))));
    }
    ITSM_TRY(FetchResult result, fetch(call, found));
    return FindResult{std::move(result.tickets)};
  }

  Result<TicketChange> update(const Call& call, const UpdateRequest& request) const override {
    ITSM_TRY(const JsonAnswer before, ticket_of(call, number_of(request.ref)));
    Json body = Json::object();
    if (request.summary) body["Subject"] = *request.summary;
    ITSM_CHECK(add_fields(request.fields, before.body.at("CustomFields"), body));
    ITSM_TRY(TicketChange change, put(call, before, body, request.expected_version));
    if (request.description || request.section) change.dropped = {"Content"};
    return change;
  }

  Result<TicketChange> transition(const Call& call, const TransitionRequest& request) const override {
    ITSM_TRY(const JsonAnswer before, ticket_of(call, number_of(request.ref)));
    const std::string wanted = id_or_name(request.status);
    const auto fits = [&](const std::string& status) {
      return wanted.empty() ? request.state == state_of(status) : wanted == status;
    };
    Error no_way{Status::transition_unavailable, "no action of the queue's lifecycle leads there"};
    for (const Json& link : before.body.at("_hyperlinks"))
      if (link.at("ref") == "lifecycle") no_way.reachable.push_back(link.at("to"));
    const auto next = std::ranges::find_if(no_way.reachable, fits);
    Json body = Json::object();
    if (next != no_way.reachable.end())
      body["Status"] = *next;
    else if (!fits(before.body.at("Status")))
      return unexpected(std::move(no_way));
    ITSM_CHECK(add_fields(request.fields, before.body.at("CustomFields"), body));
    return put(call, before, body, "");
  }

  // To everyone: a correspondence, which is mailed to the requestors. Internal: a comment.
  Result<Comment> comment(const Call& call, const CommentRequest& request) const override {
    ITSM_TRY(const JsonAnswer ticket, ticket_of(call, number_of(request.ref)));
    const char* const way = request.audience == Audience::internal ? "/comment" : "/correspond";
    ITSM_TRY(const JsonAnswer said,
             api_.write(call, "POST", "/ticket/" + text_of(ticket.body.at("id")) + way,
                        {{"Content", to_plain_text(request.body)}, {"ContentType", "text/plain"}}));
    if (whole_number(said.made()))
      return Comment{.id = said.made(), .body = request.body, .audience = request.audience};
    return failure(Status::uncertain, "Request Tracker does not say which message was made");
  }

  Result<CommentsPage> comments(const Call& call, const CommentsRequest& request) const override {
    CommentsPage page{.next_cursor = request.cursor.empty() ? "0" : request.cursor};
    const auto behind = whole_number(page.next_cursor);
    if (!behind) return failure(Status::invalid_argument, "this is no cursor of comments");
    ITSM_TRY(const Json rows, transactions(call, *behind,
                                           "TicketId = " + number_of(request.ref) +
                                               " AND (Type = 'Comment' OR Type = 'Correspond')"));
    for (const Json& row : rows) {
      page.next_cursor = text_of(row.at("id"));
      ITSM_TRY(const RichText said, message_of(call, "/transaction/" + page.next_cursor));
      const std::string author = row.at("Creator").at("id");
      page.comments.push_back({page.next_cursor, row.at("Created"), Person{author, author, {}}, said,
                               row.at("Type") == "Comment" ? Audience::internal : Audience::everyone});
    }
    page.more = rows.size() == kPerPage;
    return page;
  }

  Result<OptionsPage> options(const Call& call, const OptionsRequest& request) const override {
    OptionsPage page;
    if (request.picker == "project") {
      ITSM_TRY(const std::vector<Named> queues, all_queues(call));
      for (const Named& queue : queues) page.options.push_back({.id = queue.id, .name = queue.name});
    } else if (request.picker == "type") {
      page.options = {{.id = "ticket", .name = "Ticket", .is_default = true}};
    } else if (request.picker == "status") {
      for (const auto& [name, state] : states_)
        if (state != TicketState::gone) page.options.push_back({.id = name, .name = name});
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
    ITSM_TRY(const Json found, queue_of(call, queue));
    FieldList list;
    list.fields = {{"Subject", "Subject", FieldKind::string, FieldRole::summary, true},
                   {"Priority", "Priority", FieldKind::number, FieldRole::priority},
                   {"Owner", "Owner", FieldKind::person, FieldRole::assignee},
                   {"Due", "Due", FieldKind::datetime, FieldRole::due_date}};
    if (request.purpose == FieldPurpose::create)  // nobody can change what was said first
      list.fields.push_back({"Content", "Content", FieldKind::text, FieldRole::description});
    for (const Json& field : found.at("TicketCustomFields"))
      list.fields.push_back({.id = "CF." + text_of(field.at("id")),
                             .name = field.at("name"),
                             .read_only = field.at("name") == setting("key_field")});
    return list;
  }

  // Of these queues, and of the linked tickets wherever they are; mail that went out is no change.
  Result<ChangesPage> changes(const Call& call, const ChangesRequest& request) const override {
    std::string where = request.projects.empty() ? "TicketId > 0" : "TicketId = 0";
    for (const Named& queue : request.projects) where += " OR TicketQueue = '" + id_or_name(queue) + "'";
    for (const TicketRef& ref : request.linked) where += " OR TicketId = " + ref.id;
    where = "(" + where + ") AND Type != 'EmailRecord' AND Type != 'CommentEmailRecord'";
    const auto list = [&](std::uint64_t behind, bool last) -> Result<std::vector<NumberedChange>> {
      ITSM_TRY(const Json rows, transactions(call, behind, where, last ? "DESC" : "ASC"));
      std::vector<NumberedChange> found;
      for (const Json& row : rows)
        found.push_back({whole_number(text_of(row.at("id"))).value_or(0), text_of(row.at("ObjectId"))});
      return found;
    };
    return poll_numbered(request, kPerPage, list,
                         [&](const std::string& number) { return read(call, number); });
  }

 private:
  const std::string& setting(const char* key) const { return settings_.at(key); }

  TicketState state_of(const std::string& status) const {
    const auto known = states_.find(status);
    return known == states_.end() ? TicketState::todo : known->second;
  }
  TicketRef ref_of(const std::string& number) const {
    return {number, number, setting("url") + "/Ticket/Display.html?id=" + number};
  }
  static std::string number_of(const TicketRef& ref) {
    const std::string& name = id_or_key(ref);
    return name.starts_with('#') ? name.substr(1) : name;  // people write #17
  }

  // Its version is the ETag, which is the number of its last transaction.
  Result<JsonAnswer> ticket_of(const Call& call, const std::string& number) const {
    if (!whole_number(number)) return failure(Status::not_found, "tickets of Request Tracker are numbers");
    const std::string with_names = "?fields%5BOwner%5D=RealName&fields%5BQueue%5D=Name";
    ITSM_TRY(JsonAnswer answer, api_.get_answer(call, "/ticket/" + number + with_names, Status::not_found));
    if (!answer.etag().empty()) return answer;
    return failure(Status::bad_reply, "the answer has no ETag: does a proxy take it away?");
  }

  // The ticket of this number; one that was merged into another shows how that one is.
  Result<Ticket> read(const Call& call, const std::string& number,
                      const std::vector<std::string>& fields = {}) const {
    ITSM_TRY(const JsonAnswer answer, ticket_of(call, number));
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
    ticket.version = answer.etag();
    if (const Json* const key = key_field(raw.at("CustomFields")))
      ticket.correlation_keys = key->at("values").get<std::vector<std::string>>();
    const Json due = raw.at("Due").get<std::string>().starts_with("1970-") ? Json() : raw.at("Due");
    const Json assignee = ticket.assignee ? to_document(*ticket.assignee) : Json();
    ticket.fields = {{"Subject", {FieldKind::string, ticket.summary}},
                     {"Priority", {FieldKind::number, whole_number(priority).value_or(0)}},
                     {"Owner", {FieldKind::person, assignee}},
                     {"Due", {FieldKind::datetime, due}}};
    for (const Json& field : raw.at("CustomFields"))
      ticket.fields["CF." + text_of(field.at("id"))] = {
          FieldKind::string, field.at("values").empty() ? Json() : field.at("values").at(0)};
    const auto is_wanted = [&](const std::string& id) { return std::ranges::count(fields, id) != 0; };
    std::erase_if(ticket.fields, [&](const auto& field) { return !is_wanted(field.first); });
    if (is_wanted("Content")) {
      ITSM_TRY(const RichText said, message_of(call, "/ticket/" + number));
      ticket.fields["Content"] = {FieldKind::text, to_document(said)};
    }
    return ticket;
  }

  // The first text that was said there.
  Result<RichText> message_of(const Call& call, const std::string& of) const {
    ITSM_TRY(const Json parts,
             api_.get(call, of + "/attachments?fields=Content,ContentType&orderby=id", Status::not_found));
    for (const Json& part : parts.at("items"))
      if (text_of(part.at("ContentType")).starts_with("text/"))
        return from_plain_text(text_of(part.at("Content")));
    return RichText{};
  }

  Result<Json> queue_of(const Call& call, const Named& queue) const {
    return api_.get(call, "/queue/" + percent_encode(id_or_name(queue)), Status::not_found,
                    std::chrono::seconds(60));
  }
  Result<std::vector<Named>> all_queues(const Call& call) const {
    ITSM_TRY(const Json found, api_.get_pages(call, "/queues/all?fields=Name&per_page=100&page=", "items"));
    std::vector<Named> queues;
    for (const Json& queue : found) queues.push_back({text_of(queue.at("id")), queue.at("Name")});
    return queues;
  }
  // Every change of a ticket is a transaction with a number that grows. Those behind one.
  Result<Json> transactions(const Call& call, std::uint64_t behind, const std::string& where,
                            const std::string& order = "ASC") const {
    const std::string query =
        "ObjectType = 'RT::Ticket' AND id > " + std::to_string(behind) + " AND (" + where + ")";
    ITSM_TRY(
        const Json answer,
        api_.get(call, "/transactions?per_page=100&fields=ObjectId,Type,Creator,Created&orderby=id&order=" +
                           order + "&query=" + percent_encode(query)));
    return answer.at("items");
  }

  const Json* key_field(const Json& custom) const {
    return element_with(custom, "name", setting("key_field"));
  }

  Result<Json> body_of(const Call& call, const TicketDraft& draft) const {
    ITSM_TRY(const Json queue, queue_of(call, draft.project));
    const Json& custom = queue.at("TicketCustomFields");
    const Json* const key = key_field(custom);
    if (!key)  // it would be left out in silence
      return failure(Status::invalid_argument, "the queue has no custom field " + setting("key_field"));
    Json body = {{"Queue", text_of(queue.at("id"))},
                 {"Subject", draft.summary},
                 {"Content", to_plain_text(draft.description)},
                 {"ContentType", "text/plain"},
                 {"CustomFields", {{text_of(key->at("id")), draft.correlation_key}}}};
    ITSM_CHECK(add_fields(draft.fields, custom, body));
    return body;
  }

  // Request Tracker fails at a custom field that it does not have, with half of its work done: it is not
  // asked.
  static Result<void> add_fields(const std::map<std::string, FieldValue>& fields, const Json& custom,
                                 Json& body) {
    Error unknown{Status::invalid_argument, "there is no such field"};
    for (const auto& [id, field] : fields) {
      const std::string value = id == "Owner" && field.value.is_null() ? "Nobody" : one_text(field.value);
      if (id.starts_with("CF.") && element_with(custom, "id", id.substr(3)))
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
  // then. version: what the ticket's has to be; empty: any.
  Result<TicketChange> put(const Call& call, const JsonAnswer& before, const Json& body,
                           const std::string& version) const {
    const std::string number = text_of(before.body.at("id"));
    if (body.empty()) return TicketChange{.ref = ref_of(number), .version = before.etag()};
    ITSM_TRY(const JsonAnswer reasons, api_.write(call, "PUT", "/ticket/" + number, body, if_match(version)));
    ITSM_TRY(const Ticket after, read(call, number));
    if (body.value("Status", after.status.id) == after.status.id &&
        (after.version != before.etag() || reasons.body.empty()))
      return TicketChange{.ref = after.ref, .version = after.version, .status = after.status};
    return failure(Status::invalid_argument, "Request Tracker refuses: " + one_line(reasons.body.at(0)));
  }

  std::map<std::string, std::string> settings_;
  std::map<std::string, TicketState> states_ = {{"deleted", TicketState::gone}};
  const JsonApi api_{"Request Tracker"};
};

}  // namespace request_tracker

ITSM_REGISTER_PLUGIN(request_tracker::RequestTracker, "request-tracker", "1.0.0")
