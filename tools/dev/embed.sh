#!/bin/sh
# Print the text file $1 as C: a string constant named after its path,
# store/schema.sql -> const char store_schema_sql[].
set -eu
name=$(printf '%s' "$1" | tr '/.-' '___')
printf 'extern const char %s[];\nconst char %s[] = ""\n' "$name" "$name"
sed -e 's/\\/\\\\/g' -e 's/"/\\"/g' -e 's/.*/"&\\n"/' "$1"
printf ';\n'
