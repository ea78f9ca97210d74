#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""test_regression.py - `ktape test -b` on a real Kafka: a service in Python, on
confluent-kafka, on kafka-python, and with transactions (billing.py), against
what was recorded of it, as it was and with each fault."""
import os
import sys

sys.path[:0] = [os.path.join(os.path.dirname(__file__), d)
                for d in ("../lib", ".")]

from checks import Suite, wait_for  # noqa: E402
from cluster import KAFKA, Cluster, set_up  # noqa: E402
from regression import (  # noqa: E402
    FAULTS, SERVICE as FEEDER, assert_fault, assert_said, planted)
import scenario  # noqa: E402
import tape  # noqa: E402

ORDERS = 1000
SERVICE = (f"{KAFKA}/venv/bin/python",
           os.path.join(os.path.dirname(os.path.abspath(__file__)),
                        "billing.py"))
# reads only what comes once it is there
LATEST = ("env", 'CLIENT_OPTIONS={"auto.offset.reset": "latest"}', *SERVICE,
          "confluent")
LIBRARIES = ("confluent", "kafka-python", "transactions")
# one can't be early, as it holds outputs and commits together
TRANSACTIONS = [f for f in FAULTS if f != "early"]


class Regression:
    def __init__(self, cluster, folder):
        self.cluster, self.folder = cluster, folder

    def checks(self):
        return [check for library in LIBRARIES for check in (
            self.recorded(library), self.same(library),
            *(self.fault(library, f) for f in
              (TRANSACTIONS if library == "transactions" else FAULTS)))] + [
                  self.latest_is_recorded,
                  self.latest_is_not_fed_before_it_is_there,
                  self.transactions_that_are_left_are_found_out,
                  self.topics_with_records_are_refused,
                  self.transactions_on_the_embedded_broker_are_refused]

    def tape(self, library):
        return self.folder(f"{library}.ktape")

    def topics(self, *what):
        scenario.run([SERVICE[0], SERVICE[1], "topics", *what],
                     env={"KAFKA_BOOTSTRAP_SERVERS": self.cluster.bootstrap})

    def recorded(self, library):
        def check():
            self.topics("delete", "create")
            done = tape.ktape(
                "record", "-b", self.cluster.bootstrap, "-l", "127.0.0.1:0",
                "-w", self.tape(library), "--", "sh", "-c",
                f"{FEEDER} feed {ORDERS} && ORDERS={ORDERS} "
                f"{' '.join(SERVICE)} {library}", seconds=600)
            assert done.returncode == 0, done.stderr
        check.__name__ = f"{library}_is_recorded"
        return check

    def test(self, library, *options, fault="", command=None):
        with planted(fault):
            return tape.ktape("test", self.tape(library), "--timeout", "240s",
                              "--kill-after", "60s", *options, "--",
                              *(command or (*SERVICE, library)), seconds=600)

    def test_anew(self, library, **how):
        self.topics("delete")  # as on a cluster that nobody has used
        return self.test(library, "-b", self.cluster.bootstrap, **how)

    def same(self, library):
        def check():
            assert_said(self.test_anew(library), 0,
                        f"same        topic invoices: {ORDERS} records",
                        "same        group billing",
                        "same        transactions billing"
                        if library == "transactions" else
                        "same        commits billing")
        check.__name__ = f"{library}_as_it_was_is_the_same"
        return check

    def fault(self, library, fault):
        def check():
            assert_fault(self.test_anew(library, fault=fault), fault)
        check.__name__ = f"{library}_with_the_fault_{fault}_is_found_out"
        return check

    def latest_is_recorded(self):
        path = self.tape("latest")

        def fetches_all():
            return tape.one(path, """
                SELECT count(DISTINCT tp) FROM fetch JOIN topic_partition p
                ON p.id = tp JOIN topic t ON t.id = p.topic
                WHERE t.name = 'orders'""") == 3
        self.topics("delete", "create")
        with tape.Record(self.cluster.bootstrap, path) as record:
            to = {"KAFKA_BOOTSTRAP_SERVERS": record.bootstrap}
            with tape.Process("billing", LATEST,
                              {**to, "ORDERS": str(ORDERS)}) as billing:
                wait_for(fetches_all, "it fetches")
                scenario.run([FEEDER, "feed", str(ORDERS)], env=to)
                assert billing.wait() == 0, billing.said()
            assert record.stop() == 0, record.said()

    def latest_is_not_fed_before_it_is_there(self):
        assert_said(self.test_anew("latest", command=LATEST), 0,
                    f"same        topic invoices: {ORDERS} records",
                    "same        group billing")
        assert_fault(self.test_anew("latest", command=LATEST, fault="drop"),
                     "drop")

    def transactions_that_are_left_are_found_out(self):
        assert_said(self.test_anew("transactions", fault="plain"), 1,
                    "differs     transactions billing",
                    "outside of transactions")

    def topics_with_records_are_refused(self):
        self.test_anew("confluent")
        assert_said(self.test("confluent", "-b", self.cluster.bootstrap),
                    tape.UNPROVEN, "held records before the test")

    def transactions_on_the_embedded_broker_are_refused(self):
        assert_said(self.test("transactions"), tape.UNPROVEN,
                    "uses transactions", "with -b")


def main():
    suite = Suite()
    missing = set_up("venv")
    if missing:
        suite.skip("ktape_test_on_a_real_kafka", missing)
        sys.exit(suite.finish())
    with Cluster() as cluster, tape.Folder() as folder:
        suite.run(Regression(cluster, folder).checks())
    sys.exit(suite.finish())


if __name__ == "__main__":
    main()
