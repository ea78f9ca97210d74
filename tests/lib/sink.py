# SPDX-License-Identifier: Apache-2.0
"""sink.py - a scripted broker, one node, for what a real one does too seldom:
answers of any size at wire speed, answers held back, half an answer.

    with Sink({"t": 4}) as sink:
        sink.on[wire.FETCH] = lambda connection, request: body or None

A handler gives the answer's body, or None: the test answers later, by
request.answer(body), or never.
"""
import socket
import struct
import threading

from checks import PATIENCE, free_ports
import wire
from wire import Reader, array, i16, i32, i64, string, data

HOST = "127.0.0.77"

VERSIONS = {wire.PRODUCE: (0, 7), wire.FETCH: (0, 11),
            wire.LIST_OFFSETS: (0, 3), wire.METADATA: (0, 2),
            wire.FIND_COORDINATOR: (0, 2), wire.API_VERSIONS: (0, 2)}


class Request:
    def __init__(self, connection, raw):
        r = Reader(raw)
        self.connection = connection
        self.key, self.version, self.correlation = r.i16(), r.i16(), r.i32()
        self.client_id = None
        if self.key != wire.API_VERSIONS or self.version < 3:
            self.client_id = r.string()
        self.body = r

    def answer(self, body):
        self.connection.sendall(
            struct.pack(">ii", len(body) + 4, self.correlation))
        self.connection.sendall(body)


class Sink:
    def __init__(self, topics, receive_buffer=None, port=None):
        self.topics = topics
        self.node = 0
        self.address = (HOST, port or free_ports(1, (HOST,)))
        self.bootstrap = "%s:%d" % self.address
        self.requests = []      # all, in order of arrival
        self.arrived = threading.Condition()
        self.next_offset = {}
        self.on = {wire.PRODUCE: self.produce, wire.FETCH: self.fetch,
                   wire.METADATA: self.metadata,
                   wire.LIST_OFFSETS: self.list_offsets,
                   wire.API_VERSIONS: self.api_versions}
        self.listener = socket.socket()
        self.listener.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        if receive_buffer:  # before listen, so that connections inherit it
            self.listener.setsockopt(socket.SOL_SOCKET, socket.SO_RCVBUF,
                                     receive_buffer)
        self.listener.bind(self.address)
        self.listener.listen(256)
        self.connections = []
        self.reading = threading.Event()  # cleared: it stops reading
        self.reading.set()

    def __enter__(self):
        threading.Thread(target=self._accept, daemon=True).start()
        return self

    def __exit__(self, *_):
        self.reading.set()
        try:
            self.listener.shutdown(socket.SHUT_RDWR)  # wakes its accept()
        except OSError:
            pass
        self.listener.close()
        for c in self.connections:
            c.close()

    def only_for(self, client_id, key, handler):
        """`handler` answers this client's requests of the API; others' go on
        as before.  Returns what undoes it."""
        before = self.on.get(key)

        def choose(connection, request):
            if request.client_id == client_id:
                return handler(connection, request)
            return before(connection, request) if before else None
        self.on[key] = choose

        def undo():
            if before:
                self.on[key] = before
            else:
                del self.on[key]
        return undo

    def wait_for(self, key, count=1, seconds=PATIENCE):
        """The first `count` requests of an API, waited for."""
        def found():
            return [r for r in self.requests if r.key == key]
        with self.arrived:
            if not self.arrived.wait_for(lambda: len(found()) >= count,
                                         seconds):
                raise TimeoutError(f"{len(found())} of {count} requests of "
                                   f"API {key} arrived")
            return found()

    def _accept(self):
        while True:
            try:
                c, _ = self.listener.accept()
            except OSError:
                return
            c.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
            self.connections.append(c)
            threading.Thread(target=self._serve, args=(c,),
                             daemon=True).start()

    def _serve(self, c):
        stream = c.makefile("rb")
        try:
            while True:
                self.reading.wait()
                head = stream.read(4)
                if len(head) < 4:
                    break
                raw = stream.read(struct.unpack(">i", head)[0])
                request = Request(c, raw)
                with self.arrived:
                    self.requests.append(request)
                    self.arrived.notify_all()
                handler = self.on.get(request.key)
                body = handler(c, request) if handler else None
                if body is not None:
                    request.answer(body)
        except (OSError, ValueError, struct.error, TypeError):
            pass  # noise: hang up, as a broker does
        stream.close()
        c.close()

    # ---- the answers of a broker that is well

    def api_versions(self, _, request):
        ranges = array(i16(k) + i16(low) + i16(high)
                       for k, (low, high) in VERSIONS.items())
        if request.version > 2:
            return i16(35) + ranges
        return i16(0) + ranges + (i32(0) if request.version else b"")

    def metadata(self, _, request):
        asked = request.body.array(request.body.string)
        if request.version and request.body.raw[-4:] == i32(-1):
            asked = list(self.topics)
        rack = string(None) if request.version else b""
        out = array([i32(self.node) + string(self.address[0])
                     + i32(self.address[1]) + rack])
        if request.version >= 2:
            out += string("the-sink")
        if request.version:
            out += i32(self.node)
        me = array([i32(self.node)])
        return out + array(
            (i16(0 if t in self.topics else 3) + string(t)
             + (b"\0" if request.version else b"")
             + array(i16(0) + i32(p) + i32(self.node) + me + me
                     for p in range(self.topics.get(t, 0))))
            for t in (asked or self.topics))

    def list_offsets(self, _, request):
        r = request.body
        r.i32()
        if request.version >= 2:
            r.take(1)

        def partition():
            index, at = r.i32(), r.i64()
            end = self.next_offset.get(index, 0) if at == -1 else 0
            return i32(index) + i16(0) + i64(-1) + i64(end)
        body = array(string(r.string()) + array(r.array(partition))
                     for _ in range(r.i32()))
        return (i32(0) if request.version >= 2 else b"") + body

    def produced(self, request):
        """(acks, [(topic, partition, records)]) of a Produce."""
        r = request.body
        r.at = 10 + (0 if request.client_id is None
                     else len(request.client_id))
        if request.version >= 3:
            r.string()
        acks = r.i16()
        r.i32()
        found = []
        for _ in range(r.i32()):
            topic = r.string()
            for _ in range(r.i32()):
                found.append((topic, r.i32(), r.data()))
        return acks, found

    def produce(self, _, request):
        acks, parts = self.produced(request)
        bases = {}
        for _, partition, records in parts:
            bases[partition] = self.next_offset.get(partition, 0)
            count = struct.unpack_from(">i", records, 57)[0]
            self.next_offset[partition] = bases[partition] + count
        return self.produce_answer(parts, bases) if acks else None

    def produce_answer(self, parts, bases, append_time=-1):
        """Produce v5-7; `bases`: the base offset by partition."""
        return array(string(t) + array([
            i32(p) + i16(0) + i64(bases.get(p, 0)) + i64(append_time)
            + i64(0)])
            for t, p, _ in parts) + i32(0)

    def fetch(self, _, request):
        del request
        return self.fetch_answer({})

    @staticmethod
    def fetch_answer(found, topic="t"):
        """Fetch v11; `found`: {partition: (high watermark, records)}."""
        return (i32(0) + i16(0) + i32(0) + array([string(topic) + array(
            i32(p) + i16(0) + i64(high) + i64(high) + i64(0) + i32(-1)
            + i32(-1) + data(records)
            for p, (high, records) in found.items())]))
