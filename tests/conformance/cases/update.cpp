// SPDX-License-Identifier: Apache-2.0
// Changing a ticket.
#include <algorithm>

#include "tests/conformance/bench.hpp"

namespace itsm::conformance {
namespace {

Block section(std::string id, std::string content) {
  Block block;
  block.kind = BlockKind::section;
  block.id = std::move(id);
  block.blocks = {paragraph({text(std::move(content))})};
  return block;
}

Judgement update_changes_only_what_it_names(Bench& bench) {
  ITSM_TRY(const auto desk, bench.connect());
  ITSM_TRY(const TicketRef ref, bench.make(*desk, bench.draft("before")));
  ITSM_TRY(const Ticket before, bench.read(*desk, ref));
  ITSM_TRY(const auto description, bench.description(*desk, ref));
  const std::string summary = before.summary + ", changed \U0001F525";
  desk->host().forget();
  ITSM_TRY(const TicketChange change, must(desk->update({.ref = ref, .summary = summary}), "update"));
  ITSM_CHECK(
      expect(desk->host().writes().size() == 1, "one write", std::to_string(desk->host().writes().size())));
  ITSM_CHECK(expect(change.ref.id == ref.id, "the changed ticket's reference", dump(to_document(change))));
  ITSM_TRY(Ticket after, bench.read(*desk, ref));
  ITSM_CHECK(expect(after.summary == summary, summary, after.summary));
  ITSM_TRY(const auto description_after, bench.description(*desk, ref));
  ITSM_CHECK(
      expect(description == description_after, description.value_or(""), description_after.value_or("")));
  after.summary = before.summary;
  after.updated_at = before.updated_at;
  after.version = before.version;
  return expect(to_document(after) == to_document(before), "nothing else changed", dump(to_document(after)));
}

Judgement update_conflict_is_told(Bench& bench) {
  ITSM_TRY(const auto desk, bench.connect());
  ITSM_TRY(const TicketRef ref, bench.make(*desk, bench.draft("two writers")));
  ITSM_TRY(const Ticket before, bench.read(*desk, ref));
  // A version may be derived from the vendor's clock, whose steps can be as long as a second.
  Result<Ticket, Finding> moved = before;
  int round = 0;
  bench.eventually([&] {
    (void)desk->update({.ref = ref, .summary = before.summary + " by the other, " + std::to_string(++round)});
    moved = bench.read(*desk, ref);
    return !moved || moved->version != before.version;
  });
  ITSM_TRY(const Ticket changed, std::move(moved));
  const auto late =
      desk->update({.ref = ref, .summary = before.summary + " by us", .expected_version = before.version});
  ITSM_CHECK(expect(!late && late.error().status == Status::conflict, "conflict",
                    late ? "the change was made" : text_of(late.error())));
  ITSM_TRY(const Ticket after, bench.read(*desk, ref));
  ITSM_CHECK(expect(after.summary == changed.summary, "the other's change stays", after.summary));
  ITSM_TRY(
      const TicketChange fresh,
      must(desk->update({.ref = ref, .summary = "conformance: by us", .expected_version = after.version}),
           "update of the present version"));
  return {};
}

Judgement update_section_leaves_the_rest(Bench& bench) {
  ITSM_TRY(const auto desk, bench.connect());
  TicketDraft draft = bench.draft("sections");
  draft.description.blocks = {paragraph({text("Written above.")}), section("members", "old members"),
                              section("other", "other section"), paragraph({text("Written below.")})};
  ITSM_TRY(const TicketRef ref, bench.make(*desk, draft));
  UpdateRequest request{.ref = ref};
  request.section = SectionChange{"members", plain_text("new members")};
  ITSM_TRY(const TicketChange change, must(desk->update(request), "update of a section"));
  ITSM_TRY(const auto description, bench.description(*desk, ref));
  if (!description) return {};
  for (const char* const part : {"Written above.", "new members", "other section", "Written below."})
    ITSM_CHECK(expect(description->find(part) != std::string::npos,
                      std::string("'") + part + "' stands there", *description));
  return expect(description->find("old members") == std::string::npos, "the section's old text is gone",
                *description);
}

Judgement update_of_nobody(Bench& bench) {
  ITSM_TRY(const auto desk, bench.connect());
  const auto changed = desk->update({.ref = nobody(), .summary = "conformance"});
  return expect(
      !changed && (changed.error().status == Status::not_found || changed.error().status == Status::gone),
      "not_found or gone", changed ? dump(to_document(*changed)) : text_of(changed.error()));
}

Judgement unknown_field_is_told(Bench& bench) {
  ITSM_TRY(const auto desk, bench.connect());
  ITSM_TRY(const TicketRef ref, bench.make(*desk, bench.draft("unknown field")));
  UpdateRequest request{.ref = ref};
  request.fields["no_such_field"] = {FieldKind::string, "value"};
  const auto changed = desk->update(request);
  if (changed)
    return expect(std::ranges::find(changed->dropped, "no_such_field") != changed->dropped.end(),
                  "the field among the dropped ones", dump(to_document(*changed)));
  return expect(
      changed.error().status == Status::invalid_argument && changed.error().fields.contains("no_such_field"),
      "invalid_argument with a reason for no_such_field", text_of(changed.error()));
}

}  // namespace

std::vector<Case> update_cases() {
  return {
      {"update-changes-only-what-it-names",
       "What an update does not name stays as it is.",
       Needs::target,
       {Operation::update},
       &update_changes_only_what_it_names},
      {"update-conflict-is-told",
       "An update of a version that is no longer the present one is a conflict and changes nothing.",
       Needs::target,
       {Operation::update},
       &update_conflict_is_told},
      {"update-section-leaves-the-rest",
       "Replacing a marked section leaves all other text alone.",
       Needs::target,
       {Operation::update},
       &update_section_leaves_the_rest},
      {"update-of-nobody-is-not-found",
       "An update of a ticket that is not there is not_found.",
       Needs::target,
       {Operation::update},
       &update_of_nobody},
      {"unknown-field-is-told",
       "A field that the vendor does not take is named.",
       Needs::target,
       {Operation::update},
       &unknown_field_is_told},
  };
}

}  // namespace itsm::conformance
