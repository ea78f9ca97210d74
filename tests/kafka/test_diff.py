#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""test_diff.py - `ktape diff` on recordings of a real Kafka: the same traffic
again, to the same topics, at other offsets and by other producer ids, is the
same; and traffic in which one thing is different differs in just that."""
import json
import os
import sqlite3
import subprocess
import sys

sys.path[:0] = [os.path.join(os.path.dirname(__file__), d)
                for d in ("../lib", ".")]

from checks import Suite, wait_for  # noqa: E402
from cluster import KAFKA, Cluster, set_up  # noqa: E402
from faults import PATIENCE, Clients  # noqa: E402
import tape  # noqa: E402

ORDERS, PARTITIONS, CUSTOMERS = 40, 2, 5
TOPIC, PAID = "orders", "paid"
SAME, DIFFERS = 0, 1


def orders():
    """(partition, key, value, headers), in the order in which they are sent."""
    return [(n % CUSTOMERS % PARTITIONS, f"customer-{n % CUSTOMERS}",
             {"id": n, "cents": 100 + n, "lines": [{"sku": n}]},
             [("trace", b"%d" % n)]) for n in range(ORDERS)]


def without(n):
    found = orders()
    del found[n]
    return found


def with_more():
    return orders() + [(1, "customer-9", {"id": ORDERS}, [])]


def with_other_cents(n):
    found = orders()
    found[n][2]["cents"] += 1
    return found


def with_one_twice(n):
    found = orders()
    return found + [found[n]]


def with_two_exchanged(n):
    """Of one customer."""
    found = orders()
    found[n], found[n + CUSTOMERS] = found[n + CUSTOMERS], found[n]
    return found


def elsewhere(n):
    found = orders()
    found[n] = (1 - found[n][0], *found[n][1:])
    return found


def ends(clients):
    """{partition: where the log of orders ends}"""
    reader = clients.consumer("ends")
    found = {p: reader.get_watermark_offsets(
        clients.kafka.TopicPartition(TOPIC, p), PATIENCE)[1]
             for p in range(PARTITIONS)}
    reader.close()
    return found


def group_is_served(clients):
    """Has it a coordinator that takes commits?"""
    reader = clients.consumer("billing")
    try:
        clients.commit(reader, TOPIC, 0)
    except clients.kafka.KafkaException:
        return False
    finally:
        reader.close()
    return True


class Traffic:
    """One play: orders are written and read by a group, which commits; what it
    is paid is written in transactions."""

    def __init__(self, cluster, path):
        self.cluster, self.path = cluster, path

    def play(self, written=None, left=0, aborted=False, jumbled=False):
        begin = ends(Clients(self.cluster.inside_bootstrap))
        with tape.Record(self.cluster.bootstrap, self.path) as record:
            clients = Clients(record.bootstrap)
            self.write(clients, written or orders(), jumbled)
            self.pay(clients, aborted)
            self.read(clients, begin, left)
            assert record.stop() == 0, record.said()
        return self.path

    @staticmethod
    def write(clients, records, jumbled):
        """`jumbled`: members the other way round, in batches, compressed."""
        producer = clients.producer(
            "shop", linger_ms=20 if jumbled else 0, enable_idempotence=jumbled,
            compression_type="lz4" if jumbled else "none")
        for partition, key, value, headers in records:
            if jumbled:
                value = dict(reversed(value.items()))
            producer.produce(TOPIC, json.dumps(value), key, partition,
                             headers=headers)
            if not jumbled:
                assert producer.flush(PATIENCE) == 0
        assert producer.flush(PATIENCE) == 0

    @staticmethod
    def pay(clients, aborted):
        producer = clients.producer("till", transactional_id="till")
        producer.init_transactions(PATIENCE)
        for n in range(3):
            producer.begin_transaction()
            for m in range(4):
                producer.produce(PAID, f"paid {n} {m}", f"{m}", 0)
            if aborted and n == 1:
                assert producer.flush(PATIENCE) == 0
                producer.abort_transaction(PATIENCE)
            else:
                producer.commit_transaction(PATIENCE)

    @staticmethod
    def read(clients, begin, left):
        """From where this play began; `left` of each partition are not
        committed."""
        reader = clients.consumer("billing")
        partition = clients.kafka.TopicPartition
        end = ends(clients)
        reader.assign([partition(TOPIC, p, begin[p]) for p in begin])
        clients.read(reader, sum(end[p] - begin[p] for p in begin))
        reader.commit(offsets=[partition(TOPIC, p, end[p] - left)
                               for p in begin], asynchronous=False)
        reader.close()


class Diff:
    def __init__(self, cluster, folder):
        self.cluster, self.folder = cluster, folder
        self.before = Traffic(cluster, folder("before.ktape")).play()

    def again(self, *options, **how):
        """What `ktape diff` says of another play, and its exit status."""
        after = self.folder("after.ktape")
        if os.path.exists(after):
            os.unlink(after)
        Traffic(self.cluster, after).play(**how)
        done = tape.ktape("diff", self.before, after, "--report", "json",
                          *options)
        assert done.stdout, done
        found = json.loads(done.stdout)
        self.queries_show_it(after, found)
        return found, done.returncode

    def queries_show_it(self, after, found):
        """In the plain shell."""
        for unit in found["units"]:
            for item in unit["items"]:
                shown = subprocess.run(
                    ["sqlite3", "-list", "-cmd", f"ATTACH '{after}' AS b", self.before,
                     item["sql"]], check=True, capture_output=True,
                    text=True).stdout
                sides = [line[0] for line in shown.splitlines()]
                expected = {"missing": {"A"}, "extra": {"B"}}.get(
                    item["class"], {"A", "B"})
                assert set(sides) == expected, (item, shown)

    @staticmethod
    def differences(found):
        """(part, name, class, how many) of all that is not the same."""
        return [(u["part"], u["name"], c, u[c]) for u in found["units"]
                for c in ("missing", "extra", "changed", "duplicate",
                          "reordered", "moved") if u[c]]

    def only(self, expected, *options, **how):
        found, status = self.again(*options, **how)
        assert self.differences(found) == expected, json.dumps(found)[:3000]
        assert status == (DIFFERS if expected else SAME), status
        assert not found["holes"], found["holes"]
        return found

    def the_same_again_is_the_same(self):
        found = self.only([])
        assert found["compared"] == 2 * (ORDERS + 12), found["compared"]
        assert [(u["part"], u["name"], u["same"]) for u in found["units"]] == [
            ("records", TOPIC, ORDERS), ("records", PAID, 12),
            ("commits", "billing", PARTITIONS), ("transactions", "till", 1)]

    def other_batches_and_other_json_are_the_same(self):
        self.only([], jumbled=True)

    def a_lost_record_is_missing(self):
        found = self.only([("records", TOPIC, "missing", 1)],
                          written=without(17))
        item = found["units"][0]["items"][0]
        assert json.loads(item["value"])["id"] == 17, item
        assert item["b"] is None, item

    def one_more_is_extra(self):
        self.only([("records", TOPIC, "extra", 1)], written=with_more())

    def another_field_is_changed(self):
        found = self.only([("records", TOPIC, "changed", 1)],
                          written=with_other_cents(17))
        assert found["units"][0]["items"][0]["differences"] == [
            {"place": "$.cents", "a": "117", "b": "118"}]

    def what_is_ignored_is_not(self):
        self.only([], "--ignore", "value:$.cents",
                  written=with_other_cents(17))

    def one_sent_twice_is_a_duplicate(self):
        self.only([("records", TOPIC, "duplicate", 1)],
                  written=with_one_twice(17))

    def two_of_a_key_exchanged_are_reordered(self):
        self.only([("records", TOPIC, "reordered", 1)],
                  written=with_two_exchanged(17))

    def another_partition_is_moved(self):
        self.only([("records", TOPIC, "moved", 1)], written=elsewhere(17))

    def a_group_that_stopped_short_is_seen(self):
        found = self.only([("commits", "billing", "changed", PARTITIONS)],
                          left=2)
        item = found["units"][2]["items"][0]
        assert item["a"].startswith("24 of 24 records"), item
        assert item["b"].startswith("22 of 24 records"), item

    def an_aborted_transaction_is_seen(self):
        found = self.only([("records", PAID, "missing", 4),
                           ("transactions", "till", "changed", 1)],
                          aborted=True)
        item = found["units"][3]["items"][0]
        assert item["a"] == "3 committed (12 records), 0 aborted", item
        assert item["b"] == "2 committed (8 records), 1 aborted", item
        assert found["aborted_b"] == 4, found

    def a_gap_takes_the_proof(self):
        after = self.folder("gap.ktape")
        Traffic(self.cluster, after).play(written=without(17))
        db = sqlite3.connect(after)
        db.execute("INSERT INTO gap (why, api_key, topic, frames) "
                   "VALUES ('planted', 0, ?, 2)", (TOPIC,))
        db.commit()
        db.close()
        done = tape.ktape("diff", self.before, after)
        assert done.returncode == tape.UNPROVEN, done
        assert "(not proven" in done.stdout, done.stdout


def main():
    suite = Suite()
    why = set_up("broker", "venv")
    if why:
        suite.skip("diff", why)
        return suite.finish()
    python = f"{KAFKA}/venv/bin/python"
    if os.path.realpath(sys.prefix) != os.path.realpath(f"{KAFKA}/venv"):
        os.execv(python, [python, os.path.abspath(__file__)])
    with Cluster(1) as cluster, tape.Folder() as folder:
        clients = Clients(cluster.inside_bootstrap)
        admin = clients.admins.AdminClient(
            {"bootstrap.servers": cluster.inside_bootstrap})
        for made in admin.create_topics([
                clients.admins.NewTopic(TOPIC, PARTITIONS, 1),
                clients.admins.NewTopic(PAID, 1, 1)]).values():
            made.result(PATIENCE)
        wait_for(lambda: group_is_served(clients), "a coordinator")
        it = Diff(cluster, folder)
        suite.run([it.the_same_again_is_the_same,
                   it.other_batches_and_other_json_are_the_same,
                   it.a_lost_record_is_missing,
                   it.one_more_is_extra,
                   it.another_field_is_changed,
                   it.what_is_ignored_is_not,
                   it.one_sent_twice_is_a_duplicate,
                   it.two_of_a_key_exchanged_are_reordered,
                   it.another_partition_is_moved,
                   it.a_group_that_stopped_short_is_seen,
                   it.an_aborted_transaction_is_seen,
                   it.a_gap_takes_the_proof])
    return suite.finish()


if __name__ == "__main__":
    sys.exit(main())
