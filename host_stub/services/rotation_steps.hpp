// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "host_stub/services/services.hpp"

// The commits of a rotation of keys, before and after: where it may be killed.
namespace itsm::host::services {

enum class RotationStep {
  before_new_key,  // the key file
  after_new_key,
  before_begin,  // which key wraps
  after_begin,
  before_rewrap,  // one company's data keys
  after_rewrap,
  before_retire,  // the key file
  after_retire,
  before_renew,  // a company's new data key
  after_renew,
  before_reseal,  // some of its values
  during_reseal,
  after_reseal,
  before_forget,  // its old data key
  after_forget,
};

}  // namespace itsm::host::services

template <>
struct itsm::EnumNames<itsm::host::services::RotationStep> {
  using enum itsm::host::services::RotationStep;
  static constexpr std::array<std::pair<itsm::host::services::RotationStep, std::string_view>, 15> names{
      {{before_new_key, "before_new_key"},
       {after_new_key, "after_new_key"},
       {before_begin, "before_begin"},
       {after_begin, "after_begin"},
       {before_rewrap, "before_rewrap"},
       {after_rewrap, "after_rewrap"},
       {before_retire, "before_retire"},
       {after_retire, "after_retire"},
       {before_renew, "before_renew"},
       {after_renew, "after_renew"},
       {before_reseal, "before_reseal"},
       {during_reseal, "during_reseal"},
       {after_reseal, "after_reseal"},
       {before_forget, "before_forget"},
       {after_forget, "after_forget"}}};
};

namespace itsm::host::services {

inline void pass(const Services& services, RotationStep step) {
  if (services.at_step) services.at_step(name_of(step));
}

}  // namespace itsm::host::services
