// SPDX-License-Identifier: Apache-2.0
// Policies that are activated one after another, and a ticket that exists: it stays as it is or follows, as
// each activation says, whenever somebody looks at it in between.
#include <rapidcheck.h>

#include "host_stub/policy/members.hpp"
#include "host_stub/sync/outward_fields.hpp"
#include "tests/support/catch.hpp"

using namespace itsm;
using namespace itsm::host;
using namespace itsm::host::sync;

namespace {

// What a policy writes for each of three values of the finding; an empty word: it has none for it.
using Words = std::array<std::string, 3>;

// A field that takes the word, one that is shared with people, the summary and the section of members.
class World {
 public:
  World() {
    field_.direction = labels_.direction = policy::Direction::push;
    const Earlier made = said_by(words_);
    draft_.summary = made.texts.summary;
    Block members;
    members.kind = BlockKind::section;
    members.id = policy::kMembersSection;
    members.blocks = made.texts.members->blocks;
    draft_.description.blocks = {members};
    for (const auto& field : made.fields) draft_.fields[field.field.id] = field.ours;
    remote_.summary = draft_.summary;
    remote_.fields = draft_.fields;
    members_ = to_document(*made.texts.members);
  }

  void activate(Words words, bool follows) {
    words_ = std::move(words);
    follows_ = follows;
  }
  void change_finding(std::size_t to) { value_ = to; }
  void people_add_label(const std::string& label) { remote_.fields["labels"].value.push_back(label); }

  // As OutwardJob does it. Answers whether anything was written.
  bool look() {
    FieldSituation situation;
    Earlier now = said_by(words_);
    situation.ours = std::move(now.fields);
    situation.texts = std::move(now.texts);
    situation.theirs = remote_;
    situation.agreed = agreement_;
    situation.is_first_look = is_first_look_;
    situation.draft = &draft_;
    situation.takes_up_left = follows_;
    if (!follows_ && looked_with_ != words_) situation.earlier = said_by(looked_with_);
    const FieldPlan plan = plan_fields(situation);
    RC_ASSERT(plan.conflicts.empty());
    for (const auto& [field, value] : plan.update.fields) remote_.fields[field] = value;
    if (plan.update.summary) remote_.summary = *plan.update.summary;
    if (plan.update.section) members_ = to_document(plan.update.section->content);
    agreement_ = plan.carried_out;
    is_first_look_ = false;
    looked_with_ = words_;
    looked_at_ = value_;
    return plan.writes();
  }

  const std::string& word() const { return words_[value_]; }
  // Whether the policy of the last look has the same word for the finding as it had then.
  bool says_the_same() const { return looked_with_[value_] == looked_with_[looked_at_]; }
  const Ticket& ticket() const { return remote_; }
  bool lists_members() const { return members_ == to_document(*said_by(words_).texts.members); }
  bool has_left() const { return agreement_.has_left(); }

 private:
  Earlier said_by(const Words& words) const {
    const std::string& word = words[value_];
    Earlier said;
    const auto add = [&](const char* id, FieldKind kind, const policy::FieldMapping& line, Json value) {
      if (word.empty()) return;
      FieldDescription described;
      described.id = described.name = id;
      described.kind = kind;
      said.fields.push_back({&line, described, {kind, std::move(value)}});
    };
    add("word", FieldKind::string, field_, word);
    add("labels", FieldKind::labels, labels_, Json::array({word}));
    said.texts.summary = "a ticket, " + word;
    said.texts.members = RichText{{paragraph({text("member, " + word)})}};
    return said;
  }

  policy::FieldMapping field_{};
  policy::FieldMapping labels_{};
  Words words_{"a", "b", "c"};
  Words looked_with_ = words_;
  std::size_t value_ = 0;
  std::size_t looked_at_ = 0;
  bool follows_ = false;
  Ticket remote_{};
  TicketDraft draft_{};
  Json members_{};  // as they stand in the ticket
  Agreement agreement_{};
  bool is_first_look_ = true;
};

Words any_words() {
  Words words;
  for (std::string& word : words) word = *rc::gen::element<std::string>("a", "b", "c", "d", "");
  return words;
}

bool has_label(const World& world, const std::string& label) {
  const Json& labels = world.ticket().fields.at("labels").value;
  return std::find(labels.begin(), labels.end(), label) != labels.end();
}

}  // namespace

TEST_CASE(
    "an activation that leaves tickets writes only what the finding has changed, one that updates them "
    "everything") {
  CHECK(rc::check("policies change", [] {
    World world;
    const int events = *rc::gen::inRange(0, 30);
    for (int i = 0; i < events; ++i) {
      switch (*rc::gen::inRange(0, 3)) {
        case 0:
          world.activate(any_words(), false);
          break;
        case 1:
          world.change_finding(*rc::gen::inRange<std::size_t>(0, 3));
          break;
        default: {
          const bool unchanged = world.says_the_same();
          const bool wrote = world.look();
          if (unchanged) RC_ASSERT(!wrote);
          RC_ASSERT(!world.look());
        }
      }
    }
    world.people_add_label("theirs");
    world.activate(any_words(), true);
    world.look();
    RC_ASSERT(!world.has_left());
    RC_ASSERT(has_label(world, "theirs"));
    RC_ASSERT(world.lists_members());
    RC_ASSERT(world.ticket().summary == "a ticket, " + world.word());
    if (!world.word().empty()) {
      RC_ASSERT(world.ticket().fields.at("word").value == world.word());
      RC_ASSERT(has_label(world, world.word()));
    }
    RC_ASSERT(!world.look());
  }));
}

TEST_CASE("a finding that changes after tickets were left is written by the policy that decides now") {
  World world;
  world.activate({"a", "d", "c"}, false);
  world.look();
  CHECK(world.ticket().fields.at("word").value == "a");
  world.change_finding(1);
  CHECK(world.look());
  CHECK(world.ticket().fields.at("word").value == "d");
  CHECK(has_label(world, "d"));
  CHECK_FALSE(has_label(world, "a"));
}
