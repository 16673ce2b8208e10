# SPDX-License-Identifier: Apache-2.0
# The two commands of a stranger are `make run` and `make test`; the others are for people who work on the code.
.PHONY: run test test-long build bench install format tidy clean bootstrap

PREFIX ?= /usr/local
DESTDIR ?=

run: build
	@scripts/run

test: bootstrap
	@scripts/test

test-long: bootstrap
	@scripts/test long

build: bootstrap
	@cmake --preset release -DITSM_UNIT_TESTS=OFF >/dev/null
	@cmake --build --preset release --parallel

bench: build
	@python3 tests/bench/bench.py

install: build
	@DESTDIR="$(DESTDIR)" cmake --install build/release --prefix "$(PREFIX)"

format:
	@scripts/format

tidy: bootstrap
	@scripts/tidy --all

bootstrap:
	@scripts/bootstrap

clean:
	@rm -rf build
