// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <memory>
#include <set>
#include <span>
#include <string>
#include <string_view>
#include <variant>

#include "plugin_api/loader/operation.hpp"
#include "plugin_api/loader/plugin.hpp"

// How a plugin's code is run, in this process or in a worker. Below the documents: text goes in, text comes
// out, and nobody has looked into it yet.
namespace itsm::loader {

// The contract was broken, so there is no answer.
struct Fault {
  Status status = Status::internal;
  bool in_worker = false;  // says who: the plugin, or the worker that ran it
  std::string what{};      // goes on from there: "answered create twice"
};

struct Answer {
  std::variant<std::string, Error, Fault>
      body;              // the document's text, the plugin's error, or why there is neither
  std::string remark{};  // a breach that leaves the answer usable; reads like Fault::what
};

// What can be known of a plugin without running an operation.
struct Profile {
  std::string id{};
  std::string version{};
  std::set<Operation> operations{};
  std::string missing_lock{};  // of its worker: what the kernel does not keep it from, a sentence
};

// What an operation is given: a document, or the deliveries of normalise.
struct Payload {
  std::string_view document{};
  std::span<const Delivery> deliveries{};
};

class RuntimeInstance {
 public:
  virtual ~RuntimeInstance() = default;
  // The plugin has the operation. Any thread.
  virtual Answer call(const CallContext& context, Operation operation, const Payload& payload) = 0;
};

struct Opened {
  Answer answer;
  std::unique_ptr<RuntimeInstance> instance{};  // null unless the answer is a document
};

// Any thread. Outlives its instances.
class Runtime {
 public:
  virtual ~Runtime() = default;
  virtual const Profile& profile() const = 0;
  virtual Answer describe() = 0;
  // services is borrowed and outlives the instance.
  virtual Opened open(HostServices& services, std::string configuration) = 0;
};

}  // namespace itsm::loader
