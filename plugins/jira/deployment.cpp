// SPDX-License-Identifier: Apache-2.0
#include "plugins/jira/deployment.hpp"

#include "plugins/common/reading.hpp"

namespace itsm::jira {
namespace {

using Version = std::pair<int, int>;

// The oldest that has an end-of-life date not long past; what it has, its successors have.
constexpr Version kUsualDataCenter{9, 0};

Capabilities data_center(const Version& version) {
  Capabilities out;
  out.create_meta_by_type = version >= Version{8, 4};
  out.personal_tokens = version >= Version{8, 14};
  out.priority_pages = version >= Version{9, 0};  // earlier ones are not known to have them
  out.webhook_configuration = version >= Version{10, 0};
  return out;
}

int number_at(const Json& numbers, std::size_t index) {
  if (numbers.size() <= index || !numbers[index].is_number_integer()) return 0;
  return numbers[index].get<int>();
}

}  // namespace

Capabilities usual_capabilities(Deployment deployment) {
  if (deployment == Deployment::data_center) return data_center(kUsualDataCenter);
  Capabilities cloud;
  cloud.bulk_fetch = true;
  cloud.token_search = true;
  cloud.project_search = true;
  cloud.create_meta_by_type = true;
  cloud.priority_pages = true;
  cloud.dynamic_webhooks = true;
  return cloud;
}

Capabilities capabilities_of(Deployment deployment, const Json& server_info) {
  const Json& numbers = common::array_of(server_info, "versionNumbers");
  if (deployment == Deployment::cloud || numbers.empty()) return usual_capabilities(deployment);
  return data_center({number_at(numbers, 0), number_at(numbers, 1)});
}

}  // namespace itsm::jira
