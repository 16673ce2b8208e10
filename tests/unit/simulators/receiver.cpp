// SPDX-License-Identifier: Apache-2.0
#include "tests/unit/simulators/receiver.hpp"

#include <stdexcept>

namespace itsm::simulators::test {

Receiver::Receiver() {
  auto listener = host::http::Listener::start({}, [this](const host::http::Request& request) {
    const std::lock_guard lock(mutex_);
    taken_.push_back(request);
    host::http::Response response;
    if (statuses_.empty()) return response;
    response.close_without_answer = statuses_.front() == 0;
    if (!response.close_without_answer) response.status = statuses_.front();
    statuses_.pop_front();
    return response;
  });
  if (!listener) throw std::runtime_error(listener.error().message);
  listener_ = std::move(*listener);
}

std::string Receiver::url(const std::string& path) const {
  return "http://127.0.0.1:" + std::to_string(listener_->port()) + path;
}

void Receiver::answer_with(std::deque<int> statuses) {
  const std::lock_guard lock(mutex_);
  statuses_ = std::move(statuses);
}

std::vector<host::http::Request> Receiver::taken() const {
  const std::lock_guard lock(mutex_);
  return taken_;
}

Json Receiver::body(std::size_t index) const { return Json::parse(taken().at(index).body); }

std::string Receiver::header(std::size_t index, std::string_view name) const {
  return std::string(taken().at(index).header(name).value_or(""));
}

}  // namespace itsm::simulators::test
