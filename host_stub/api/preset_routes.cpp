// SPDX-License-Identifier: Apache-2.0
#include "host_stub/api/page.hpp"
#include "host_stub/api/route.hpp"
#include "host_stub/services/presets.hpp"

namespace itsm::host::api {
namespace {

Result<http::Response> list_presets(Backend& backend, const Call& call) {
  Page<services::PresetItem> page;
  ITSM_TRY(page.items, services::presets(backend.services, call.company));
  return document_answer(page);
}

Result<http::Response> keep_preset(Backend& backend, const Call& call) {
  ITSM_TRY(const auto order, document_body<services::PresetOrder>(call));
  ITSM_TRY(const auto kept, services::keep_preset(backend.services, call.company, order, call.actor()));
  return document_answer(kept);
}

Result<http::Response> remove_preset(Backend& backend, const Call& call) {
  ITSM_CHECK(services::remove_preset(backend.services, call.company, call.path.at("name"), call.actor()));
  http::Response response;
  response.status = 204;
  return response;
}

}  // namespace

std::vector<Route> preset_routes() {
  return {{.method = "GET",
           .path = "/presets",
           .name = "presets.list",
           .summary = "What may be chosen for a push, where the company may use its integration and project.",
           .answers = document_type<Page<services::PresetItem>>(),
           .handle = list_presets},
          {.method = "POST",
           .path = "/presets",
           .name = "presets.keep",
           .summary = "Keeps one for the company, or changes the one of that name.",
           .role = store::Role::admin,
           .takes = document_type<services::PresetOrder>(),
           .answers = document_type<services::PresetItem>(),
           .handle = keep_preset},
          {.method = "DELETE",
           .path = "/presets/{name}",
           .name = "presets.remove",
           .summary = "Removes one of the company's own.",
           .role = store::Role::admin,
           .status = 204,
           .handle = remove_preset}};
}

}  // namespace itsm::host::api
