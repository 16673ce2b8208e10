// SPDX-License-Identifier: Apache-2.0
#include "host_stub/config/source.hpp"

#include <unistd.h>

#include <array>
#include <fstream>

#include "tests/support/catch.hpp"

using namespace itsm::host::config;
namespace fs = std::filesystem;

namespace {

class Folder {
 public:
  Folder() : path_(fs::temp_directory_path() / ("config_test_" + std::to_string(getpid()))) {
    fs::create_directories(path_);
  }
  ~Folder() { fs::remove_all(path_); }
  void write(const fs::path& name, std::string_view text) const {
    fs::create_directories((path_ / name).parent_path());
    std::ofstream(path_ / name) << text;
  }
  const fs::path& path() const { return path_; }

 private:
  fs::path path_;
};

}  // namespace

TEST_CASE("a folder is read with all it holds, in the order of names, YAML only") {
  const Folder folder;
  folder.write("b.yaml", "b");
  folder.write("a/z.yml", "z");
  folder.write("a/readme.md", "no");
  const auto sources = read_sources(std::array{folder.path()});
  REQUIRE(sources);
  REQUIRE(sources->size() == 2);
  CHECK(sources->at(0).file == (folder.path() / "a/z.yml").string());
  CHECK(sources->at(0).text == "z");
  CHECK(sources->at(1).file == (folder.path() / "b.yaml").string());
}

TEST_CASE("the host's own configuration beside the documents is passed over, unless it is named") {
  const Folder folder;
  folder.write("host.yaml", "log: {}");
  folder.write("companies.yaml", "companies: []");
  const auto below = read_sources(std::array{folder.path()});
  REQUIRE(below);
  REQUIRE(below->size() == 1);
  CHECK(below->at(0).file == (folder.path() / "companies.yaml").string());
  CHECK(read_sources(std::array{folder.path() / "host.yaml"})->size() == 1);
}

TEST_CASE("a file that is not there is told by name") {
  const auto sources = read_sources(std::array{fs::path("/nonexistent/x.yaml")});
  REQUIRE_FALSE(sources);
  REQUIRE(sources.error().complaints.size() == 1);
  CHECK(sources.error().complaints[0].where == "/nonexistent/x.yaml");
}

TEST_CASE("a file that is too large is not read whole") {
  const Folder folder;
  folder.write("big.yaml", std::string(3 * 1024 * 1024, 'x'));
  const auto sources = read_sources(std::array{folder.path()});
  REQUIRE(sources);
  CHECK(sources->at(0).text.size() == 1024 * 1024 + 1);
}
