// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <itsm/json.hpp>

namespace itsm::loader {

// Everything that an instance can be asked, across all tables.
enum class Operation {
  check,
  create,
  fetch,
  find,
  update,
  transition,
  comment,
  comments,
  relate,  // itsm.tickets/1
  options,
  fields,   // itsm.schema/1
  changes,  // itsm.changes/1
  normalise,
  subscribe,
  renew,
  unsubscribe,  // itsm.webhook/1
};

}  // namespace itsm::loader

template <>
struct itsm::EnumNames<itsm::loader::Operation> {
  using Operation = itsm::loader::Operation;
  static constexpr std::array<std::pair<Operation, std::string_view>, 16> names{
      {{Operation::check, "check"},
       {Operation::create, "create"},
       {Operation::fetch, "fetch"},
       {Operation::find, "find"},
       {Operation::update, "update"},
       {Operation::transition, "transition"},
       {Operation::comment, "comment"},
       {Operation::comments, "comments"},
       {Operation::relate, "relate"},
       {Operation::options, "options"},
       {Operation::fields, "fields"},
       {Operation::changes, "changes"},
       {Operation::normalise, "normalise"},
       {Operation::subscribe, "subscribe"},
       {Operation::renew, "renew"},
       {Operation::unsubscribe, "unsubscribe"}}};
};
