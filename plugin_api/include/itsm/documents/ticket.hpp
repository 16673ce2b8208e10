// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <map>
#include <optional>
#include <string>
#include <vector>

#include <itsm/rich_text.hpp>

// Tickets: what is asked for, what came of it, and what a ticket looks like when it is read.
namespace itsm {

// Something the vendor knows by an id and shows by a name: a project, a type, a status, a priority.
struct Named {
  std::string id{};
  std::string name{};

  static constexpr std::string_view kDocument = "named";
  template <class Self, class Visit>
  static void members(Self& self, Visit&& visit) {
    visit.optional("id", self.id, "The vendor's immutable id.");
    visit.optional("name", self.name, "For display; may be renamed.");
  }
};

struct Person {
  std::string id{};
  std::string name{};
  std::string email{};

  static constexpr std::string_view kDocument = "person";
  template <class Self, class Visit>
  static void members(Self& self, Visit&& visit) {
    visit.optional("id", self.id, "The vendor's id of the account.");
    visit.optional("name", self.name, "Display name.");
    visit.optional("email", self.email, "Absent where the vendor hides it.");
  }
};

// Identity is the id alone; key and URL are display and change when a ticket moves.
struct TicketRef {
  std::string id{};
  std::string key{};
  std::string url{};

  static constexpr std::string_view kDocument = "ticket_ref";
  template <class Self, class Visit>
  static void members(Self& self, Visit&& visit) {
    visit.optional("id", self.id, "The vendor's immutable id. Empty only where a person typed a key.");
    visit.optional("key", self.key, "What people call the ticket.");
    visit.optional("url", self.url, "Where people read it.");
  }
};

// What a ticket's status means, whatever the vendor calls it.
enum class TicketState { todo, doing, done, cancelled, gone };
template <>
struct EnumNames<TicketState> {
  static constexpr std::array<std::pair<TicketState, std::string_view>, 5> names{
      {{TicketState::todo, "todo"},
       {TicketState::doing, "doing"},
       {TicketState::done, "done"},
       {TicketState::cancelled, "cancelled"},
       {TicketState::gone, "gone"}}};
};
constexpr bool is_open(TicketState state) {
  return state == TicketState::todo || state == TicketState::doing;
}

enum class CreationMode { standalone, subtask, link };
template <>
struct EnumNames<CreationMode> {
  static constexpr std::array<std::pair<CreationMode, std::string_view>, 3> names{
      {{CreationMode::standalone, "standalone"},
       {CreationMode::subtask, "subtask"},
       {CreationMode::link, "link"}}};
};

// The closed list of what a field can hold. Each plugin translates its vendor's types to these.
enum class FieldKind {
  string,
  text,
  number,
  boolean,
  date,
  datetime,
  option,
  options,
  cascade,
  person,
  people,
  group,
  groups,
  version,
  component,
  labels,
  priority,
  security,
  parent,
  epic,
  duration,
  url,
  raw
};
template <>
struct EnumNames<FieldKind> {
  static constexpr std::array<std::pair<FieldKind, std::string_view>, 23> names{
      {{FieldKind::string, "string"},
       {FieldKind::text, "text"},
       {FieldKind::number, "number"},
       {FieldKind::boolean, "boolean"},
       {FieldKind::date, "date"},
       {FieldKind::datetime, "datetime"},
       {FieldKind::option, "option"},
       {FieldKind::options, "options"},
       {FieldKind::cascade, "cascade"},
       {FieldKind::person, "person"},
       {FieldKind::people, "people"},
       {FieldKind::group, "group"},
       {FieldKind::groups, "groups"},
       {FieldKind::version, "version"},
       {FieldKind::component, "component"},
       {FieldKind::labels, "labels"},
       {FieldKind::priority, "priority"},
       {FieldKind::security, "security"},
       {FieldKind::parent, "parent"},
       {FieldKind::epic, "epic"},
       {FieldKind::duration, "duration"},
       {FieldKind::url, "url"},
       {FieldKind::raw, "raw"}}};
};

struct FieldValue {
  FieldKind kind = FieldKind::string;
  Json value{};

  static constexpr std::string_view kDocument = "field_value";
  template <class Self, class Visit>
  static void members(Self& self, Visit&& visit) {
    visit.required("kind", self.kind, "How to read the value.");
    visit.required(
        "value", self.value,
        "string, url: text. text: a rich_text. number: a number. boolean: true or false. date: "
        "\"2026-11-21\". datetime: RFC 3339 with offset. option, priority, security, group, parent, "
        "epic: a named (id wins over name). options, groups, version, component: an array of named. cascade: "
        "an array of named, outermost first. person: a person. people: an array of person. labels: an "
        "array of text. duration: seconds. raw: the vendor's own JSON. null clears the field.");
  }
};

struct Relation {
  std::string type{};
  bool inward = false;
  TicketRef target{};

  static constexpr std::string_view kDocument = "relation";
  template <class Self, class Visit>
  static void members(Self& self, Visit&& visit) {
    visit.required("type", self.type, "Id or name of the vendor's link type.");
    visit.optional("inward", self.inward, "True: the target acts on this ticket (\"is blocked by\").");
    visit.required("target", self.target, "The other ticket.");
  }
};

struct TicketDraft {
  std::string correlation_key{};
  CreationMode mode = CreationMode::standalone;
  Named project{};
  Named type{};
  std::optional<TicketRef> parent{};
  std::optional<Relation> relation{};
  std::string summary{};
  RichText description{};
  std::map<std::string, FieldValue> fields{};

  static constexpr std::string_view kDocument = "ticket_draft";
  template <class Self, class Visit>
  static void members(Self& self, Visit&& visit) {
    visit.required("correlation_key", self.correlation_key,
                   "Written with the ticket, where the manifest says, so that find can look for it.");
    visit.required("mode", self.mode, "How the ticket stands among others.");
    visit.required("project", self.project,
                   "Where it is made; what a vendor calls project, table or template.");
    visit.required("type", self.type, "What kind of ticket.");
    visit.optional("parent", self.parent, "Mode subtask: under which ticket.");
    visit.optional("relation", self.relation, "Mode link: to which ticket and how.");
    visit.required("summary", self.summary, "One line, within the manifest's limit.");
    visit.required("description", self.description, "The body.");
    visit.optional("fields", self.fields, "Field id, as fields answers it -> value.");
  }
};

struct CreateRequest {
  std::vector<TicketDraft> drafts{};

  static constexpr std::string_view kDocument = "create_request";
  template <class Self, class Visit>
  static void members(Self& self, Visit&& visit) {
    visit.required("drafts", self.drafts, "At most as many as the manifest's wire.batch.");
  }
};

enum class OutcomeKind { created, refused, not_sent, uncertain };
template <>
struct EnumNames<OutcomeKind> {
  static constexpr std::array<std::pair<OutcomeKind, std::string_view>, 4> names{
      {{OutcomeKind::created, "created"},
       {OutcomeKind::refused, "refused"},
       {OutcomeKind::not_sent, "not_sent"},
       {OutcomeKind::uncertain, "uncertain"}}};
};

// One element of a batch that did not become a ticket, and why.
struct Refusal {
  std::string code{};
  std::string message{};
  std::map<std::string, std::string> fields{};

  static constexpr std::string_view kDocument = "refusal";
  template <class Self, class Visit>
  static void members(Self& self, Visit&& visit) {
    visit.required("code", self.code, "A status name such as invalid_argument or forbidden.");
    visit.required("message", self.message, "For the person who pushed.");
    visit.optional("fields", self.fields, "Field id -> the vendor's reason.");
  }
};

struct Outcome {
  std::size_t index = 0;
  OutcomeKind kind = OutcomeKind::uncertain;
  std::optional<TicketRef> ticket{};
  std::optional<Refusal> refusal{};
  std::optional<Named> priority{};

  static constexpr std::string_view kDocument = "outcome";
  template <class Self, class Visit>
  static void members(Self& self, Visit&& visit) {
    visit.required("index", self.index, "Of the draft in the request, from 0.");
    visit.required(
        "kind", self.kind,
        "created: the ticket exists. refused: the vendor said no. not_sent: nothing left for the vendor. "
        "uncertain: it may exist.");
    visit.optional("ticket", self.ticket, "created: its reference.");
    visit.optional("refusal", self.refusal, "refused, not_sent: the reason.");
    visit.optional("priority", self.priority,
                   "created: what the ticket has got, where the vendor's answer says so.");
  }
};

struct CreateResult {
  std::vector<Outcome> outcomes{};

  static constexpr std::string_view kDocument = "create_result";
  template <class Self, class Visit>
  static void members(Self& self, Visit&& visit) {
    visit.required("outcomes", self.outcomes, "Exactly one per draft; a missing one counts as uncertain.");
  }
};

struct Ticket {
  TicketRef ref{};
  Named project{};
  Named type{};
  std::string summary{};
  Named status{};
  Named resolution{};
  TicketState state = TicketState::todo;
  Named priority{};
  std::optional<Person> assignee{};
  std::vector<std::string> labels{};
  std::optional<TicketRef> parent{};
  std::string created_at{};
  std::string updated_at{};
  std::string version{};
  std::vector<std::string> correlation_keys{};
  std::map<std::string, FieldValue> fields{};

  static constexpr std::string_view kDocument = "ticket";
  template <class Self, class Visit>
  static void members(Self& self, Visit&& visit) {
    visit.required("ref", self.ref, "Identity, key and URL.");
    visit.optional("project", self.project, "Where it stands now.");
    visit.optional("type", self.type, "What kind of ticket.");
    visit.optional("summary", self.summary, "One line.");
    visit.required("status", self.status, "As the vendor shows it.");
    visit.optional("resolution", self.resolution, "As the vendor shows it; absent while unresolved.");
    visit.required("state", self.state, "What the status means.");
    visit.optional("priority", self.priority, "As the vendor shows it.");
    visit.optional("assignee", self.assignee, "Absent: nobody.");
    visit.optional("labels", self.labels, "Plain labels.");
    visit.optional("parent", self.parent, "Of a subtask.");
    visit.optional("created_at", self.created_at, "RFC 3339 with offset, the vendor's clock.");
    visit.optional("updated_at", self.updated_at, "RFC 3339 with offset, the vendor's clock.");
    visit.required(
        "version", self.version,
        "Grows with every change; compares as text of equal length or as a whole number. The vendor's "
        "own counter where it has one, else derived from updated_at.");
    visit.optional("correlation_keys", self.correlation_keys, "Of ours, found in the ticket.");
    visit.optional("fields", self.fields, "Those that the request asked for.");
  }
};

struct FetchRequest {
  std::vector<TicketRef> refs{};
  std::vector<std::string> fields{};

  static constexpr std::string_view kDocument = "fetch_request";
  template <class Self, class Visit>
  static void members(Self& self, Visit&& visit) {
    visit.required("refs", self.refs, "By id, or by key where there is no id.");
    visit.optional("fields", self.fields, "Ids of further fields to read.");
  }
};

struct FetchResult {
  std::vector<Ticket> tickets{};
  std::vector<TicketRef> missing{};

  static constexpr std::string_view kDocument = "fetch_result";
  template <class Self, class Visit>
  static void members(Self& self, Visit&& visit) {
    visit.required("tickets", self.tickets, "In any order.");
    visit.optional("missing", self.missing, "Asked for and not there, or hidden from this account.");
  }
};

struct FindRequest {
  std::vector<std::string> correlation_keys{};

  static constexpr std::string_view kDocument = "find_request";
  template <class Self, class Visit>
  static void members(Self& self, Visit&& visit) {
    visit.required("correlation_keys", self.correlation_keys, "What create wrote.");
  }
};

struct FindResult {
  std::vector<Ticket> tickets{};

  static constexpr std::string_view kDocument = "find_result";
  template <class Self, class Visit>
  static void members(Self& self, Visit&& visit) {
    visit.required("tickets", self.tickets,
                   "All that carry one of the keys, which their correlation_keys repeat.");
  }
};

struct SectionChange {
  std::string id{};
  RichText content{};

  static constexpr std::string_view kDocument = "section_change";
  template <class Self, class Visit>
  static void members(Self& self, Visit&& visit) {
    visit.required("id", self.id, "The section block's id.");
    visit.required("content", self.content,
                   "What it holds from now on. Text outside the section stays as it is.");
  }
};

struct UpdateRequest {
  TicketRef ref{};
  std::optional<std::string> summary{};
  std::optional<RichText> description{};
  std::optional<SectionChange> section{};
  std::map<std::string, FieldValue> fields{};
  std::string expected_version{};

  static constexpr std::string_view kDocument = "update_request";
  template <class Self, class Visit>
  static void members(Self& self, Visit&& visit) {
    visit.required("ref", self.ref, "Which ticket.");
    visit.optional("summary", self.summary, "Absent: unchanged.");
    visit.optional("description", self.description, "The whole body; absent: unchanged.");
    visit.optional("section", self.section, "One section of the body.");
    visit.optional("fields", self.fields, "Changed fields only.");
    visit.optional("expected_version", self.expected_version,
                   "Given: refused with conflict when it changed.");
  }
};

struct TransitionRequest {
  TicketRef ref{};
  Named status{};
  std::optional<TicketState> state{};
  std::map<std::string, FieldValue> fields{};

  static constexpr std::string_view kDocument = "transition_request";
  template <class Self, class Visit>
  static void members(Self& self, Visit&& visit) {
    visit.required("ref", self.ref, "Which ticket.");
    visit.optional("status", self.status, "The target status; never a transition.");
    visit.optional("state", self.state, "Instead of a status: any status of this meaning.");
    visit.optional("fields", self.fields, "Sent with the transition, where its screen has them.");
  }
};

struct TicketChange {
  TicketRef ref{};
  std::string version{};
  std::optional<Named> status{};
  std::vector<std::string> dropped{};

  static constexpr std::string_view kDocument = "ticket_change";
  template <class Self, class Visit>
  static void members(Self& self, Visit&& visit) {
    visit.required("ref", self.ref, "The ticket that changed.");
    visit.optional("version", self.version, "After the change, where the vendor says it.");
    visit.optional("status", self.status, "After a transition.");
    visit.optional("dropped", self.dropped, "Field ids that the vendor does not take here.");
  }
};

enum class Audience { internal, everyone };
template <>
struct EnumNames<Audience> {
  static constexpr std::array<std::pair<Audience, std::string_view>, 2> names{
      {{Audience::internal, "internal"}, {Audience::everyone, "everyone"}}};
};

struct CommentRequest {
  TicketRef ref{};
  RichText body{};
  Audience audience = Audience::internal;

  static constexpr std::string_view kDocument = "comment_request";
  template <class Self, class Visit>
  static void members(Self& self, Visit&& visit) {
    visit.required("ref", self.ref, "Which ticket.");
    visit.required("body", self.body, "What to say.");
    visit.required("audience", self.audience, "Refused, never widened, where internal cannot be honoured.");
  }
};

struct Comment {
  std::string id{};
  std::string created_at{};
  std::optional<Person> author{};
  std::optional<RichText> body{};
  Audience audience = Audience::everyone;

  static constexpr std::string_view kDocument = "comment";
  template <class Self, class Visit>
  static void members(Self& self, Visit&& visit) {
    visit.required("id", self.id, "The vendor's id.");
    visit.optional("created_at", self.created_at, "RFC 3339 with offset.");
    visit.optional("author", self.author, "Who wrote it.");
    visit.optional("body", self.body, "Read back into the neutral tree.");
    visit.optional("audience", self.audience, "Who can read it.");
  }
};

struct CommentsRequest {
  TicketRef ref{};
  std::string cursor{};

  static constexpr std::string_view kDocument = "comments_request";
  template <class Self, class Visit>
  static void members(Self& self, Visit&& visit) {
    visit.required("ref", self.ref, "Which ticket.");
    visit.optional("cursor", self.cursor, "Of the page before; absent: from the first comment.");
  }
};

struct CommentsPage {
  std::vector<Comment> comments{};
  std::string next_cursor{};
  bool more = false;

  static constexpr std::string_view kDocument = "comments_page";
  template <class Self, class Visit>
  static void members(Self& self, Visit&& visit) {
    visit.required("comments", self.comments, "Oldest first.");
    visit.optional("next_cursor", self.next_cursor, "Where to go on, now or later.");
    visit.optional("more", self.more, "There is a further page already.");
  }
};

struct RelateRequest {
  TicketRef ref{};
  Relation relation{};

  static constexpr std::string_view kDocument = "relate_request";
  template <class Self, class Visit>
  static void members(Self& self, Visit&& visit) {
    visit.required("ref", self.ref, "This ticket.");
    visit.required("relation", self.relation, "To which other one, and how.");
  }
};

}  // namespace itsm
