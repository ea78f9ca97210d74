# SPDX-License-Identifier: Apache-2.0
"""all_clients.py - a real Kafka of one or three brokers, with relays on both
sides of ktape that keep every byte: librdkafka, the Java client, Kafka's console
tools, kafka-python and confluent-kafka; then the tape against what clients and
brokers say."""
import os
import subprocess

from checks import Suite, free_ports
from cluster import HIDDEN, HOST, Cluster, set_up
import scenario
from scenario import java, python, run
import tape
import tap
import traffic

TEXT = [f"line {n}" for n in range(500)]
LIBRARIES = ("confluent-kafka", "kafka-python")
CODECS = ("none", "gzip", "snappy", "lz4", "zstd")


class AllClients:
    def __init__(self, cluster, folder, with_python):
        self.cluster, self.tape = cluster, folder("run.ktape")
        self.libraries = LIBRARIES if with_python else ()
        self.seen = scenario.Seen()
        self.topics = ["java", "acks0", "txn", "console", *self.libraries]
        self.bootstrap = self.status = self.console = None
        self.clients = self.brokers = self.record = None

    # ---- the traffic

    def record_all(self, broker_tap):
        for topic in self.topics:
            self.cluster.tool("kafka-topics", "--create", "--topic", topic,
                              "--partitions", "3",
                              bootstrap=self.cluster.inside_bootstrap)
        before = len(broker_tap.drained())
        port = free_ports(8, ("127.0.0.1", tap.CLIENT_SIDE))
        self.bootstrap = f"{tap.CLIENT_SIDE}:{port}"
        with tape.Record(self.cluster.bootstrap, self.tape, "--advertise",
                         tap.CLIENT_SIDE, port=port) as record, \
                tap.Tap(tap.CLIENT_SIDE, "127.0.0.1",
                        range(port, port + 8)) as client_tap:
            self.record = record
            self.java_clients()
            self.console_tools()
            for library in self.libraries:
                self.python_clients(library)
            self.status = record.stop()
            self.pid = record.pid
            self.log = record.text()
            self.clients = client_tap.drained()
        self.brokers = broker_tap.drained()[before:]

    def java_clients(self):
        b, seen = self.bootstrap, self.seen
        for i, codec in enumerate(CODECS):
            seen.produced(java("produce", b, "java", i * 200, 200, codec,
                               "all" if i % 2 else "1"))
        run(java("produce", b, "acks0", 0, 300, "none", "0"))
        seen.consume(java("consume", b, "java", "java-classic", 1000,
                          "classic", "read_committed"))
        seen.consume(java("consume", b, "java", "java-new", 1000,
                          "consumer", "read_uncommitted"))
        seen.consume(java("consume", b, "acks0", "java-acks0", 300,
                          "classic", "read_uncommitted"))
        run(java("transactions", b, "txn", "txn-java", "java-txn"))
        seen.consume(java("consume", b, "txn", "java-committed", 140,
                          "classic", "read_committed"))

    def console_tools(self):
        text = "".join(line + "\n" for line in TEXT)
        self.cluster.tool("kafka-console-producer", "--topic", "console",
                          bootstrap=self.bootstrap, stdin=text)
        self.console = self.cluster.tool(
            "kafka-console-consumer", "--topic", "console",
            "--from-beginning", "--max-messages", str(len(TEXT)),
            "--group", "console-group", bootstrap=self.bootstrap).split("\n")
        self.cluster.tool("kafka-topics", "--describe",
                          bootstrap=self.bootstrap)

    def python_clients(self, library):
        b, seen = self.bootstrap, self.seen
        for i, codec in enumerate(CODECS):
            seen.produced(python(library, "produce", b, library, i * 200, 200,
                                 codec))
        seen.consume(python(library, "consume", b, library,
                            f"group-{library}", 1000))
        run(python(library, "transactions", b, "txn", f"txn-{library}"))

    # ---- what must hold

    def check_finds_only_what_was_done(self):
        scenario.assert_faults(self.tape)

    def the_recording_ended_well(self):
        assert self.status == 0, self.log
        tape.assert_complete(self.tape)
        assert int(tape.fact(self.tape, "indexed")) == 1

    def every_record_of_the_broker_is_on_the_tape_once(self):
        for topic in self.topics:
            truth = traffic.parse(run(java(
                "read", self.cluster.bootstrap, topic,
                "read_uncommitted")))[0]
            scenario.assert_same("read around ktape", truth, "on the tape",
                                 scenario.tape_records(self.tape, topic))
        # aborted ones, too, and what nobody fetched
        assert len(truth) > 0 and len(traffic.parse(run(java(
            "read", self.cluster.bootstrap, "txn", "read_uncommitted")))[0]) \
            == 200 + 160 * len(self.libraries)

    def what_was_acknowledged_is_on_the_tape(self):
        on_tape = set(map(traffic.from_tape,
                          tape.rows(self.tape, tape.RECORDS)))
        missing = set(self.seen.records) - on_tape
        assert self.seen.records and not missing, list(missing)[:4]

    def what_was_consumed_has_its_delivery(self):
        missing = set(self.seen.consumed) - scenario.deliveries(self.tape)
        assert self.seen.consumed and not missing, list(missing)[:4]

    def the_console_tools_work_and_their_records_are_there(self):
        assert sorted(self.console) == sorted(TEXT + [""])
        values = [r[4] for r in tape.rows(self.tape, """
            SELECT topic, partition, "offset", key, value FROM records
            WHERE topic = 'console'""")]
        assert sorted(values) == sorted(TEXT)

    def commits_are_those_of_the_clients_and_of_the_broker(self):
        ours = scenario.tape_commits(self.tape)
        groups = {c.group for c in self.seen.commits}
        scenario.assert_same(
            "committed", self.seen.commits, "on the tape",
            [c for c in ours if c.group in groups])
        last = {(c.group, c.topic, c.partition): c.offset for c in ours}
        for row in tape.rows(self.tape, """
                SELECT c.group_id, t.name, tp.partition, c.committed_offset
                FROM offset_commit c JOIN topic_partition tp ON tp.id = c.tp
                JOIN topic t ON t.id = tp.topic WHERE c.kind = 'txn'
                AND c.error_code = 0"""):
            last[row[:3]] = row[3]
        brokers = scenario.described(self.cluster)
        ours_only = {k: v for k, v in brokers.items() if k[0] != "workers"}
        assert last == ours_only, (last, ours_only)
        assert last[("java-txn", "txn", 0)] == 7

    def transactions_and_their_markers_are_there(self):
        markers = dict(tape.rows(self.tape, """
            SELECT control, count(*) FROM batch WHERE control IS NOT NULL
            GROUP BY control"""))
        assert markers.get("COMMIT", 0) >= 3, markers
        assert markers.get("ABORT", 0) >= 3, markers
        produced = tape.rows(self.tape, """
            SELECT b.id, b.base_offset, b.records, p.outcome, p.error_code
            FROM batch b JOIN produce p ON p.batch = b.id
            WHERE b.transactional AND p.transactional_id = 'txn-java'""")
        assert sum(p[2] for p in produced if p[3] == "ok") == 200, produced
        assert tape.one(self.tape, "SELECT count(*) FROM aborted") > 0

    def all_brokers_were_used(self):
        ports = {c.port for c in self.clients}
        assert len(ports) == 1 + len(self.cluster.nodes), ports

    def each_broker_is_in_its_rack(self):
        racks = dict(tape.rows(self.tape, """
            SELECT node_id, rack FROM broker WHERE node_id >= 0"""))
        assert racks == {n: f"rack-{n}" for n in self.cluster.nodes}, racks

    def both_sides_agree_byte_for_byte(self):
        comparison = tap.Comparison({
            (HOST, port): (tap.CLIENT_SIDE,
                           int(self.bootstrap.split(":")[1]) + 1 + node)
            for node, port in self.cluster.ports.items()})
        left = comparison.streams(self.clients, self.brokers)
        print(f"# {comparison.bytes} bytes, {comparison.same} answers the "
              f"same, {comparison.rewritten} rewritten")
        assert comparison.bytes > 200_000 and comparison.same > 100
        assert comparison.apis.keys() >= {0, 1, 3, 8, 10, 11, 14, 18, 22, 68}
        strangers = [c.up[:60] for c in left if tap.OWN not in c.up]
        assert not strangers, strangers

    def no_address_of_the_broker_reached_a_client(self):
        tap.scan(self.clients, HOST, self.cluster.ports.values())

    def only_ktape_connected_to_the_broker(self):
        assert self.brokers
        strangers = tap.strangers(self.brokers, self.clients, {self.pid})
        assert not strangers, strangers

    def nothing_was_left_undecoded(self):
        bad = tape.rows(self.tape, """
            SELECT a.name, e.api_version, f.direction, f.state, f.why
            FROM frame f JOIN exchange e ON e.id = f.exchange
            LEFT JOIN api a ON a.key = e.api_key
            WHERE f.state <> 'understood' LIMIT 5""")
        assert not bad, bad


def librdkafka_through_ktape(cluster):
    """test_librdkafka, with this Kafka in the mock's place."""
    done = subprocess.run(
        [os.path.join(tape.BUILD, "tests/e2e/test_librdkafka")],
        env=dict(os.environ, KTAPE_TEST_UPSTREAM=cluster.bootstrap,
                 KTAPE=tape.KTAPE),
        stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True,
        timeout=600, check=False)
    assert done.returncode == 0, done.stdout


def main(nodes):
    suite = Suite()
    why = set_up("broker", "tools", "java")
    if why:
        suite.skip(f"all_clients_on_{nodes}_brokers", why)
        return suite.finish()
    no_python = set_up("venv")
    if no_python:
        suite.skip(f"python_clients_on_{nodes}_brokers", no_python)
    with Cluster(nodes, tapped=True) as cluster, tape.Folder() as folder, \
            tap.Tap(HOST, HIDDEN, cluster.ports.values()) as broker_tap:
        with suite.check("librdkafka_through_ktape"):
            librdkafka_through_ktape(cluster)
        it = AllClients(cluster, folder, not no_python)
        it.record_all(broker_tap)
        suite.run([
            it.the_recording_ended_well,
            it.check_finds_only_what_was_done,
            it.every_record_of_the_broker_is_on_the_tape_once,
            it.what_was_acknowledged_is_on_the_tape,
            it.what_was_consumed_has_its_delivery,
            it.the_console_tools_work_and_their_records_are_there,
            it.commits_are_those_of_the_clients_and_of_the_broker,
            it.transactions_and_their_markers_are_there,
            it.all_brokers_were_used,
            it.each_broker_is_in_its_rack,
            it.both_sides_agree_byte_for_byte,
            it.no_address_of_the_broker_reached_a_client,
            it.only_ktape_connected_to_the_broker,
            it.nothing_was_left_undecoded,
        ])
    return suite.finish()
