// SPDX-License-Identifier: Apache-2.0
#include "host_stub/findings/sarif_message.hpp"

#include "tests/support/catch.hpp"

namespace itsm::host::findings::sarif {
namespace {

const MessageStrings kRule{
    {"default", {.text = "{0} is read before {1}.", .markdown = "`{0}` is read before `{1}`."}}};
const MessageStrings kTool{{"default", {.text = "of the tool"}}, {"shared", {.text = "shared {0}"}}};

std::string text(const Message& message) { return readable(message, kRule, kTool).text; }

TEST_CASE("a message id is looked up in the rule, then in the tool, and gets its arguments") {
  const Readable found = readable({.id = "default", .arguments = {"ptr", "use"}}, kRule, kTool);
  CHECK(found.text == "ptr is read before use.");
  CHECK(found.markdown == "`ptr` is read before `use`.");
  CHECK(text({.id = "shared", .arguments = {"x"}}) == "shared x");
  CHECK(text({.id = "missing"}).empty());
}

TEST_CASE("the text itself beats the id") {
  CHECK(text({.text = "own {0}", .id = "default", .arguments = {"a"}}) == "own a");
}

TEST_CASE("doubled braces are braces, and what is no placeholder stays") {
  CHECK(text({.text = "{{0}} {0} {1} {x} { {", .arguments = {"a"}}) == "{0} a {1} {x} { {");
  CHECK(text({.text = "{99999999999999999999}", .arguments = {"a"}}) == "{99999999999999999999}");
  CHECK(text({.text = "{0}", .arguments = {"{1}", "no"}}) == "{1}");
}

TEST_CASE("links to related locations become their text, others keep their target") {
  CHECK(text({.text = "uses [input](1) and [the docs](https://example.com/a)."}) ==
        "uses input and the docs (https://example.com/a).");
  CHECK(text({.text = "a\\[0\\] of [x]"}) == "a[0] of [x]");
  const Readable both =
      readable({.text = "t", .markdown = "**[input](2)** [docs](https://example.com)"}, {}, {});
  CHECK(both.markdown == "**input** [docs](https://example.com)");
}

TEST_CASE("markdown serves as text where there is no other") {
  CHECK(text({.markdown = "**bad**"}) == "**bad**");
  CHECK(text({}).empty());
}

}  // namespace
}  // namespace itsm::host::findings::sarif
