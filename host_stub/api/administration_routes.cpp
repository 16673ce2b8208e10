// SPDX-License-Identifier: Apache-2.0
#include <algorithm>

#include "host_stub/api/page.hpp"
#include "host_stub/api/route.hpp"
#include "host_stub/services/companies.hpp"

// Companies and the tokens that act in them.
namespace itsm::host::api {
namespace {

struct NewCompany {
  std::string name{};

  static constexpr std::string_view kDocument = "new_company";
  template <class Self, class Visit>
  static void members(Self& self, Visit&& visit) {
    visit.required("name", self.name, "a-z, 0-9, - and _, at most 64.");
  }
};

struct NewToken {
  std::string name{};
  std::string role{};

  static constexpr std::string_view kDocument = "new_token";
  template <class Self, class Visit>
  static void members(Self& self, Visit&& visit) {
    visit.required("name", self.name, "What it is for.");
    visit.required("role", self.role, "viewer, analyst or admin.");
  }
};

struct MadeToken {
  std::string token{};

  static constexpr std::string_view kDocument = "made_token";
  template <class Self, class Visit>
  static void members(Self& self, Visit&& visit) {
    visit.required("token", self.token, "Shown this once.");
  }
};

Result<http::Response> list_companies(Backend& backend, const Call& call) {
  ITSM_TRY(const auto all, services::list_companies(backend.services));
  const auto& mine = call.caller.companies;
  Page<services::CompanyItem> page;
  std::copy_if(all.begin(), all.end(), std::back_inserter(page.items), [&](const auto& company) {
    return std::find(mine.begin(), mine.end(), CompanyId{company.id}) != mine.end();
  });
  return document_answer(page);
}

Result<http::Response> add_company(Backend& backend, const Call& call) {
  if (call.caller.home != store::kHouse)
    return problem(ProblemKind::forbidden, "token_of_one_company",
                   "the token acts in its own company, and companies are added by those of all companies",
                   "an operator makes one with: host_stub tokens create --all-companies");
  ITSM_TRY(const auto order, document_body<NewCompany>(call));
  ITSM_TRY(const auto company, services::add_company(backend.services, order.name, call.actor()));
  return document_answer(company, 201);
}

Result<http::Response> list_tokens(Backend& backend, const Call& call) {
  Page<services::TokenItem> page;
  ITSM_TRY(page.items, services::list_tokens(backend.services, call.company));
  return document_answer(page);
}

Result<http::Response> make_token(Backend& backend, const Call& call) {
  ITSM_TRY(const auto order, document_body<NewToken>(call));
  MadeToken made;
  ITSM_TRY(made.token,
           services::create_token(backend.services, call.company, order.name, order.role, call.actor()));
  return document_answer(made, 201);
}

Result<http::Response> revoke_token(Backend& backend, const Call& call) {
  ITSM_TRY(const std::int64_t id, id_in_path(call));
  ITSM_CHECK(services::revoke_token(backend.services, call.company, id, call.actor()));
  http::Response response;
  response.status = 204;
  return response;
}

}  // namespace

std::vector<Route> administration_routes() {
  return {{.method = "GET",
           .path = "/companies",
           .name = "companies.list",
           .summary = "Those in which the token may act, by name.",
           .everywhere = true,
           .answers = document_type<Page<services::CompanyItem>>(),
           .handle = list_companies},
          {.method = "POST",
           .path = "/companies",
           .name = "companies.add",
           .summary = "A further one, by a token of all companies; nothing happens when it is there.",
           .role = store::Role::admin,
           .everywhere = true,
           .takes = document_type<NewCompany>(),
           .answers = document_type<services::CompanyItem>(),
           .status = 201,
           .handle = add_company},
          {.method = "GET",
           .path = "/tokens",
           .name = "tokens.list",
           .summary = "The company's, also those that are not valid any more.",
           .role = store::Role::admin,
           .answers = document_type<Page<services::TokenItem>>(),
           .handle = list_tokens},
          {.method = "POST",
           .path = "/tokens",
           .name = "tokens.make",
           .summary = "A new one for the company, shown this once.",
           .role = store::Role::admin,
           .secret = true,
           .takes = document_type<NewToken>(),
           .answers = document_type<MadeToken>(),
           .status = 201,
           .handle = make_token},
          {.method = "DELETE",
           .path = "/tokens/{id}",
           .name = "tokens.revoke",
           .summary = "At once, for good.",
           .role = store::Role::admin,
           .status = 204,
           .handle = revoke_token}};
}

}  // namespace itsm::host::api
