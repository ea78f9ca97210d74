#!/bin/sh
# SPDX-License-Identifier: Apache-2.0
# Run the benches of build folder $1 and print their tables.  Nothing is
# asserted: the figures are for reading, on a machine that does nothing else.
set -eu
build=$1
folder=$(mktemp -d "${TMPDIR:-/tmp}/ktape-bench.XXXXXX")
trap 'rm -rf "$folder"' EXIT

echo "$(sed -n 's/^model name.*: //p' /proc/cpuinfo | head -n 1)," \
	"$(nproc) CPUs, load $(cut -d ' ' -f 1 /proc/loadavg)"
echo
echo "== decoding (bench_decode)"
"$build/tests/bench/bench_decode"
echo
echo "== frames to rows (bench_scribe)"
"$build/tests/bench/bench_scribe" "$folder"
