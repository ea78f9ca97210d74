#!/bin/sh
# SPDX-License-Identifier: Apache-2.0
# Regenerate codec/messages.[ch] from Kafka's own definitions, or with --check
# compare what is checked in with them.  The jars come from Maven Central.  For
# a new Kafka release change NEWEST; OLDEST stays at 3.9, the last one that has
# the versions that 4.0 dropped.
set -eu
OLDEST=3.9.2
NEWEST=4.4.0
cd "$(dirname "$0")/../.."
jars=build/messages
mkdir -p $jars

for version in $OLDEST $NEWEST; do
	[ -s $jars/kafka-clients-$version.jar ] ||
		mvn -q -B dependency:copy -DoutputDirectory="$PWD/$jars" \
			-Dartifact=org.apache.kafka:kafka-clients:$version ||
		{ echo "cannot get kafka-clients $version by Maven" >&2; exit 1; }
done

out=codec
[ "${1:-}" != --check ] || out=$jars
python3 tools/dev/messages.py $out $jars/kafka-clients-$OLDEST.jar \
	$jars/kafka-clients-$NEWEST.jar
[ "${1:-}" = --check ] || exit 0
for file in messages.h messages.c; do
	diff -u codec/$file $jars/$file >$jars/$file.diff || {
		head -n 40 $jars/$file.diff
		echo "codec/$file is not what tools/dev/messages.sh writes" >&2
		exit 1
	}
done
