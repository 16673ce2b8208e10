// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "tests/simulators/sdp/call.hpp"

namespace itsm::simulators::sdp {

// handlers_requests.cpp
Answer list_requests(const Call& call);
Answer create_request(const Call& call);
Answer get_request(const Call& call);
Answer edit_request(const Call& call);
Answer close_request(const Call& call);
Answer trash_request(const Call& call);
Answer delete_request(const Call& call);

// handlers_notes.cpp
Answer list_notes(const Call& call);
Answer add_note(const Call& call);
Answer get_note(const Call& call);

// handlers_setup.cpp. `captures` hold the name of a list, or the id of a template.
Answer list_setup(const Call& call);
Answer list_technicians(const Call& call);
Answer list_requesters(const Call& call);
Answer get_template(const Call& call);
Answer list_matrix(const Call& call);
Answer list_assets(const Call& call);
Answer get_metainfo(const Call& call);

}  // namespace itsm::simulators::sdp
