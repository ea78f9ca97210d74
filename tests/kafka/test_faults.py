#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""test_faults.py - faults made by real clients on a real Kafka (faults.py), and
what `ktape check` says of the tape: each is found where it was made, its innocent
twin (on the topic NAME-twin) isn't, and nothing else is."""
import os
import shutil
import signal
import sys

sys.path[:0] = [os.path.join(os.path.dirname(__file__), d)
                for d in ("../lib", ".")]

from actors import PATIENCE, Clients, Place, in_venv  # noqa: E402
from checks import Suite, wait_for  # noqa: E402
from cluster import Cluster, set_up  # noqa: E402
from faults import (ALONE, PROPERTIES, SCENES, Scenes, by_name,  # noqa: E402
                    check)
from meddler import Meddler  # noqa: E402
import tape  # noqa: E402

TWIN = "-twin"


class Faults:
    """All scenes, and their twins, each on a topic of its own."""

    def __init__(self, cluster, meddler, folder):
        self.cluster, self.meddler = cluster, meddler
        self.tape, self.expected = folder("faults.ktape"), {}
        self.found = None

    def record(self):
        with tape.Record(self.cluster.bootstrap, self.tape) as record:
            scenes = Scenes(self.cluster, self.meddler,
                            Clients(record.bootstrap, self.tape))
            scenes.create(n + t for n in SCENES + ALONE for t in ("", TWIN))
            for twin in (False, True):
                for name in SCENES + ALONE:
                    found = getattr(scenes, name)(
                        Place(name + TWIN * twin), twin)
                    if not twin:
                        self.expected[name] = found
            assert record.stop() == 0, record.said()
        self.found = check(self.tape)

    # ---- what ktape says

    def brokers_did_what_they_must(self):
        """They took no write of the fenced one, and left none out: looked at,
        and well."""
        for name in ("transaction.zombie", "order.sequence"):
            c = next(c for c in self.found if c["check"] == name)
            assert c["verdict"] == "PASS" and c["examined"], c

    def what_was_not_committed_came_again(self):
        twice = dict(tape.rows(self.tape, """
            SELECT topic, count(*) FROM (
              SELECT topic FROM delivered
              GROUP BY topic, "offset" HAVING count(*) > 1) GROUP BY 1"""))
        assert twice["redelivered"] == 4, twice
        assert "redelivered" + TWIN not in twice, twice


LOST = ("lost", "read_and_lost")
KEPT = "lost" + TWIN
QUICK = "broker.session.timeout.ms=6000\nbroker.heartbeat.interval.ms=500\n"


class LeaderKilled:
    """The leader dies when its follower stands still: what was acknowledged by
    the leader alone is gone, what all replicas in sync have is not."""

    def __init__(self, cluster, folder):
        self.cluster, self.tape = cluster, folder("killed.ktape")
        self.found = self.clients = self.admin = None
        self.writers, self.log = {}, {}

    def record(self):
        with tape.Record(self.cluster.bootstrap, self.tape) as record:
            self.clients = Clients(record.bootstrap)
            self.admin = self.clients.admins.AdminClient(
                {"bootstrap.servers": self.cluster.inside_bootstrap})
            self.create()
            self.write_all("first")
            wait_for(lambda: self.replicated() == {6}, "all replicas have "
                     "the first", PATIENCE)
            self.kill_leader()
            wait_for(lambda: self.leaders() <= {2, 3}, "leaders", PATIENCE)
            self.write_all("last")
            for name in (*LOST, KEPT):
                self.log[name] = self.read_all(name)
            assert record.stop() == 0, record.said()
        self.found = check(self.tape)

    def create(self):
        new = self.clients.admins.NewTopic
        made = [new(n, 1, replica_assignment=[[1, 2]], config={
            "unclean.leader.election.enable": "true"}) for n in LOST]
        made.append(new(KEPT, 1, replica_assignment=[[1, 2, 3]], config={
            "min.insync.replicas": "2"}))
        for done in self.admin.create_topics(made).values():
            done.result(PATIENCE)
        for name in (*LOST, KEPT):
            self.writers[name] = self.clients.producer(
                name, acks=1 if name in LOST else "all")

    def write_all(self, when):
        """Six records each; the last topic's when all in sync have them."""
        for name, writer in self.writers.items():
            self.clients.write(name, 6, writer, f"{when} ")

    def kill_leader(self):
        follower = self.cluster.processes[2]
        follower.send_signal(signal.SIGSTOP)
        try:
            self.write_all("then")
            # it is out of sync by now
            self.read_all("read_and_lost", 12)
            self.cluster.stop(1, signal.SIGKILL)
        finally:
            follower.send_signal(signal.SIGCONT)

    def replicated(self):
        """How far readers may read, asked beside ktape."""
        outside = Clients(self.cluster.inside_bootstrap).consumer("ends")
        try:
            return {outside.get_watermark_offsets(
                self.clients.at(n, 0), timeout=PATIENCE, cached=False)[1]
                for n in self.writers}
        finally:
            outside.close()

    def leaders(self):
        found = self.admin.list_topics(timeout=PATIENCE).topics
        return {found[n].partitions[0].leader for n in self.writers}

    def read_all(self, name, count=None):
        """{value: offset} of what is there, until `count`, or the last."""
        # an id of its own: another might be the same, which goes back
        reader, found = self.clients.consumer(
            name, client_id=f"{name} {count}"), {}
        reader.assign([self.clients.at(name, 0)])
        wait_for(lambda: found.update(
            (m.value().decode(), m.offset())
            for m in reader.consume(10, 0.2) if not m.error())
            or len(found) == count or "last record 5" in found,
                 f"{name} is read", PATIENCE, 0)
        reader.close()
        return found

    def what_was_acknowledged_and_is_gone_is_found(self):
        """The log says what is gone: the first of "then" may be there, as the
        answers to the follower's last fetches were under way."""
        found = by_name(self.found)
        for name in LOST:
            gone = {6 + n for n in range(6)
                    if f"then record {n}" not in self.log[name]}
            assert gone, self.log[name]
            lost = {o for c, v, o in found[name] if c == "loss.acked"
                    and v == "FAIL"}
            assert lost == gone, found[name]
        assert len(self.log[KEPT]) == 18, self.log[KEPT]
        assert not found[KEPT], found[KEPT]

    def that_fails_and_nothing_else(self):
        failed = {c["check"] for c in self.found if c["verdict"] == "FAIL"}
        assert failed == {"loss.acked"}, failed
        suspect = {c["check"] for c in self.found
                   if c["verdict"] == "SUSPECT"}
        assert suspect == {
            "order.divergence", "order.realtime",
            "hazard.offset-reply", "hazard.producer-config"}, suspect


def main():
    suite = Suite()
    why = set_up("broker", "java", "venv")
    if why:
        suite.skip("faults", why)
        return suite.finish()
    in_venv()
    with Cluster(1, tapped=True, properties=PROPERTIES) as cluster, \
            Meddler(cluster) as meddler, tape.Folder() as folder:
        it = Faults(cluster, meddler, folder)
        it.record()
        keep(it.tape)
        suite.run([it.brokers_did_what_they_must,
                   it.what_was_not_committed_came_again])
    said = by_name(it.found)
    for name in SCENES + ALONE:
        with suite.check(name + ("_is_found" if it.expected[name]
                                 else "_is_no_fault")):
            assert but_for_lag(said[name]) == it.expected[name], said[name]
        with suite.check(f"{name}_has_an_innocent_twin"):
            assert not said[name + TWIN], said[name + TWIN]
    with suite.check("nothing_else_is_found"):
        others = {n for n in said if n.removesuffix(TWIN)
                  not in SCENES + ALONE}
        assert not others, {n: said[n] for n in others}
    with Cluster(3, properties=QUICK) as cluster, tape.Folder() as folder:
        it = LeaderKilled(cluster, folder)
        it.record()
        keep(it.tape)
        suite.run([it.what_was_acknowledged_and_is_gone_is_found,
                   it.that_fails_and_nothing_else])
    return suite.finish()


def but_for_lag(found):
    """Without what a slow run adds: who stopped short is behind, too, once the
    recording has gone on for a minute."""
    return found - {("commit.lag", "SUSPECT", offset)
                    for check_name, _, offset in found
                    if check_name == "commit.uncommitted"}


def keep(path):
    """In the folder $KEEP, to look at."""
    if os.environ.get("KEEP"):
        shutil.copy(path, os.environ["KEEP"])


if __name__ == "__main__":
    sys.exit(main())
