// SPDX-License-Identifier: Apache-2.0
#include "host_stub/core/machine_path.hpp"

#include <rapidcheck.h>

#include <vector>

#include "tests/support/catch.hpp"

namespace itsm::host {
namespace {

std::string path(std::string_view uri, const std::vector<std::string>& roots = {}) {
  return path_in_asset(uri, roots);
}

TEST_CASE("a relative path stays, tidied") {
  CHECK(path("src/a.c") == "src/a.c");
  CHECK(path("./src//b/../a.c") == "src/a.c");
  CHECK(path("src\\win\\a.c") == "src/win/a.c");
  CHECK(path("a%20b/%C3%BC.c") == "a b/\xC3\xBC.c");
  CHECK(path("100%/a%zz.c") == "100%/a%zz.c");
  CHECK(path("../../etc/passwd") == "etc/passwd");
}

TEST_CASE("the machine's part of an absolute path is cut off") {
  CHECK(path("file:///src/index.js") == "src/index.js");
  CHECK(path("file:////src/.venv/x.js") == "src/.venv/x.js");
  CHECK(path("file:///C:/code/file1.c") == "code/file1.c");
  CHECK(path("file://build.example.com/work/x.c") == "work/x.c");
  CHECK(path("file:///home/alice/dd/docker/setEnv.sh") == "dd/docker/setEnv.sh");
  CHECK(path("/home/runner/work/shop/shop/src/a.c") == "src/a.c");
  CHECK(path("/builds/acme/shop/src/a.c") == "src/a.c");
  CHECK(path("/github/workspace/src/a.c") == "src/a.c");
  CHECK(path("C:\\Users\\alice\\shop\\a.c") == "shop/a.c");
  CHECK(path("D:/a/shop/shop/src/a.c") == "src/a.c");
  CHECK(path("/usr/lib/libssl.so") == "usr/lib/libssl.so");
}

TEST_CASE("directories that the file names as its bases are cut off first") {
  const std::vector<std::string> roots{"/home/alice/", "/home/alice/shop/"};
  CHECK(path("file:///home/alice/shop/src/a.c", roots) == "src/a.c");
  CHECK(root_directory("file:///home/alice/shop") == "/home/alice/shop/");
  CHECK(root_directory("C:\\shop") == "C:/shop/");
  CHECK(root_directory("src/").empty());
  CHECK(root_directory("/").empty());
  CHECK(root_directory("").empty());
}

TEST_CASE("paths in a text lose the machine's part, the rest of the text stays") {
  const std::vector<std::string> roots{"/srv/ci/job7/"};
  CHECK(without_machine_paths("see /srv/ci/job7/src/a.c and '/home/bob/x.c'.", roots) ==
        "see src/a.c and 'x.c'.");
  CHECK(without_machine_paths("C:\\Users\\bob\\x.c(3)", roots) == "x.c(3)");
  CHECK(without_machine_paths("https://example.com/home/page/x", roots) == "https://example.com/home/page/x");
  CHECK(without_machine_paths("writes to /tmp/x", roots) == "writes to /tmp/x");
  CHECK(without_machine_paths("see(C:\\Users\\bob\\x.c): /root/a:/root/b", roots) == "see(x.c): a:b");
  CHECK(without_machine_paths("/home/bob//home/ann/x /srv/ci/job7/", roots) == "x ");
  CHECK(without_machine_paths("12:30 a:b C: :/ \\", roots) == "12:30 a:b C: :/ \\");
  CHECK(without_machine_paths("in D:/ci/x.c", std::vector<std::string>{"D:/ci/"}) == "in x.c");
}

TEST_CASE("a text without a slash stays as it is") {
  CHECK(rc::check([](std::string text) {
    std::erase_if(text, [](char c) { return c == '/' || c == '\\'; });
    RC_ASSERT(without_machine_paths(text, {}) == text);
  }));
}

TEST_CASE("no text makes a path that leaves the asset") {
  CHECK(rc::check([](const std::string& text) {
    const std::string made = path(text);
    RC_ASSERT(made.find('\0') == std::string::npos);
    RC_ASSERT(("/" + made + "/").find("/../") == std::string::npos);
    RC_ASSERT((made.empty() || made.front() != '/'));
  }));
}

}  // namespace
}  // namespace itsm::host
