// SPDX-License-Identifier: Apache-2.0
#include "host_stub/api/web_files.hpp"

#include <fstream>

#include "host_stub/api/answer.hpp"
#include "tests/support/catch.hpp"
#include "tests/unit/http/temporary_folder.hpp"

namespace itsm::host::api {
namespace {

void write(const std::filesystem::path& file, const std::string& text) {
  std::filesystem::create_directories(file.parent_path());
  std::ofstream(file) << text;
}

class Pages {
 public:
  Pages() {
    write(folder_.path() / "outside.txt", "not for the web");
    write(web() / "index.html", "<index>");
    write(web() / "index.html.gz", "packed index");
    write(web() / "assets/main-1a2b.js", "script");
    write(web() / "assets/main-1a2b.js.br", "smallest");
    write(web() / "assets/main-1a2b.js.gz", "smaller");
    files_ = WebFiles::read(web()).value();
  }
  std::filesystem::path web() const { return folder_.path() / "web"; }

  std::optional<http::Response> get(const std::string& path, const std::string& accepted = "",
                                    const std::string& method = "GET") const {
    http::Request request;
    request.method = method;
    request.path = path;
    if (!accepted.empty()) request.headers.push_back({"Accept-Encoding", accepted});
    auto response = files_.answer(request);
    if (response) add_security_headers(*response);
    return response;
  }

 private:
  http::test::TemporaryFolder folder_;
  WebFiles files_;
};

std::string header(const http::Response& response, std::string_view name) {
  std::string found;
  for (const auto& one : response.headers)
    if (one.name == name) found += (found.empty() ? "" : " and ") + one.value;
  return found;
}

TEST_CASE("a file named after its content is kept for good, and the index never") {
  const Pages pages;
  const auto script = pages.get("/assets/main-1a2b.js");
  REQUIRE(script);
  CHECK(script->body == "script");
  CHECK(header(*script, "Content-Type") == "text/javascript; charset=utf-8");
  CHECK(header(*script, "Cache-Control") == "public, max-age=31536000, immutable");
  CHECK(header(pages.get("/").value(), "Cache-Control") == "no-store");
  CHECK(header(pages.get("/index.html").value(), "Cache-Control") == "no-store");
}

TEST_CASE("a file goes out as small as the client takes it") {
  const Pages pages;
  const auto packed = [&pages](const std::string& accepted) {
    const auto response = pages.get("/assets/main-1a2b.js", accepted).value();
    CHECK(header(response, "Vary") == "Accept-Encoding");
    return header(response, "Content-Encoding") + ":" + response.body;
  };
  CHECK(packed("gzip, deflate, br, zstd") == "br:smallest");
  CHECK(packed("gzip") == "gzip:smaller");
  CHECK(packed("br;q=0, gzip;q=0.5") == "gzip:smaller");
  CHECK(packed("deflate") == ":script");
  CHECK(packed("brotli, xgzip") == ":script");
  CHECK(pages.get("/", "br").value().body == "<index>");
}

TEST_CASE("an address of the workbench is answered with the index, so that it can be passed on") {
  const Pages pages;
  for (const std::string path : {"/", "/tickets", "/findings/7", "/anything/else"}) {
    INFO(path);
    const auto page = pages.get(path);
    REQUIRE(page);
    CHECK(page->body == "<index>");
    CHECK(header(*page, "Content-Type") == "text/html; charset=utf-8");
  }
  CHECK_FALSE(pages.get("/assets/main-0000.js"));
  CHECK_FALSE(pages.get("/tickets", "", "POST"));
}

TEST_CASE("no path reaches a file that was not among the pages at the start") {
  const Pages pages;
  write(pages.web() / "later.txt", "came later");
  for (const std::string path : {"/../outside.txt", "/..%2foutside.txt", "/assets/../../outside.txt",
                                 "//etc/passwd", "/later.txt", "/assets/main-1a2b.js.gz", "/.", "/.."}) {
    INFO(path);
    const auto page = pages.get(path);
    CHECK((!page || page->body == "<index>"));
  }
}

TEST_CASE("pages run nothing but their own scripts and are framed by nobody") {
  const auto page = Pages().get("/").value();
  const std::string policy = header(page, "Content-Security-Policy");
  CHECK(policy.starts_with("default-src 'none'; script-src 'self';"));
  CHECK(policy.ends_with("frame-ancestors 'none'"));
  CHECK(policy.find("unsafe") == std::string::npos);
  CHECK(header(page, "X-Content-Type-Options") == "nosniff");
  CHECK(header(page, "Referrer-Policy") == "no-referrer");
}

TEST_CASE("a host without pages answers none, and half of them are no pages") {
  const http::test::TemporaryFolder folder;
  const auto none = WebFiles::read(folder.path() / "nowhere");
  REQUIRE(none);
  CHECK(none->empty());
  http::Request request;
  request.method = "GET";
  request.path = "/";
  CHECK_FALSE(none->answer(request));
  write(folder.path() / "half/assets/main.js", "script");
  const auto half = WebFiles::read(folder.path() / "half");
  REQUIRE_FALSE(half);
  CHECK(half.error().code == "web_files");
}

}  // namespace
}  // namespace itsm::host::api
