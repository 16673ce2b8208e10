// SPDX-License-Identifier: Apache-2.0
#include "host_stub/vault/safe_folder.hpp"

#include <sys/stat.h>
#include <unistd.h>

#include "tests/support/catch.hpp"
#include "tests/unit/vault/scratch_folder.hpp"
#include "tests/unit/vault/texts.hpp"

namespace itsm::host::vault {
namespace {

namespace fs = std::filesystem;

// As the user nobody for a while; needs root.
struct AsNobody {
  AsNobody() { REQUIRE(::seteuid(65534) == 0); }
  AsNobody(const AsNobody&) = delete;
  AsNobody& operator=(const AsNobody&) = delete;
  ~AsNobody() {
    if (::seteuid(0) != 0) std::abort();
  }
};

std::string code_of_folder(const fs::path& folder) { return code_of(open_safe_folder(folder)); }

TEST_CASE("a folder that only we can write is safe, also below the sticky temporary folder") {
  const ScratchFolder scratch;
  CHECK(code_of_folder(scratch.make_folder("ours", 0755)).empty());
  CHECK(code_of_folder("/").empty());
}

TEST_CASE("a folder that its group or others can write is refused with the command that mends it") {
  const ScratchFolder scratch;
  CHECK(code_of_folder(scratch.make_folder("group", 0770)) == "key_folder_unsafe");
  const fs::path others = scratch.make_folder("others", 0707);
  const auto opened = open_safe_folder(others);
  REQUIRE(code_of(opened) == "key_folder_unsafe");
  CHECK(opened.error().message ==
        "The folder " + others.string() + ", which leads to the key file, can be written by others.");
  CHECK(opened.error().remedy ==
        "chmod go-w " + others.string() + ", or choose another place for the key file.");
}

TEST_CASE("a folder above that others can write makes those below it unsafe") {
  const ScratchFolder scratch;
  scratch.make_folder("open", 0777);
  const fs::path below = scratch.make_folder("open/below", 0700);
  CHECK(code_of_folder(below) == "key_folder_unsafe");
  // The way through a link is judged by where it leads.
  fs::create_directory_symlink(below, scratch.path() / "link");
  CHECK(code_of_folder(scratch.path() / "link") == "key_folder_unsafe");
}

TEST_CASE("a sticky folder is safe on the way, and at the end when it is ours") {
  const ScratchFolder scratch;
  const fs::path sticky = scratch.make_folder("sticky", 01777);
  CHECK(code_of_folder(sticky).empty());
  CHECK(code_of_folder(scratch.make_folder("sticky/below", 0700)).empty());
  if (::geteuid() != 0) {
    WARN("skipped in part: only root can look at a sticky folder as another user");
    return;
  }
  REQUIRE(::chmod(scratch.path().c_str(), 0755) == 0);
  const fs::path of_nobody = scratch.make_folder("sticky/nobody", 0700);
  REQUIRE(::chown(of_nobody.c_str(), 65534, 65534) == 0);
  const AsNobody nobody;
  CHECK(code_of_folder(sticky) == "key_folder_unsafe");
  CHECK(code_of_folder(of_nobody).empty());
}

TEST_CASE("a folder of another user is refused, at the end and on the way") {
  if (::geteuid() != 0) {
    WARN("skipped: only root can give a folder to another user");
    return;
  }
  const ScratchFolder scratch;
  const fs::path theirs = scratch.make_folder("theirs", 0755);
  const fs::path below = scratch.make_folder("theirs/below", 0700);
  REQUIRE(::chown(theirs.c_str(), 65534, 65534) == 0);
  CHECK(code_of_folder(theirs) == "key_folder_unsafe");
  CHECK(code_of_folder(below) == "key_folder_unsafe");
}

TEST_CASE("what is no folder is said to be missing") {
  const ScratchFolder scratch;
  CHECK(code_of_folder(scratch.path() / "no") == "key_folder_missing");
  CHECK(code_of_folder(scratch.write("file", "")) == "key_folder_missing");
}

}  // namespace
}  // namespace itsm::host::vault
