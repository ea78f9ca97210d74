#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""test_disk_full.py - no space left where the tape lies: traffic stops or goes
on by policy, the tape stays valid, what is missing is counted in gaps, and all
goes on when there is room again.

The disk is a small tmpfs.  ktape keeps the last 32 MiB free for the end of the
tape, and leaves 64 MiB to it before the spill file may have more."""
import os
import signal
import subprocess
import sys
import tempfile
import threading

sys.path.insert(0, os.path.join(os.path.dirname(__file__), "../lib"))

from checks import PATIENCE, Suite, free_ports, wait_for  # noqa: E402
from sink import Sink  # noqa: E402
from tape import Record, ktape  # noqa: E402
from wire import produce_all  # noqa: E402
import tape  # noqa: E402
import wire  # noqa: E402

UNPROVEN, LOCAL_IO = 5, 6
MIB = 1 << 20
RESERVE = 32 * MIB

VALUE = bytes(range(256)) * 80
BIG = wire.batch([(b"k%d" % n, VALUE) for n in range(10)])  # 200 KB
COUNT = 150  # of them: 30 MB

SMALL_QUEUE = ("--queue", "2M", "--spill", "8M")


class SmallDisk:
    """A file system of 160 MiB."""

    def __enter__(self):
        self.path = tempfile.mkdtemp(prefix="ktape-small-")
        subprocess.run(["mount", "-t", "tmpfs", "-o", "size=160m", "tmpfs",
                        self.path], check=True, capture_output=True)
        return self

    def __exit__(self, *_):
        subprocess.run(["umount", "-l", self.path], check=False)
        os.rmdir(self.path)

    def fill(self, leave):
        free = os.statvfs(self.path)
        with open(f"{self.path}/filler", "wb") as f:
            os.posix_fallocate(f.fileno(), 0,
                               free.f_bavail * free.f_bsize - leave)

    def fill_up(self):
        """To the last byte, while others write, too."""
        with open(f"{self.path}/filler", "wb", buffering=0) as f:
            try:
                while f.write(bytes(MIB)) > 0:
                    pass
            except OSError:
                return

    def clear(self):
        os.remove(f"{self.path}/filler")

    def __call__(self, name):
        return os.path.join(self.path, name)


class Producer:
    """Sends all of COUNT in the background, and, if it `goes_on`, more until it
    is .enough."""

    def __init__(self, address, goes_on=False):
        self.address, self.trouble = address, None
        self.enough = threading.Event()
        if not goes_on:
            self.enough.set()
        self.done = threading.Event()
        self.thread = threading.Thread(target=self._work, daemon=True)

    def __enter__(self):
        self.thread.start()
        return self

    def __exit__(self, *_):
        self.enough.set()
        self.thread.join(PATIENCE)

    def _work(self):
        try:
            produce_all(self.address, COUNT, BIG)
            while not self.enough.is_set():
                produce_all(self.address, 10, BIG)
        except Exception as e:  # pylint: disable=broad-except
            self.trouble = e
        self.done.set()


def answered(sink):
    return sum(r.key == wire.PRODUCE for r in sink.requests)


def stalled(sink):
    """The broker gets no more requests; how many it got."""
    seen = [-1, 0]

    def same():
        now = answered(sink)
        seen[1] = seen[1] + 1 if now == seen[0] else 0
        seen[0] = now
        return seen[1] > 50  # looks, 20 ms apart
    wait_for(same, "the traffic stalls")
    return seen[0]


def halves(path):
    """Requests on the tape, and answers to them.  An answer that is there alone
    is one of what the gaps count: nobody can tell what it says."""
    return tape.one(path, """
        SELECT sum((request_bytes IS NOT NULL) + (response_bytes IS NOT NULL))
          - (SELECT count(*) FROM gap WHERE why LIKE '%request is lost')
        FROM exchange""")


def passed(path):
    """Requests and answers that passed the proxy: exchanges have their numbers
    from it, and the newest is on the tape."""
    return 2 * tape.one(path, "SELECT max(id) FROM exchange")


def gaps(path):
    return tape.rows(path, "SELECT why, frames, bytes FROM gap")


def assert_valid(path):
    assert tape.one(path, "PRAGMA integrity_check") == "ok"
    twice = tape.rows(path, """
        SELECT tp, "offset" FROM record WHERE "offset" IS NOT NULL
        GROUP BY 1, 2 HAVING count(*) > 1 LIMIT 5""")
    assert not twice, twice


def traffic_stops_and_nothing_is_lost():
    """--on-full=block: the producer waits until there is room."""
    with SmallDisk() as disk, Sink({"t": 4}) as sink, \
            Record(sink.bootstrap, disk("full.ktape"), *SMALL_QUEUE) as r:
        disk.fill(RESERVE + 8 * MIB)
        with Producer(r.address) as producer:
            r.line("disk full")
            r.held_back(1.1)
            assert answered(sink) < COUNT and not producer.done.is_set()
            assert tape.one(r.tape, "SELECT count(*) FROM record") > 0
            assert_valid(r.tape)
            disk.clear()
            assert producer.done.wait(PATIENCE), "it did not go on\n" + r.said()
            assert not producer.trouble, producer.trouble
        r.line("written again")
        assert r.stop() == 0, r.said()
        assert tape.one(r.tape, "SELECT count(*) FROM record") == 10 * COUNT
        tape.assert_complete(r.tape)
        assert_valid(r.tape)
        assert tape.rows(r.tape, "SELECT why FROM stall")
        assert not os.path.exists(r.tape + ".spill")


def traffic_goes_on_and_gaps_count_what_is_missing():
    """--on-full=drop: the producer notices nothing."""
    with SmallDisk() as disk, Sink({"t": 4}) as sink, \
            Record(sink.bootstrap, disk("full.ktape"), *SMALL_QUEUE,
                   "--on-full", "drop") as r:
        disk.fill(RESERVE + 8 * MIB)
        sent = 5
        while "disk full" not in r.text():
            # what the queue drops does not fill the disk: go on until it is
            sent += produce_all(r.address, 10, BIG)
            assert sent < 100 * COUNT, "the disk never was full"
        sent += produce_all(r.address, COUNT, BIG)
        assert_valid(r.tape)
        disk.clear()
        r.line("written again")
        produce_all(r.address, 5, BIG, partition=1, client_id="afterwards")
        assert r.stop() == UNPROVEN, r.said()
        path = r.tape
        assert_valid(path)
        assert int(tape.fact(path, "complete")) == 1
        assert 0 < halves(path) < 2 * sent, halves(path)
        assert all(why and frames > 0 and size > 0
                   for why, frames, size in gaps(path)), gaps(path)
        # what was given up when it had half passed counts whole, though its
        # request may have been written before
        both = tape.one(path, "SELECT count(*) FROM exchange "
                              "WHERE fate = 'open'")
        assert passed(path) > 2 * sent
        assert sum(g[1] for g in gaps(path)) + halves(path) == \
            passed(path) + both, (sent, both, halves(path), gaps(path))
        assert tape.one(path, """
            SELECT count(*) FROM exchange WHERE client_id = 'afterwards'
            AND fate = 'answered'""") == 5
        info = ktape("info", path)
        assert "queue full" in info.stdout, info


def suddenly_none_left_costs_what_the_gaps_say():
    """Another process takes even the reserve."""
    with SmallDisk() as disk, Sink({"t": 4}) as sink, \
            Record(sink.bootstrap, disk("full.ktape"), *SMALL_QUEUE) as r:
        produce_all(r.address, 20, BIG, partition=2)
        wait_for(lambda: tape.one(r.tape, "SELECT count(*) FROM record") >= 200,
                 "it records")
        with Producer(r.address, goes_on=True) as producer:
            wait_for(lambda: answered(sink) > 40, "traffic flows")
            disk.fill_up()
            r.line("can't be written")
            producer.enough.set()
            stalled(sink)
            disk.clear()
            assert producer.done.wait(PATIENCE), "it did not go on\n" + r.said()
        r.line("written again")
        produce_all(r.address, 1, BIG, partition=3)
        status = r.stop()
        path = r.tape
        assert_valid(path)
        lost = sum(g[1] for g in gaps(path))
        assert passed(path) > 2 * (COUNT + 20)
        assert lost + halves(path) == passed(path), \
            (lost, halves(path), passed(path), gaps(path))
        assert status == (UNPROVEN if lost else 0), (status, r.said())
        assert tape.one(path, """
            SELECT count(*) FROM record r JOIN topic_partition tp
            ON tp.id = r.tp WHERE tp.partition = 2""") == 200


def the_end_on_a_full_disk_leaves_the_rest_to_the_seal():
    with SmallDisk() as disk, Sink({"t": 4}) as sink, \
            Record(sink.bootstrap, disk("full.ktape"), *SMALL_QUEUE,
                   "--drain", "1s") as r:
        disk.fill(RESERVE + 8 * MIB)
        with Producer(r.address):
            r.line("disk full")
            sent = stalled(sink)
            assert r.stop(signal.SIGINT) == LOCAL_IO, r.said()
        path = r.tape
        assert "full" in r.said() and "incomplete" in r.said(), r.said()
        assert_valid(path)
        assert int(tape.fact(path, "complete") or 0) == 0
        before = tape.one(path, "SELECT count(*) FROM record")
        disk.clear()
        sealed = ktape("seal", path)
        assert sealed.returncode in (0, UNPROVEN), sealed
        assert_valid(path)
        assert tape.one(path, "SELECT count(*) FROM record") >= before
        if halves(path) < 2 * sent:
            assert gaps(path), "nothing says what is missing"


def without_room_to_start_it_says_so():
    with SmallDisk() as disk:
        disk.fill(4096)
        path = disk("x.ktape")
        done = ktape("record", "-b", "127.0.0.1:1", "-w", path, "-l",
                     f"127.0.0.1:{free_ports(8)}")
        assert done.returncode == LOCAL_IO, done
        assert path in done.stderr and "no space left" in done.stderr, done


def can_mount():
    try:
        with SmallDisk():
            return True
    except (subprocess.CalledProcessError, OSError):
        return False


def main():
    suite = Suite()
    suite.run_or_skip([
        traffic_stops_and_nothing_is_lost,
        traffic_goes_on_and_gaps_count_what_is_missing,
        suddenly_none_left_costs_what_the_gaps_say,
        the_end_on_a_full_disk_leaves_the_rest_to_the_seal,
        without_room_to_start_it_says_so,
    ], can_mount(), "only root can mount a small disk")
    return suite.finish()


if __name__ == "__main__":
    sys.exit(main())
