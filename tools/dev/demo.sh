#!/bin/sh
# `make demo`: an embedded broker, `ktape record` in front of it, two small
# services with real clients (tests/e2e/shop.c), and a look at the tape through
# the plain sqlite3 shell.  $1 is the build folder; the tape stays in
# build/demo.ktape.
set -eu
build=$1
ktape=$build/ktape
tape=build/demo.ktape

say() {
	printf '\n\033[1m%s\033[0m\n' "$*"
}
[ -t 1 ] || say() {
	printf '\n%s\n' "$*"
}

# Record on the ports from $1 on; exit status 4: one of them is taken
run() {
	"$ktape" mock --brokers 3 -t orders:4 -t invoices:4 -- \
		"$ktape" record -w "$tape" --force \
		-l checkout=127.0.0.1:"$1" -l billing=127.0.0.1:"$(($1 + 100))" \
		-- "$build/tests/e2e/shop" 2000
}

ask() {
	printf '\n$ sqlite3 -box %s "%s"\n' "$tape" "$1"
	sqlite3 -box "$tape" "$1"
}

say 'Three embedded brokers, ktape in front of them, two services through it:'
cat <<END
\$ ktape mock --brokers 3 -t orders:4 -t invoices:4 --  \\
  ktape record -w $tape -l checkout=... -l billing=...  \\
  -- shop 2000
END
port=19092
until run $port; do
	status=$?
	[ $status -eq 4 ] && [ $port -lt 30000 ] || exit $status
	port=$((port + 1000))
done

say 'What is on the tape, by the plain sqlite3 shell:'
ask 'SELECT topic, count(*) AS records, count(DISTINCT partition) AS partitions,
  count(DISTINCT key) AS keys, min(acked_at) AS first_acked FROM records
  GROUP BY topic'
ask 'SELECT topic, partition, offset, key, value, producer FROM records
  ORDER BY produced_at_us LIMIT 3'
ask 'SELECT client, service, api, count(*) AS requests FROM requests
  GROUP BY 1, 2, 3 ORDER BY requests DESC LIMIT 8'
ask 'SELECT group_id, topic, partition, max(committed_offset) AS committed,
  count(*) AS commits FROM commits GROUP BY 1, 2, 3'
ask 'SELECT count(*) AS gaps FROM gaps'

say 'Type next:'
cat <<END
  PATH=\$PWD/$build:\$PATH
  ktape info $tape
  ktape dump $tape -t invoices -c 3
  ktape query $tape -r list
  sqlite3 -box $tape 'SELECT * FROM help'
  ktape record --help
END
