#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""test_expect.py - `ktape check --expect` on real traffic: a service that makes
an invoice of each order and routes what it can't process to its dead-letter
topic; one that drops it; and for each kind of expectation one that holds and one
that doesn't."""
import json
import os
import shutil
import sys

sys.path[:0] = [os.path.join(os.path.dirname(__file__), d)
                for d in ("../lib", ".")]

from checks import Suite  # noqa: E402
from cluster import KAFKA, Cluster, set_up  # noqa: E402
from faults import PATIENCE, Clients  # noqa: E402
import tape  # noqa: E402

ORDERS, POISON, RETRIES, LEFT = 12, 5, 3, 4
SERVICES = ("router", "dropper")

DLQ = """
[dlq {0}.dlq]
topic = {0}
group = {0}
match = value:$.id header:order
"""
OUTPUT = "output = {0}.out\noutput-match = value:$.of\n"
HOLDS = f"""
[topic router]
records = {ORDERS}
unique = value:$.id
version = value:$.id rising
[topic router.out]
records = {ORDERS - 1}
[topic router.dlq]
records = 1
unique = key
[topic dropper.dlq]
records = 0
[group router]
topic = router
consumes = all
lag = 0
within = 5m
[group late]
topic = router
lag <= {LEFT}
"""
BROKEN = f"""
[topic router]
records = {ORDERS + 1}
unique = key
version = value:$.left
[group late]
topic = router
consumes = all
lag <= {LEFT - 1}
within = 0ms
"""


class Expect:
    """What is recorded, and what ktape says of it."""

    def __init__(self, cluster, folder):
        self.cluster, self.folder = cluster, folder
        self.tape = folder("expect.ktape")
        self.clients = self.writer = None

    def record(self):
        with tape.Record(self.cluster.bootstrap, self.tape) as record:
            self.clients = Clients(record.bootstrap)
            admin = self.clients.admins.AdminClient(
                {"bootstrap.servers": self.cluster.inside_bootstrap})
            for made in admin.create_topics([
                    self.clients.admins.NewTopic(s + t, 1, 1)
                    for s in SERVICES for t in ("", ".out", ".dlq")]).values():
                made.result(PATIENCE)
            self.writer = self.clients.producer("writer")
            for service in SERVICES:
                for n in range(ORDERS):
                    self.write(service, {"id": n, "bad": n == POISON,
                                         "left": ORDERS - n})
                self.serve(service)
            self.fall_behind()
            self.writer = None
            assert record.stop() == 0, record.said()

    def write(self, topic, value, headers=None):
        self.writer.produce(topic, json.dumps(value), "key", 0,
                            headers=headers)
        assert self.writer.flush(PATIENCE) == 0

    def reader(self, group, topic):
        reader = self.clients.consumer(group)
        reader.subscribe([topic])
        return reader

    def serve(self, service):
        """Each order becomes an invoice, or, after some attempts, what the
        service makes of it."""
        reader, attempts = self.reader(service, service), 0
        while True:
            message = reader.consume(1, PATIENCE)[0]
            order = json.loads(message.value())
            if order["bad"] and attempts < RETRIES:
                attempts += 1
                reader.seek(self.clients.at(service, message.offset()))
                continue
            if not order["bad"]:
                self.write(service + ".out", {"of": order["id"]})
            elif service == "router":
                self.write(service + ".dlq", order,
                           [("order", str(order["id"]).encode())])
            self.clients.commit(reader, service, message.offset() + 1)
            if order["id"] == ORDERS - 1:
                break
        reader.close()

    def fall_behind(self):
        reader = self.reader("late", "router")
        self.clients.read(reader, ORDERS)
        self.clients.commit(reader, "router", ORDERS - LEFT)
        reader.close()

    def check(self, text, *options):
        """{name: verdict and findings} of what `text` expects, and the exit
        status."""
        path = self.folder("a.expect")
        with open(path, "w", encoding="utf-8") as f:
            f.write(text)
        done = tape.ktape("check", self.tape, "--expect", path, "--report",
                          "json", *options)
        assert done.stdout, done
        return {c["check"]: c for c in json.loads(done.stdout)["checks"]
                if " " in c["check"]}, done.returncode

    def all_that_holds_passes(self):
        found, status = self.check(HOLDS + DLQ.format("router")
                                   + OUTPUT.format("router"))
        bad = {n: c for n, c in found.items() if c["verdict"] != "PASS"}
        assert len(found) == 12 and not bad and status == 0, (bad, status)

    def each_that_does_not_fails(self):
        found, status = self.check(BROKEN, "--only", "expect",
                                   "--only", "order.version")
        good = {n: c for n, c in found.items() if c["verdict"] != "FAIL"}
        assert len(found) == 6 and not good and status == 1, (good, status)
        for name, c in found.items():
            for f in c["findings"]:
                shown = tape.ktape("dump", self.tape, "--exchange",
                                   str(f["exchange_id"]))
                assert shown.returncode == 0 and "router" in shown.stdout, \
                    (name, f, shown)

    def a_dropped_record_is_found(self):
        found, status = self.check(
            DLQ.format("dropper") + OUTPUT.format("dropper"),
            "--only", "dlq")
        c = found["dlq.routed dropper to dropper.dlq"]
        assert (status, c["verdict"], c["examined"]) == (1, "FAIL", ORDERS), c
        assert [f["offset"] for f in c["findings"]] == [POISON], c

    def without_an_output_what_was_tried_again_is_known(self):
        found, status = self.check(DLQ.format("dropper")
                                   + DLQ.format("router"), "--only", "dlq")
        routed = found["dlq.routed router to router.dlq"]
        dropped = found["dlq.routed dropper to dropper.dlq"]
        assert (status, routed["verdict"], routed["examined"]) == \
            (0, "PASS", 1), routed
        assert dropped["verdict"] == "SUSPECT", dropped
        assert [f["offset"] for f in dropped["findings"]] == [POISON]

    def what_nobody_spoke_of_is_not_proven(self):
        found, status = self.check("[topic ruoter]\nrecords = 0\n"
                                   "[group ruoter]\ntopic = router\n"
                                   "consumes = all\n")
        assert {c["verdict"] for c in found.values()} == {"NONE"}, found
        assert status == tape.UNPROVEN, status


def main():
    suite = Suite()
    why = set_up("broker", "venv")
    if why:
        suite.skip("expect", why)
        return suite.finish()
    python = f"{KAFKA}/venv/bin/python"
    if os.path.realpath(sys.prefix) != os.path.realpath(f"{KAFKA}/venv"):
        os.execv(python, [python, os.path.abspath(__file__)])
    with Cluster(1) as cluster, tape.Folder() as folder:
        it = Expect(cluster, folder)
        it.record()
        if os.environ.get("KEEP"):
            shutil.copy(it.tape, os.environ["KEEP"])
        suite.run([it.all_that_holds_passes,
                   it.each_that_does_not_fails,
                   it.a_dropped_record_is_found,
                   it.without_an_output_what_was_tried_again_is_known,
                   it.what_nobody_spoke_of_is_not_proven])
    return suite.finish()


if __name__ == "__main__":
    sys.exit(main())
