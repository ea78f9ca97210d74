#!/bin/sh
# Run the tests under build folder $1.  $2: "c" (only C programs), or a word
# that a test's path must contain.  Each test is one program: a cmocka one, or a
# script that prints "ok NAME", "not ok NAME", "skip NAME: why" lines.  The last
# line is "N passed, N failed, N skipped".  With CI=true a skip is a failure.
# JOBS of them run at once (default 2).
set -u
build=$1
only=${2:-}
log=$build/log
mkdir -p "$log"

programs() {
	find "$build"/tests/unit "$build"/tests/golden "$build"/tests/e2e \
		"$build"/tests/fault -name 'test_*' -type f -perm -u+x 2>/dev/null |
		sort | while read -r program; do
			# not what an older build left of a test that is gone
			[ ! -f "${program#"$build"/}.c" ] || echo "$program"
		done
	[ "$only" = c ] ||
		find tests -name 'test_*.sh' -o -name 'test_*.py' | sort
}

# Run one test program; leave its output in a log and its counts in a .count
one() {
	name=$(printf '%s' "${1#"$build"/}" | tr '/' '-')
	out=$log/$name.log
	started=$(date +%s)
	KTAPE=$(pwd)/$build/ktape timeout 1200 "$1" >"$out" 2>&1
	status=$?
	passed=$(grep -c -e '^\[       OK \]' -e '^ok ' "$out")
	failed=$(grep -e '^\[  FAILED  \] [a-z_0-9]*$' -e '^not ok ' "$out" | sort -u | wc -l)
	skipped=$(grep -c -e '^\[  SKIPPED \] [a-z_0-9]*$' -e '^skip ' "$out")
	[ $status -eq 0 ] || [ "$failed" -gt 0 ] || failed=1
	[ $((passed + failed + skipped)) -gt 0 ] || failed=1
	if [ "${CI:-}" = true ]; then
		failed=$((failed + skipped)) skipped=0
	fi
	echo "$passed $failed $skipped" >"$log/$name.count"
	word=ok
	[ "$failed" -eq 0 ] || word=FAILED
	printf '%-7s %-42s %3d passed %2d failed %2d skipped %4d s\n' "$word" \
		"${1#"$build"/}" "$passed" "$failed" "$skipped" "$(($(date +%s) - started))"
	grep '^skip ' "$out"
	if [ "$failed" -gt 0 ]; then
		echo "---- status $status, the end of $out:"
		tail -n 60 "$out"
		echo "----"
	fi
}

if [ "${3:-}" = --one ]; then
	one "$4"
	exit 0
fi

rm -f "$log"/*.count
[ "$only" = c ] || [ -z "$only" ] || filter=$only
programs | grep -F -e "${filter:-}" |
	xargs -P "${JOBS:-2}" -I{} sh "$0" "$build" "$only" --one {}

cat "$log"/*.count | awk '{ p += $1; f += $2; s += $3 }
	END { printf "%d passed, %d failed, %d skipped\n", p, f, s
	      exit f > 0 || p == 0 }'
