// SPDX-License-Identifier: Apache-2.0
// Comments and links.
#include <algorithm>

#include "tests/conformance/bench.hpp"

namespace itsm::conformance {
namespace {

// All comments from a cursor on; the cursor moves on.
Result<std::vector<Comment>, Finding> read_on(Desk& desk, const TicketRef& ref, std::string& cursor) {
  std::vector<Comment> comments;
  for (int pages = 0; pages < 50; ++pages) {
    ITSM_TRY(CommentsPage page, must(desk.comments({ref, cursor}), "comments"));
    std::move(page.comments.begin(), page.comments.end(), std::back_inserter(comments));
    if (!page.next_cursor.empty()) cursor = page.next_cursor;
    if (!page.more) return comments;
  }
  return failed("the pages of comments end", "50 pages and more to come");
}

std::string texts_of(const std::vector<Comment>& comments) {
  std::string texts;
  for (const Comment& comment : comments) texts += comment.body ? text_of(*comment.body) : "(no body)\n";
  return texts;
}

Judgement say(Desk& desk, const TicketRef& ref, const std::string& text) {
  ITSM_TRY(const Comment said, must(desk.comment({ref, plain_text(text), Audience::everyone}), "comment"));
  return expect(!said.id.empty(), "the comment's id", dump(to_document(said)));
}

Judgement comment_is_read_back(Bench& bench) {
  static constexpr const char* kSaid = "Fixed in *1.2* {code} [~admin] 漢字 \U0001F525";
  ITSM_TRY(const auto desk, bench.connect());
  ITSM_TRY(const TicketRef ref, bench.make(*desk, bench.draft("commented")));
  desk->host().forget();
  ITSM_CHECK(say(*desk, ref, kSaid));
  ITSM_CHECK(
      expect(desk->host().writes().size() == 1, "one write", std::to_string(desk->host().writes().size())));
  std::string cursor;
  ITSM_TRY(const std::vector<Comment> comments, read_on(*desk, ref, cursor));
  ITSM_CHECK(expect(comments.size() == 1, "one comment", texts_of(comments)));
  ITSM_CHECK(expect(comments[0].body && text_of(*comments[0].body).find(kSaid) != std::string::npos, kSaid,
                    texts_of(comments)));
  return expect(comments[0].author && !comments[0].created_at.empty(), "its author and time",
                dump(to_document(comments[0])));
}

Judgement comments_resume_from_cursor(Bench& bench) {
  ITSM_TRY(const auto desk, bench.connect());
  ITSM_TRY(const TicketRef ref, bench.make(*desk, bench.draft("talked about")));
  for (const char* const text : {"one", "two", "three"}) ITSM_CHECK(say(*desk, ref, text));
  std::string cursor;
  ITSM_TRY(const std::vector<Comment> first, read_on(*desk, ref, cursor));
  ITSM_CHECK(expect(texts_of(first) == "one\ntwo\nthree\n", "all of them, oldest first", texts_of(first)));
  ITSM_TRY(const std::vector<Comment> none, read_on(*desk, ref, cursor));
  ITSM_CHECK(expect(none.empty(), "nothing new", texts_of(none)));
  for (const char* const text : {"four", "five"}) ITSM_CHECK(say(*desk, ref, text));
  ITSM_TRY(const std::vector<Comment> second, read_on(*desk, ref, cursor));
  return expect(texts_of(second) == "four\nfive\n", "the new ones only", texts_of(second));
}

Judgement internal_comment_is_never_widened(Bench& bench) {
  if (!bench.target().portal) return skipped("the target names no portal");
  ITSM_TRY(const auto desk, bench.connect());
  TicketDraft draft = bench.draft("read by customers");
  draft.project = bench.target().portal->project;
  draft.type = bench.target().portal->type;
  draft.fields = bench.target().portal->fields;
  ITSM_TRY(const TicketRef ref, bench.make(*desk, draft));
  const auto said = desk->comment({ref, plain_text("for agents only"), Audience::internal});
  std::string cursor;
  ITSM_TRY(const std::vector<Comment> comments, read_on(*desk, ref, cursor));
  for (const Comment& comment : comments)
    ITSM_CHECK(expect(comment.audience == Audience::internal, "internal stays internal",
                      dump(to_document(comment))));
  if (said)
    return expect(said->audience == Audience::internal && comments.size() == 1, "an internal comment",
                  dump(to_document(*said)));
  return expect(comments.empty() && said.error().status != Status::uncertain, "made internally or refused",
                text_of(said.error()));
}

Judgement comment_on_nobody(Bench& bench) {
  ITSM_TRY(const auto desk, bench.connect());
  const auto said = desk->comment({nobody(), plain_text("nobody hears"), Audience::everyone});
  return expect(!said && (said.error().status == Status::not_found || said.error().status == Status::gone),
                "not_found or gone", said ? dump(to_document(*said)) : text_of(said.error()));
}

Judgement relate_two_tickets(Bench& bench) {
  if (bench.target().link_type.empty()) return skipped("the target names no link_type");
  ITSM_TRY(const auto desk, bench.connect());
  ITSM_TRY(const std::vector<TicketRef> refs,
           bench.make(*desk, {bench.draft("one end"), bench.draft("other end")}));
  desk->host().forget();
  const RelateRequest request{refs[0], {bench.target().link_type, false, refs[1]}};
  ITSM_TRY(const Relation made, must(desk->relate(request), "relate"));
  ITSM_CHECK(
      expect(desk->host().writes().size() == 1, "one write", std::to_string(desk->host().writes().size())));
  ITSM_CHECK(expect(made.target.id == refs[1].id, "the relation to " + refs[1].key, dump(to_document(made))));
  const auto wrong = desk->relate({refs[0], {"no such type of links", false, refs[1]}});
  return expect(!wrong && wrong.error().status != Status::uncertain, "an unknown type is refused",
                wrong ? dump(to_document(*wrong)) : text_of(wrong.error()));
}

}  // namespace

std::vector<Case> comment_cases() {
  return {
      {"comment-is-read-back",
       "A comment says what was meant, with its author and time.",
       Needs::target,
       {Operation::comment, Operation::comments},
       &comment_is_read_back},
      {"comments-resume-from-cursor",
       "Comments come oldest first, and a cursor goes on with the new ones.",
       Needs::target,
       {Operation::comment, Operation::comments},
       &comments_resume_from_cursor},
      {"internal-comment-is-never-widened",
       "Where customers read along, an internal comment is internal or refused.",
       Needs::target,
       {Operation::comment, Operation::comments},
       &internal_comment_is_never_widened},
      {"comment-on-nobody-is-not-found",
       "A comment on a ticket that is not there is not_found.",
       Needs::target,
       {Operation::comment},
       &comment_on_nobody},
      {"relate-two-tickets",
       "Two tickets are linked by one write; an unknown type of links is refused.",
       Needs::target,
       {Operation::relate},
       &relate_two_tickets},
  };
}

}  // namespace itsm::conformance
