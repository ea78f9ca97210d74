# SPDX-License-Identifier: Apache-2.0
"""tap.py - relays on both sides of ktape that keep every byte, and the
comparison of what they kept (invariants 1 and 2 of the design):

    client -> tap (127.0.0.88) -> ktape (127.0.0.1) -> tap (127.0.0.77) -> broker (127.0.0.78)

The client side works by `ktape record --advertise 127.0.0.88`: same ports,
other address.  Both advertised hosts have ten characters, so a rewritten answer
keeps its length, and an exact expectation can be made by replacing bytes.
"""
import os
import re
import socket
import struct
import threading

from checks import wait_for
import wire

CLIENT_SIDE = "127.0.0.88"
OWN = b"\0\5ktape"  # the client id of what ktape asks by itself


class TappedConnection:
    """One connection: who dialled, and the bytes of each direction."""

    def __init__(self, port, peer, owner):
        self.port, self.peer = port, peer
        self.pid, self.command = owner
        self.up, self.down = bytearray(), bytearray()
        self.ended = threading.Event()


class Tap:
    """Relays host:port to the same port on `target`, for each of `ports`."""

    def __init__(self, host, target, ports):
        self.host, self.target = host, target
        self.connections, self.probes = [], set()
        self.lock = threading.Lock()
        self.listeners = []
        for port in ports:
            s = socket.socket()
            s.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
            s.bind((host, port))
            s.listen(128)
            self.listeners.append(s)

    def __enter__(self):
        for s in self.listeners:
            threading.Thread(target=self._accept, args=(s,),
                             daemon=True).start()
        return self

    def __exit__(self, *_):
        for s in self.listeners:
            s.close()

    def _accept(self, listener):
        port = listener.getsockname()[1]
        while True:
            try:
                client, peer = listener.accept()
            except OSError:
                return
            kept = TappedConnection(port, peer, owner_of(
                peer, client.getsockname()))
            with self.lock:
                self.connections.append(kept)
            threading.Thread(target=self._relay, args=(client, kept),
                             daemon=True).start()

    def drained(self):
        """All connections that there were until now, when they have ended, so
        that nothing is on its way any more.  Who dialled must have gone."""
        for s in self.listeners:
            with socket.create_connection(s.getsockname()) as probe:
                own = probe.getsockname()
                self.probes.add(own)
                wait_for(lambda own=own: any(
                    c.peer == own for c in self.connections),
                         "it is accepted, and so are all before it")
        wait_for(lambda: all(c.ended.is_set() for c in self.connections),
                 "all connections have ended")
        return [c for c in self.connections if c.peer not in self.probes]

    def _relay(self, client, kept):
        try:
            self._relay_both(client, kept)
        finally:
            kept.ended.set()

    def _relay_both(self, client, kept):
        try:
            server = socket.create_connection((self.target, kept.port), 10)
        except OSError:
            client.close()
            return
        server.settimeout(None)
        for s in (client, server):
            s.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
        back = threading.Thread(target=self._pump,
                                args=(server, client, kept.down), daemon=True)
        back.start()
        self._pump(client, server, kept.up)
        back.join()
        client.close()
        server.close()

    @staticmethod
    def _pump(source, sink, kept):
        try:
            while piece := source.recv(1 << 18):
                kept += piece
                sink.sendall(piece)
            sink.shutdown(socket.SHUT_WR)
        except OSError:
            for s in (source, sink):
                try:
                    s.shutdown(socket.SHUT_RDWR)
                except OSError:
                    pass


def strangers(brokers, clients, pids):
    """Who dialled a broker and is none of ktape's `pids`.  One that was gone
    before anybody could look is ktape's if it said what a client had said to
    ktape, or what ktape says by itself."""
    def is_ktapes(c):
        return c.pid in pids or not c.pid and (
            OWN in c.up or any(k.up.startswith(c.up) for k in clients))
    return {c.command or repr(bytes(c.up[:60])) for c in brokers
            if not is_ktapes(c)}


def frames(stream):
    """The whole frames of a stream, without their sizes, and what is left."""
    out, at = [], 0
    while at + 4 <= len(stream):
        size = struct.unpack_from(">i", stream, at)[0]
        if size < 0 or at + 4 + size > len(stream):
            break
        out.append(bytes(stream[at + 4:at + 4 + size]))
        at += 4 + size
    return out, bytes(stream[at:])


class Comparison:
    """What came from brokers against what reached the clients.

    addresses: {(real host, real port): (host, port) for clients}
    """

    def __init__(self, addresses):
        self.addresses = addresses
        self.same = self.rewritten = self.bytes = 0
        self.apis = {}

    def streams(self, clients, brokers):
        """Every client connection has a broker connection with the very same
        requests, and its answers but for addresses.  Returns the broker
        connections that no client had."""
        left = list(brokers)
        for c in clients:
            # a client that was not served may have spoken all the same
            if not c.up or not c.down:
                continue
            twins = [b for b in left if b.up == c.up] or \
                [b for b in left if b.up and c.up.startswith(b.up)]
            assert twins, (f"no broker got what {c.peer} sent to port "
                           f"{c.port}: {len(c.up)} bytes, "
                           f"{bytes(c.up[:80])!r}")
            reasons = []
            for b in twins:
                try:
                    self.answers(c, b)
                except AssertionError as e:
                    reasons.append(str(e))
                else:
                    left.remove(b)
                    break
            else:
                raise AssertionError(f"{c.peer}: {reasons}")
        # those of clients that went before an answer came
        for c in clients:
            own = next((b for b in left if c.up and not c.down and b.up
                        and c.up.startswith(b.up)), None)
            if own:
                left.remove(own)
        return left

    def answers(self, client, broker):
        sent, _ = frames(broker.up)
        # ids may repeat: answers come in the order of the requests that have
        # one, so a request whose id isn't next has none (acks=0)
        got, got_rest = frames(client.down)
        said, said_rest = frames(broker.down)
        assert len(got) <= len(said), "more answers than the broker gave"
        requests = iter(sent)
        for theirs, ours in zip(said, got):
            for request in requests:
                key, version, correlation = struct.unpack_from(">hhi", request)
                if theirs[:4] == struct.pack(">i", correlation):
                    break
            else:
                raise AssertionError("an answer without its request")
            self.answer(key, version, theirs, ours)
        self.bytes += len(client.down)
        # the tail of a connection that was cut in the middle of an answer
        if len(got) == len(said):
            assert said_rest.startswith(got_rest) or not said_rest, \
                "the cut answer differs"

    def answer(self, key, version, theirs, ours):
        self.apis[key] = self.apis.get(key, 0) + 1
        if key == wire.API_VERSIONS:
            capped(version, theirs, ours)
            self.rewritten += theirs != ours
        elif theirs == ours:
            self.same += 1
        else:
            self.rewritten += 1
            expected = self.expected(key, version, theirs)
            assert expected == ours, difference(key, version, expected, ours)

    def expected(self, key, version, theirs):
        """The broker's answer with each host and port replaced."""
        assert key in (0, 1, 3, 10, 60, 78, 79), \
            f"the answer to API {key} v{version} was changed"
        if key == 1 and version >= 16:
            return without_endpoints(theirs)
        out = theirs
        for (host, port), (to_host, to_port) in self.addresses.items():
            out = out.replace(host.encode() + wire.i32(port),
                              to_host.encode() + wire.i32(to_port))
        return out


def without_endpoints(answer):
    """A Fetch answer whose nodeEndpoints (tag 0, the last thing in it) became
    an unknown tag with zeros."""
    for match in reversed(list(re.finditer(rb"\x01\x00", answer))):
        r = wire.Reader(answer)
        r.at = match.end()
        try:
            size = r.uvarint()
        except ValueError:
            continue
        if r.at + size == len(answer):
            return (answer[:match.start()] + b"\x01\x7f"
                    + answer[match.end():r.at] + bytes(size))
    return answer


def difference(key, version, expected, ours):
    at = next((i for i, (a, b) in enumerate(zip(expected, ours)) if a != b),
              min(len(expected), len(ours)))
    return (f"API {key} v{version}: expected {len(expected)} bytes, got "
            f"{len(ours)}, first difference at {at}: "
            f"{expected[at:at + 24].hex()} / {ours[at:at + 24].hex()}")


def version_ranges(version, answer):
    """(error, {key: (min, max)}, the bytes behind the list)."""
    r = wire.Reader(answer)
    r.i32()
    error = r.i16()
    flexible = version >= 3 and error != 35
    count = r.uvarint() - 1 if flexible else r.i32()
    ranges = {}
    for _ in range(count):
        key = r.i16()
        ranges[key] = (r.i16(), r.i16())
        if flexible:
            for _ in range(r.uvarint()):
                r.uvarint()
                r.take(r.uvarint())
    return error, ranges, answer[r.at:]


def capped(version, theirs, ours):
    """ApiVersions: a max may be lower, a key may be gone, a min is kept."""
    if theirs == ours:
        return
    error, all_ranges, rest = version_ranges(version, theirs)
    our_error, our_ranges, our_rest = version_ranges(version, ours)
    assert error == our_error and rest == our_rest, \
        "ApiVersions: more than the ranges was changed"
    for key, (low, high) in our_ranges.items():
        assert key in all_ranges, f"ApiVersions: key {key} was made up"
        assert low == all_ranges[key][0], f"ApiVersions: min of {key}"
        assert high <= all_ranges[key][1], f"ApiVersions: max of {key}"


def scan(connections, host, ports):
    """No byte that reached a client spells a broker's host; and in the answers
    that carry addresses none spells a broker's port."""
    for c in connections:
        at = c.down.find(host.encode())
        assert at < 0, (f"{host} reached {c.peer}: "
                        f"{bytes(c.down[max(at - 60, 0):at + 30])!r}")
        answers = dict((struct.unpack_from(">i", f)[0], f)
                       for f in frames(c.down)[0] if len(f) >= 4)
        for request in frames(c.up)[0]:
            key, _, correlation = struct.unpack_from(">hhi", request)
            if key not in (3, 10, 60):
                continue
            for port in ports:
                assert wire.i32(port) not in answers.get(correlation, b""), \
                    f"port {port} reached {c.peer} in an answer to API {key}"


def owner_of(peer, local):
    """(pid, command line) of the process whose socket is bound to `peer` and
    connected to `local`; (0, "") when it is gone already."""
    def hexed(address):
        return "%08X:%04X" % (struct.unpack(
            "=I", socket.inet_aton(address[0]))[0], address[1])
    wanted = [hexed(peer), hexed(local)]
    with open("/proc/net/tcp", encoding="ascii") as f:
        inodes = [line.split()[9] for line in f
                  if line.split()[1:3] == wanted]
    if not inodes:
        return 0, ""
    link = f"socket:[{inodes[0]}]"
    for pid in filter(str.isdigit, os.listdir("/proc")):
        try:
            for fd in os.listdir(f"/proc/{pid}/fd"):
                if os.readlink(f"/proc/{pid}/fd/{fd}") == link:
                    with open(f"/proc/{pid}/cmdline", "rb") as f:
                        return int(pid), f.read().replace(b"\0", b" ").decode()
        except OSError:
            continue
    return 0, ""
