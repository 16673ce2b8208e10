// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>
#include <vector>

#include <itsm/documents/manifest.hpp>

#include "host_stub/config/element.hpp"
#include "host_stub/policy/placeholder.hpp"

// The two templates of a policy, parsed once when it is read. What findings hold is filled into the parsed
// tree and so is never read as Markdown of the template, nor as a placeholder.
namespace itsm::host::policy {

class SummaryTemplate {
 public:
  // Built in, for policies that have none.
  static SummaryTemplate standard();

  // One line within the limit; where it must be cut, the number of findings at its end stays.
  std::string render(const Scene& scene, const Limit& limit) const;

  friend void read(config::Element element, SummaryTemplate& out);

 private:
  std::vector<TemplatePart> parts_;
};
void read(config::Element element, SummaryTemplate& out);

class DescriptionTemplate {
 public:
  static DescriptionTemplate standard();

  // Headings under which nothing came to stand are left out. A ticket of several findings gets the table of
  // members, also when the template does not name it.
  std::vector<Block> render(const Scene& scene) const;

  friend void read(config::Element element, DescriptionTemplate& out);

 private:
  std::vector<Block> blocks_;
  bool has_members_ = false;
};
void read(config::Element element, DescriptionTemplate& out);

}  // namespace itsm::host::policy
