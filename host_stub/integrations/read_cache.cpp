// SPDX-License-Identifier: Apache-2.0
#include "host_stub/integrations/read_cache.hpp"

namespace itsm::host::integrations {
namespace {

// Of all answers together. Forms of large projects have some hundred kilobytes.
constexpr std::size_t kMostBytes = std::size_t{4} * 1024 * 1024;

std::string key_of(const VendorRequest& read, const std::string& credential) {
  return dump(Json{credential, to_document(read)});
}

}  // namespace

std::optional<HttpResponse> ReadCache::find(const VendorRequest& read, const std::string& credential,
                                            std::chrono::seconds oldest, Time now) {
  const std::lock_guard lock(mutex_);
  const auto found = kept_.find(key_of(read, credential));
  if (found == kept_.end() || now - found->second.at > oldest) return std::nullopt;
  return found->second.answer;
}

void ReadCache::keep(const VendorRequest& read, const std::string& credential, const HttpResponse& answer,
                     Time now) {
  const std::lock_guard lock(mutex_);
  if (bytes_ + answer.body.size() > kMostBytes) {
    kept_.clear();
    bytes_ = 0;
  }
  if (answer.body.size() > kMostBytes) return;
  Kept& kept = kept_[key_of(read, credential)];
  bytes_ += answer.body.size() - kept.answer.body.size();
  kept = {now, answer};
}

void ReadCache::forget() {
  const std::lock_guard lock(mutex_);
  kept_.clear();
  bytes_ = 0;
}

}  // namespace itsm::host::integrations
