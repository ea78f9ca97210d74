# SPDX-License-Identifier: Apache-2.0
"""oracle.py - runs the Java programs here on the classes of a Kafka release, and
the C ones on what they wrote."""
import glob
import os
import subprocess
import sys

HERE = os.path.dirname(os.path.abspath(__file__))
ROOT = os.path.dirname(os.path.dirname(HERE))
sys.path += [os.path.join(ROOT, "tests/lib"), os.path.join(ROOT, "tests/kafka")]

BUILT = os.path.join(ROOT, "build/kafka")
KTAPE = os.environ.get("KTAPE", os.path.join(ROOT, "build/debug/ktape"))
NEWEST, OLDER = "4.4.0", "3.9.2"
# Other messages than always, if wanted.
SEED = os.environ.get("KTAPE_SEED", "1")


def set_up():
    """None, or why there are no Kafka classes here."""
    done = subprocess.run([os.path.join(ROOT, "tests/kafka/setup.sh"), "oracle"],
                          stderr=subprocess.PIPE, text=True, check=False)
    return None if done.returncode == 0 else \
        done.stderr.strip().replace("\n", " | ")


def java(release, program, *arguments):
    """Run one of the programs on the classes of a release; its stdout."""
    if release == NEWEST:
        jars = [os.path.join(BUILT, "broker/*")]
    else:  # Jackson is no dependency of kafka-clients
        jars = [os.path.join(BUILT, "older/*"),
                *glob.glob(os.path.join(BUILT, "broker/jackson-*.jar"))]
    done = subprocess.run(
        ["java", "-Xmx512m", "-XX:+UseSerialGC", "-XX:TieredStopAtLevel=4",
         "-cp", os.pathsep.join([*jars, os.path.join(BUILT, "oracle")]),
         program, *map(str, arguments)],
        stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True, check=False)
    if done.returncode != 0:
        raise RuntimeError(f"{program} on Kafka {release}:\n"
                           f"{done.stdout[-2000:]}{done.stderr[-4000:]}")
    return done.stdout


def driver(name):
    """The path of a C program of this folder, built beside ktape."""
    return os.path.join(os.path.dirname(KTAPE), "tests/oracle", name)


def through(command, path_in, path_out, statuses=(0,)):
    """Run a program that reads lines and writes as many."""
    with open(path_in, "rb") as lines, open(path_out, "wb") as out:
        done = subprocess.run(command, stdin=lines, stdout=out,
                              stderr=subprocess.PIPE, check=False)
    if done.returncode not in statuses:
        raise RuntimeError(f"{command}: status {done.returncode}\n"
                           f"{done.stderr.decode()[-2000:]}")
