#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""test_messages.py - every message of every version, made and explained by
Kafka's own classes (Oracle.java); `ktape decode --raw --lines` must say the same
of the bytes, header and body, and have none left over."""
import json
import os
import re
import sys
import tempfile

import oracle
from checks import Suite

COUNT = 50  # messages of each (name, version) from each release
SHOWN = 5

# What has another name since 4.0: messages, and fields by their path.  ktape has
# the newest names; its bytes are the same.
RENAMED_MESSAGES = {
    "ListClientMetricsResourcesRequest": "ListConfigResourcesRequest",
    "ListClientMetricsResourcesResponse": "ListConfigResourcesResponse",
}
RENAMED_FIELDS = {
    "ListConfigResourcesResponse.clientMetricsResources": "configResources",
    "ListConfigResourcesResponse.clientMetricsResources.name": "resourceName",
    "TxnOffsetCommitRequest.generationId": "generationIdOrMemberEpoch",
    "VoteRequest.topics.partitions.candidateEpoch": "replicaEpoch",
    "VoteRequest.topics.partitions.candidateId": "replicaId",
    "VoteRequest.topics.partitions.candidateDirectoryId": "replicaDirectoryId",
}


def rename(value, path, used):
    """The older release's JSON with the newest names."""
    if isinstance(value, list):
        return [rename(v, path, used) for v in value]
    if not isinstance(value, dict):
        return value
    out = {}
    for name, inner in value.items():
        here = f"{path}.{name}"
        if here in RENAMED_FIELDS:
            used.add(here)
            name = RENAMED_FIELDS[here]
        out[name] = rename(inner, here, used)
    return out


def difference(want, got, path=""):
    """Where two JSON values differ first; None: nowhere."""
    if isinstance(want, dict) and isinstance(got, dict):
        for name in {**want, **got}:
            if name not in want or name not in got:
                return f"{path}.{name} is in one only"
            found = difference(want[name], got[name], f"{path}.{name}")
            if found:
                return found
        return None
    if isinstance(want, list) and isinstance(got, list) and \
            len(want) == len(got):
        return next(filter(None, (difference(a, b, f"{path}[{i}]")
                                  for i, (a, b) in enumerate(zip(want, got)))),
                    None)
    if repr(want) == repr(got):  # 1 == 1.0 == True, and 0.0 == -0.0
        return None
    return f"{path}: Kafka {str(want)[:200]}, ktape {str(got)[:200]}"


class Release:
    """The oracle's lines by one release, and ktape's answers."""

    def __init__(self, release, folder):
        self.release = release
        self.seen = {}  # (name, version): messages
        self.used = set()
        self.differ = []
        folder = os.path.join(folder, release)
        os.mkdir(folder)
        oracle.java(release, "Oracle", oracle.SEED, COUNT,
                    "all" if release == oracle.NEWEST else "stable", folder)
        for part, options in ("frames", ["--header"]), ("data", []):
            self.compare(os.path.join(folder, part), options)

    def compare(self, path, options):
        asked = path + ".asked"
        with open(path, encoding="utf-8", newline="\n") as lines, \
                open(asked, "w", encoding="ascii") as out:
            for line in lines:
                name, version, data, _ = line.split(" ", 3)
                name = RENAMED_MESSAGES.get(name, name)
                out.write(f"{name} {version} {data}\n")
        oracle.through([oracle.KTAPE, "decode", "--raw", "--lines", "--sizes",
                        *options], asked, path + ".said", (0, 3))
        with open(path, encoding="utf-8", newline="\n") as lines, \
                open(path + ".said", encoding="utf-8", newline="\n") as answers:
            for line, answer in zip(lines, answers, strict=True):
                self.judge(line, answer)

    def judge(self, line, answer):
        given, version, data, expected = line.split(" ", 3)
        name = RENAMED_MESSAGES.get(given, given)
        if name != given:
            self.used.add(given)
        self.seen[name, int(version)] = self.seen.get((name, int(version)),
                                                      0) + 1
        if expected == answer:
            return
        want, got = json.loads(expected), json.loads(answer)
        if self.release != oracle.NEWEST:
            body = want.get("body", want)
            renamed = rename(body, name, self.used)
            want = {**want, "body": renamed} if "body" in want else renamed
        where = got["error"] if "error" in got else difference(want, got)
        if where:
            self.differ.append(f"{name} v{version} {data[:1000]}\n  {where}")


def known_versions():
    """What ktape has rows for, {(name, version)}."""
    with open(os.path.join(oracle.ROOT, "codec/messages.c"),
              encoding="utf-8") as f:
        rows = re.findall(r'^\t\{ "(\w+)", \w+, -?\d+, (\d+), (\d+), .*'
                          r"MESSAGE_(?:REQUEST|RESPONSE|DATA) \},$", f.read(),
                          re.MULTILINE)
    return {(name, v) for name, first, last in rows
            for v in range(int(first), int(last) + 1)}


def main():
    suite = Suite()
    why = oracle.set_up()
    if why:
        suite.skip("every_message", why)
        return suite.finish()
    with tempfile.TemporaryDirectory(prefix="ktape-oracle-") as folder:
        releases = []
        for release in oracle.NEWEST, oracle.OLDER:
            with suite.check(f"every_message_is_read_as_kafka_{release}_does"):
                r = Release(release, folder)
                releases.append(r)
                print(f"Kafka {release}: {sum(r.seen.values())} messages of "
                      f"{len(r.seen)} names and versions")
                for text in r.differ[:SHOWN]:
                    print(text)
                assert not r.differ, f"{len(r.differ)} differ"
        with suite.check("every_version_that_ktape_knows_was_seen"):
            seen = set().union(*(r.seen for r in releases))
            assert seen == known_versions(), sorted(seen ^ known_versions())
            assert all(n >= COUNT for r in releases for n in r.seen.values())
        with suite.check("no_name_is_mapped_without_need"):
            used = set().union(*(r.used for r in releases))
            listed = {*RENAMED_FIELDS, *RENAMED_MESSAGES}
            assert used == listed, sorted(used ^ listed)
    return suite.finish()


if __name__ == "__main__":
    sys.exit(main())
