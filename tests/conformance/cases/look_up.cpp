// SPDX-License-Identifier: Apache-2.0
// Reading tickets by reference and by correlation key.
#include <algorithm>
#include <set>

#include "tests/conformance/bench.hpp"

namespace itsm::conformance {
namespace {

constexpr std::size_t kMany = 12;

// Creates with a write that is lost on the way there or on the way back.
Result<std::string, Finding> lose_create(Bench& bench, Desk& desk, bool arrives) {
  const TicketDraft draft = bench.draft(arrives ? "answer lost" : "request lost");
  bench.host().between(
      [arrives](const auto&, const HttpRequest& request, const auto& onward) -> Result<HttpResponse> {
        if (request.effect == Effect::read) return onward(request);
        if (arrives) (void)onward(request);
        return unexpected(lost(request));
      });
  const auto result = desk.create({{draft}});
  bench.host().between({});
  const bool uncertain =
      result ? std::ranges::all_of(result->outcomes,
                                   [](const Outcome& o) { return o.kind == OutcomeKind::uncertain; })
             : result.error().status == Status::uncertain;
  if (!uncertain)
    return failed("a lost create is uncertain",
                  result ? dump(to_document(*result)) : text_of(result.error()));
  return draft.correlation_key;
}

Judgement uncertain_create_is_findable(Bench& bench) {
  ITSM_TRY(const auto desk, bench.connect());
  ITSM_TRY(const std::string key, lose_create(bench, *desk, true));
  ITSM_TRY(const Ticket ticket, bench.find(*desk, key));
  return expect(ticket.correlation_keys == std::vector{key} && !ticket.ref.id.empty(),
                "the ticket with its key " + key, dump(to_document(ticket)));
}

Judgement create_that_never_arrived_is_not_found(Bench& bench) {
  ITSM_TRY(const auto desk, bench.connect());
  ITSM_TRY(const std::string key, lose_create(bench, *desk, false));
  ITSM_TRY(const FindResult found, must(desk->find({{key}}), "find"));
  return expect(found.tickets.empty(), "nothing", dump(to_document(found)));
}

Judgement find_answers_only_the_key(Bench& bench) {
  ITSM_TRY(const auto desk, bench.connect());
  TicketDraft one = bench.draft("key");
  TicketDraft other = bench.draft("another key");
  other.correlation_key = one.correlation_key;
  other.correlation_key.back() = one.correlation_key.back() == 'a' ? 'b' : 'a';
  ITSM_TRY(const std::vector<TicketRef> refs, bench.make(*desk, {one, other}));
  ITSM_TRY(const Ticket found, bench.find(*desk, one.correlation_key));
  ITSM_CHECK(expect(found.ref.id == refs[0].id, "the ticket " + refs[0].key, found.ref.key));
  for (const std::string& key :
       {one.correlation_key.substr(0, one.correlation_key.size() - 1), bench.key()}) {
    ITSM_TRY(const FindResult none, must(desk->find({{key}}), "find"));
    ITSM_CHECK(expect(none.tickets.empty(), "nothing for the key " + key, dump(to_document(none))));
  }
  return {};
}

Judgement find_many_keys(Bench& bench) {
  ITSM_TRY(const auto desk, bench.connect());
  std::vector<TicketDraft> drafts;
  std::vector<std::string> keys;
  for (std::size_t i = 0; i < kMany; ++i) {
    drafts.push_back(bench.draft("one of many"));
    keys.push_back(drafts.back().correlation_key);
  }
  ITSM_TRY(const std::vector<TicketRef> refs, bench.make(*desk, drafts));
  Result<FindResult> found = FindResult{};
  bench.eventually([&] {
    found = desk->find({keys});
    return !found || found->tickets.size() >= kMany;
  });
  ITSM_TRY(const FindResult result, must(std::move(found), "find"));
  std::map<std::string, std::string> by_key;
  for (const Ticket& ticket : result.tickets)
    for (const std::string& key : ticket.correlation_keys) by_key[key] = ticket.ref.id;
  ITSM_CHECK(expect(result.tickets.size() == kMany, "every ticket once",
                    std::to_string(result.tickets.size()) + " tickets"));
  for (std::size_t i = 0; i < kMany; ++i)
    ITSM_CHECK(expect(by_key[keys[i]] == refs[i].id, "key " + keys[i] + " is that of " + refs[i].id,
                      by_key[keys[i]]));
  return {};
}

Judgement fetch_tells_the_missing(Bench& bench) {
  ITSM_TRY(const auto desk, bench.connect());
  ITSM_TRY(const TicketRef ref, bench.make(*desk, bench.draft("there")));
  ITSM_TRY(const FetchResult result, must(desk->fetch({{nobody(), ref}, {}}), "fetch"));
  const std::string seen = dump(to_document(result));
  ITSM_CHECK(expect(result.tickets.size() == 1 && result.tickets[0].ref.id == ref.id,
                    "the ticket that is there", seen));
  return expect(result.missing.size() == 1 && result.missing[0].id == nobody().id,
                "the other among the missing", seen);
}

Judgement fetch_many(Bench& bench) {
  ITSM_TRY(const auto desk, bench.connect());
  std::vector<TicketDraft> drafts;
  for (std::size_t i = 0; i < kMany; ++i) drafts.push_back(bench.draft("one of many"));
  ITSM_TRY(const std::vector<TicketRef> refs, bench.make(*desk, drafts));
  ITSM_TRY(const FetchResult result, must(desk->fetch({refs, {}}), "fetch"));
  std::set<std::string> ids;
  for (const Ticket& ticket : result.tickets) ids.insert(ticket.ref.id);
  for (const TicketRef& ref : refs)
    ITSM_CHECK(expect(ids.contains(ref.id), ref.key + " is there", std::to_string(ids.size()) + " tickets"));
  return expect(result.tickets.size() == kMany && result.missing.empty(), "each once, and none missing",
                dump(to_document(result)));
}

// Whether the ticket surely has a value for it. An empty field may be left out.
bool has_value(const Ticket& ticket, FieldRole role) {
  switch (role) {
    case FieldRole::summary:
      return !ticket.summary.empty();
    case FieldRole::description:
      return true;
    case FieldRole::priority:
      return !ticket.priority.id.empty() || !ticket.priority.name.empty();
    case FieldRole::assignee:
      return ticket.assignee.has_value();
    case FieldRole::labels:
      return !ticket.labels.empty();
    default:
      return false;
  }
}

Judgement fetch_brings_asked_fields(Bench& bench) {
  ITSM_TRY(const auto desk, bench.connect());
  const TicketDraft draft = bench.draft("asked for by field");
  ITSM_TRY(const TicketRef ref, bench.make(*desk, draft));
  ITSM_TRY(const Ticket plain, bench.read(*desk, ref));
  ITSM_TRY(const FieldList form,
           must(desk->fields({FieldPurpose::create, bench.target().project, bench.target().type, {}, {}}),
                "fields"));
  std::vector<std::string> asked;
  for (const FieldDescription& field : form.fields)
    if (has_value(plain, field.role) || draft.fields.contains(field.id)) asked.push_back(field.id);
  if (asked.empty()) return skipped("the form has no field of which the suite knows a value");
  ITSM_TRY(const Ticket whole, bench.read(*desk, ref, asked));
  for (const std::string& id : asked) {
    const auto field = whole.fields.find(id);
    ITSM_CHECK(expect(field != whole.fields.end() && !field->second.value.is_null(),
                      "the field " + id + ", which was asked for and has a value", dump(to_document(whole))));
  }
  for (const auto& [id, value] : whole.fields)
    ITSM_CHECK(expect(std::ranges::find(asked, id) != asked.end(), "no field that was not asked for", id));
  return {};
}

// The suite leaves the credential away. Many vendors answer a stranger politely with nothing.
Judgement stranger_is_not_nothing(Bench& bench) {
  ITSM_TRY(const auto desk, bench.connect());
  const TicketDraft draft = bench.draft("there");
  ITSM_TRY(const TicketRef ref, bench.make(*desk, draft));
  bench.host().between([](const auto&, HttpRequest request, const auto& onward) {
    request.credential.clear();
    return onward(request);
  });
  const auto report = desk->check({});
  ITSM_CHECK(expect(!report, "check of a stranger fails", report ? dump(to_document(*report)) : ""));
  const auto fetched = desk->fetch({{ref}, {}});
  ITSM_CHECK(expect(!fetched, "fetch does not say that a ticket is missing",
                    fetched ? dump(to_document(*fetched)) : ""));
  const auto found = desk->find({{draft.correlation_key}});
  ITSM_CHECK(
      expect(!found, "find does not say that there is no ticket", found ? dump(to_document(*found)) : ""));
  return expect(found.error().status == Status::unauthenticated || found.error().status == Status::forbidden,
                "unauthenticated or forbidden", text_of(found.error()));
}

Judgement check_answers_every_permission(Bench& bench) {
  ITSM_TRY(const auto desk, bench.connect());
  ITSM_TRY(const CheckReport report, must(desk->check({{bench.target().project}}), "check"));
  for (const Permission& permission : bench.manifest().permissions) {
    const auto answer = std::ranges::find(report.permissions, permission.id, &PermissionAnswer::permission);
    ITSM_CHECK(
        expect(answer != report.permissions.end(), "an answer for the permission " + permission.id, "none"));
    ITSM_CHECK(expect(answer->granted || !answer->reason.empty(),
                      "a reason where a permission is not granted", permission.id));
    ITSM_CHECK(expect(answer->granted || permission.level != PermissionLevel::required,
                      "the target's account has what is required", permission.id + ": " + answer->reason));
  }
  ITSM_CHECK(expect(!report.connection.account.id.empty() || !report.connection.account.name.empty(),
                    "who we are there", dump(to_document(report.connection))));
  return expect(std::ranges::find(bench.manifest().deployments, report.connection.deployment) !=
                    bench.manifest().deployments.end(),
                "one of the manifest's deployments", report.connection.deployment);
}

}  // namespace

std::vector<Case> look_up_cases() {
  return {
      {"check-answers-every-permission",
       "check says of each permission of the manifest whether the account has it, and who that is.",
       Needs::target,
       {},
       &check_answers_every_permission},
      {"uncertain-create-is-findable",
       "A create whose answer was lost shows by its key within the settle time.",
       Needs::target,
       {},
       &uncertain_create_is_findable},
      {"lost-request-is-not-found",
       "A create that never arrived is not found.",
       Needs::target,
       {},
       &create_that_never_arrived_is_not_found},
      {"find-answers-only-the-key",
       "A key finds its own ticket and no other, and an unknown one finds none.",
       Needs::target,
       {},
       &find_answers_only_the_key},
      {"find-many-keys", "Many keys at once find every ticket once.", Needs::target, {}, &find_many_keys},
      {"fetch-tells-the-missing",
       "A ticket that is not there is told as missing, beside those that are.",
       Needs::target,
       {},
       &fetch_tells_the_missing},
      {"fetch-many", "Many references at once are all read.", Needs::target, {}, &fetch_many},
      {"fetch-brings-the-asked-fields",
       "A field that is asked for by its id comes with the ticket, if it has a value, and no other does.",
       Needs::target,
       {Operation::fields},
       &fetch_brings_asked_fields},
      {"stranger-is-not-nothing",
       "Without a credential nothing is reported as missing or absent.",
       Needs::target,
       {},
       &stranger_is_not_nothing},
  };
}

}  // namespace itsm::conformance
