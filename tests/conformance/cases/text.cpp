// SPDX-License-Identifier: Apache-2.0
// What becomes of text on its way.
#include <algorithm>

#include "tests/conformance/bench.hpp"

namespace itsm::conformance {
namespace {

constexpr const char* kManyScripts =
    "Zürich 漢字 \u05E9\u05DC\u05D5\u05DD \U0001F525 \U0001F469\u200D\U0001F680 end";

Judgement create_unicode(Bench& bench) {
  ITSM_TRY(const auto desk, bench.connect());
  TicketDraft draft = bench.draft(kManyScripts);
  draft.description = plain_text(kManyScripts);
  ITSM_TRY(const TicketRef ref, bench.make(*desk, draft));
  ITSM_TRY(const Ticket ticket, bench.read(*desk, ref));
  ITSM_CHECK(expect(ticket.summary == draft.summary, draft.summary, ticket.summary));
  ITSM_TRY(const auto description, bench.description(*desk, ref));
  return expect(!description || description->find(kManyScripts) != std::string::npos, kManyScripts,
                description.value_or(""));
}

std::size_t length_of(const std::string& text, LengthUnit unit) {
  if (unit == LengthUnit::bytes) return text.size();
  std::size_t length = 0;
  for (const char c : text) {
    const auto byte = static_cast<unsigned char>(c);
    if ((byte & 0xC0U) == 0x80U) continue;
    length += unit == LengthUnit::utf16 && byte >= 0xF0 ? 2 : 1;
  }
  return length;
}

// A summary of exactly this length, in the limit's unit, that ends as given.
std::string of_length(std::string begin, std::size_t length, const std::string& end, LengthUnit unit) {
  const std::size_t fixed = length_of(begin, unit) + length_of(end, unit);
  return begin + std::string(length - fixed, 'x') + end;
}

Judgement summary_at_its_limit(Bench& bench) {
  const auto limit = std::ranges::find(bench.manifest().limits, "summary", &Limit::what);
  ITSM_TRY(const auto desk, bench.connect());
  for (const std::string end : {"y", "\U0001F525"})
    for (const int beyond : {-1, 0, 1}) {
      TicketDraft draft = bench.draft("");
      const std::size_t length = limit->most + static_cast<std::size_t>(beyond + 1) - 1;
      draft.summary = of_length(draft.summary, length, end, limit->unit);
      ITSM_TRY(const CreateResult result, must(desk->create({{draft}}), "create"));
      const Outcome& outcome = result.outcomes.at(0);
      const std::string what =
          "a summary of " + std::to_string(length) + " where " + std::to_string(limit->most) + " fit";
      if (beyond > 0 && outcome.kind != OutcomeKind::created) {
        ITSM_CHECK(expect(outcome.kind == OutcomeKind::refused || outcome.kind == OutcomeKind::not_sent,
                          what + " is cut or refused", dump(to_document(result))));
        continue;
      }
      ITSM_CHECK(expect(outcome.kind == OutcomeKind::created && outcome.ticket, what + " is taken",
                        dump(to_document(result))));
      ITSM_TRY(const Ticket ticket, bench.read(*desk, *outcome.ticket));
      ITSM_CHECK(expect(beyond > 0 ? length_of(ticket.summary, limit->unit) <= limit->most
                                   : ticket.summary == draft.summary,
                        what + " is kept whole, a longer one cut", ticket.summary));
      ITSM_CHECK(expect(ticket.summary.find("\uFFFD") == std::string::npos, "no character is cut in half",
                        ticket.summary));
    }
  return {};
}

Judgement long_text_is_cut(Bench& bench) {
  const auto limit = std::ranges::find(bench.manifest().limits, "description", &Limit::what);
  ITSM_TRY(const auto desk, bench.connect());
  TicketDraft draft = bench.draft("long description");
  draft.description.blocks.clear();
  const std::string sentence = "A sentence of a very long description, with \U0001F525 in it. ";
  for (std::size_t size = 0; size < limit->most * 2; size += 10 * sentence.size()) {
    std::string text;
    for (int i = 0; i < 10; ++i) text += sentence;
    draft.description.blocks.push_back(paragraph({itsm::text(text)}));
  }
  ITSM_TRY(const TicketRef ref, bench.make(*desk, draft));
  ITSM_TRY(const auto description, bench.description(*desk, ref));
  return expect(
      !description || (description->starts_with("A sentence") && description->size() > limit->most / 4),
      "as much of the text as fits", std::to_string(description.value_or("").size()) + " bytes");
}

Judgement typed_markup_stays_text(Bench& bench) {
  static constexpr const char* kTyped =
      "*bold* {code}x{code} [~admin] [a|http://x.example] h1. !img.png! <b>html</b> &amp; \\ ~ | # - _it_";
  ITSM_TRY(const auto desk, bench.connect());
  TicketDraft draft = bench.draft("typed markup");
  draft.description = plain_text(kTyped);
  ITSM_TRY(const TicketRef ref, bench.make(*desk, draft));
  ITSM_TRY(const auto description, bench.description(*desk, ref));
  return expect(!description || description->find(kTyped) != std::string::npos, kTyped,
                description.value_or(""));
}

Judgement structure_becomes_text(Bench& bench) {
  ITSM_TRY(const auto desk, bench.connect());
  TicketDraft draft = bench.draft("structure");
  Block list;
  list.kind = BlockKind::list;
  list.items = {{{paragraph({text("first item")})}}, {{paragraph({text("second item")})}}};
  Block code;
  code.kind = BlockKind::code;
  code.language = "c";
  code.text = "int main(void) {\n  return 0;\n}";
  Block table;
  table.kind = BlockKind::table;
  table.header = {{{text("column")}}, {{text("value")}}};
  table.rows = {{{{{text("cell one")}}, {{text("cell two")}}}}};
  draft.description.blocks = {
      heading(2, {text("A heading")}), list, code, table,
      paragraph({link("a link", "https://example.test/a?b=c&d=e"), text(" after it")})};
  ITSM_TRY(const TicketRef ref, bench.make(*desk, draft));
  ITSM_TRY(const auto description, bench.description(*desk, ref));
  if (!description) return {};
  for (const char* const part : {"A heading", "first item", "second item", "int main(void)", "return 0;",
                                 "cell one", "cell two", "a link"})
    ITSM_CHECK(expect(description->find(part) != std::string::npos, std::string("'") + part + "' is kept",
                      *description));
  return {};
}

}  // namespace

std::vector<Case> text_cases() {
  return {
      {"create-unicode-and-4-byte-emoji",
       "Every script and every emoji survives.",
       Needs::target,
       {},
       &create_unicode},
      {"summary-at-its-limit",
       "A summary of the declared length is kept whole, a longer one cut between characters or refused.",
       Needs::target,
       {},
       &summary_at_its_limit},
      {"create-very-long-text-is-cut-not-refused",
       "A description beyond the limit is cut, and the ticket made.",
       Needs::target,
       {},
       &long_text_is_cut},
      {"typed-markup-stays-text",
       "What a person typed never becomes markup, a mention or a link.",
       Needs::target,
       {},
       &typed_markup_stays_text},
      {"structure-keeps-its-text",
       "Headings, lists, code, tables and links keep all their text.",
       Needs::target,
       {},
       &structure_becomes_text},
  };
}

}  // namespace itsm::conformance
