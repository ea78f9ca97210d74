#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""test_replay.py - `ktape replay` to the embedded mock while it is recorded
again: the two tapes hold the same records, at every pace."""
import contextlib
import os
import re
import shutil
import signal
import sqlite3
import sys

sys.path.insert(0, os.path.join(os.path.dirname(__file__), "../lib"))

from checks import Suite, free_ports, wait_for  # noqa: E402
import tape  # noqa: E402
from terminal import OnTerminal  # noqa: E402

TOPICS = ("-t", "orders:4", "-t", "invoices:4")


END = re.compile(r"sent ([\d,]+)(?: of [\d,]+)?, acked ([\d,]+), "
                 r"failed ([\d,]+)")


def end_line_of(text):
    """sent, acked, failed of the last line on stderr."""
    found = END.match(text.splitlines()[-1])
    assert found, text
    return tuple(int(n.replace(",", "")) for n in found.groups())


def end_line(done):
    return end_line_of(done.stderr)


class Replays:
    def __init__(self, folder):
        self.folder = folder
        self.tape = folder("shop.ktape")
        with tape.Mock(*TOPICS) as mock, \
                tape.Record(mock.bootstrap, self.tape) as record:
            shop = os.path.join(tape.BUILD, "tests/e2e/shop")
            with tape.Process("shop", [shop], env={
                    "KAFKA_BOOTSTRAP_SERVERS": record.bootstrap}) as process:
                assert process.wait() == 0, process.said()
            assert record.stop() == 0, record.said()
        self.records = self.dump(self.tape)
        assert len(self.records) == 4000

    @staticmethod
    def dump(path):
        """Each record of a tape without its times, in the order of its
        partition."""
        done = tape.ktape("dump", "--stable", path)
        assert done.returncode == 0, done.stderr
        return done.stdout.splitlines()

    def again(self, name, *options, topics=TOPICS):
        """The finished replay, and the records of the tape that it made."""
        path = self.folder(name + ".ktape")
        with tape.Mock(*topics) as mock, \
                tape.Record(mock.bootstrap, path) as record:
            done = tape.ktape("replay", self.tape, "-b", record.bootstrap,
                              *options)
            assert record.stop() == 0, record.said()
        return done, self.dump(path)

    def same(self, pace):
        done, records = self.again(pace, f"--pace={pace}", "--no-create")
        assert done.returncode == 0, done.stderr
        assert end_line(done) == (4000, 4000, 0), done.stderr
        assert records == self.records

    # ---- what is chosen

    def filters_choose(self):
        done, records = self.again(
            "filtered", "--speed=max", "-t", "ord*", "--where",
            "partition = 2", "--count=100")
        wanted = [r for r in self.records
                  if r.startswith('{"topic":"orders","partition":2,')][:100]
        assert done.returncode == 0, done.stderr
        assert len(wanted) == 100 and records == wanted

    def a_span_chooses(self):
        middle = tape.one(self.tape, "SELECT produced_at FROM records "
                          "ORDER BY produced_at_us LIMIT 1 OFFSET 2000")
        counts = [int(re.search(r"sent ([\d,]+)", self.again(
            name, "--speed=max", option, middle)[0].stderr)[1].replace(",", ""))
            for name, option in (("since", "--since"), ("until", "--until"))]
        assert all(counts) and sum(counts) == 4000, counts

    def a_loop_sends_all_again(self):
        done, records = self.again("loop", "--speed=max", "--loop=2")
        assert done.returncode == 0, done.stderr
        assert end_line(done) == (8000, 8000, 0), done.stderr
        assert len(records) == 8000

    def topics_go_elsewhere(self):
        done, records = self.again(
            "elsewhere", "--speed=max", "--map-topic", "orders=copies",
            "--map-partition=0", topics=(*TOPICS, "-t", "copies:1"))
        assert done.returncode == 0, done.stderr
        assert sum('"topic":"copies","partition":0,' in r
                   for r in records) == 2000
        assert not any('"topic":"orders"' in r for r in records)

    def timestamps_are_kept_or_new(self):
        sql = "SELECT max(time_us) FROM records"
        last = tape.one(self.tape, sql)
        for name, newer in (("recorded", False), ("now", True)):
            self.again(name, "--speed=max", f"--timestamps={name}")
            found = tape.one(self.folder(name + ".ktape"), sql)
            assert (found > last) == newer, (name, found, last)

    def a_dry_run_says_what_would_be_sent(self):
        done = tape.ktape("replay", self.tape, "--dry-run", "--speed=2")
        assert done.returncode == 0 and not done.stderr, done.stderr
        for line in (r"orders +4 of 4 +2,000 ", r"invoices +4 of 4 +2,000 ",
                     r"recorded over [\d.]+ s, planned [\d.]+ s\n"):
            assert re.search(line, done.stdout), done.stdout

    def a_rate_takes_its_time(self):
        done, records = self.again("rate", "--rate=2000", "--count=1000")
        assert done.returncode == 0, done.stderr
        assert len(records) == 1000
        wall, planned = re.search(r"; ([\d.]+) s, planned ([\d.]+) s; "
                                  r"lateness p50 ", done.stderr).groups()
        assert planned == "0.50" and float(wall) >= 0.49, done.stderr

    def a_terminal_gets_a_bar(self):
        with tape.Mock(*TOPICS) as mock, OnTerminal(
                tape.KTAPE, "replay", self.tape, "-b", mock.bootstrap,
                "--rate=4000", "--loop=3") as replay:
            assert replay.wait() == 0, replay.said
            said = replay.said
        *drawn, end = said.split("\r\x1b[K")[1:]
        bars = [re.fullmatch(r"\[(#*)(\.*)\] ([\d,]+) sent, [\d,]+ acked", b)
                for b in drawn]
        assert len(bars) > 1 and all(bars), said
        for bar in bars:
            assert len(bar[1] + bar[2]) == 30, said
            done = (int(bar[3].replace(",", "")) - 1) % 4000 + 1
            assert len(bar[1]) == done * 30 // 4000, said
        assert end_line_of(end) == (12000, 12000, 0), said

    # ---- what stops it

    def a_signal_leaves_a_count_of_what_was_acknowledged(self):
        path = self.folder("stopped.ktape")
        with Running(self.tape, path) as running:
            running.replay.signal(signal.SIGINT)
            assert running.replay.wait() == tape.UNPROVEN
            sent, acked, failed = end_line_of(running.replay.text())
            assert "stopped before the end" in running.replay.text()
            assert running.record.stop() == 0
        assert 0 < acked < 4000 and sent == acked and not failed
        assert len(self.dump(path)) == acked

    def brokers_that_go_for_good_stop_it(self):
        path = self.folder("gone.ktape")
        with Running(self.tape, path, "--timeout=10s") as running:
            running.mock.signal(signal.SIGKILL)
            assert running.replay.wait() == tape.UNPROVEN, \
                running.replay.said()
            said = running.replay.text()
            sent, acked, failed = end_line_of(said)
        assert re.search(r"record \d+ of \w+-\d: .*timed out", said), said
        assert acked and failed and sent == acked + failed, said

    def a_record_larger_than_librdkafka_may_hold_is_named(self):
        path = self.folder("large.ktape")
        shutil.copyfile(self.tape, path)
        with contextlib.closing(sqlite3.connect(path)) as db, db:
            db.execute("UPDATE record SET value = zeroblob(3000) WHERE id = "
                       "(SELECT max(id) FROM record)")
        with tape.Mock(*TOPICS) as mock:
            done = tape.ktape("replay", path, "-b", mock.bootstrap, "-X",
                              "queue.buffering.max.kbytes=2", "--speed=max")
        assert done.returncode == tape.UNPROVEN, done.stderr
        assert re.search(r"record \d+ of \w+-\d: .*; "
                         r"queue.buffering.max.kbytes is smaller than it is",
                         done.stderr), done.stderr

    def no_broker_is_a_network_error(self):
        port = free_ports()
        done = tape.ktape("replay", self.tape, "-b", f"127.0.0.1:{port}")
        assert done.returncode == tape.NETWORK, done.stderr
        assert "no broker answers: " in done.stderr and \
            "Connection refused" in done.stderr, done.stderr
        assert end_line(done) == (0, 0, 0)

    def topics_that_the_broker_cannot_make_are_named(self):
        done, _ = self.again("lacking", topics=("-t", "orders:4"))
        assert done.returncode == tape.UNPROVEN, done.stderr
        assert "cannot create topics: " in done.stderr, done.stderr
        assert end_line(done) == (0, 0, 0)

    def a_record_without_its_content_is_not_passed_over(self):
        damaged = self.folder("damaged.ktape")
        shutil.copyfile(self.tape, damaged)
        with contextlib.closing(sqlite3.connect(damaged)) as db, db:
            batch, lost = db.execute("SELECT id, records FROM batch WHERE "
                                     "control IS NULL LIMIT 1").fetchone()
            db.execute("UPDATE tape SET value = 0 WHERE key = 'complete'")
            db.execute("INSERT INTO gap(why) VALUES ('killed')")
            db.execute("DELETE FROM record WHERE batch = ?", (batch,))
            db.execute("UPDATE batch SET first_record = NULL, complete = 0 "
                       "WHERE id = ?", (batch,))
        with tape.Mock(*TOPICS) as mock:
            done = tape.ktape("replay", damaged, "-b", mock.bootstrap,
                              "--speed=max")
        assert done.returncode == tape.UNPROVEN, done.stderr
        assert f"left out: {lost} records whose content isn't on the tape" \
            in done.stderr, done.stderr
        assert "is incomplete: only what is on it is sent" in done.stderr
        assert "has gaps, in the view gaps: " in done.stderr, done.stderr
        assert end_line(done) == (4000 - lost, 4000 - lost, 0), done.stderr

    def what_cannot_be_meant_is_refused(self):
        for status, sentence, *options in (
                (tape.USAGE, "which brokers", ),
                (tape.USAGE, "--rate and --speed exclude each other",
                 "--rate=5", "--speed=2"),
                (tape.USAGE, "--rate is for --pace=time", "--rate=5",
                 "--pace=open"),
                (tape.USAGE, "--speed is for --pace=time", "--speed=2",
                 "--pace=cause"),
                (tape.USAGE, "--speed takes a factor", "--speed=fast"),
                (tape.USAGE, "--count takes a whole number", "-c", "ten"),
                (tape.USAGE, "--rate takes a whole number", "--rate=0"),
                (tape.USAGE, "--loop takes a whole number", "--loop=-1"),
                (tape.USAGE, "--map-partition takes keep, modulo, hash or a "
                 "number, not '1x'", "--map-partition=1x"),
                (tape.USAGE, "--map-topic takes FROM=TO, not 'orders'",
                 "--map-topic=orders"),
                (tape.USAGE, "no record of the topic 'nosuch' is among the "
                 "chosen ones", "--map-topic=nosuch=x"),
                (tape.USAGE, "--where: no such column: colour", "--where",
                 "colour = 1"),
                (tape.USAGE, "-X takes KEY=VALUE, not 'acks'", "-X", "acks"),
                (tape.USAGE, "-X no.such=1: ", "-X", "no.such=1"),
                (tape.UNPROVEN, "nothing to send: no record of", "--where",
                 "0")):
            brokers = () if sentence == "which brokers" else \
                ("-b", "127.0.0.1:1")
            done = tape.ktape("replay", self.tape, *brokers, *options)
            assert done.returncode == status, (options, done.stderr)
            assert sentence in done.stderr, (options, done.stderr)

    def not_a_tape(self):
        done = tape.ktape("replay", __file__, "-b", "127.0.0.1:1")
        assert done.returncode == tape.NOT_A_TAPE, done.stderr


class Running:
    """A replay of 40 seconds, of which something is acknowledged."""

    def __init__(self, source, path, *options):
        self.source, self.path, self.options = source, path, options
        self.stack = contextlib.ExitStack()
        self.mock = self.record = self.replay = None

    def acked(self):
        return tape.one(self.path, "SELECT count(*) FROM batch "
                        "WHERE acked_at IS NOT NULL")

    def __enter__(self):
        with contextlib.ExitStack() as stack:
            self.mock = stack.enter_context(tape.Mock(*TOPICS))
            self.record = stack.enter_context(
                tape.Record(self.mock.bootstrap, self.path))
            self.replay = stack.enter_context(tape.Process("replay", [
                tape.KTAPE, "replay", self.source, "-b",
                self.record.bootstrap, "--rate=100", *self.options]))
            wait_for(self.acked, "something is acknowledged")
            self.stack = stack.pop_all()
        return self

    def __exit__(self, *_):
        self.stack.close()


def main():
    suite = Suite()
    with tape.Folder() as folder:
        replays = Replays(folder)
        for pace in ("open", "cause", "time"):
            with suite.check(f"a_replay_by_{pace}_gives_the_same_records"):
                replays.same(pace)
        suite.run([
            replays.filters_choose,
            replays.a_span_chooses,
            replays.a_loop_sends_all_again,
            replays.topics_go_elsewhere,
            replays.timestamps_are_kept_or_new,
            replays.a_dry_run_says_what_would_be_sent,
            replays.a_rate_takes_its_time,
            replays.a_terminal_gets_a_bar,
            replays.a_signal_leaves_a_count_of_what_was_acknowledged,
            replays.brokers_that_go_for_good_stop_it,
            replays.a_record_larger_than_librdkafka_may_hold_is_named,
            replays.no_broker_is_a_network_error,
            replays.topics_that_the_broker_cannot_make_are_named,
            replays.a_record_without_its_content_is_not_passed_over,
            replays.what_cannot_be_meant_is_refused,
            replays.not_a_tape])
    return suite.finish()


if __name__ == "__main__":
    sys.exit(main())
