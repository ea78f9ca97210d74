#!/bin/sh
# Run each libFuzzer target for $1 seconds (default 60); or only the ones named
# after it.  What they find new stays in build/fuzz/corpus, a crash in
# build/fuzz/TARGET-crash-*.  `sh tests/fuzz/run.sh seeds` writes tests/fuzz/corpus
# anew instead (files that seeds.c doesn't know stay).
set -eu
cd "$(git rev-parse --show-toplevel)"
out=build/fuzz
seeds=tests/fuzz/corpus
packages="libzstd liblz4 snappy zlib"

tools() {
	command -v clang >/dev/null && find /usr/lib/llvm* -name 'libclang_rt.fuzzer*' |
		grep -q . && return 0
	sudo=
	[ "$(id -u)" = 0 ] || sudo="sudo -n"
	$sudo apt-get update -qq &&
		DEBIAN_FRONTEND=noninteractive $sudo apt-get install -y -qq \
			--no-install-recommends clang libclang-rt-14-dev llvm
}

if [ "${1:-}" = seeds ]; then
	make --no-print-directory build/debug/tests/fuzz/seeds
	mkdir -p $seeds
	exec build/debug/tests/fuzz/seeds $seeds
fi

seconds=${1:-60}
[ $# -eq 0 ] || shift
tools >&2
mkdir -p $out/corpus
failed=0
for target in ${*:-frame walk skim batch rewrite}; do
	# shellcheck disable=SC2046,SC2086
	clang -std=gnu11 -D_GNU_SOURCE -O1 -g -I. \
		-fsanitize=fuzzer,address,undefined \
		-fno-sanitize-recover=undefined \
		-D"fuzz_$target=LLVMFuzzerTestOneInput" \
		"tests/fuzz/fuzz_$target.c" codec/*.c -o "$out/$target" \
		$(pkg-config --cflags --libs $packages)
	mkdir -p "$out/corpus/$target"
	if "$out/$target" -max_total_time="$seconds" -timeout=10 \
		-rss_limit_mb=2048 -print_final_stats=1 \
		-artifact_prefix="$out/$target-" \
		"$out/corpus/$target" "$seeds/$target" 2>"$out/$target.log"; then
		echo "ok fuzz $target: $(grep -o 'number_of_executed_units: *[0-9]*' \
			"$out/$target.log" | tr -s ' ' | cut -d' ' -f2) inputs"
	else
		echo "not ok fuzz $target: see $out/$target.log"
		tail -n 30 "$out/$target.log"
		failed=1
	fi
done
exit $failed
