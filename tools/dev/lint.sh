#!/bin/sh
# The house rules as commands.  Each part prints "ok NAME" or "not ok NAME" and
# what is wrong; the exit status is 1 if any rule is broken.  Missing tools are
# installed where apt may.
set -u
cd "$(git rev-parse --show-toplevel)" || exit 2
log=$(mktemp)
trap 'rm -f "$log"' EXIT
bad=0

rule() { # NAME COMMAND...
	name=$1
	shift
	if "$@" >"$log" 2>&1; then
		echo "ok lint: $name"
	else
		echo "not ok lint: $name"
		tail -n 40 "$log"
		bad=1
	fi
}

tools() {
	missing=
	for pair in clang=clang clang-format=clang-format clang-tidy=clang-tidy \
		ctags=universal-ctags python3=python3 mvn=maven; do
		command -v "${pair%%=*}" || missing="$missing ${pair#*=}"
	done
	[ -n "$missing" ] || return 0
	sudo=
	[ "$(id -u)" = 0 ] || sudo="sudo -n"
	# shellcheck disable=SC2086
	$sudo apt-get update -qq && DEBIAN_FRONTEND=noninteractive \
		$sudo apt-get install -y -qq --no-install-recommends $missing
}

ours() { # handwritten C
	git ls-files "$@" | grep -v '^codec/messages'
}

headers() { # each header compiles alone
	status=0
	for h in $(git ls-files '*.h' | grep -v '^tests/test.h'); do
		printf '#include "%s"\n' "$h" |
			gcc -std=gnu11 -D_GNU_SOURCE -Wall -Wextra -Werror -I. \
				$(pkg-config --cflags libuv sqlite3) \
				-fsyntax-only -x c - || status=1
	done
	return $status
}

format() {
	ours '*.c' '*.h' | xargs clang-format --dry-run -Werror
}

shape() { # what grep can see
	status=0
	for f in $(ours '*.c' '*.h'); do
		head -n 1 "$f" | grep -q SPDX || { echo "$f: no SPDX line"; status=1; }
	done
	ours '*.c' '*.h' | xargs grep -nE '\b(strcpy|strcat|sprintf|atoi|alloca|gets)\(' && status=1
	ours '*.c' '*.h' | grep -v '^codec/cursor' |
		xargs grep -nE '\b[a-z_]+ \+ [a-z_]+ >=? (end|[a-z_]+->end|[a-z_]+\.end)\b' && status=1
	ours '*.c' '*.h' | xargs grep -nE '^[[:space:]]*//' && status=1
	for d in codec store proxy replay tools tests; do
		[ -s "$d/README.md" ] || { echo "$d/README.md is missing"; status=1; }
	done
	return $status
}

tidy() {
	flags="-std=gnu11 -D_GNU_SOURCE -I. -DKTAPE_VERSION=__FILE__ $(pkg-config --cflags libuv sqlite3)"
	# shellcheck disable=SC2086
	ours '*.c' | grep -v '^tests/' |
		xargs -P 2 -n 4 sh -c 'clang-tidy --quiet "$@" -- '"$flags" tidy
}

rule "tools are there" tools
rule "layers" sh tools/dev/layers.sh
rule "sizes" sh tools/dev/sizes.sh
rule "headers compile alone" headers
rule "shape" shape
rule "format" format
rule "no warning in gcc" make --no-print-directory -s CI=true VARIANT=debug all tests
rule "no warning in clang" make --no-print-directory -s CI=true VARIANT=clang all tests
rule "clang-tidy" tidy
rule "messages are as generated" sh tools/dev/messages.sh --check
exit $bad
