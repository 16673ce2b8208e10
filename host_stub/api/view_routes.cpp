// SPDX-License-Identifier: Apache-2.0
#include "host_stub/api/page.hpp"
#include "host_stub/api/route.hpp"
#include "host_stub/services/saved_views.hpp"

namespace itsm::host::api {
namespace {

Result<http::Response> list_views(Backend& backend, const Call& call) {
  Page<services::SavedView> page;
  ITSM_TRY(page.items, services::saved_views(backend.services, call.company, call.caller));
  return document_answer(page);
}

Result<http::Response> keep(Backend& backend, const Call& call) {
  ITSM_TRY(const auto order, document_body<services::ViewOrder>(call));
  ITSM_TRY(const auto view, services::keep_view(backend.services, call.company, order, call.caller));
  return document_answer(view);
}

Result<http::Response> remove_view(Backend& backend, const Call& call) {
  ITSM_TRY(const std::int64_t id, id_in_path(call));
  ITSM_CHECK(services::remove_view(backend.services, call.company, id, call.caller));
  http::Response response;
  response.status = 204;
  return response;
}

}  // namespace

std::vector<Route> view_routes() {
  return {{.method = "GET",
           .path = "/views",
           .name = "views.list",
           .summary = "Saved filters of the list of tickets: yours, and those that others share.",
           .answers = document_type<Page<services::SavedView>>(),
           .handle = list_views},
          {.method = "POST",
           .path = "/views",
           .name = "views.keep",
           .summary = "Keeps one, or changes the one of that name.",
           .takes = document_type<services::ViewOrder>(),
           .answers = document_type<services::SavedView>(),
           .handle = keep},
          {.method = "DELETE",
           .path = "/views/{id}",
           .name = "views.remove",
           .summary = "Removes one of yours; administrators also remove shared ones.",
           .status = 204,
           .handle = remove_view}};
}

}  // namespace itsm::host::api
