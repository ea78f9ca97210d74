#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""test_kill.py - how a recording ends: Ctrl-C once and twice, kill -9 in the
traffic, with a spill file, in the seal; and how it is gone on with.  A scripted
broker acknowledges at wire speed, so that the tape lags when it shall."""
import os
import shutil
import signal
import sys

sys.path.insert(0, os.path.join(os.path.dirname(__file__), "../lib"))

from bystander import Bystander  # noqa: E402
from checks import Suite, free_ports, wait_for  # noqa: E402
from sink import Sink  # noqa: E402
from stopped import Stepped, Stopped, allowed  # noqa: E402
from tape import Process, Record, KTAPE, ktape  # noqa: E402
from wire import Connection, produce_all  # noqa: E402
import tape  # noqa: E402
import wire  # noqa: E402

UNPROVEN = 5

BATCH = wire.batch([(b"key-%d" % n, b"value-%d" % n) for n in range(100)])
BIG = wire.batch([(b"key-%d" % n, bytes(range(33, 127)) * 20)
                  for n in range(10)])
# many records, which take long to read in
DENSE = wire.batch([(b"%d" % n, b"v") for n in range(1000)])
# memory is used up soon, and the spill file takes what comes then
SMALL_QUEUE = ("--queue", "1M", "--spill", "2G")


def count(path, table="record"):
    return tape.one(path, f"SELECT count(*) FROM {table}")


def is_complete(path):
    return int(tape.fact(path, "complete") or 0) == 1


def is_sealed(path):
    return int(tape.fact(path, "indexed") or 0) == 1


def spill_size(path):
    try:
        return os.path.getsize(path + ".spill")
    except FileNotFoundError:
        return 0


def records(path):
    """Those in committed rows, by their offsets."""
    return {row[0] for row in tape.rows(path, "SELECT \"offset\" FROM record")}


def outcomes(path, which):
    """The exchanges with a produce of that outcome."""
    return {row[0] for row in tape.rows(
        path, f"SELECT exchange FROM produce WHERE outcome {which}")}


def assert_no_record_twice(path):
    assert tape.one(path, "PRAGMA integrity_check") == "ok"
    twice = tape.rows(path, """
        SELECT tp, "offset", count(*) FROM record WHERE "offset" IS NOT NULL
        GROUP BY 1, 2 HAVING count(*) > 1 LIMIT 5""")
    assert not twice, twice
    assert tape.one(path, """
        SELECT count(*) FROM produce GROUP BY exchange
        ORDER BY 1 DESC LIMIT 1""") == 1, "a produce is there twice"


class Kill:
    def __init__(self, folder):
        self.folder = folder
        self.count = 0

    def path(self):
        self.count += 1
        return self.folder(f"{self.count}.ktape")

    # ---- the clean end

    def ctrl_c_while_consumers_long_poll_ends_after_the_drain_time(self):
        with Sink({"t": 4}) as sink, \
                Record(sink.bootstrap, self.path(), "--drain", "1s") as r:
            sink.on[wire.FETCH] = lambda *_: None  # it waits for news
            pollers = [Connection(r.address) for _ in range(5)]
            for n, c in enumerate(pollers):
                c.send(wire.fetch(n, "t", n % 4, 0, max_wait=30000))
            sink.wait_for(wire.FETCH, 5)
            produce_all(r.address, 5, BATCH)
            assert r.stop() == 0, r.said()
            tape.assert_complete(r.tape)
            assert is_sealed(r.tape)
            assert not os.path.exists(r.tape + "-wal")
            assert not os.path.exists(r.tape + ".spill")
            assert count(r.tape) == 500
            fates = dict(tape.rows(r.tape, """
                SELECT fate, count(*) FROM exchange WHERE api_key = 1
                GROUP BY fate"""))
            assert fates == {"cut": 5}, fates
            assert all(c.is_closed() for c in pollers)

    def requests_in_flight_are_answered_before_the_end(self):
        with Sink({"t": 4}) as sink, \
                Record(sink.bootstrap, self.path(), "--drain", "1h") as r, \
                Connection(r.address) as c:
            sink.on[wire.PRODUCE] = lambda *_: None
            c.send(wire.produce(7, "t", 0, BATCH))
            held = sink.wait_for(wire.PRODUCE)[0]
            r.signal(signal.SIGINT)
            r.line("stopping")
            _, parts = sink.produced(held)
            held.answer(sink.produce_answer(parts, {0: 40}))
            assert c.receive()[:4] == wire.i32(7)
            assert r.wait() == 0, r.said()
            assert tape.rows(r.tape, """
                SELECT p.outcome, p.base_offset, e.d IS NOT NULL
                FROM produce p JOIN exchange e ON e.id = p.exchange""") == \
                [("ok", 40, 1)]

    def sigterm_is_a_clean_end(self):
        with Sink({"t": 4}) as sink, Record(sink.bootstrap, self.path()) as r:
            produce_all(r.address, 3, BATCH)
            assert r.stop(signal.SIGTERM) == 0, r.said()
            tape.assert_complete(r.tape)

    def a_burst_that_went_to_the_spill_file_is_on_the_tape_at_the_end(self):
        with Sink({"t": 4}) as sink, \
                Record(sink.bootstrap, self.path(), *SMALL_QUEUE) as r:
            with Stopped(r.pid, "recorder"):
                produce_all(r.address, 300, BIG)
                # the loop writes behind
                wait_for(lambda: spill_size(r.tape) > 1 << 20, "it spills")
                produce_all(r.address, 300, BIG, partition=1)
                r.signal(signal.SIGINT)
                r.line("stopping")
            assert r.wait() == 0, r.said()
            tape.assert_complete(r.tape)
            assert not os.path.exists(r.tape + ".spill")
            assert count(r.tape) == 6000
            assert_no_record_twice(r.tape)
            assert tape.one(r.tape, """
                SELECT count(*) FROM produce WHERE outcome = 'ok'""") == 600
            assert tape.rows(r.tape, """
                SELECT min("offset"), max("offset") FROM record
                GROUP BY tp""") == [(0, 2999)] * 2

    def a_second_ctrl_c_ends_at_once_and_says_incomplete(self):
        with Sink({"t": 4}) as sink, \
                Record(sink.bootstrap, self.path(), "--drain", "1h") as r, \
                Connection(r.address) as c:
            sink.on[wire.FETCH] = lambda *_: None
            c.send(wire.fetch(1, "t", 0, 0, max_wait=30000))
            sink.wait_for(wire.FETCH)
            r.signal(signal.SIGINT)
            r.line("stopping")
            assert r.stop() == UNPROVEN
            assert not is_complete(r.tape)
            assert tape.one(r.tape, "PRAGMA integrity_check") == "ok"
            assert "incomplete" in ktape("info", r.tape).stdout.lower()

    def a_second_ctrl_c_does_not_wait_for_the_spill_file(self):
        with Sink({"t": 4}) as sink, \
                Record(sink.bootstrap, self.path(), *SMALL_QUEUE) as r:
            with Stopped(r.pid, "recorder"):
                produce_all(r.address, 300, BIG)
                r.signal(signal.SIGINT)
                r.line("stopping")
                r.signal(signal.SIGINT)
                r.line("stopped at once")
            assert r.wait() == UNPROVEN, r.said()
            path = r.tape
        assert not is_complete(path)
        assert spill_size(path) > 0
        # the recording itself was over, perhaps; what was in memory is lost
        sealed = ktape("seal", path)
        assert sealed.returncode in (0, UNPROVEN), sealed
        assert_no_record_twice(path)
        assert 0 < count(path) < 3000
        assert tape.rows(path, """
            SELECT why FROM gap WHERE why LIKE 'killed%'"""), \
            "nothing says what is missing"

    # ---- kill -9

    def killed_the_tape_opens_and_says_that_it_is_incomplete(self):
        with Sink({"t": 4}) as sink, Record(sink.bootstrap, self.path()) as r:
            with Bystander(r.address, "t") as bystander:
                bystander.works(100)
                wait_for(lambda: count(r.tape) >= 50,
                         "records are on the tape")
                assert r.stop(signal.SIGKILL) == -signal.SIGKILL
            path = r.tape
            assert tape.one(path, "PRAGMA integrity_check") == "ok"
            assert count(path) >= 50
            assert not is_complete(path)
            info = ktape("info", path)
            assert "incomplete" in info.stdout.lower(), info
            assert "seal" in info.stdout, info
            sealed = ktape("seal", path)
            assert sealed.returncode == UNPROVEN, sealed
            assert not is_complete(path), "a killed recording is complete"
            assert tape.one(path, """
                SELECT count(*) FROM gap WHERE why LIKE 'killed%'""") == 1
            with Record(sink.bootstrap, path, "--append") as again:
                produce_all(again.address, 2, BATCH)
                assert again.stop() == 0, again.said()
            assert is_complete(path)
            assert_no_record_twice(path)
            assert count(path) >= 250
            assert tape.one(path, """
                SELECT count(*) FROM gap WHERE why LIKE 'killed%'""") == 1

    def killed_with_a_spill_file(self, sink, batch, batches):
        """A tape, killed when `batches` of partition 1 had been acknowledged
        while it lagged."""
        with Record(sink.bootstrap, self.path(), *SMALL_QUEUE) as r:
            produce_all(r.address, 10, BATCH)
            wait_for(lambda: count(r.tape) == 1000, "it records")
            with Stopped(r.pid, "recorder"):
                produce_all(r.address, batches, batch, partition=1)
                # the loop writes behind: some of it, at least
                wait_for(lambda: spill_size(r.tape) > 1 << 18, "it spills")
                r.signal(signal.SIGKILL)
            assert r.wait() == -signal.SIGKILL
            assert count(r.tape) == 1000
            return r.tape

    def assert_the_hole_is_told(self, path):
        """What was in memory, and what came after the end."""
        assert tape.rows(path, """
            SELECT why FROM gap WHERE why LIKE 'killed: %memory%'""")
        assert tape.rows(path, "SELECT why FROM gap WHERE why = 'killed'")

    def killed_with_a_spill_file_the_seal_reads_it_in(self):
        with Sink({"t": 4}) as sink:
            path = self.killed_with_a_spill_file(sink, BIG, 300)
        info = ktape("info", path)
        assert "spill" in info.stdout and "INCOMPLETE" in info.stdout, info
        sealed = ktape("seal", path)
        assert sealed.returncode == UNPROVEN, sealed
        assert "incomplete" in sealed.stderr, sealed
        assert not os.path.exists(path + ".spill")
        assert 1000 < count(path) < 4000
        assert_no_record_twice(path)
        self.assert_the_hole_is_told(path)
        assert is_sealed(path) and not is_complete(path)
        all_records, all_gaps = count(path), count(path, "gap")
        assert ktape("seal", path).returncode == UNPROVEN
        assert (count(path), count(path, "gap")) == (all_records, all_gaps)

    def killed_while_it_reads_in_the_seal_goes_on(self):
        """kill -9 of the seal itself, again and again: no record twice."""
        with Sink({"t": 4}) as sink:
            path = self.killed_with_a_spill_file(sink, DENSE, 200)
        copy = path + "-whole.ktape"
        shutil.copyfile(path, copy)
        shutil.copyfile(path + "-wal", copy + "-wal")
        shutil.copyfile(path + ".spill", copy + ".spill")
        assert ktape("seal", copy).returncode == UNPROVEN
        for _ in range(3):
            before = count(path)
            with Process("seal", [KTAPE, "seal", path]) as seal:
                wait_for(lambda: seal.process.poll() is not None or
                         count(path) > before, "it reads in", step=0.001)
                seal.signal(signal.SIGKILL)
                seal.wait()
            assert tape.one(path, "PRAGMA integrity_check") == "ok"
        sealed = ktape("seal", path)
        assert sealed.returncode == UNPROVEN, sealed
        assert_no_record_twice(path)
        assert count(path) == count(copy)
        assert records(path) - {None} <= records(copy)
        # an answer read in after the kill that its request was read in before:
        # its outcome is not known, and the tape says so
        unknown = outcomes(path, "<> 'ok'") & outcomes(copy, "= 'ok'")
        assert unknown <= {row[0] for row in tape.rows(path, """
            SELECT exchange FROM frame WHERE direction = 'response'
            AND state = 'opaque'""")}
        self.assert_the_hole_is_told(path)

    def killed_with_a_spill_file_append_reads_it_in_and_goes_on(self):
        with Sink({"t": 4}) as sink:
            path = self.killed_with_a_spill_file(sink, BIG, 300)
            fresh = ktape("record", "-b", sink.bootstrap, "-w", path, "-l",
                          f"127.0.0.1:{free_ports(8)}")
            assert fresh.returncode == 2 and "--append" in fresh.stderr, fresh
            with Record(sink.bootstrap, path, "--append") as r:
                recovered = count(path)
                produce_all(r.address, 3, BATCH, partition=2,
                            client_id="afterwards")
                assert r.stop() == 0, r.said()
        assert 1000 < recovered < 4000
        assert count(path) == recovered + 300
        assert is_complete(path) and is_sealed(path)
        assert_no_record_twice(path)
        self.assert_the_hole_is_told(path)
        assert tape.one(path, """
            SELECT min(e.q) > (SELECT max(since) FROM gap) FROM exchange e
            WHERE e.client_id = 'afterwards'""") == 1, "time went back"

    def a_killed_append_makes_a_complete_tape_incomplete(self):
        with Sink({"t": 4}) as sink:
            with Record(sink.bootstrap, self.path()) as r:
                path = r.tape
                produce_all(r.address, 3, BATCH)
                assert r.stop() == 0, r.said()
            assert is_complete(path)
            with Record(sink.bootstrap, path, "--append") as r:
                produce_all(r.address, 3, BATCH)
                wait_for(lambda: count(path) > 300, "it records")
                r.stop(signal.SIGKILL)
            assert not is_complete(path)
            assert "INCOMPLETE" in ktape("info", path).stdout
            assert ktape("seal", path).returncode == UNPROVEN
            assert_no_record_twice(path)

    # ---- the seal

    def killed_during_the_seal_it_is_complete_and_seal_finishes_it(self):
        with Sink({"t": 4}) as sink, Record(sink.bootstrap, self.path()) as r:
            produce_all(r.address, 60, BATCH)
            with Stepped(r.pid) as main:
                r.signal(signal.SIGINT)
                main.until(lambda: "complete; sealing it" in r.text())
                r.signal(signal.SIGKILL)
            assert r.wait() == -signal.SIGKILL
            path = r.tape
        assert not is_sealed(path)
        tape.assert_complete(path)
        assert "incomplete" not in ktape("info", path).stdout.lower()
        sealed = ktape("seal", path)
        assert sealed.returncode == 0, sealed
        assert is_sealed(path)
        assert count(path) == 60 * 100
        assert tape.one(path, "SELECT count(*) FROM pragma_index_list"
                              "('record')") > 0
        tape.assert_complete(path)
        assert ktape("seal", path).returncode == 0, "a second seal"

    # ---- going on

    def append_goes_on_above_what_is_there(self):
        path = self.path()
        with Sink({"t": 4}) as sink:
            with Record(sink.bootstrap, path) as r:
                produce_all(r.address, 3, BATCH)
                assert r.stop() == 0
                port = r.port
            before = tape.one(path, "SELECT max(d) FROM exchange")
            ids = tape.one(path, "SELECT max(id) FROM exchange")
            with Record(sink.bootstrap, path, "--append", port=port) as r:
                # straight to the broker's port, as a client that knows it
                produce_all(("127.0.0.1", port + 1), 4, BATCH)
                assert r.stop() == 0
        tape.assert_complete(path)
        assert is_sealed(path)
        offsets = [row[0] for row in tape.rows(
            path, "SELECT \"offset\" FROM record ORDER BY id")]
        assert offsets == list(range(700))
        assert tape.one(path, "SELECT min(q) FROM exchange WHERE id > ?",
                        ids) > before

    def a_retry_after_a_restart_is_the_batch_that_is_there(self):
        """The answer was on its way when ktape ended; the producer sends again,
        and the broker says that it had it already, and since when."""
        path, time_of_it = self.path(), 1700000000000
        batch = wire.batch([(b"k", b"v")], producer=(77, 0, 5))
        with Sink({"t": 1}) as sink:
            for again in (False, True):
                sink.on[wire.PRODUCE] = lambda _, r, a=again: \
                    sink.produce_answer(sink.produced(r)[1], {0: 9},
                                        time_of_it if a else -1)
                with Record(sink.bootstrap, path,
                            *(["--append"] if again else [])) as r:
                    produce_all(r.address, 1, batch)
                    assert r.stop() == 0, r.said()
        assert tape.rows(path, """
            SELECT "offset", timestamp FROM record
            WHERE "offset" IS NOT NULL""") == [(9, time_of_it)]
        assert tape.rows(path, """
            SELECT p.outcome, p.base_offset, b.in_log FROM produce p
            JOIN batch b ON b.id = p.batch""") == [("ok", 9, 1)] * 2


def main():
    suite = Suite()
    with tape.Folder() as folder:
        it = Kill(folder)
        suite.run([
            it.ctrl_c_while_consumers_long_poll_ends_after_the_drain_time,
            it.requests_in_flight_are_answered_before_the_end,
            it.sigterm_is_a_clean_end,
            it.a_second_ctrl_c_ends_at_once_and_says_incomplete,
            it.killed_the_tape_opens_and_says_that_it_is_incomplete,
            it.a_killed_append_makes_a_complete_tape_incomplete,
            it.append_goes_on_above_what_is_there,
            it.a_retry_after_a_restart_is_the_batch_that_is_there,
        ])
        held = [
            it.killed_during_the_seal_it_is_complete_and_seal_finishes_it,
            it.a_burst_that_went_to_the_spill_file_is_on_the_tape_at_the_end,
            it.a_second_ctrl_c_does_not_wait_for_the_spill_file,
            it.killed_with_a_spill_file_the_seal_reads_it_in,
            it.killed_while_it_reads_in_the_seal_goes_on,
            it.killed_with_a_spill_file_append_reads_it_in_and_goes_on,
        ]
        suite.run_or_skip(held, allowed(), "ptrace is not allowed here")
    return suite.finish()


if __name__ == "__main__":
    sys.exit(main())
