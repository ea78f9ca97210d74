# SPDX-License-Identifier: Apache-2.0
"""meddler.py - the bad network between ktape and its broker: a relay that cuts
an answer off, or breaks a request, of the client that it is told; and the lying
broker, whose answers it forges (forge.py)."""
import socket
import struct
import threading

from cluster import HIDDEN, HOST
from tap import Tap
import wire


def client_of(request):
    size, = struct.unpack_from(">h", request, 8)
    return request[10:10 + size].decode()


class Rule:
    """For one Produce of a client: `.lost`: its answer is cut off, with the
    connection; or `.word` in it is broken, and its answer waits for the
    client's next request; or the next `.held` never arrive, and then the
    connection is cut.  For any answer to it: what `.change` makes of it, once."""

    def __init__(self, client, word=None, held=0, change=None):
        self.client, self.word, self.held = client, word, held
        self.change = change
        self.correlation = None
        self.passed, self.followed = threading.Event(), threading.Event()

    def wait(self, seconds):
        assert self.passed.wait(seconds), f"{self.client} sent nothing"


class Meddler(Tap):
    def __init__(self, cluster):
        super().__init__(HOST, HIDDEN, cluster.ports.values())
        self.rules = []

    def _add(self, rule):
        with self.lock:
            self.rules.append(rule)
        return rule

    def lose(self, client):
        """The answer to the next Produce of `client`."""
        return self._add(Rule(client))

    def corrupt(self, client, word):
        """The next Produce of `client` with `word` in it."""
        return self._add(Rule(client, word))

    def hold(self, client, count):
        """The next `count` Produce of `client`, all under way at once."""
        return self._add(Rule(client, held=count))

    def forge(self, client, change):
        """The first answer to `client` of which `change` makes another."""
        return self._add(Rule(client, change=change))

    def forged(self, client, body):
        with self.lock:
            rules = [r for r in self.rules if r.change and r.client == client]
        for rule in rules:
            forged = rule.change(body)
            if forged is None:
                continue
            with self.lock:
                self.rules.remove(rule)
            rule.passed.set()
            return forged
        return body

    def _relay(self, client, kept):
        try:
            server = socket.create_connection((self.target, kept.port), 10)
        except OSError:
            client.close()
            return
        server.settimeout(None)
        both = Relay(self, client, server)
        back = threading.Thread(target=both.down, daemon=True)
        back.start()
        both.up()
        back.join()
        client.close()
        server.close()


class Relay:
    """One connection, frame by frame."""

    def __init__(self, meddler, client, server):
        self.meddler, self.client, self.server = meddler, client, server
        self.held_all, self.name = False, None
        self.mine = []  # rules that met a request of this connection

    @staticmethod
    def _frames(source):
        connection = wire.Connection.__new__(wire.Connection)
        connection.socket = source
        try:
            while body := connection.receive():
                yield body
        except (OSError, EOFError):
            pass

    def _cut(self):
        for s in (self.client, self.server):
            try:
                s.shutdown(socket.SHUT_RDWR)
            except OSError:
                pass

    def up(self):
        for body in self._frames(self.client):
            key, _, correlation = struct.unpack_from(">hhi", body)
            self.name = client_of(body)
            if key == wire.PRODUCE:
                body = self._request(body, correlation)
            if not body:
                if self.held_all:
                    break
                continue
            try:
                self.server.sendall(wire.frame(body))
            except OSError:
                break
        self._cut()

    def _request(self, body, correlation):
        for rule in self.mine:
            rule.followed.set()
        with self.meddler.lock:
            rule = next((r for r in self.meddler.rules
                         if r.client == self.name and not r.change
                         and (r.word or b"") in body), None)
            if not rule:
                return body
            if rule.held:
                return self._hold(rule)
            self.meddler.rules.remove(rule)
        rule.correlation = correlation
        self.mine.append(rule)
        rule.passed.set()
        return body.replace(rule.word, rule.word.upper()) if rule.word \
            else body

    def _hold(self, rule):
        rule.held -= 1
        if not rule.held:
            self.meddler.rules.remove(rule)
            rule.passed.set()
            self.held_all = True

    def down(self):
        for body in self._frames(self.server):
            correlation, = struct.unpack_from(">i", body)
            rule = next((r for r in self.mine
                         if r.correlation == correlation), None)
            if rule and not rule.word:
                break
            if rule:
                rule.followed.wait(120)
            body = self.meddler.forged(self.name, body)
            try:
                self.client.sendall(wire.frame(body))
            except OSError:
                break
        self._cut()
