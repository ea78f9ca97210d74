#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""test_addresses.py - responses with addresses of brokers in them, made by
Kafka's classes, changed by ktape's codec as a client would get them, and read
again by Kafka's classes (Addresses.java, rewrite_lines.c)."""
import os
import sys
import tempfile

import oracle
from checks import Suite

COUNT = 50  # random messages of each version


def check(release):
    with tempfile.TemporaryDirectory(prefix="ktape-oracle-") as folder:
        asked, said = (os.path.join(folder, n) for n in ("asked", "said"))
        oracle.java(release, "Addresses", "make", oracle.SEED, COUNT, asked)
        oracle.through([oracle.driver("rewrite_lines")], asked, said)
        print(f"Kafka {release}:", oracle.java(release, "Addresses", "judge",
                                               asked, said), end="")


def main():
    suite = Suite()
    why = oracle.set_up()
    if why:
        suite.skip("addresses", why)
        return suite.finish()
    for release in oracle.NEWEST, oracle.OLDER:
        with suite.check(f"kafka_{release}_finds_only_addresses_changed"):
            check(release)
    return suite.finish()


if __name__ == "__main__":
    sys.exit(main())
