#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""repeat.py - does a test of a correct service flake?  Run it again and again on
a real Kafka while every processor is kept busy:

    tests/kafka/repeat.py LIBRARY [TIMES]

LIBRARY is one of billing.py's.  The last line says how many found the service
the same; the exit status is 0 if all did."""
import os
import subprocess
import sys

sys.path[:0] = [os.path.join(os.path.dirname(__file__), d)
                for d in ("../lib", ".")]

from cluster import Cluster  # noqa: E402
from test_regression import Regression  # noqa: E402
import tape  # noqa: E402


def main():
    library = sys.argv[1]
    times = int(sys.argv[2]) if len(sys.argv) > 2 else 100
    same, busy = 0, []
    with Cluster() as cluster, tape.Folder() as folder:
        regression = Regression(cluster, folder)
        regression.recorded(library)()
        try:
            busy = [subprocess.Popen(["sh", "-c", "while :; do :; done"])
                    for _ in range(os.cpu_count())]
            for n in range(times):
                done = regression.test_anew(library)
                same += done.returncode == 0
                if done.returncode:
                    print(f"run {n + 1}: status {done.returncode}\n"
                          f"{done.stdout}{done.stderr}", flush=True)
        finally:
            for process in busy:
                process.kill()
                process.wait()
    print(f"{same} of {times} the same")
    sys.exit(same != times)


if __name__ == "__main__":
    main()
