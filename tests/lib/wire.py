# SPDX-License-Identifier: Apache-2.0
"""wire.py - just enough of Kafka's protocol to poke at a broker by hand: the
frame, the request header, and the few messages that tests send themselves.
Not a client: no retries, no metadata, old fixed-width versions only."""
import socket
import struct

from checks import PATIENCE

PRODUCE, FETCH, LIST_OFFSETS, METADATA = 0, 1, 2, 3
OFFSET_COMMIT, OFFSET_FETCH, FIND_COORDINATOR, API_VERSIONS = 8, 9, 10, 18


def i16(v):
    return struct.pack(">h", v)


def i32(v):
    return struct.pack(">i", v)


def i64(v):
    return struct.pack(">q", v)


def string(s):
    if s is None:
        return i16(-1)
    raw = s.encode()
    return i16(len(raw)) + raw


def data(b):
    return i32(-1) if b is None else i32(len(b)) + b


def array(items):
    items = list(items)
    return i32(len(items)) + b"".join(items)


def frame(body):
    return i32(len(body)) + body


def request(key, version, correlation, body=b"", client_id="wire"):
    """A whole request frame with header version 1."""
    return frame(i16(key) + i16(version) + i32(correlation)
                 + string(client_id) + body)


_CRC32C = []


def crc32c(raw):
    if not _CRC32C:
        for n in range(256):
            for _ in range(8):
                n = n >> 1 ^ (0x82F63B78 if n & 1 else 0)
            _CRC32C.append(n)
    crc = 0xFFFFFFFF
    for b in raw:
        crc = _CRC32C[(crc ^ b) & 255] ^ crc >> 8
    return crc ^ 0xFFFFFFFF


def varint(v):
    return uvarint((v << 1) ^ (v >> 63))


def uvarint(v):
    out = bytearray()
    v &= (1 << 64) - 1
    while v > 127:
        out.append(v & 127 | 128)
        v >>= 7
    out.append(v)
    return bytes(out)


def record(index, key, value, headers=(), time_delta=0):
    def field(b):
        return varint(-1) if b is None else varint(len(b)) + b
    body = (b"\0" + varint(time_delta) + varint(index) + field(key)
            + field(value) + varint(len(headers))
            + b"".join(field(k) + field(v) for k, v in headers))
    return varint(len(body)) + body


def batch(records, base_offset=0, timestamp=1700000000000, codec=0,
          payload=None, producer=(-1, -1, -1), attributes=0, crc=None):
    """A record batch v2 of (key, value) pairs; `payload` replaces the encoded
    records, for batches that lie."""
    if payload is None:
        payload = b"".join(record(i, r[0], r[1], *r[2:])
                           for i, r in enumerate(records))
    count = len(records)
    tail = (i16(attributes | codec) + i32(count - 1) + i64(timestamp)
            + i64(timestamp) + i64(producer[0]) + i16(producer[1])
            + i32(producer[2]) + i32(count) + payload)
    if crc is None:
        crc = crc32c(tail)
    rest = i32(0) + b"\2" + struct.pack(">I", crc) + tail
    return i64(base_offset) + i32(len(rest)) + rest


def produce(correlation, topic, partition, records, acks=1, version=7,
            client_id="wire"):
    body = (string(None) + i16(acks) + i32(10000)
            + array([string(topic) + array([i32(partition)
                                            + data(records)])]))
    return request(PRODUCE, version, correlation, body, client_id)


def fetch(correlation, topic, partition, offset, max_wait=500, min_bytes=1,
          max_bytes=50 << 20, client_id="wire"):
    """Fetch v11 without a session."""
    body = (i32(-1) + i32(max_wait) + i32(min_bytes) + i32(max_bytes)
            + b"\0" + i32(0) + i32(-1)
            + array([string(topic) + array([
                i32(partition) + i32(-1) + i64(offset) + i64(-1)
                + i32(max_bytes)])])
            + array([]) + string(""))
    return request(FETCH, 11, correlation, body, client_id)


def metadata(correlation, topics=None, version=1, client_id="wire"):
    body = i32(-1) if topics is None else array(map(string, topics))
    return request(METADATA, version, correlation, body, client_id)


class Reader:
    """Reads the fields of an answer, in order."""

    def __init__(self, raw):
        self.raw, self.at = raw, 0

    def take(self, n):
        piece = self.raw[self.at:self.at + n]
        if len(piece) != n:
            raise ValueError(f"{n} bytes wanted at {self.at} of {len(self.raw)}")
        self.at += n
        return piece

    def i8(self):
        return struct.unpack(">b", self.take(1))[0]

    def i16(self):
        return struct.unpack(">h", self.take(2))[0]

    def i32(self):
        return struct.unpack(">i", self.take(4))[0]

    def i64(self):
        return struct.unpack(">q", self.take(8))[0]

    def string(self):
        n = self.i16()
        return None if n < 0 else self.take(n).decode()

    def data(self):
        n = self.i32()
        return None if n < 0 else self.take(n)

    def uvarint(self):
        value = shift = 0
        while True:
            b = self.take(1)[0]
            value |= (b & 127) << shift
            shift += 7
            if b < 128:
                return value

    def array(self, item):
        return [item() for _ in range(max(self.i32(), 0))]


class Connection:
    """A connection to (host, port): frames out, frames in."""

    def __init__(self, address, timeout=PATIENCE, receive_buffer=None):
        self.socket = socket.socket()
        if receive_buffer:
            self.socket.setsockopt(socket.SOL_SOCKET, socket.SO_RCVBUF,
                                   receive_buffer)
        self.socket.settimeout(timeout)
        self.socket.connect(address)
        self.socket.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)

    def __enter__(self):
        return self

    def __exit__(self, *_):
        self.close()

    def close(self):
        self.socket.close()

    def send(self, raw):
        self.socket.sendall(raw)

    def receive(self):
        """The next frame without its size; b"" at the end of the stream."""
        head = self.exactly(4)
        if len(head) < 4:
            return b""
        size = struct.unpack(">i", head)[0]
        body = self.exactly(size)
        if len(body) < size:
            raise EOFError(f"the frame ended at {len(body)} of {size} bytes")
        return body

    def call(self, raw):
        self.send(raw)
        return self.receive()

    def is_closed(self, seconds=PATIENCE):
        """Does the other side close it without another byte?"""
        self.socket.settimeout(seconds)
        try:
            return self.socket.recv(1) == b""
        except ConnectionError:
            return True
        except socket.timeout:
            return False

    def exactly(self, n):
        """n bytes, fewer at the end of the stream."""
        parts = []
        while n:
            piece = self.socket.recv(min(n, 1 << 20))
            if not piece:
                break
            parts.append(piece)
            n -= len(piece)
        return b"".join(parts)


def pipelined(connection, frames, depth=20):
    """Sends all, with at most `depth` of them unanswered; the answers."""
    answers, sent = [], 0
    for raw in frames:
        connection.send(raw)
        sent += 1
        if sent - len(answers) >= depth:
            answers.append(connection.receive())
    while len(answers) < sent:
        answers.append(connection.receive())
    return answers


def produce_all(address, count, records, topic="t", partition=0,
                client_id="wire"):
    """`count` times the same batch; how many were acknowledged."""
    with Connection(address) as c:
        answers = pipelined(c, (produce(n, topic, partition, records,
                                        client_id=client_id)
                                for n in range(count)))
    assert all(a[:4] == i32(n) for n, a in enumerate(answers))
    return len(answers)


def partitions_of(address, timeout=30):
    """{topic: [(leader, replicas, those in sync) of each partition]} by Metadata,
    of all topics; -1: none."""
    with Connection(address, timeout) as c:
        r = Reader(c.call(metadata(1)))
    r.i32()
    r.array(lambda: (r.i32(), r.string(), r.i32(), r.string()))
    r.i32()

    def partition():
        error, _, leader = r.i16(), r.i32(), r.i32()
        return (leader if error in (0, 9) else -1,  # 9: a replica is not there
                set(r.array(r.i32)), set(r.array(r.i32)))

    def topic():
        r.i16()
        name = r.string()
        r.take(1)
        return name, r.array(partition)
    return dict(r.array(topic))


def brokers_of(address, timeout=30):
    """{node id: (host, port)} by Metadata from whoever listens there."""
    with Connection(address, timeout) as c:
        r = Reader(c.call(metadata(1, [])))
    r.i32()
    found = {}
    for _ in range(r.i32()):
        node, host, port = r.i32(), r.string(), r.i32()
        r.string()
        found[node] = (host, port)
    return found
