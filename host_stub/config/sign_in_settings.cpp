// SPDX-License-Identifier: Apache-2.0
#include "host_stub/config/sign_in_settings.hpp"

#include <algorithm>

#include "host_stub/config/scalars.hpp"

namespace itsm::host::config {
namespace {

void read_companies_of_rule(Element element, SignInRule& out) {
  if (element.is_description()) {
    element.schema() = {
        {"anyOf",
         {{{"const", "all"}}, {{"type", "array"}, {"items", {{"type", "string"}}}, {"minItems", 1}}}}};
    return;
  }
  const Node& node = element.node();
  out.all_companies = node.kind == NodeKind::scalar && node.text == "all";
  if (out.all_companies) return;
  if (node.kind != NodeKind::list || node.items.empty())
    return element.expected("all, or a list of companies");
  for (const Node& item : node.items)
    read_name(Element(item, element.report()), out.companies.emplace_back());
}

void read_rule(Element element, SignInRule& out) {
  MapReader map(element);
  map.required("claim", out.claim,
               "Which claim of the ID token or userinfo: a name such as groups, or a path such as "
               "realm_access.roles.",
               read_line);
  map.required("has", out.has, "What it is, or what the list holds that it is.", read_line);
  map.required("role", out.role, "What such people may do.");
  map.required("companies", out, "In which companies: a list of names, or all.", read_companies_of_rule);
}

void read_rules(Element element, std::vector<SignInRule>& out) {
  if (element.is_description()) {
    Json rule;
    SignInRule none;
    read_rule(Element::describing(rule), none);
    element.schema() = {{"type", "array"}, {"items", std::move(rule)}, {"minItems", 1}};
    return;
  }
  if (element.node().kind != NodeKind::list || element.node().items.empty())
    return element.expected("a list of rules");
  for (const Node& node : element.node().items)
    read_rule(Element(node, element.report()), out.emplace_back());
}

void read_scopes(Element element, std::vector<std::string>& out) {
  if (!element.is_description()) out.clear();
  read(element, out);
  if (!element.is_description() && std::find(out.begin(), out.end(), "openid") == out.end())
    element.complain("the scopes lack openid, without which no ID token comes");
}

void read_provider(Element element, ProviderSettings& out) {
  MapReader map(element);
  // As it stands: a provider with a slash at the end has it in its tokens as well.
  map.required("issuer", out.issuer,
               "The provider's own name for itself, as its discovery document and its tokens have it.",
               read_line);
  map.required("client_id", out.client_id, "Of this host, as the provider knows it.", read_line);
  map.required("rules", out.rules,
               "Who may sign in. The highest role of the rules that fit counts, in the companies of those "
               "that give it.",
               read_rules);
  map.optional("label", out.label, "Its name on the sign-in page. Default: the issuer's address.", read_line);
  map.optional("scopes", out.scopes, "What is asked for. Default: openid, profile and email.", read_scopes);
  map.optional("name_claim", out.name_claim,
               "The claim that people are named by here. Default: preferred_username.", read_line);
}

}  // namespace

void read(Element element, SignInSettings& out) {
  MapReader map(element);
  map.required("oidc", out.provider, "A provider of OpenID Connect, beside the accounts of this host.",
               read_provider);
}

}  // namespace itsm::host::config
