#!/bin/sh
# Hold files and functions against the limits: file 600 lines, header 150,
# function 60.  With "-v" print the medians, too.
set -eu
sources() {
	git ls-files '*.c' '*.h' | grep -v '^codec/messages'
}
functions() { # LINES FILE NAME
	sources | ctags -x --c-kinds=f --_xformat='%e %n %F %N' -L - |
		awk '{ print $1 - $2 + 1, $3, $4 }'
}
{
	sources | xargs wc -l | awk '$2 != "total" {
		limit = $2 ~ /\.h$/ ? 150 : 600
		if ($2 ~ /^store\/tape.h$/) limit = 160
		if ($1 > limit) print $2 ": " $1 " lines, limit " limit }'
	functions | awk '$1 > 60 { print $2 ": " $3 "() has " $1 " lines, limit 60" }'
} | tee /dev/stderr | awk 'END { exit NR > 0 }'
if [ "${1:-}" = -v ]; then
	sources | grep '\.c$' | grep -v '^tests' | xargs wc -l |
		awk '$2 != "total" { print $1 }' | sort -n |
		awk '{ a[NR] = $1 } END { print "file median", a[int((NR + 1) / 2)], "p90", a[int(NR * .9)] }'
	functions | awk '$2 !~ /^tests/ { print $1 }' | sort -n |
		awk '{ a[NR] = $1 } END { print "function median", a[int((NR + 1) / 2)], "p90", a[int(NR * .9)] }'
fi
