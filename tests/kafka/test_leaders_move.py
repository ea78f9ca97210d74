#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""test_leaders_move.py - a real Kafka of three brokers under clients that go
on while leaders move and ktape is restarted: the Java client, confluent-kafka,
kafka-python.  Relays on both sides keep every byte; at the end no client may
have gone around ktape, and the tape holds what the brokers hold."""
import os
import sys

sys.path[:0] = [os.path.join(os.path.dirname(__file__), d)
                for d in ("../lib", ".")]

from checks import Suite, free_ports, wait_for  # noqa: E402
from cluster import HIDDEN, HOST, Cluster, set_up  # noqa: E402
import scenario  # noqa: E402
import tape  # noqa: E402
import tap  # noqa: E402
import traffic  # noqa: E402

LIBRARIES = ("confluent-kafka", "kafka-python")


class LeadersMove:
    def __init__(self, cluster, folder, with_python):
        self.cluster, self.tape = cluster, folder("run.ktape")
        self.topics = ["java", *(LIBRARIES if with_python else ())]
        self.port = free_ports(8, ("127.0.0.1", tap.CLIENT_SIDE))
        self.bootstrap = f"{tap.CLIENT_SIDE}:{self.port}"
        self.lives, self.statuses, self.pids = {}, [], set()
        self.acked = self.clients = self.brokers = None
        self.logs = ""

    # ---- the traffic

    def record(self, *options):
        r = tape.Record(self.cluster.bootstrap, self.tape, "--advertise",
                        tap.CLIENT_SIDE, *options, port=self.port)
        self.pids.add(r.pid)
        return r

    def stop(self, record):
        self.statuses.append(record.stop())
        self.logs += record.text()

    def start_clients(self):
        for topic in self.topics:
            make = (lambda *a: scenario.java(*a)) if topic == "java" else \
                (lambda *a, t=topic: scenario.python(t, *a))
            self.lives[topic] = scenario.Live(make(
                "live", self.bootstrap, topic, f"group-{topic}"))

    def progress(self, what, count=150):
        """Each client had `count` more records acknowledged."""
        goals = {t: len(l.lines) + count for t, l in self.lives.items()}

        def there():
            for t, live in self.lives.items():
                if live.process.poll() is not None:
                    raise RuntimeError(f"{what}: {t} ended: {live.errors}")
            return all(len(self.lives[t].lines) >= n
                       for t, n in goals.items())
        try:
            wait_for(there, f"{what}: all clients go on", 300)
        except TimeoutError as e:
            raise TimeoutError(f"{e}: " + str({
                t: (len(l.lines) - goals[t], l.errors[-800:])
                for t, l in self.lives.items()})) from None

    def record_all(self, broker_tap):
        for topic in self.topics:
            self.cluster.tool("kafka-topics", "--create", "--topic", topic,
                              "--partitions", "3",
                              bootstrap=self.cluster.inside_bootstrap)
        with tap.Tap(tap.CLIENT_SIDE, "127.0.0.1",
                     range(self.port, self.port + 8)) as client_tap:
            try:
                with self.record() as record:
                    self.start_clients()
                    self.progress("at first")
                    self.move_leaders()
                    self.stop(record)
                with self.record("--append") as record:
                    self.progress("after ktape's restart")
                    self.acked = {t: l.finish()[0]
                                  for t, l in self.lives.items()}
                    self.stop(record)
            finally:
                for live in self.lives.values():
                    live.__exit__()
            self.clients = client_tap.drained()
        self.brokers = broker_tap.drained()

    def move_leaders(self):
        self.cluster.stop(2)
        self.progress("after a broker went")
        self.cluster.start(2)
        self.cluster.wait_until_up()
        self.cluster.tool("kafka-leader-election", "--election-type",
                          "preferred", "--all-topic-partitions",
                          bootstrap=self.cluster.inside_bootstrap)
        self.progress("after leaders moved back")

    # ---- what must hold

    def clients_work_while_leaders_move_and_ktape_is_restarted(self):
        assert self.statuses == [0, 0], self.logs
        assert all(len(a) > 500 for a in self.acked.values())

    def no_client_connected_around_ktape(self):
        strangers = tap.strangers(self.brokers, self.clients, self.pids)
        assert self.brokers and not strangers, strangers
        ports = {c.port for c in self.clients}
        assert len(ports) == 4, "clients use the bootstrap and all brokers"

    def no_address_of_a_broker_reached_a_client(self):
        tap.scan(self.clients, HOST, self.cluster.ports.values())

    def both_sides_agree_byte_for_byte(self):
        comparison = tap.Comparison({
            (HOST, port): (tap.CLIENT_SIDE, self.port + 1 + node)
            for node, port in self.cluster.ports.items()})
        comparison.streams(self.clients, self.brokers)
        assert comparison.rewritten > 10 and comparison.same > 500
        print(f"# {comparison.bytes} bytes, {comparison.same} answers the "
              f"same, {comparison.rewritten} rewritten")

    def check_finds_only_what_was_done(self):
        scenario.assert_faults(self.tape)

    def the_tape_is_complete_and_holds_what_the_brokers_hold(self):
        tape.assert_complete(self.tape)
        for topic in self.topics:
            truth = traffic.parse(scenario.run(scenario.java(
                "read", self.cluster.bootstrap, topic,
                "read_uncommitted")))[0]
            scenario.assert_same("read around ktape", truth, "on the tape", [
                r for r in scenario.tape_records(self.tape, topic)
                if r.offset is not None])
            missing = set(self.acked[topic]) - set(truth)
            assert not missing, f"{topic}: {list(missing)[:4]}"
        # what is there besides was refused, or nobody knows
        assert not tape.rows(self.tape, """
            SELECT * FROM batch b JOIN produce p ON p.batch = b.id
            WHERE b.base_offset IS NULL AND p.outcome = 'ok'""")

    def the_last_commits_are_the_brokers_(self):
        last = {(c.group, c.topic, c.partition): c.offset
                for c in scenario.tape_commits(self.tape)}
        assert last and last == scenario.described(self.cluster)


def main():
    suite = Suite()
    why = set_up("broker", "tools", "java")
    if why:
        suite.skip("leaders_move", why)
        return suite.finish()
    no_python = set_up("venv")
    if no_python:
        suite.skip("leaders_move_python_clients", no_python)
    with Cluster(3, tapped=True) as cluster, tape.Folder() as folder, \
            tap.Tap(HOST, HIDDEN, cluster.ports.values()) as broker_tap:
        it = LeadersMove(cluster, folder, not no_python)
        it.record_all(broker_tap)
        suite.run([
            it.clients_work_while_leaders_move_and_ktape_is_restarted,
            it.no_client_connected_around_ktape,
            it.check_finds_only_what_was_done,
            it.no_address_of_a_broker_reached_a_client,
            it.both_sides_agree_byte_for_byte,
            it.the_tape_is_complete_and_holds_what_the_brokers_hold,
            it.the_last_commits_are_the_brokers_,
        ])
    return suite.finish()


if __name__ == "__main__":
    sys.exit(main())
