// SPDX-License-Identifier: Apache-2.0
#include <rapidcheck.h>

#include <set>

#include "tests/unit/plugins/jira/forms.hpp"

using namespace itsm;
using namespace itsm::jira::testing;
using itsm::testing::FakeHost;

namespace {

// A Jira that knows what it did: which drafts became tickets. Then somebody damages its answer.
struct World {
  std::vector<bool> created;
  Json answer;

  std::string id_of(std::size_t index) const { return std::to_string(1000 + index); }
};

World any_world(std::size_t count) {
  World world;
  world.answer = {{"issues", Json::array()}, {"errors", Json::array()}};
  for (std::size_t i = 0; i < count; ++i) {
    world.created.push_back(*rc::gen::arbitrary<bool>());
    if (world.created[i])
      world.answer["issues"].push_back({{"id", world.id_of(i)}, {"key", "SEC-" + world.id_of(i)}});
    else
      world.answer["errors"].push_back(
          {{"status", 400}, {"failedElementNumber", i}, {"elementErrors", Json::object()}});
  }
  return world;
}

void damage(Json& answer) {
  const auto list = *rc::gen::element<std::string>("issues", "errors");
  Json& elements = answer[list];
  switch (*rc::gen::inRange(0, 7)) {
    case 0:
      answer.erase(list);
      return;
    case 1:
      elements = *rc::gen::element(Json(), Json(7), Json("x"), Json::object());
      return;
    case 2:
      if (!elements.is_array()) return;
      elements.push_back(*rc::gen::element(Json(), Json(1), Json::object(), Json{{"id", ""}}));
      return;
    default:
      break;
  }
  if (!elements.is_array() || elements.empty()) return;
  const auto at = *rc::gen::inRange<std::size_t>(0, elements.size());
  switch (*rc::gen::inRange(0, 5)) {
    case 0:
      elements.erase(at);
      return;
    case 1:
      elements[at] = Json::object();
      return;
    case 2:
      elements.push_back(Json(elements[at]));
      return;
    case 3:
      if (elements[at].is_object())
        elements[at]["failedElementNumber"] = *rc::gen::element(Json(-1), Json(99), Json("0"), Json(1.0));
      return;
    default:
      if (elements[at].is_object()) elements[at].erase("id");
      return;
  }
}

}  // namespace

TEST_CASE("no damage to an answer makes a ticket that Jira did not make", "[jira]") {
  const auto jira = plugin();
  CHECK(rc::check([&] {
    const auto count = *rc::gen::inRange<std::size_t>(1, 8);
    World world = any_world(count);
    const auto damages = *rc::gen::inRange(0, 3);
    for (int i = 0; i < damages; ++i) damage(world.answer);
    std::string body = dump(world.answer);
    if (*rc::gen::inRange(0, 6) == 0) body.resize(*rc::gen::inRange<std::size_t>(0, body.size()));

    FakeHost host;
    serve_forms(host, *rc::gen::element(200, 201, 400), body);
    const auto result = jira->create(host.call(), drafts(count));
    if (!result) {
      RC_ASSERT(result.error().status == Status::bad_reply);
      return;
    }
    RC_ASSERT(result->outcomes.size() == count);
    std::set<std::string> ids;
    for (std::size_t i = 0; i < count; ++i) {
      const Outcome& outcome = result->outcomes[i];
      RC_ASSERT(outcome.index == i);
      if (outcome.kind == OutcomeKind::created) {
        RC_ASSERT(world.created[i]);
        RC_ASSERT(outcome.ticket.has_value());
        RC_ASSERT(outcome.ticket->id == world.id_of(i));
      }
      if (damages == 0 && outcome.kind == OutcomeKind::refused && body == dump(world.answer))
        RC_ASSERT(!world.created[i]);
    }
  }));
}

TEST_CASE("an undamaged answer settles every element", "[jira]") {
  const auto jira = plugin();
  CHECK(rc::check([&] {
    const auto count = *rc::gen::inRange<std::size_t>(1, 51);
    const World world = any_world(count);
    const bool any = !world.answer.at("issues").empty();
    FakeHost host;
    serve_forms(host, any ? 201 : 400, dump(world.answer));
    const auto result = jira->create(host.call(), drafts(count));
    RC_ASSERT(result.has_value());
    for (std::size_t i = 0; i < count; ++i) {
      const Outcome& outcome = result->outcomes[i];
      RC_ASSERT(outcome.kind == (world.created[i] ? OutcomeKind::created : OutcomeKind::refused));
      if (world.created[i]) RC_ASSERT(outcome.ticket->id == world.id_of(i));
    }
  }));
}
