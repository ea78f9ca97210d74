#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""test_regression.py - `ktape test` on the embedded broker: a small service in
C (billing.c) against what was recorded of it, as it was and with each fault."""
import json
import os
import signal
import sys
import xml.etree.ElementTree as xml

sys.path.insert(0, os.path.join(os.path.dirname(__file__), "../lib"))

from checks import PATIENCE, Suite, wait_for  # noqa: E402
from regression import (  # noqa: E402
    FAULTS, SERVICE, assert_fault, assert_said, planted, record)
import tape  # noqa: E402

ORDERS = 12


def test(path, *options, fault="", command=(SERVICE,), seconds=PATIENCE):
    with planted(fault):
        return tape.ktape("test", path, *options, "--", *command,
                          seconds=seconds)


class Regression:
    def __init__(self, folder):
        self.folder = folder
        self.tape, self.dialogue = folder("a.ktape"), folder("talk.ktape")
        record(self.tape, f"{SERVICE} feed {ORDERS} && "
               f"ORDERS={ORDERS} {SERVICE}")
        record(self.dialogue, f"ORDERS=8 {SERVICE} & {SERVICE} talk 8; wait")

    def checks(self):
        return [self.the_service_as_it_was_is_the_same,
                *(self.fault(name) for name in FAULTS),
                self.a_named_service_is_told_by_its_listeners,
                self.topics_say_who_the_service_is,
                self.an_answer_is_sent_when_what_it_answers_is_there,
                self.an_answer_to_a_dropped_output_is_not_waited_for,
                self.a_service_that_does_nothing_is_given_up,
                self.one_that_ends_at_once_is_found_out,
                self.one_that_sigterm_does_not_end_is_killed,
                self.an_interrupt_proves_nothing,
                self.reports_say_the_same,
                self.the_new_tape_is_kept,
                self.what_is_accepted_is_the_new_recording,
                self.what_can_not_be_tested_is_refused]

    def the_service_as_it_was_is_the_same(self):
        assert_said(test(self.tape), 0, "same        topic invoices: 12",
                    "same        group billing", "same        commits billing")

    def fault(self, name):
        def check():
            done = test(self.tape, fault=name)
            assert_fault(done, name)
            if name != "crash":
                assert done.stdout.count("differs ") == \
                    (2 if name == "drop" else 1), done.stdout
        check.__name__ = f"the_fault_{name}_is_named"
        return check

    def a_named_service_is_told_by_its_listeners(self):
        named = self.folder("named.ktape")
        record(named, f"""
            KAFKA_BOOTSTRAP_SERVERS=$KTAPE_BOOTSTRAP_SHOP {SERVICE} feed 6
            KAFKA_BOOTSTRAP_SERVERS=$KTAPE_BOOTSTRAP_BILL ORDERS=6 {SERVICE}
            """, ("-l", "shop=127.0.0.1:0", "-l", "bill=127.0.0.1:0"))
        assert_said(test(named), 0, "same        service bill:",
                    "same        topic invoices: 6")
        assert_said(test(named, "--service", "shop"), tape.USAGE,
                    "bill (reads orders)")

    def topics_say_who_the_service_is(self):
        words = ("--input", "orders", "--output", "invoices")
        assert_said(test(self.tape, *words), 0, "same        service service:",
                    "same        topic invoices: 12")
        assert_said(test(self.tape, *words, fault="drop"), 1, "1 missing")

    def an_answer_is_sent_when_what_it_answers_is_there(self):
        assert_said(test(self.dialogue, "-w", self.folder("talked.ktape")), 0,
                    "same        topic invoices: 8")
        # each order came behind the invoice of the one before
        late = tape.rows(self.folder("talked.ktape"), """
            WITH o AS (SELECT json_extract(json, '$.order') AS n,
                         produced_at_us AS at FROM records
                       WHERE topic = 'orders'),
              i AS (SELECT json_extract(json, '$.invoice') AS n,
                      acked_at_us AS at FROM records WHERE topic = 'invoices')
            SELECT o.n FROM o JOIN i ON i.n = o.n - 1 WHERE o.at > i.at""")
        assert len(late) == 7, late

    def an_answer_to_a_dropped_output_is_not_waited_for(self):
        assert_said(test(self.dialogue, fault="drop"), 1,
                    "committed all 6 inputs that were sent, and 3 of 8",
                    "differs     topic invoices: 5 records, recorded were 8: "
                    "3 missing")

    def a_service_that_does_nothing_is_given_up(self):
        assert_said(test(self.tape, "--timeout", "1s",
                         command=("sleep", "1000")), tape.UNPROVEN,
                    "not proven  service billing: nothing more happened",
                    "0 of 12 outputs had come", "not proven  topic invoices")
        # nor is it waited for by what it must fetch or answer first
        assert_said(test(self.dialogue, "--timeout", "1s",
                         command=("sleep", "1000")), tape.UNPROVEN,
                    "of 8 inputs were sent",
                    "it never fetched some partitions")

    def one_that_ends_at_once_is_found_out(self):
        assert_said(test(self.tape, command=("true",)), 1,
                    "ended by itself with status 0", "12 missing",
                    "committed 0 of")

    def one_that_sigterm_does_not_end_is_killed(self):
        assert_said(test(self.tape, "--kill-after", "100ms",
                         fault="stubborn"), 0, "had to be killed")

    def an_interrupt_proves_nothing(self):
        mark = self.folder("running")
        with tape.Process("test", [
                tape.KTAPE, "test", self.tape, "--", "sh", "-c",
                f"touch {mark}; exec sleep 1000"]) as p:
            wait_for(lambda: os.path.exists(mark), "CMD runs")
            p.process.send_signal(signal.SIGINT)
            assert p.wait() == tape.UNPROVEN, p.said()

    def reports_say_the_same(self):
        paths = {form: self.folder(form) for form in ("json", "junit", "tap")}
        words = ",".join(["text"] + [f"{f}:{p}" for f, p in paths.items()])
        done = test(self.tape, "--report", words, fault="change")
        assert_said(done, 1, "1 changed")
        with open(paths["json"], encoding="utf-8") as f:
            cases = json.load(f)["cases"]
        differs = [c for c in cases if c["verdict"] == "differs"]
        assert [c["name"] for c in differs] == ["invoices"], cases
        assert "SELECT" in differs[0]["lines"][0]["sql"], differs
        suite = xml.parse(paths["junit"]).getroot()
        assert suite.get("failures") == "1" and \
            int(suite.get("tests")) == len(cases), suite.attrib
        with open(paths["tap"], encoding="utf-8") as f:
            lines = f.read().splitlines()
        assert lines[1] == f"1..{len(cases)}", lines
        assert sum(x.startswith("not ok") for x in lines) == 1, lines

    def the_new_tape_is_kept(self):
        out = self.folder("out.ktape")
        assert_said(test(self.tape, "-w", out), 0)
        assert tape.rows(
            out, "SELECT service, topic, count(*) FROM records "
            "GROUP BY 1, 2 ORDER BY 1") == [
                ("billing", "invoices", 12), ("ktape", "orders", 12)]
        assert tape.ktape("check", out).returncode == 0

    def what_is_accepted_is_the_new_recording(self):
        new = self.folder("new.ktape")
        record(new, f"{SERVICE} feed 6 && ORDERS=6 {SERVICE}")
        assert_said(test(new, "--accept", fault="change"), 0, "1 changed",
                    "is now the new recording")
        assert not os.path.exists(new + ".new")
        assert_said(test(new, fault="change"), 0)
        assert_said(test(new), 1, "$.cents was 286, is 285")
        assert_said(test(new, "--accept", fault="crash"), 1, "stays")
        assert_said(test(new, fault="change"), 0)

    def what_can_not_be_tested_is_refused(self):
        empty = self.folder("empty.ktape")
        record(empty, "true")
        assert_said(test(empty), tape.UNPROVEN, "holds no service")
        assert_said(test(self.folder("none")), tape.LOCAL_IO)
        with open(self.folder("text"), "w", encoding="ascii") as f:
            f.write("this is no tape\n" * 1000)
        assert_said(test(self.folder("text")), tape.NOT_A_TAPE)
        assert_said(test(self.tape, "--service", "x"), tape.USAGE,
                    "called 'x'", "billing (reads orders)")
        assert_said(test(self.tape, command=("no-such-program",)),
                    tape.USAGE, "not found")
        assert_said(test(self.tape, "--ignore", "nonsense"), tape.USAGE)
        assert_said(test(self.dialogue, "--accept"), tape.UNPROVEN,
                    "some inputs")


def main():
    suite = Suite()
    with tape.Folder() as folder:
        suite.run(Regression(folder).checks())
    sys.exit(suite.finish())


if __name__ == "__main__":
    main()
