#!/bin/sh
# Run each fenced `sh` block of README.md as it stands; a block that fails, or
# prints nothing, is wrong.
set -u
unset MAKEFLAGS MAKELEVEL # this may run below `make test`
blocks=$(mktemp -d)
trap 'rm -rf "$blocks"' EXIT

awk -v folder="$blocks" '
/^```sh$/ { block = sprintf("%s/block-%02d", folder, ++n); next }
/^```$/ { block = "" }
block { print > block }' README.md

for block in "$blocks"/block-[0-9][0-9]; do
	name="README.md: ${block##*/} runs"
	if timeout 300 sh -eu "$block" >"$block.out" 2>"$block.err" &&
		[ -s "$block.out" ]; then
		echo "ok $name"
	else
		echo "not ok $name (status $?)"
		cat "$block.out" "$block.err"
	fi
done
[ -e "$blocks/block-01" ] || echo "not ok README.md has commands to run"
