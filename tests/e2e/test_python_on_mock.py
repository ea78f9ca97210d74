#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""test_python_on_mock.py - today's confluent-kafka and kafka-python from PyPI
through ktape on the embedded mock cluster, whose answers to ApiVersions and
ListOffsets need repairs for them; the tape against what they say."""
import os
import sys

sys.path[:0] = [os.path.join(os.path.dirname(__file__), d)
                for d in ("../lib", "../kafka")]

from checks import Suite  # noqa: E402
from cluster import set_up  # noqa: E402
import scenario  # noqa: E402
import tape  # noqa: E402

LIBRARIES = ("confluent-kafka", "kafka-python")
CODECS = ("none", "gzip", "snappy", "lz4", "zstd")


def through_ktape(library, folder):
    with tape.Mock("-t", f"{library}:3") as mock, \
            tape.Record(mock.bootstrap, folder(f"{library}.ktape")) as record:
        seen = scenario.Seen()
        for i, codec in enumerate(CODECS):
            seen.produced(scenario.python(
                library, "produce", record.bootstrap, library, i * 200, 200,
                codec))
        seen.consume(scenario.python(library, "consume", record.bootstrap,
                                     library, "group", 1000))
        assert record.stop() == 0, record.said()
    tape.assert_complete(record.tape)
    on_tape = scenario.tape_records(record.tape, library)
    scenario.assert_same("acknowledged", seen.records, "on the tape", on_tape)
    scenario.assert_same("consumed", seen.consumed, "on the tape", on_tape)
    scenario.assert_same("consumed", set(seen.consumed), "delivered",
                         scenario.deliveries(record.tape))
    scenario.assert_same("committed", seen.commits, "on the tape",
                         scenario.tape_commits(record.tape))
    assert tape.one(record.tape, "SELECT count(DISTINCT codec) FROM batch") \
        == len(CODECS), "a codec was not used: the broker's features are hidden"


def main():
    suite = Suite()
    why = set_up("venv")
    with tape.Folder() as folder:
        for library in LIBRARIES:
            name = f"{library.replace('-', '_')}_on_the_mock"
            if why:
                suite.skip(name, why)
                continue
            with suite.check(name):
                through_ktape(library, folder)
    return suite.finish()


if __name__ == "__main__":
    sys.exit(main())
