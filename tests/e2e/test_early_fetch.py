#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""test_early_fetch.py - a fetch answer that arrives before the produce's ack,
and after it: one batch, its records once, one delivery.  A consumer parked at
the end of a log often gets the batch before the producer gets its ack; a
scripted broker does it every time."""
import os
import sys

sys.path.insert(0, os.path.join(os.path.dirname(__file__), "../lib"))

from checks import Suite  # noqa: E402
from sink import Sink  # noqa: E402
from wire import Connection, i32, i64  # noqa: E402
import tape  # noqa: E402
import wire  # noqa: E402

BASE = 41
RECORDS = [(b"key-%d" % n, b"value-%d" % n) for n in range(3)]
PLAIN, IDEMPOTENT = (-1, -1, -1), (4000, 0, 0)


def in_the_log(batch, base, leader_epoch=5):
    """As a broker gives it back: with its offset and a leader epoch, which the
    checksum leaves out."""
    return i64(base) + batch[8:12] + i32(leader_epoch) + batch[16:]


class EarlyFetch:
    def __init__(self, folder):
        self.folder = folder

    def exchange(self, name, producer, early):
        """One produce and one fetch of it, in the one order or the other."""
        batch = wire.batch(RECORDS, producer=producer)
        found = Sink.fetch_answer({0: (BASE + 3, in_the_log(batch, BASE))})
        with Sink({"t": 1}) as sink, \
                tape.Record(sink.bootstrap, self.folder(name)) as record, \
                Connection(record.address) as p, \
                Connection(record.address) as c:
            sink.on[wire.PRODUCE] = sink.on[wire.FETCH] = lambda *_: None
            c.send(wire.fetch(1, "t", 0, BASE))
            p.send(wire.produce(2, "t", 0, batch))
            fetch = sink.wait_for(wire.FETCH)[0]
            produce = sink.wait_for(wire.PRODUCE)[0]
            _, parts = sink.produced(produce)

            def ack():
                produce.answer(sink.produce_answer(parts, {0: BASE}))
                assert p.receive()[:4] == i32(2)
            if not early:
                ack()
            fetch.answer(found)
            assert c.receive() == i32(1) + found
            if early:
                ack()
            assert record.stop() == 0, record.said()
        return record.tape

    def check(self, name, producer, early):
        path = self.exchange(name, producer, early)
        tape.assert_complete(path)
        records = [(r[2], r[4], r[5]) for r in tape.rows(path, tape.RECORDS)]
        assert records == [(BASE + n, k.decode(), v.decode())
                           for n, (k, v) in enumerate(RECORDS)], records
        assert tape.rows(path, """
            SELECT base_offset, last_offset, records, acked_at IS NOT NULL,
              first_delivered_at IS NOT NULL, leader_epoch
            FROM batch""") == [(BASE, BASE + 2, 3, 1, 1, 5)], \
            tape.rows(path, "SELECT * FROM batch")
        assert tape.rows(path, """
            SELECT p.outcome, p.base_offset, p.batch = d.batch,
              f.fetch_offset FROM produce p, delivery d
            JOIN fetch f ON f.id = d.fetch""") == [("ok", BASE, 1, BASE)]
        first = "first_delivered_at < acked_at" if early else \
            "acked_at < first_delivered_at"
        assert tape.one(path, f"SELECT {first} FROM batch") == 1

    def before_the_ack_of_an_idempotent_producer(self):
        self.check("a.ktape", IDEMPOTENT, True)

    def after_the_ack_of_an_idempotent_producer(self):
        self.check("b.ktape", IDEMPOTENT, False)

    def before_the_ack_of_a_plain_producer(self):
        self.check("c.ktape", PLAIN, True)

    def after_the_ack_of_a_plain_producer(self):
        self.check("d.ktape", PLAIN, False)


def main():
    suite = Suite()
    with tape.Folder() as folder:
        it = EarlyFetch(folder)
        suite.run([it.before_the_ack_of_an_idempotent_producer,
                   it.after_the_ack_of_an_idempotent_producer,
                   it.before_the_ack_of_a_plain_producer,
                   it.after_the_ack_of_a_plain_producer])
    return suite.finish()


if __name__ == "__main__":
    sys.exit(main())
