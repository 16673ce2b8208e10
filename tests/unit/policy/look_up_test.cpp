// SPDX-License-Identifier: Apache-2.0
#include "host_stub/policy/look_up.hpp"

#include "host_stub/policy/form_fit.hpp"
#include "host_stub/policy/render.hpp"
#include "tests/support/catch.hpp"
#include "tests/unit/policy/samples.hpp"

using namespace itsm;
using namespace itsm::host;
using namespace itsm::host::policy;
using Catch::Matchers::Contains;

namespace {

const std::string kMatch = "fields:\n  - {match: [asset.name, location.host], ticket: ci}\n";

TargetSchema with_items(FieldKind kind = FieldKind::option) {
  TargetSchema schema = sample_schema();
  FieldDescription field;
  field.id = "ci";
  field.name = "Configuration item";
  field.kind = kind;
  field.picker = "ci";
  field.has_more_options = true;
  schema.form.fields.push_back(field);
  return schema;
}

// A CMDB, and what it was asked.
struct Items {
  std::vector<Option> all{};
  std::vector<std::string> asked{};
  std::string trouble{};

  LookUp look_up() {
    return [this](const std::string& picker, const Named&, const std::string& word) {
      CHECK(picker == "ci");
      asked.push_back(word);
      return LookedUp{all, trouble};
    };
  }
};

Option item(const std::string& id, const std::string& name, std::vector<std::string> aliases = {}) {
  Option option{.id = id, .name = name};
  option.aliases = std::move(aliases);
  return option;
}

Rendered rendered(Items& items, const std::string& asset, const std::string& host,
                  const TargetSchema& schema = with_items()) {
  const Policy policy = policy_with(kMatch, "  - {name: all, ticket: {project: SEC}}\n");
  std::vector<Finding> findings{sample_finding()};
  findings[0].asset.name = asset;
  findings[0].location.host = host;
  const auto groups = group(policy, findings);
  REQUIRE(groups.size() == 1);
  RenderContext context;
  context.look_up = items.look_up();
  return render(policy, groups[0], schema, context);
}

}  // namespace

TEST_CASE("one item that is called exactly like the asset is taken, by name, host name or address") {
  Items items{{item("1", "shop", {"shop.acme.test", "192.0.2.10"}), item("2", "shop-test")}};
  for (const char* word : {"shop", "SHOP.acme.test", "192.0.2.10"}) {
    const Rendered out = rendered(items, word, "");
    REQUIRE(out.problems.empty());
    CHECK(out.draft.fields.at("ci").value == Json({{"id", "1"}, {"name", "shop"}}));
    CHECK(out.values.back().from == "asset.name " + std::string(word));
  }
}

TEST_CASE("the next attribute is tried where nothing is called like the first") {
  Items items{{item("7", "db", {"192.0.2.9"})}};
  const Rendered out = rendered(items, "unknown", "192.0.2.9");
  CHECK(items.asked == std::vector<std::string>{"unknown", "192.0.2.9"});
  CHECK(out.draft.fields.at("ci").value.at("id") == "7");
}

TEST_CASE("several are none, with a warning, and none leaves the field out") {
  Items twins{{item("1", "shop"), item("2", "Shop")}};
  const Rendered several = rendered(twins, "shop", "");
  CHECK_FALSE(several.draft.fields.contains("ci"));
  REQUIRE(several.warnings.size() == 1);
  CHECK_THAT(several.warnings[0], Contains("stays empty: several at the vendor are called `shop`"));

  Items empty;
  const Rendered none = rendered(empty, "shop", "");
  CHECK_FALSE(none.draft.fields.contains("ci"));
  CHECK(none.warnings.empty());
  REQUIRE_FALSE(none.dropped.empty());
  CHECK_THAT(none.dropped.back().why, Contains("nothing at the vendor is called shop"));
}

TEST_CASE("a vendor that cannot be asked leaves the field out with a warning") {
  Items silent;
  silent.trouble = "the vendor does not answer";
  const Rendered out = rendered(silent, "shop", "");
  CHECK(out.problems.empty());
  CHECK_THAT(out.warnings.at(0), Contains("could not be looked up: the vendor does not answer"));
}

TEST_CASE("a field that takes several gets a list of the one") {
  Items items{{item("1", "shop")}};
  CHECK(rendered(items, "shop", "", with_items(FieldKind::options)).draft.fields.at("ci").value ==
        Json::array({{{"id", "1"}, {"name", "shop"}}}));
}

TEST_CASE("lint says so where a field points to nothing") {
  const Policy policy = policy_with("fields:\n  - {match: [asset.name], ticket: summary}\n",
                                    "  - {name: all, ticket: {project: SEC}}\n");
  const auto found = misfits(policy, policy.rules.at(0), sample_schema());
  CHECK_FALSE(found.empty());
  TargetSchema text = with_items(FieldKind::string);
  const auto wrong =
      misfits(policy_with(kMatch, "  - {name: all, ticket: {project: SEC}}\n"), policy.rules.at(0), text);
  REQUIRE_FALSE(wrong.empty());
  CHECK_THAT(wrong[0].what, Contains("points to nothing that can be looked up"));
}
