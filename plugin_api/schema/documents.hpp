// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <itsm/plugin.hpp>

#include "plugin_api/schema/generate.hpp"

namespace itsm::schema {

// Calls use(name, schema) for every document that crosses the boundary as a whole.
template <class Use>
void for_each_document(Use&& use) {
  const auto show = [&]<Document... T>() { (use(T::kDocument, schema_of<T>()), ...); };
  show.template
  operator()<Manifest, Configuration, CheckRequest, CheckReport, CreateRequest, CreateResult, FetchRequest,
             FetchResult, FindRequest, FindResult, UpdateRequest, TransitionRequest, TicketChange,
             CommentRequest, Comment, CommentsRequest, CommentsPage, RelateRequest, Relation, OptionsRequest,
             OptionsPage, FieldsRequest, FieldList, ChangesRequest, ChangesPage, WebhookEvents,
             SubscribeRequest, Subscriptions>();
}

}  // namespace itsm::schema
