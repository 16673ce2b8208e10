// SPDX-License-Identifier: Apache-2.0
#include <rapidcheck.h>
#include <itsm/plain_text.hpp>
#include <itsm/plugin.hpp>

#include "plugin_api/loader/schemas.hpp"
#include "tests/support/catch.hpp"

using namespace itsm;

namespace {

template <class E>
rc::Gen<E> any_name() {
  return rc::gen::map(rc::gen::inRange<std::size_t>(0, EnumNames<E>::names.size()),
                      [](std::size_t i) { return EnumNames<E>::names.at(i).first; });
}

// Texts as vendors send them: any bytes, also broken UTF-8.
rc::Gen<std::string> any_text() { return rc::gen::container<std::string>(rc::gen::arbitrary<char>()); }

Inline any_inline() {
  Inline run;
  run.kind = *any_name<InlineKind>();
  run.text = *any_text();
  run.href = *any_text();
  run.strong = *rc::gen::arbitrary<bool>();
  return run;
}

// A tree of any shape, of at most so many levels; members that its kind does not use are filled in, too.
Block any_block(int levels) {
  Block block;
  block.kind = *any_name<BlockKind>();
  block.level = *rc::gen::inRange(0, 7);
  block.ordered = *rc::gen::arbitrary<bool>();
  block.text = *any_text();
  block.content = {any_inline(), any_inline()};
  block.header = {{{any_inline()}}};
  block.rows = {{{{{any_inline()}}}}};
  if (levels > 0) {
    block.blocks.push_back(any_block(levels - 1));
    block.items.push_back({{any_block(levels - 1)}});
  }
  return block;
}

}  // namespace

TEST_CASE("any tree is written as a document that fits its schema and is read back the same") {
  CHECK(rc::check([] {
    Comment comment;
    comment.id = "1";
    comment.body = RichText{{any_block(*rc::gen::inRange(0, 4)), any_block(0)}};
    const Json written = Json::parse(dump(to_document(comment)));
    RC_ASSERT(!loader::complaint_about("comment", written).has_value());
    RC_ASSERT(to_document(from_document<Comment>(written)) == written);
    RC_ASSERT(to_plain_text(*comment.body).find_last_not_of('\n') + 1 == to_plain_text(*comment.body).size());
  }));
}

TEST_CASE("what the schema lets through can be read, whatever was done to the document") {
  CHECK(rc::check([] {
    Comment comment;
    comment.id = "1";
    comment.body = RichText{{any_block(2)}};
    Json document = Json::parse(dump(to_document(comment)));
    // Puts something else in the place of one value, wherever that is.
    const Json flat = document.flatten();
    auto victim = flat.begin();
    std::advance(victim, *rc::gen::inRange<std::size_t>(0, flat.size()));
    document[Json::json_pointer(victim.key())] =
        *rc::gen::element<Json>(nullptr, true, 3, -1, 1.5, "text", Json::array(), Json::object());
    bool readable = true;
    try {
      from_document<Comment>(document);
    } catch (const DocumentError&) {
      readable = false;
    }
    const bool fits = !loader::complaint_about("comment", document).has_value();
    RC_ASSERT((readable || !fits));
  }));
}
