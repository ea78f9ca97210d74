#!/bin/sh
# SPDX-License-Identifier: Apache-2.0
# Run the benches of build folder $1, print their tables, and write the figures
# to build/bench.json and docs/performance.md.  QUICK=1: the short form, which
# leaves that page alone.  Nothing is asserted: the figures are for reading, on a
# machine that does nothing else.
set -eu
build=$1
folder=$(mktemp -d "${TMPDIR:-/tmp}/ktape-bench.XXXXXX")
trap 'rm -rf "$folder"' EXIT

sh tools/dev/need.sh haproxy=haproxy socat=socat taskset=util-linux python3=python3

echo "$(sed -n 's/^model name.*: //p' /proc/cpuinfo | head -n 1)," \
	"$(nproc) CPUs, load $(cut -d ' ' -f 1 /proc/loadavg)"
echo
echo "== decoding (bench_decode)"
"$build/tests/bench/bench_decode"
echo
echo "== frames to rows (bench_scribe)"
"$build/tests/bench/bench_scribe" "$folder" | tee "$folder/scribe"
echo
echo "== beside other proxies (bench.py)"
if [ -n "${QUICK:-}" ]; then
	BUILD=$build python3 tests/bench/bench.py --quick --rounds 3 \
		-o build/bench.json
	echo
	echo "== at a steady rate (steady.py)"
	BUILD=$build python3 tests/bench/steady.py --seconds 4
	echo
	echo "== replay beside a plain loop (replay.py)"
	BUILD=$build python3 tests/bench/replay.py --rounds 3 --scale 0.3
	echo
	echo "== growth (growth.py)"
	BUILD=$build python3 tests/bench/growth.py --quick
	echo
	echo "== the seal and the checks (check.py)"
	BUILD=$build python3 tests/bench/check.py --millions 0.3
	exit 0
fi
BUILD=$build python3 tests/bench/bench.py -o build/bench.json
echo
echo "== at a steady rate (steady.py)"
BUILD=$build python3 tests/bench/steady.py | tee "$folder/steady"
echo
echo "== replay beside a plain loop (replay.py)"
BUILD=$build python3 tests/bench/replay.py
echo
echo "== growth (growth.py)"
BUILD=$build python3 tests/bench/growth.py --plots docs
echo
echo "== the seal and the checks (check.py)"
BUILD=$build python3 tests/bench/check.py
python3 tests/bench/report.py build/bench.json "$folder/scribe" \
	"$folder/steady" docs/performance.md
