// SPDX-License-Identifier: Apache-2.0
#include "host_stub/cli/read_secret.hpp"

#include <iostream>
#include <ostream>

#include <termios.h>
#include <unistd.h>

#include "host_stub/cli/context.hpp"

namespace itsm::host::cli {
namespace {

// Standard input without its echo while somebody types; a value on the command line would stay in the shell's
// history and be seen by every user of the machine.
class SilentInput {
 public:
  SilentInput() : terminal_(::tcgetattr(STDIN_FILENO, &before_) == 0) {
    if (!terminal_) return;
    termios silent = before_;
    silent.c_lflag &= ~static_cast<tcflag_t>(ECHO);
    ::tcsetattr(STDIN_FILENO, TCSAFLUSH, &silent);
  }
  ~SilentInput() {
    if (terminal_) ::tcsetattr(STDIN_FILENO, TCSAFLUSH, &before_);
  }
  SilentInput(const SilentInput&) = delete;
  SilentInput& operator=(const SilentInput&) = delete;
  bool is_terminal() const { return terminal_; }

 private:
  termios before_{};
  const bool terminal_;
};

}  // namespace

Result<std::string> read_secret(Context& context) {
  const SilentInput silent;
  if (silent.is_terminal()) context.err() << "value: " << std::flush;
  std::string value;
  std::getline(std::cin, value);
  if (silent.is_terminal()) context.err() << '\n';
  if (!value.empty()) return value;
  return problem(ProblemKind::invalid, "secret_empty", "no value was given", "type it, or pipe it in");
}

}  // namespace itsm::host::cli
