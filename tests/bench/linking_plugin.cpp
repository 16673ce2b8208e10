// SPDX-License-Identifier: Apache-2.0
// A plugin for bench_plugin_call that asks no vendor: what is left is the boundary.
#include <itsm/register.hpp>

using namespace itsm;

class LinkingPlugin : public Plugin {
 public:
  static Manifest describe() {
    Manifest manifest;
    manifest.name = "Linking";
    return manifest;
  }
  static Result<std::unique_ptr<LinkingPlugin>> open(const Configuration&) {
    return std::make_unique<LinkingPlugin>();
  }
  Result<CheckReport> check(const Call&, const CheckRequest&) const override { return CheckReport{}; }
  Result<CreateResult> create(const Call&, const CreateRequest& request) const override {
    CreateResult result;
    for (const TicketDraft& draft : request.drafts) {
      const std::size_t index = result.outcomes.size();
      const std::string id = std::to_string(10'000 + index);
      TicketRef ref{id, "SEC-" + id, "https://desk.example.com/browse/SEC-" + id};
      if (draft.correlation_key.empty()) continue;
      result.outcomes.push_back({.index = index, .kind = OutcomeKind::created, .ticket = std::move(ref)});
    }
    return result;
  }
  Result<FetchResult> fetch(const Call&, const FetchRequest&) const override { return FetchResult{}; }
  Result<FindResult> find(const Call&, const FindRequest&) const override { return FindResult{}; }
};

ITSM_REGISTER_PLUGIN(LinkingPlugin, "linking", "1.0.0")
