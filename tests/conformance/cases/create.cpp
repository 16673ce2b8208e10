// SPDX-License-Identifier: Apache-2.0
// Making tickets.
#include <algorithm>

#include "tests/conformance/bench.hpp"

namespace itsm::conformance {
namespace {

Judgement create_returns_usable_ref(Bench& bench) {
  ITSM_TRY(const auto desk, bench.connect());
  ITSM_TRY(const TicketRef ref, bench.make(*desk, bench.draft("usable reference")));
  ITSM_CHECK(expect(!ref.id.empty() && !ref.key.empty(), "an id and a key", dump(to_document(ref))));
  ITSM_CHECK(expect(ref.url.starts_with("http"), "an address for people", ref.url));
  ITSM_TRY(const Ticket by_id, bench.read(*desk, {ref.id, {}, {}}));
  ITSM_TRY(const Ticket by_key, bench.read(*desk, {{}, ref.key, {}}));
  return expect(by_id.ref.id == ref.id && by_key.ref.id == ref.id, "the same ticket by id and by key",
                dump(to_document(by_id.ref)) + " and " + dump(to_document(by_key.ref)));
}

Judgement create_then_fetch_agrees(Bench& bench) {
  ITSM_TRY(const auto desk, bench.connect());
  const TicketDraft draft = bench.draft("what was asked for");
  ITSM_TRY(const TicketRef ref, bench.make(*desk, draft));
  ITSM_TRY(const Ticket ticket, bench.read(*desk, ref));
  const std::string seen = dump(to_document(ticket));
  ITSM_CHECK(expect(ticket.ref.id == ref.id && ticket.ref.key == ref.key && ticket.ref.url == ref.url,
                    "the same reference", seen));
  ITSM_CHECK(expect(ticket.summary == draft.summary, "the summary '" + draft.summary + "'", seen));
  ITSM_CHECK(
      expect(draft.project.id.empty() || ticket.project.id.empty() || ticket.project.id == draft.project.id,
             "the project", seen));
  ITSM_CHECK(expect(draft.type.id.empty() || ticket.type.id.empty() || ticket.type.id == draft.type.id,
                    "the type", seen));
  ITSM_CHECK(expect(!ticket.status.name.empty() && ticket.state == TicketState::todo, "a new ticket is to do",
                    seen));
  ITSM_CHECK(expect(!ticket.version.empty(), "a version", seen));
  ITSM_CHECK(expect(ticket.created_at.empty() || ticket.created_at.find('T') != std::string::npos,
                    "created_at by RFC 3339", seen));
  return expect(ticket.correlation_keys == std::vector{draft.correlation_key},
                "the correlation key " + draft.correlation_key, seen);
}

Judgement create_batch_keeps_the_order(Bench& bench) {
  ITSM_TRY(const auto desk, bench.connect());
  std::vector<TicketDraft> drafts;
  for (std::size_t i = 0; i < std::clamp<std::size_t>(bench.manifest().wire.batch, 2, 5); ++i)
    drafts.push_back(bench.draft("of a batch, number " + std::to_string(i)));
  ITSM_TRY(const std::vector<TicketRef> refs, bench.make(*desk, drafts));
  for (std::size_t i = 0; i < refs.size(); ++i) {
    ITSM_TRY(const Ticket ticket, bench.read(*desk, refs[i]));
    ITSM_CHECK(expect(ticket.summary == drafts[i].summary &&
                          ticket.correlation_keys == std::vector{drafts[i].correlation_key},
                      "outcome " + std::to_string(i) + " is the ticket of draft " + std::to_string(i),
                      dump(to_document(ticket))));
  }
  return {};
}

Judgement create_refusal_names_the_element(Bench& bench) {
  ITSM_TRY(const auto desk, bench.connect());
  const std::size_t count = std::min<std::size_t>(bench.manifest().wire.batch, 3);
  const std::size_t bad = count / 2;
  CreateRequest request;
  for (std::size_t i = 0; i < count; ++i) request.drafts.push_back(bench.draft("beside a refused one"));
  request.drafts[bad].project = {nobody().id, {}};
  ITSM_TRY(const CreateResult result, must(desk->create(request), "create of a batch with one bad draft"));
  const std::string seen = dump(to_document(result));
  ITSM_CHECK(expect(result.outcomes.size() == count, "an outcome for every draft", seen));
  for (const Outcome& outcome : result.outcomes) {
    if (outcome.index == bad) {
      ITSM_CHECK(expect(outcome.kind == OutcomeKind::refused || outcome.kind == OutcomeKind::not_sent,
                        "the bad draft is refused", seen));
      ITSM_CHECK(expect(outcome.refusal && !outcome.refusal->message.empty(), "with a sentence why", seen));
      continue;
    }
    ITSM_CHECK(expect(outcome.kind == OutcomeKind::created && outcome.ticket && outcome.index < count,
                      "the others are made", seen));
    ITSM_TRY(const Ticket ticket, bench.read(*desk, *outcome.ticket));
    ITSM_CHECK(
        expect(ticket.summary == request.drafts[outcome.index].summary, "each under its own index", seen));
  }
  return {};
}

Judgement create_subtask(Bench& bench) {
  if (!bench.target().subtask_type) return skipped("the target names no subtask_type");
  ITSM_TRY(const auto desk, bench.connect());
  ITSM_TRY(const TicketRef parent, bench.make(*desk, bench.draft("parent")));
  TicketDraft draft = bench.draft("child");
  draft.mode = CreationMode::subtask;
  draft.type = *bench.target().subtask_type;
  draft.parent = parent;
  desk->host().forget();
  ITSM_TRY(const TicketRef ref, bench.make(*desk, draft));
  ITSM_CHECK(
      expect(desk->host().writes().size() == 1, "one write", std::to_string(desk->host().writes().size())));
  ITSM_TRY(const Ticket ticket, bench.read(*desk, ref));
  return expect(ticket.parent && ticket.parent->id == parent.id, "under its parent " + parent.key,
                dump(to_document(ticket)));
}

Judgement create_link(Bench& bench) {
  if (bench.target().link_type.empty()) return skipped("the target names no link_type");
  ITSM_TRY(const auto desk, bench.connect());
  ITSM_TRY(const TicketRef other, bench.make(*desk, bench.draft("link target")));
  TicketDraft draft = bench.draft("linked");
  draft.mode = CreationMode::link;
  draft.relation = Relation{bench.target().link_type, false, other};
  desk->host().forget();
  ITSM_TRY(const TicketRef ref, bench.make(*desk, draft));
  ITSM_CHECK(expect(desk->host().writes().size() == 1, "ticket and link are one write",
                    std::to_string(desk->host().writes().size())));
  draft = bench.draft("linked by a type that nobody has");
  draft.mode = CreationMode::link;
  draft.relation = Relation{"no such type of links", false, other};
  const auto refused = desk->create({{draft}});
  const bool made =
      refused && refused->outcomes.size() == 1 && refused->outcomes[0].kind == OutcomeKind::created;
  return expect(!made, "an unknown link type is refused, not left out",
                refused ? dump(to_document(*refused)) : text_of(refused.error()));
}

// The plan: the write as it would leave.
Result<HttpRequest, Finding> planned(Desk& desk, const CreateRequest& request) {
  desk.host().between([](const auto&, const HttpRequest& sent, const auto& onward) -> Result<HttpResponse> {
    if (sent.effect == Effect::write) return failure(Status::recorded, "recorded in a dry run");
    return onward(sent);
  });
  desk.host().forget();
  const auto result = desk.create(request);
  desk.host().between({});
  if (result || result.error().status != Status::recorded)
    return failed("a dry run of create ends with recorded",
                  result ? dump(to_document(*result)) : text_of(result.error()));
  const std::vector<HttpRequest> writes = desk.host().writes();
  if (writes.size() != 1) return failed("one write", std::to_string(writes.size()));
  return writes.front();
}

Judgement dry_run_is_exact(Bench& bench) {
  ITSM_TRY(const auto desk, bench.connect());
  CreateRequest request;
  for (std::size_t i = 0; i < std::min<std::size_t>(bench.manifest().wire.batch, 3); ++i)
    request.drafts.push_back(bench.draft("planned"));
  ITSM_TRY(const HttpRequest plan, planned(*desk, request));
  ITSM_TRY(const HttpRequest again, planned(*desk, request));
  desk->host().forget();
  ITSM_TRY(const CreateResult made, must(desk->create(request), "create"));
  const HttpRequest sent = desk->host().writes().front();
  ITSM_CHECK(expect(plan.target == again.target && plan.body == again.body,
                    "two dry runs plan the same bytes", again.body));
  return expect(plan.method == sent.method && plan.target == sent.target && plan.body == sent.body,
                "what is sent is what was planned: " + plan.body, sent.body);
}

Judgement dry_run_changes_nothing(Bench& bench) {
  ITSM_TRY(const auto desk, bench.connect());
  const TicketDraft draft = bench.draft("never made");
  ITSM_TRY(const TicketRef ref, bench.make(*desk, bench.draft("left alone")));
  ITSM_TRY(const Ticket before, bench.read(*desk, ref));
  ITSM_TRY(const HttpRequest plan, planned(*desk, {{draft}}));
  bench.host().between([](const auto&, const HttpRequest& sent, const auto& onward) -> Result<HttpResponse> {
    if (sent.effect == Effect::write) return failure(Status::recorded, "recorded in a dry run");
    return onward(sent);
  });
  (void)desk->update({.ref = ref, .summary = "changed by a dry run"});
  (void)desk->comment({ref, plain_text("said by a dry run"), Audience::everyone});
  for (const Step& step : bench.target().path)
    (void)desk->transition({.ref = ref, .status = step.status, .fields = step.fields});
  bench.host().between({});
  ITSM_TRY(const Ticket after, bench.read(*desk, ref));
  ITSM_CHECK(
      expect(to_document(before) == to_document(after), dump(to_document(before)), dump(to_document(after))));
  ITSM_TRY(const FindResult found, must(desk->find({{draft.correlation_key}}), "find"));
  return expect(found.tickets.empty(), "no ticket", dump(to_document(found)));
}

Judgement reads_may_be_repeated(Bench& bench) {
  ITSM_TRY(const auto desk, bench.connect());
  bench.host().between([](const auto&, const HttpRequest& sent, const auto& onward) -> Result<HttpResponse> {
    if (sent.effect == Effect::read) (void)onward(sent);
    return onward(sent);
  });
  const TicketDraft draft = bench.draft("made once");
  ITSM_TRY(const TicketRef ref, bench.make(*desk, draft));
  ITSM_TRY(const Ticket found, bench.find(*desk, draft.correlation_key));
  ITSM_CHECK(expect(found.ref.id == ref.id, "the one ticket " + ref.key, found.ref.key));
  if (const auto said = desk->comment({ref, plain_text("said once"), Audience::everyone}); said) {
    ITSM_TRY(const CommentsPage page, must(desk->comments({ref, {}}), "comments"));
    ITSM_CHECK(expect(page.comments.size() == 1, "one comment", dump(to_document(page))));
  }
  return {};
}

}  // namespace

std::vector<Case> create_cases() {
  return {
      {"create-returns-usable-ref",
       "A new ticket has an id, a key and an address, and is read by either.",
       Needs::target,
       {},
       &create_returns_usable_ref},
      {"create-then-fetch-agrees",
       "What was asked for is what is read back.",
       Needs::target,
       {},
       &create_then_fetch_agrees},
      {"create-batch-keeps-the-order",
       "Every outcome of a batch is that of its own draft.",
       Needs::target,
       {},
       &create_batch_keeps_the_order},
      {"create-refusal-names-the-element",
       "A bad draft fails alone, with its index and the reason.",
       Needs::target,
       {},
       &create_refusal_names_the_element},
      {"create-subtask",
       "A subtask stands under its parent, by one write.",
       Needs::target,
       {},
       &create_subtask},
      {"create-link",
       "A ticket and its link are one write; an unknown link type is refused.",
       Needs::target,
       {},
       &create_link},
      {"dry-run-is-exact",
       "What a create sends is byte for byte what its dry run recorded.",
       Needs::target,
       {},
       &dry_run_is_exact},
      {"dry-run-changes-nothing",
       "With writes recorded instead of sent, nothing changes at the vendor.",
       Needs::target,
       {},
       &dry_run_changes_nothing},
      {"reads-may-be-repeated",
       "Sending every read twice has no effect at the vendor.",
       Needs::target,
       {},
       &reads_may_be_repeated},
  };
}

}  // namespace itsm::conformance
