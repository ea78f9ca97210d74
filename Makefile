# ktape: one Makefile for all folders.  `make help` lists the targets.
# Objects live in build/$(VARIANT)/, one folder a variant:
#   debug (default)  release  san (ASan + UBSan)  clang (compiled by clang)

VARIANT ?= debug
B       := build/$(VARIANT)
VERSION := 0.1.0
PREFIX  ?= /usr/local
MAKEFLAGS += --no-builtin-rules

ifeq ($(origin CC),default)
CC := gcc
endif
ifeq ($(VARIANT),clang)
CC := clang
endif

PACKAGES := libuv rdkafka sqlite3 libzstd liblz4 snappy zlib openssl cmocka

WARNINGS := -Wall -Wextra -Wshadow -Wconversion -Wstrict-prototypes \
	-Wmissing-prototypes -Wvla -Wundef -Wpointer-arith -Wwrite-strings
ifeq ($(CI),true)
WARNINGS += -Werror
endif

OPT_debug   := -O1 -g
OPT_release := -O2 -g -DNDEBUG
OPT_clang   := -O1 -g
OPT_san     := -O1 -g -fsanitize=address,undefined -fno-sanitize-recover=undefined \
	-fno-omit-frame-pointer

CFLAGS ?=
# asked once, at first use: `deps` may have installed them just before
PKG_CFLAGS = $(eval PKG_CFLAGS := $(shell pkg-config --cflags $(PACKAGES)))$(PKG_CFLAGS)
PKG_LIBS   = $(eval PKG_LIBS := $(shell pkg-config --libs $(PACKAGES)))$(PKG_LIBS)
ALL_CFLAGS = -std=gnu11 -D_GNU_SOURCE $(OPT_$(VARIANT)) $(WARNINGS) -I. \
	-DKTAPE_VERSION='"$(VERSION)"' -pthread $(PKG_CFLAGS) $(CFLAGS)
LIBS = $(PKG_LIBS) -pthread -lm

# ---- sources: every .c of a folder belongs to it; nothing is listed by hand

LIB_SRC  := $(wildcard codec/*.c store/*.c proxy/*.c replay/*.c) \
	$(filter-out tools/main.c,$(wildcard tools/*.c))
EMBEDDED := $(wildcard store/*.sql store/meaning/*.sql replay/checks/*.sql tools/reports/*.sql)
LIB_OBJ  := $(LIB_SRC:%.c=$B/%.o) $(EMBEDDED:%.sql=$B/gen/%.sql.o)
TEST_LIB_OBJ := $(patsubst %.c,$B/%.o,$(wildcard tests/lib/*.c))
FUZZ_OBJ := $(patsubst %.c,$B/%.o,$(wildcard tests/fuzz/fuzz_*.c))
TESTS    := $(patsubst %.c,$B/%,$(wildcard tests/unit/test_*.c \
	tests/golden/test_*.c tests/e2e/test_*.c tests/fault/test_*.c))

.PHONY: all demo test lint san bench fuzz truth soak install help clean deps messages
.DEFAULT_GOAL := all
.SECONDARY:

all: deps $B/ktape ## build ktape into build/debug (VARIANT=release, san, clang)

$B/ktape: $B/tools/main.o $B/libktape.a
	@echo "  LINK  $@"
	@$(CC) $(ALL_CFLAGS) -o $@ $^ $(LIBS)

$B/libktape.a: $(LIB_OBJ)
	@rm -f $@ && ar rcs $@ $^

$B/%.o: %.c | deps
	@mkdir -p $(@D)
	@echo "  CC    $<"
	@$(CC) $(ALL_CFLAGS) -MMD -MP -c -o $@ $<

# SQL files are compiled in as strings: store/schema.sql -> store_schema_sql
$B/gen/%.sql.c: %.sql tools/dev/embed.sh
	@mkdir -p $(@D)
	@sh tools/dev/embed.sh $< > $@
$B/gen/%.sql.o: $B/gen/%.sql.c
	@$(CC) $(ALL_CFLAGS) -c -o $@ $<

# the fuzzers' corpora are a plain test, too
$B/tests/unit/test_corpus: $(FUZZ_OBJ)
# an archive, so that a test takes only what it uses and may stand in for the rest
$B/libtests.a: $(TEST_LIB_OBJ)
	@rm -f $@ && ar rcs $@ $^

$B/tests/%: $B/tests/%.o $B/libtests.a $B/libktape.a
	@echo "  LINK  $@"
	@$(CC) $(ALL_CFLAGS) -o $@ $(filter %.o,$^) $(filter %.a,$^) $(LIBS)

deps: ## install the packages that are missing (apt, as root or with sudo)
	@sh tools/dev/deps.sh $(PACKAGES)

# what scripts run beside ktape itself
DRIVERS  := $(patsubst %.c,$B/%,$(wildcard tests/oracle/*.c))

tests: $(TESTS) $(DRIVERS) $B/tests/e2e/shop $B/tests/e2e/billing $B/ktape

BENCHES := $(patsubst %.c,$B/%,$(wildcard tests/bench/*.c))
benches: $(BENCHES) $B/ktape

test: deps ## every test; the last line is "N passed, N failed, N skipped"
	@$(MAKE) --no-print-directory -j2 tests
	@sh tests/run.sh $B $(ONLY)

lint: deps ## layers, sizes, headers, format, clang-tidy, no warning in gcc and clang
	@sh tools/dev/lint.sh

san: ## build with ASan + UBSan and run the C tests
	@$(MAKE) --no-print-directory VARIANT=san -j2 tests
	@sh tests/run.sh build/san c

demo: all $B/tests/e2e/shop $B/tests/e2e/billing ## record real clients on an embedded broker, look at the tape
	@sh tools/dev/demo.sh $B

bench: deps ## time decoding, recording and what the proxy costs; QUICK=1: in a few minutes
	@$(MAKE) --no-print-directory VARIANT=release benches
	@sh tests/bench/run.sh build/release

fuzz: deps ## run each libFuzzer target for T seconds (default 60)
	@sh tests/fuzz/run.sh $(or $(T),60)

truth: all ## what check finds against what was planted on a real Kafka; writes docs/checks/truth.md
	@KTAPE=$(CURDIR)/$B/ktape tests/kafka/truth.py

soak: all ## hours of traffic under kill, reset and slow peers
	@sh tests/fault/soak.sh $B $(or $(T),600)

messages: ## regenerate codec/messages.[ch] from the kafka-clients jars
	@sh tools/dev/messages.sh

install: ## install ktape into PREFIX (default /usr/local)
	@$(MAKE) --no-print-directory VARIANT=release all
	install -D -m 755 build/release/ktape $(DESTDIR)$(PREFIX)/bin/ktape

clean: ## remove build/
	rm -rf build

help: ## this list
	@sed -n 's/^\([a-z]*\):.*## /\1\t/p' $(MAKEFILE_LIST) | expand -t 12

-include $(shell find $B -name '*.d' 2>/dev/null)
