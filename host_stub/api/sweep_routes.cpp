// SPDX-License-Identifier: Apache-2.0
#include "host_stub/api/route.hpp"
#include "host_stub/services/duplicate_sweep.hpp"

namespace itsm::host::api {
namespace {

struct SweepOrder {
  std::string integration{};

  static constexpr std::string_view kDocument = "sweep_order";
  template <class Self, class Visit>
  static void members(Self& self, Visit&& visit) {
    visit.optional("integration", self.integration, "Its name; absent: all that serve the company.");
  }
};

struct Sweeps {
  std::vector<services::SweepReport> items{};

  static constexpr std::string_view kDocument = "sweeps";
  template <class Self, class Visit>
  static void members(Self& self, Visit&& visit) {
    visit.required("items", self.items, "One for each integration.");
  }
};

Result<http::Response> sweep(Backend& backend, const Call& call) {
  ITSM_TRY(const auto order, document_body<SweepOrder>(call));
  Sweeps sweeps;
  ITSM_TRY(sweeps.items,
           services::sweep_duplicates(backend.services, call.company, order.integration, Time()));
  return document_answer(sweeps);
}

}  // namespace

std::vector<Route> sweep_routes() {
  return {{.method = "POST",
           .path = "/sweeps",
           .name = "sweeps.create",
           .summary = "Looks at the vendor for second tickets with the keys of ours; there must be none.",
           .role = store::Role::analyst,
           .takes = document_type<SweepOrder>(),
           .answers = document_type<Sweeps>(),
           .handle = sweep}};
}

}  // namespace itsm::host::api
