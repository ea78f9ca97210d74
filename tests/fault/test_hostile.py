#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""test_hostile.py - malformed and hostile input: each costs at most its own
connection and one log line, while a bystander works on undisturbed."""
import os
import random
import socket
import struct
import sys
import zlib

sys.path.insert(0, os.path.join(os.path.dirname(__file__), "../lib"))

from bystander import Bystander  # noqa: E402
from checks import Suite, wait_for  # noqa: E402
from sink import Sink  # noqa: E402
from wire import Connection, frame, i16, i32  # noqa: E402
import tape  # noqa: E402
import wire  # noqa: E402

SEED = int(os.environ.get("SEED", "7"))  # of the noise
UNPROVEN = 5
MAX_REQUEST = 100 << 20
UNPACKED = 256 << 20  # what a batch may unpack to
BOMB = 400 << 20
MEMORY = UNPACKED + (96 << 20)

CLIENT_HELLO = bytes.fromhex(
    "16030100c8010000c40303") + bytes(range(32)) + bytes.fromhex(
    "20") + bytes(32) + bytes.fromhex("003e130213031301c02cc030") + bytes(120)

FRAMES = {
    "ApiVersions v0": wire.request(18, 0, 1),
    "ApiVersions v2": wire.request(18, 2, 2),
    "Metadata v1": wire.metadata(3, ["t"]),
    "Produce v7": wire.produce(4, "t", 1, wire.batch([(b"k", b"v")])),
    "Fetch v11": wire.fetch(5, "t", 1, 0),
    "ListOffsets v2": wire.request(2, 2, 6, i32(-1) + b"\0" + wire.array(
        [wire.string("t") + wire.array([i32(0) + wire.i64(-1)])])),
}


def gzip_bomb():
    packer = zlib.compressobj(9, zlib.DEFLATED, 31)
    return b"".join(packer.compress(bytes(1 << 20))
                    for _ in range(BOMB >> 20)) + packer.flush()


def zstd_bomb():
    """Blocks of 128 KiB that say "this byte, 128 Ki times" (RFC 8878)."""
    block = 128 << 10
    header = b"\x28\xb5\x2f\xfd" + b"\0" + bytes([7 << 3])  # window 128 KiB
    return header + b"".join(
        struct.pack("<I", block << 3 | 1 << 1 | last)[:3] + b"\0"
        for last in [0] * (BOMB // block - 1) + [1])


def lz4_bomb():
    """Blocks of a byte and a match that goes on for 4 MiB."""
    block = 4 << 20
    match = block - 1 - 4 - 15 - 5
    one = (b"\x1f" + b"\0" + struct.pack("<H", 1) + b"\xff" * (match // 255)
           + bytes([match % 255]) + b"\x50" + bytes(5))
    descriptor = b"\x60\x70"  # v1, blocks independent, of 4 MiB
    return (b"\x04\x22\x4d\x18" + descriptor + b"\x73"
            + (struct.pack("<I", len(one)) + one) * (BOMB // block)
            + struct.pack("<I", 0))


def snappy_bomb():
    """A copy of 64 bytes after the other; it says how much that will be."""
    return wire.uvarint(BOMB) + b"\0\0" + b"\xfe\1\0" * (BOMB // 64)


def bombs():
    return [("gzip", 1, gzip_bomb()), ("snappy", 2, snappy_bomb()),
            ("lz4", 3, lz4_bomb()), ("zstd", 4, zstd_bomb())]


class Hostile:
    def __init__(self, sink, record, bystander, path):
        self.sink, self.record, self.bystander = sink, record, bystander
        self.tape = path
        self.base_sockets = record.sockets()

    def connect(self):
        return Connection(self.record.address)

    def log_count(self):
        return len(self.record.complaints())

    def all_well(self):
        """The bystander works on, and nothing of what was done lingers."""
        self.bystander.works()
        wait_for(lambda: self.record.sockets() <= self.base_sockets,
                 "all are closed but the bystander's")
        assert self.record.process.poll() is None, self.record.said()

    def closed_with_one_line(self, raw, word=None):
        """Sending `raw` gets the connection closed and says one line."""
        before = self.log_count()
        with self.connect() as c:
            c.send(raw)
            assert c.is_closed(), f"{raw[:16]!r}: still open"
        self.all_well()
        lines = self.record.complaints()[before:]
        assert len(lines) == 1, f"{raw[:16]!r}: log lines {lines}"
        assert not word or word in lines[0], lines

    # ---- frames in pieces

    def each_frame_cut_at_every_byte(self):
        before, cuts = self.log_count(), 0
        for raw in FRAMES.values():
            for cut in range(1, len(raw)):
                with self.connect() as c:
                    c.send(raw[:cut])
                cuts += 1
        self.all_well()
        assert self.log_count() - before <= cuts

    def each_frame_split_at_every_byte_is_answered(self):
        with self.connect() as c:
            for raw in FRAMES.values():
                whole = c.call(raw)
                for cut in range(1, len(raw)):
                    c.send(raw[:cut])
                    c.send(raw[cut:])
                    answer = c.receive()
                    # a produce gets the next offset each time
                    assert len(answer) == len(whole)
                    assert answer[:4] == whole[:4]
        self.all_well()

    def all_frames_byte_by_byte_and_all_at_once(self):
        everything = b"".join(FRAMES.values())
        with self.connect() as c:
            for i in range(len(everything)):
                c.send(everything[i:i + 1])
            slow = [c.receive()[:4] for _ in FRAMES]
            c.send(everything)
            assert [c.receive()[:4] for _ in FRAMES] == slow
            assert slow == [i32(n) for n in range(1, len(FRAMES) + 1)]
        self.all_well()

    # ---- what is no frame

    def impossible_sizes_close_the_connection(self):
        for size in (0, 1, 7, -1, -(1 << 31), MAX_REQUEST + 1, (1 << 31) - 1):
            self.closed_with_one_line(i32(size) + b"\0" * 8)

    def http_on_the_port_closes_and_says_so(self):
        self.closed_with_one_line(
            b"GET / HTTP/1.1\r\nHost: kafka:9092\r\n\r\n", "HTTP")

    def tls_on_the_port_closes_and_says_so(self):
        self.closed_with_one_line(CLIENT_HELLO, "TLS")

    def random_bytes_cost_their_connection_only(self):
        source, before, tries = random.Random(SEED), self.log_count(), 300
        for _ in range(tries):
            with self.connect() as c:
                try:
                    c.send(source.randbytes(source.randrange(1, 5000)))
                except ConnectionError:
                    pass
        self.all_well()
        assert self.log_count() - before <= tries

    def random_bytes_as_bodies_of_known_requests(self):
        source, before, tries = random.Random(SEED + 1), self.log_count(), 300
        for n in range(tries):
            key = source.choice([0, 1, 2, 3, 8, 9, 10, 11, 18, 22])
            raw = wire.request(key, source.randrange(8), n,
                               source.randbytes(source.randrange(200)))
            with self.connect() as c:
                c.send(raw)
        self.all_well()
        assert self.log_count() - before <= tries

    # ---- what lies

    def bombs_in_a_produce_are_passed_on_and_not_unpacked(self):
        for n, (name, codec, bomb) in enumerate(bombs()):
            batch = wire.batch([(None, b"")], codec=codec, payload=bomb)
            with self.connect() as c:
                assert c.call(wire.produce(
                    n, "t", 2, batch, client_id=name))[:4] == i32(n)
            self.defused(name, "request")

    def bombs_in_a_fetch_answer_are_passed_on_and_not_unpacked(self):
        for n, (name, codec, bomb) in enumerate(bombs()):
            name = "fetched " + name
            answer = Sink.fetch_answer({3: (10 + n, wire.batch(
                [(None, b"")], base_offset=n, codec=codec, payload=bomb))})
            undo = self.sink.only_for(name, wire.FETCH, lambda *_: answer)
            with self.connect() as c:
                assert c.call(wire.fetch(n, "t", 3, 0, client_id=name)) == \
                    i32(n) + answer
            undo()
            self.defused(name, "response")

    def defused(self, client_id, direction):
        self.all_well()
        wait_for(lambda: tape.rows(self.tape, """
            SELECT f.why FROM frame f JOIN exchange e ON e.id = f.exchange
            WHERE e.client_id = ? AND f.state = 'malformed'
            AND f.direction = ? AND f.bytes IS NOT NULL""", client_id,
                                   direction), f"{client_id} is malformed")
        assert self.record.memory() < MEMORY, self.record.memory() >> 20

    def batches_that_lie_are_kept_as_malformed(self):
        good = wire.batch([(b"k", b"v")])
        lies = [good[:57] + i32(1 << 30) + good[61:],  # its record count
                good[:8] + i32(1 << 30) + good[12:],   # its length
                good[:17] + b"\0\0\0\0" + good[21:],   # its crc
                good[:-1], b"", good[:20],
                wire.batch([(b"k", b"v")], payload=b"\xff" * 10)]
        undo = self.sink.only_for("liar", wire.PRODUCE,
                                  lambda *_: wire.array([]) + i32(0))
        with self.connect() as c:
            for n, lie in enumerate(lies):
                raw = wire.produce(n, "t", 3, lie, client_id="liar")
                assert c.call(raw)[:4] == i32(n)
        undo()
        wait_for(lambda: tape.one(self.tape, """
            SELECT count(DISTINCT exchange) FROM frame JOIN exchange e
            ON e.id = exchange WHERE e.client_id = 'liar'
            AND state <> 'understood' AND bytes IS NOT NULL""")
            >= len(lies) - 2, "they are kept")

    def unknown_keys_and_versions_pass_and_are_kept(self):
        odd = [(10000, 0), (32767, 9), (-1, 3), (2, 99), (8, 77), (11, 120)]
        answer = bytes(range(200))
        undo = [self.sink.only_for("odd", key, lambda *_: answer)
                for key, _ in odd]
        with self.connect() as c:
            for n, (key, version) in enumerate(odd):
                raw = frame(i16(key) + i16(version) + i32(n)
                            + wire.string("odd") + b"\0" + b"\xfe" * 50)
                assert c.call(raw) == i32(n) + answer
        for one in undo:
            one()
        wait_for(lambda: tape.one(self.tape, """
            SELECT count(*) FROM frame f JOIN exchange e ON e.id = f.exchange
            WHERE f.state = 'opaque' AND f.bytes IS NOT NULL
            AND (f.size = 204 OR f.direction = 'request')
            AND e.connection = (SELECT max(id) FROM connection c WHERE EXISTS
              (SELECT 1 FROM exchange x WHERE x.connection = c.id
               AND x.api_key = 32767))""") == 2 * len(odd),
            "both halves of each are kept")
        self.all_well()

    def a_too_new_version_of_an_address_carrying_api_closes(self):
        for key in (0, 1, 3, 10, 60, 78, 79):
            self.closed_with_one_line(frame(
                i16(key) + i16(99) + i32(1) + wire.string("new") + b"\0" * 9))

    # ---- what a broker may send

    def with_a_broker_that_sends(self, raw, then_closes=False,
                                 key=wire.METADATA, request=None):
        """What a client gets of it, up to the end of its stream, or `raw` and
        nothing more."""
        def handler(connection, _):
            try:
                connection.sendall(raw)
                if then_closes:
                    connection.shutdown(socket.SHUT_RDWR)
            except OSError:
                pass
        undo = self.sink.only_for("victim", key, handler)
        try:
            with self.connect() as c:
                c.send(request or wire.metadata(1, [], client_id="victim"))
                got = b""
                while piece := c.socket.recv(1 << 16):
                    got += piece
                return got
        except ConnectionError:
            return got
        finally:
            undo()

    def answers_that_lie_never_reach_the_client_raw(self):
        lie = wire.array([i32(0) + wire.string(self.sink.address[0])
                          + i32(self.sink.address[1])])[:-2]
        good = wire.array([]) + i32(0) + wire.array([])
        lies = [frame(i32(1) + lie),           # cut inside
                frame(i32(2) + good),          # another correlation id
                frame(b"\0\0\1"),             # no header
                i32(0), i32(-1), i32(-(1 << 31)),
                b"HTTP/1.1 400 Bad Request\r\n\r\n",
                CLIENT_HELLO,
                i32(100 << 20) + i32(1)]       # too large to be rewritten
        for raw in lies:
            before = self.log_count()
            assert self.with_a_broker_that_sends(raw) == b"", raw[:20]
            self.all_well()
            assert self.log_count() - before == 1, self.record.said()

    def an_answer_that_nobody_asked_for_closes(self):
        fetched = frame(i32(1) + Sink.fetch_answer({}))
        got = self.with_a_broker_that_sends(
            fetched * 2, key=wire.FETCH,
            request=wire.fetch(1, "t", 0, 0, client_id="victim"))
        assert got == fetched, got
        self.all_well()

    def an_answer_cut_at_every_byte_is_given_up_to_there(self):
        batch = wire.batch([(b"k", b"v")])
        fetched = frame(i32(1) + Sink.fetch_answer({3: (900, batch)}))
        known = frame(i32(1) + wire.array([
            i32(0) + wire.string(self.sink.address[0])
            + i32(self.sink.address[1]) + wire.string(None)])
            + i32(0) + wire.array([]))
        for cut in range(len(fetched)):
            got = self.with_a_broker_that_sends(
                fetched[:cut], True, wire.FETCH,
                wire.fetch(1, "t", 3, 0, client_id="victim"))
            assert fetched.startswith(got) and len(got) <= cut, (cut, got)
            # of what is held to be rewritten, nothing
            if cut < len(known):
                assert self.with_a_broker_that_sends(
                    known[:cut], True) == b"", cut
        self.all_well()

    def an_answer_split_at_every_byte_arrives(self):
        batch = wire.batch([(b"k", b"v")])
        body = Sink.fetch_answer({3: (900, batch)})
        whole = frame(i32(1) + body)
        splits = iter(range(1, len(whole)))

        def handler(connection, _):
            cut = next(splits)
            connection.sendall(whole[:cut])
            connection.sendall(whole[cut:])
        undo = self.sink.only_for("splitter", wire.FETCH, handler)
        request = wire.fetch(1, "t", 3, 0, client_id="splitter")
        with self.connect() as c:
            for _ in range(1, len(whole)):
                assert c.call(request) == i32(1) + body
        undo()
        self.all_well()

    def the_end_is_clean(self):
        self.all_well()
        assert self.record.stop() in (0, UNPROVEN), self.record.said()
        assert int(tape.fact(self.tape, "complete")) == 1
        assert tape.one(self.tape, "PRAGMA integrity_check") == "ok"
        cut = tape.rows(self.tape, "SELECT DISTINCT why FROM gap")
        # the sink answers also what was cut
        assert {row[0] for row in cut} <= {
            "an answer whose request is lost"}, cut


def main():
    suite = Suite()
    with tape.Folder() as folder, Sink({"t": 4}) as sink, \
            tape.Record(sink.bootstrap, folder("hostile.ktape")) as record, \
            Bystander(record.address, "t") as bystander:
        bystander.works()
        it = Hostile(sink, record, bystander, folder("hostile.ktape"))
        suite.run([
            it.each_frame_cut_at_every_byte,
            it.each_frame_split_at_every_byte_is_answered,
            it.all_frames_byte_by_byte_and_all_at_once,
            it.impossible_sizes_close_the_connection,
            it.http_on_the_port_closes_and_says_so,
            it.tls_on_the_port_closes_and_says_so,
            it.random_bytes_cost_their_connection_only,
            it.random_bytes_as_bodies_of_known_requests,
            it.bombs_in_a_produce_are_passed_on_and_not_unpacked,
            it.bombs_in_a_fetch_answer_are_passed_on_and_not_unpacked,
            it.batches_that_lie_are_kept_as_malformed,
            it.unknown_keys_and_versions_pass_and_are_kept,
            it.a_too_new_version_of_an_address_carrying_api_closes,
            it.answers_that_lie_never_reach_the_client_raw,
            it.an_answer_that_nobody_asked_for_closes,
            it.an_answer_cut_at_every_byte_is_given_up_to_there,
            it.an_answer_split_at_every_byte_arrives,
            it.the_end_is_clean,
        ])
    return suite.finish()


if __name__ == "__main__":
    sys.exit(main())
