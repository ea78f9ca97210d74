#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""test_attribution.py - many consumers of a real Kafka at once, and for which
group each of their fetches was, as the tape tells it.  Which sockets a client
really has is seen from outside: by its process, or by its own address."""
import json
import os
import sys

sys.path[:0] = [os.path.join(os.path.dirname(__file__), d)
                for d in ("../lib", ".")]

from checks import Suite, free_ports, wait_for  # noqa: E402
from cluster import JAVA, KAFKA, Cluster, set_up  # noqa: E402
import scenario  # noqa: E402
import tape  # noqa: E402

TOPICS = ("a", "b", "c")
RECORDS = 600


class Process:
    """What a client is, and the group that each of its sockets fetches for; a
    set of groups where it has several."""

    def __init__(self, name, groups, command, env=None, ambiguous=False):
        self.name, self.groups, self.ambiguous = name, set(groups), ambiguous
        self.live = scenario.Live(command, env)
        self.ports = set()

    def look(self):
        """Note the local ports of its sockets."""
        inodes = set()
        try:
            for fd in os.listdir(f"/proc/{self.live.process.pid}/fd"):
                link = os.readlink(f"/proc/{self.live.process.pid}/fd/{fd}")
                if link.startswith("socket:"):
                    inodes.add(link[len("socket:["):-1])
        except FileNotFoundError:
            pass
        for table in ("tcp", "tcp6"):
            with open(f"/proc/net/{table}", encoding="ascii") as f:
                for line in list(f)[1:]:
                    row = line.split()
                    if row[9] in inodes:
                        self.ports.add(int(row[1].rsplit(":", 1)[1], 16))


def java_members(bootstrap, *members):
    return [*JAVA, "-cp", f"{KAFKA}/java:{KAFKA}/broker/*", "Groups",
            bootstrap, *members]


class Attribution:
    def __init__(self, cluster, folder, with_python):
        self.cluster, self.tape = cluster, folder("run.ktape")
        self.with_python = with_python
        self.processes, self.statuses, self.log = [], [], ""
        self.port = free_ports(104, ("127.0.0.1",))
        self.shop = f"127.0.0.1:{self.port}"
        self.mail = f"127.0.0.1:{self.port + 100}"

    # ---- the traffic

    def start(self, *arguments, **more):
        self.processes.append(Process(*arguments, **more))

    def python(self, name, library, group, topic, where, options=None):
        env = {"PATIENCE": "600"}
        if options:
            env["CLIENT_OPTIONS"] = json.dumps(options)
        self.start(name, {group}, scenario.python(
            library, "consume", where, topic, group, 10 ** 9), env)

    def start_all(self):
        shop, mail = self.shop, self.mail
        default = "client.id="  # Java makes one out of the group's name
        self.start("java classic", {"j1"}, java_members(
            shop, f"j1 j1 a {default}"))
        self.start("java kip848", {"j2"}, java_members(
            shop, f"j2 j2 a {default} group.protocol=consumer"))
        self.start("java own ids", {"j3", "j4"}, java_members(
            shop, "mine-3 j3 a x=y", "mine-4 j4 b x=y"))
        self.start("java one id, two topics", {"j5", "j6"}, java_members(
            shop, "x j5 b client.id=same", "x j6 c client.id=same"))
        self.start("java one id, one topic", {"j7", "j8"}, java_members(
            shop, "x j7 a client.id=twin", "x j8 a client.id=twin"),
                   ambiguous=True)
        self.start("java mail", {"m1"}, java_members(
            mail, "mail m1 a client.id=rdkafka"))
        self.start("java no group", set(), [
            *scenario.java("follow", shop, "b")])
        if not self.with_python:
            return
        self.python("librdkafka own id", "confluent-kafka", "l1", "b", shop)
        self.python("librdkafka default 1", "confluent-kafka", "l2", "b",
                    shop, {"client.id": "rdkafka"})
        self.python("librdkafka default 2", "confluent-kafka", "l3", "c",
                    shop, {"client.id": "rdkafka"})
        self.python("kafka-python", "kafka-python", "k1", "c", shop)

    def groups(self):
        return sorted(g for p in self.processes for g in p.groups)

    def caught_up(self, what):
        """Every group has committed all that there is."""
        def all_committed():
            for p in self.processes:
                assert p.live.process.poll() is None, (p.name, p.live.errors)
                p.look()
            done = {g: n for g, n in tape.rows(self.tape, """
                SELECT o.group_id, sum(o.latest) FROM (
                  SELECT group_id, tp, max(committed_offset) AS latest
                  FROM offset_commit WHERE outcome = 'ok'
                  GROUP BY 1, 2) o GROUP BY 1""")}
            return all(done.get(g, 0) >= self.sent for g in self.groups())
        wait_for(all_committed, what, 400, 0.3)

    sent = 0

    def produce(self):
        for topic in TOPICS:
            scenario.run(scenario.java("produce", self.shop, topic, self.sent,
                                       RECORDS, "none", "all"))
        self.sent += RECORDS

    def record(self, *options):
        return tape.Record(self.cluster.bootstrap, self.tape,
                           "-l", f"shop={self.shop}",
                           "-l", f"mail={self.mail}", *options,
                           port=self.port)

    def record_all(self):
        for topic in TOPICS:
            self.cluster.tool("kafka-topics", "--create", "--topic", topic,
                              "--partitions", "4")
        try:
            with self.record() as record:
                self.start_all()
                self.produce()
                self.caught_up("all have read what there is")
                self.statuses.append(record.stop())
                self.log += record.text()
            with self.record("--append") as record:
                self.produce()
                self.caught_up("all have read what came behind the restart")
                self.statuses.append(record.stop())
                self.log += record.text()
        finally:
            for p in self.processes:
                p.live.__exit__()

    # ---- what must hold

    def check_finds_only_what_was_done(self):
        scenario.assert_faults(self.tape)

    def the_recordings_ended_well(self):
        assert self.statuses == [0, 0], self.log

    def truth(self):
        """{connection: process}"""
        found = {}
        for connection, peer in tape.rows(
                self.tape, "SELECT id, peer FROM connection "
                "WHERE source = 'client'"):
            port = int(peer.rsplit(":", 1)[1])
            owners = [p for p in self.processes if port in p.ports]
            if len(owners) == 1:
                found[connection] = owners[0]
        return found

    def fetches(self):
        """(connection, {(group, confidence, evidence)}) of each fetch."""
        rows = {}
        for exchange, connection, group, confidence, evidence in tape.rows(
                self.tape, """
                SELECT e.id, e.connection, a.group_id, a.confidence, a.evidence
                FROM exchange e LEFT JOIN attribution a
                ON a.connection = e.connection AND e.q >= a.since
                AND (a.until IS NULL OR e.q < a.until)
                JOIN connection c ON c.id = e.connection
                WHERE e.api_key = 1 AND c.source = 'client'"""):
            row = rows.setdefault(exchange, (connection, set()))
            if group:
                row[1].add((group, confidence, evidence))
        return rows.values()

    def no_fetch_is_attributed_to_a_wrong_group(self):
        truth, counts = self.truth(), {}
        wrong, unsure = [], []
        for connection, told in self.fetches():
            process = truth.get(connection)
            if not process:
                continue
            groups = {g for g, _, _ in told}
            kinds = {k for _, k, _ in told} or {"none"}
            kind = min(kinds)
            key = (process.name, kind)
            counts[key] = counts.get(key, 0) + 1
            if not groups <= process.groups or \
                    (kind != "ambiguous" and len(groups) > 1):
                wrong.append((process.name, told))
            if kind == "ambiguous" and not process.ambiguous or \
                    kind == "none" and process.groups:
                unsure.append((process.name, kind))
        total = sum(counts.values())
        for (name, kind), n in sorted(counts.items()):
            print(f"# {name}: {n} fetches {kind}")
        by_kind = {}
        for (_, kind), n in counts.items():
            by_kind[kind] = by_kind.get(kind, 0) + n
        print("# of", total, "fetches:", by_kind, "wrong:", len(wrong))
        assert total > 300 and not wrong, wrong[:4]
        clear = [n for (name, _), n in counts.items()
                 if any(p.name == name and p.groups and not p.ambiguous
                        for p in self.processes)]
        assert len(unsure) <= 0.01 * sum(clear), unsure[:9]

    def each_process_was_seen(self):
        seen = {p.name for p in self.truth().values()}
        assert seen == {p.name for p in self.processes}, seen

    def one_id_with_one_topic_is_ambiguous_and_said_so(self):
        truth = self.truth()
        rows = [(c, g, k) for c, g, k in tape.rows(
            self.tape, "SELECT connection, group_id, confidence "
            "FROM attribution") if c in truth and truth[c].ambiguous]
        assert rows and all(g in ("j7", "j8") for _, g, _ in rows), rows
        # a guess would name one of them
        assert {k for _, _, k in rows} == {"ambiguous"}, rows

    def who_has_no_group_has_no_attribution(self):
        truth = self.truth()
        loners = [c for c, p in truth.items() if not p.groups]
        rows = tape.rows(self.tape, "SELECT connection FROM attribution")
        assert loners and not {c for (c,) in rows} & set(loners)

    def the_evidence_is_named(self):
        found = dict(tape.rows(self.tape, """
            SELECT group_id, group_concat(DISTINCT evidence)
            FROM attribution GROUP BY 1"""))
        assert "listener" in found["m1"], found
        assert "client id" in found["j1"] and "client id" in found["j3"]
        if self.with_python:
            assert "client id" not in found["l2"] + found["l3"], found
            confidence = dict(tape.rows(self.tape, """
                SELECT group_id, max(confidence) FROM attribution
                WHERE group_id IN ('l2', 'l3', 'j5', 'j6') GROUP BY 1"""))
            assert set(confidence.values()) == {"likely"}, confidence

    def life_tells_when_a_group_was_given_a_record_and_committed_it(self):
        for group, topic in (("j1", "a"), ("j4", "b"), ("m1", "a")):
            n, delivered, committed = tape.rows(self.tape, """
                SELECT count(*), count(delivered_at), count(committed_at)
                FROM life WHERE group_id = ? AND topic = ?""",
                                                group, topic)[0]
            assert n == delivered == committed == self.sent, \
                (group, n, delivered, committed)
        bad = tape.rows(self.tape, """
            SELECT * FROM life WHERE produced_at > delivered_at
            OR delivered_at > committed_at LIMIT 3""")
        assert not bad, bad

    def flows_go_from_service_to_topic_to_group(self):
        for group, topic, consumer in (("j1", "a", "shop"), ("j4", "b", "shop"),
                                       ("m1", "a", "mail")):
            found = tape.rows(self.tape, """
                SELECT producer, consumer, produced, ambiguous,
                  delivered = (SELECT sum(deliveries) FROM life l
                    WHERE l.group_id = f.group_id AND l.topic = f.topic)
                FROM flows f WHERE topic = ? AND group_id = ?""", topic, group)
            assert found == [("shop", consumer, self.sent, 0, 1)], \
                (group, found)


def main():
    suite = Suite()
    why = set_up("broker", "tools", "java")
    if why:
        suite.skip("attribution", why)
        return suite.finish()
    no_python = set_up("venv")
    if no_python:
        suite.skip("attribution_of_python_clients", no_python)
    with Cluster(1) as cluster, tape.Folder() as folder:
        it = Attribution(cluster, folder, not no_python)
        it.record_all()
        suite.run([
            it.the_recordings_ended_well,
            it.check_finds_only_what_was_done,
            it.each_process_was_seen,
            it.no_fetch_is_attributed_to_a_wrong_group,
            it.one_id_with_one_topic_is_ambiguous_and_said_so,
            it.who_has_no_group_has_no_attribution,
            it.the_evidence_is_named,
            it.life_tells_when_a_group_was_given_a_record_and_committed_it,
            it.flows_go_from_service_to_topic_to_group,
        ])
        if suite.failed and os.environ.get("KEEP"):
            import shutil
            shutil.copy(it.tape, os.environ["KEEP"])
    return suite.finish()


if __name__ == "__main__":
    sys.exit(main())
