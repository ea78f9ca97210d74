#!/bin/sh
# Put what the tests with real clients need under build/kafka/: a Kafka 4.4.0
# (broker/), its console tools (tools/), the compiled Java client (java/), a
# Python with the newest clients from PyPI (venv/), the kafka-clients of 3.9
# (older/), the compiled programs of tests/oracle (oracle/), a Kafka 3.9
# (broker39/).  Arguments name the parts (default: all but the last).  What is
# there already is left alone, so a second run takes no time.  Exit 1 with the
# reason on stderr when a part can't be had.
set -eu
here=$(cd "$(dirname "$0")" && pwd)
root=$(cd "$here/../.." && pwd)
out=$root/build/kafka
mkdir -p "$out"

# two test programs may start at once
exec 9>"$out/lock"
flock 9

say() { echo "setup: $*" >&2; }

need() { sh "$root/tools/dev/need.sh" "$@"; }

# The stamp of a part holds the checksum of the files that make it
stamped() {
	part=$1
	shift
	sum=$(cat "$0" "$@" | cksum)
	[ "$(cat "$out/$part.stamp" 2>/dev/null)" = "$sum" ]
}
stamp() {
	part=$1
	shift
	cat "$0" "$@" | cksum >"$out/$part.stamp.new"
	mv "$out/$part.stamp.new" "$out/$part.stamp"
}

jars() {
	stamped "$1" "$here/$1.pom.xml" && return
	need javac=default-jdk-headless mvn=maven
	say "jars of $1 by Maven"
	rm -rf "${out:?}/$1"
	mvn -q -B -f "$here/$1.pom.xml" dependency:copy-dependencies \
		-DincludeScope=runtime -DoutputDirectory="$out/$1" \
		>"$out/$1.log" 2>&1 || {
		say "Maven failed, the end of $out/$1.log:"
		tail -n 5 "$out/$1.log" >&2
		return 1
	}
	stamp "$1" "$here/$1.pom.xml"
}

java_client() {
	jars broker
	stamped java "$here"/java/*.java && return
	say "compiling the Java client"
	mkdir -p "$out/java"
	javac -nowarn -cp "$out/broker/*" -d "$out/java" "$here"/java/*.java >&2
	stamp java "$here"/java/*.java
}

oracle() {
	jars broker
	jars older
	set -- "$here"/../oracle/*.java
	stamped oracle "$@" && return
	say "compiling tests/oracle"
	rm -rf "${out:?}/oracle"
	mkdir -p "$out/oracle"
	javac -nowarn -cp "$out/broker/*" -d "$out/oracle" "$@" >&2
	stamp oracle "$@"
}

venv() {
	stamped venv && return
	python3 -c 'import venv, ensurepip' 2>/dev/null || {
		need no-such-command=python3-venv
	}
	say "the newest kafka-python and confluent-kafka from PyPI"
	rm -rf "$out/venv"
	{
		python3 -m venv "$out/venv" &&
			"$out/venv/bin/pip" install -q --upgrade \
				'kafka-python[lz4,snappy,zstd]' confluent-kafka
	} >"$out/venv.log" 2>&1 || {
		say "pip failed, the end of $out/venv.log:"
		tail -n 5 "$out/venv.log" >&2
		return 1
	}
	stamp venv
}

[ $# -gt 0 ] || set -- broker tools java venv older oracle
for part in "$@"; do
	case $part in
	broker | broker39 | tools | older) jars "$part" ;;
	java) java_client ;;
	oracle) oracle ;;
	venv) venv ;;
	*)
		say "no part '$part'; broker tools java venv older oracle broker39 are there"
		exit 2
		;;
	esac
done
