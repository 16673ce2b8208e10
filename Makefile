# SPDX-License-Identifier: Apache-2.0
# The two commands of a stranger are `make run` and `make test`; the others are for people who work on the code.
.PHONY: run test test-long configure build bench screenshots install package format tidy clean bootstrap

PREFIX ?= /usr/local
DESTDIR ?=

run: configure
	@cmake --build --preset release --parallel --target host_stub itsm-worker jira itsm-simulator web
	@scripts/run

test: bootstrap
	@scripts/test

test-long: bootstrap
	@scripts/test long

build: configure
	@cmake --build --preset release --parallel

configure:
	@scripts/bootstrap build
	@cmake --preset release -DITSM_UNIT_TESTS=OFF >/dev/null

bench: bootstrap build
	@python3 tests/bench/bench.py

screenshots: bootstrap build
	@ITSM_PROGRAMS=$(CURDIR)/build/release/bin ITSM_PLUGINS=$(CURDIR)/build/release/plugins \
	  python3 tests/web/workbench_test.py pictures
	@echo "pictures of every page are in build/pictures"

install: build
	@DESTDIR="$(DESTDIR)" cmake --install build/release --prefix "$(PREFIX)"

package: build
	@cmake --build build/release --target package >build/package.log || { tail -n 20 build/package.log; exit 1; }
	@ls build/release/packages/*.deb

format:
	@scripts/format

tidy: bootstrap
	@scripts/tidy --all

bootstrap:
	@scripts/bootstrap

clean:
	@rm -rf build
