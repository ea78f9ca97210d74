#!/bin/sh
# Hold each #include against tools/dev/layers.txt; print what breaks a rule.
set -eu
git ls-files '*.c' '*.h' | awk -v rules=tools/dev/layers.txt '
BEGIN {
	while ((getline line < rules) > 0) {
		if (line ~ /^#/ || line !~ /:/)
			continue
		name = line; sub(/:.*/, "", name)
		rest = line; sub(/^[^:]*:[ \t]*/, "", rest)
		if (name ~ /\.h$/)
			library[name] = "^(" rest ")$"
		else
			may[name] = " " rest " "
	}
}
{
	file = $0
	folder = file; sub(/\/.*/, "", folder)
	while ((getline line < file) > 0) {
		if (line !~ /^#include/)
			continue
		inc = line; gsub(/^#include[ \t]*["<]|[">].*$/, "", inc)
		if (line ~ /"/) {
			top = inc; sub(/\/.*/, "", top)
			if (inc !~ /\//)
				print file ": include \"" inc "\" from the root, folder and all"
			else if (index(may[folder], " " top " ") == 0)
				print file ": " folder " may not include " inc
		} else if (inc in library && file !~ library[inc])
			print file ": <" inc "> has another owner"
	}
	close(file)
}
END { }' | sort | tee /dev/stderr | awk 'END { exit NR > 0 }'
