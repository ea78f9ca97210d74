#!/bin/sh
# SPDX-License-Identifier: Apache-2.0
# The fault tests again and again, with other mutations and noise each time, for
# $2 seconds (default 600), two at once.  $1: build folder.  Ends with the first
# failure and shows it; its SEED does it again.
set -u
build=$1
seconds=${2:-600}
end=$(($(date +%s) + seconds))
log=$(mktemp -d)
trap 'rm -rf "$log"' EXIT
round=0

one() { # SEED PROGRAM
	SEED=$1 KTAPE=$(pwd)/$build/ktape timeout 1200 "$2" \
		>"$log/$(basename "$2").$1" 2>&1
}

twice() { # SEED PROGRAM
	one "$1" "$2" &
	first=$!
	one $(($1 + 50)) "$2" && wait $first && return
	echo "round $round: $2 failed with SEED $1 or $(($1 + 50))"
	tail -n 40 "$log"/*
	exit 1
}

make -s "$build/tests/fault/test_mutations" || exit 1
while [ "$(date +%s)" -lt "$end" ]; do
	round=$((round + 1))
	for program in tests/fault/test_*.py "$build"/tests/fault/test_*[!.]?; do
		[ -x "$program" ] || continue
		twice $(($(date +%s) % 100000 * 100 + round % 50)) "$program"
		rm -f "$log"/*
	done
	echo "round $round: all passed"
done
