#!/bin/sh
# SPDX-License-Identifier: Apache-2.0
# Does a test of a correct service flake?  Run it again and again while every
# processor is kept busy, on the embedded broker:
#
#   tests/e2e/repeat.sh [TIMES [build/debug]]
#
# The last line says how many of them found the service the same; the exit
# status is 0 if all did.
set -u
cd "$(git rev-parse --show-toplevel)" || exit 2
times=${1:-100}
build=${2:-build/debug}
service=$build/tests/e2e/billing
folder=$(mktemp -d)
busy=

finish() {
	# shellcheck disable=SC2086
	kill $busy 2>/dev/null
	rm -rf "$folder"
}
trap finish EXIT
trap 'exit 143' INT TERM

"$build/ktape" mock -t orders:3 -t invoices:3 -- "$build/ktape" record \
	-w "$folder/a.ktape" -l 127.0.0.1:0 -- \
	sh -c "$service feed 20 && ORDERS=20 $service" 2>"$folder/log" || {
	cat "$folder/log"
	exit 1
}

n=$(nproc)
while [ "$n" -gt 0 ]; do
	(while :; do :; done) &
	busy="$busy $!"
	n=$((n - 1))
done

same=0
run=1
while [ "$run" -le "$times" ]; do
	if "$build/ktape" test "$folder/a.ktape" -- "$service" \
		>"$folder/out" 2>&1; then
		same=$((same + 1))
	else
		echo "run $run: status $?"
		cat "$folder/out"
	fi
	run=$((run + 1))
done
echo "$same of $times the same"
[ "$same" = "$times" ]
