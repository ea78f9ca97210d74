#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""test_sasl.py - every way to authenticate through ktape, against a scripted
broker that notes each token: raw tokens behind SaslHandshake v0, SaslAuthenticate
behind v1, again on a live connection (KIP-368).  Byte for byte at the broker,
and no secret in anything that ktape writes."""
import base64
import os
import signal
import socket
import struct
import subprocess
import sys

sys.path.insert(0, os.path.join(os.path.dirname(__file__), "../lib"))

from checks import Suite, wait_for  # noqa: E402
from sink import Request, Sink  # noqa: E402
from stopped import Stopped, allowed  # noqa: E402
from wire import Connection, array, data, frame, i16, i32, i64, string  # noqa: E402
import leaks  # noqa: E402
import tape  # noqa: E402
import wire  # noqa: E402

HANDSHAKE, AUTHENTICATE = 17, 36
UNSUPPORTED_MECHANISM, AUTHENTICATION_FAILED = 33, 58
UNPROVEN = 5
VALUE = b"the value that must be found"

# What is said by either side, in turns; the client first.
PASSWORD = b"pl4in-pa55word"
PLAIN = [b"\0alice\0" + PASSWORD, b""]
NONCE, SERVER_NONCE = b"fyko+d2lbbFgONRv9qkx", b"dawL3rfcNHYJY1ZVvWVs"
SCRAM = [b"n,,n=bob,r=" + NONCE,
         b"r=" + NONCE + SERVER_NONCE + b",s=rQ9ZY3MntBeuP3E1TDVC,i=4096",
         b"c=biws,r=" + NONCE + SERVER_NONCE
         + b",p=pbkdf2PROOFoftheclient0000000000000000000=",
         b"v=sErVerSignatureOfTheWholeThing000000000000000="]
BEARER = b"eyJhbGciOiJub25lIn0.eyJzdWIiOiJjYXJvbCJ9.t0ken-s1gnature"
OAUTH = [b"n,,\1auth=Bearer " + BEARER + b"\1\1", b""]
OAUTH_REFUSED = [OAUTH[0], b'{"status":"invalid_token"}']
DIALOGUES = {"PLAIN": PLAIN, "SCRAM-SHA-256": SCRAM, "OAUTHBEARER": OAUTH}
SECRETS = [PASSWORD, NONCE, SERVER_NONCE, b"rQ9ZY3MntBeuP3E1TDVC",
           b"pbkdf2PROOFoftheclient", b"sErVerSignatureOfTheWholeThing",
           BEARER, b"t0ken-s1gnature", b"invalid_token"]


class SaslSink(Sink):
    """Answers tokens by the script `says`; .tokens are those that came."""

    def __init__(self):
        super().__init__({"t": 1})
        self.dialogues = dict(DIALOGUES)
        self.tokens, self.turn, self.raw = [], {}, {}
        self.on[HANDSHAKE] = self.handshake
        self.on[AUTHENTICATE] = self.authenticate

    def handshake(self, connection, request):
        mechanism = request.body.string()
        names = array(string(m) for m in self.dialogues)
        if mechanism not in self.dialogues:
            return i16(UNSUPPORTED_MECHANISM) + names
        self.turn[connection] = list(self.dialogues[mechanism])
        self.raw[connection] = request.version == 0
        return i16(0) + names

    def next_token(self, connection, token):
        expected, answer = self.turn[connection][:2]
        del self.turn[connection][:2]
        self.tokens.append(token)
        assert token == expected, (token, expected)
        return answer

    def authenticate(self, connection, request):
        answer = self.next_token(connection, request.body.data())
        bad = answer.startswith(b"{")
        return (i16(AUTHENTICATION_FAILED if bad else 0)
                + string("invalid_token" if bad else None) + data(answer)
                + (i64(1000) if request.version else b""))

    def _serve(self, c):
        stream = c.makefile("rb")
        try:
            while True:
                self.reading.wait()
                size = struct.unpack(">i", stream.read(4))[0]
                raw = stream.read(size)
                if self.raw.get(c) and self.turn[c]:
                    c.sendall(frame(self.next_token(c, raw)))
                    continue
                request = Request(c, raw)
                with self.arrived:
                    self.requests.append(request)
                    self.arrived.notify_all()
                handler = self.on.get(request.key)
                body = handler(c, request) if handler else None
                if body is not None:
                    request.answer(body)
        except (OSError, ValueError, struct.error, TypeError, AssertionError):
            pass
        stream.close()
        c.close()


def handshake(c, mechanism, version, correlation=1):
    """The error code of the answer."""
    answer = c.call(wire.request(HANDSHAKE, version, correlation,
                                 string(mechanism)))
    assert answer[:4] == i32(correlation)
    return struct.unpack(">h", answer[4:6])[0]


def say_raw(c, dialogue):
    for sent, expected in zip(dialogue[::2], dialogue[1::2]):
        assert c.call(frame(sent)) == expected


def say(c, dialogue, version):
    """The last error code."""
    for sent, expected in zip(dialogue[::2], dialogue[1::2]):
        r = wire.Reader(c.call(wire.request(AUTHENTICATE, version, 2,
                                            data(sent))))
        assert r.i32() == 2
        error = r.i16()
        r.string()
        assert r.data() == expected
    return error


def work(c, correlation, more=b""):
    """A Produce and a Metadata on an authenticated connection."""
    answer = c.call(wire.produce(correlation, "t", 0,
                                 wire.batch([(b"k", VALUE + more)])))
    assert answer[:4] == i32(correlation)
    assert c.call(wire.metadata(correlation + 1, ["t"]))[:4] \
        == i32(correlation + 1)


def recording(sink, folder, *options):
    return tape.Record(sink.bootstrap, folder("t.ktape"), "--no-probe",
                       "--nodes", "0-0", *options)


def stop_clean(record):
    """It ends well and has told nobody."""
    assert record.stop() == 0, record.text()
    assert_clean(record)


def assert_clean(record):
    leaks.assert_none(record.tape, record.text(), SECRETS, VALUE)


def authenticate_by(version):
    """Each mechanism on a connection of its own, then work on it."""
    with SaslSink() as sink, tape.Folder() as folder:
        with recording(sink, folder, "--frames", "all", "-v") as record:
            for mechanism, dialogue in DIALOGUES.items():
                with Connection(record.address) as c:
                    assert handshake(c, mechanism, min(version, 1)) == 0
                    if version == 0:
                        say_raw(c, dialogue)
                    else:
                        assert say(c, dialogue, version - 1) == 0
                    work(c, 10)
                    work(c, 20)
            stop_clean(record)
        assert sink.tokens == [t for d in DIALOGUES.values() for t in d[::2]]
        tape.assert_complete(folder("t.ktape"))
        assert tape.rows(folder("t.ktape"), """
            SELECT c.mechanism, count(*), sum(e.api_key IN (17, 36))
            FROM connection c JOIN exchange e ON e.connection = c.id
            GROUP BY c.id ORDER BY c.id""") == [
                (m, 4 + 1 + (version > 0) * len(d) // 2,
                 1 + (version > 0) * len(d) // 2)
                for m, d in DIALOGUES.items()]
        assert tape.one(folder("t.ktape"),
                        "SELECT count(*) FROM records") == 6


def raw_tokens_behind_a_handshake_of_version_0():
    authenticate_by(0)


def tokens_in_requests_behind_a_handshake_of_version_1():
    authenticate_by(1)


def tokens_in_requests_that_say_how_long_they_last():
    authenticate_by(2)


def a_connection_authenticates_again_while_it_works():
    with SaslSink() as sink, tape.Folder() as folder:
        with recording(sink, folder) as record, \
                Connection(record.address) as c:
            for turn in range(3):
                assert handshake(c, "SCRAM-SHA-256", 1) == 0
                assert say(c, SCRAM, 1) == 0
                work(c, 10 * turn)
            stop_clean(record)
        assert sink.tokens == SCRAM[::2] * 3
        assert tape.rows(folder("t.ktape"), """
            SELECT group_concat(api_key) FROM (SELECT api_key FROM exchange
            ORDER BY id)""") == [(",".join(["17,36,36,0,3"] * 3),)]


def a_refused_mechanism_is_followed_by_requests():
    with SaslSink() as sink, tape.Folder() as folder:
        with recording(sink, folder) as record, \
                Connection(record.address) as c:
            assert handshake(c, "GSSAPI", 0) == UNSUPPORTED_MECHANISM
            assert handshake(c, "PLAIN", 0, 2) == 0
            say_raw(c, PLAIN)
            work(c, 3)
            stop_clean(record)
        assert tape.rows(folder("t.ktape"), """
            SELECT api_key, error_code FROM exchange ORDER BY id""") == [
                (17, UNSUPPORTED_MECHANISM), (17, 0), (0, 0), (3, 0)]


def a_refused_token_is_not_told_either():
    with SaslSink() as sink, tape.Folder() as folder:
        sink.dialogues["OAUTHBEARER"] = OAUTH_REFUSED
        with recording(sink, folder, "-v") as record:
            with Connection(record.address) as c:
                assert handshake(c, "OAUTHBEARER", 1) == 0
                assert say(c, OAUTH_REFUSED, 0) == AUTHENTICATION_FAILED
            with Connection(record.address) as c:
                assert handshake(c, "OAUTHBEARER", 0) == 0
                say_raw(c, OAUTH_REFUSED)
                c.send(frame(b"\1"))  # what RFC 7628 wants then
                assert c.is_closed()
            with Connection(record.address) as c:
                assert handshake(c, "PLAIN", 0) == 0
                say_raw(c, PLAIN)
                work(c, 3)
            stop_clean(record)
        assert tape.rows(folder("t.ktape"), """
            SELECT error_code FROM exchange WHERE api_key = 36""") == [
                (AUTHENTICATION_FAILED,)]


def a_token_that_is_no_token_gets_no_further():
    """Half a token, a huge one, one where a request belongs."""
    with SaslSink() as sink, tape.Folder() as folder:
        with recording(sink, folder, "-v") as record:
            with Connection(record.address) as c:
                handshake(c, "PLAIN", 0)
                c.send(frame(PLAIN[0])[:-5])
            with Connection(record.address) as c:
                handshake(c, "PLAIN", 0)
                c.send(i32(100 << 20) + PASSWORD)
                assert c.is_closed()
            with Connection(record.address) as c:
                c.send(frame(PLAIN[0]))
                assert c.is_closed()
            with Connection(record.address) as c:
                handshake(c, "PLAIN", 0)
                say_raw(c, PLAIN)
                work(c, 3)
            stop_clean(record)


def fill_spill(record):
    """Authenticates and works until memory is full and more is in the file."""
    path = record.tape + ".spill"
    with Connection(record.address) as c:
        for turn in range(150):
            assert handshake(c, "SCRAM-SHA-256", 1) == 0
            assert say(c, SCRAM, 1) == 0
            work(c, 10, bytes([65 + turn % 26]) * 30000)
    with Connection(record.address) as c:
        assert handshake(c, "PLAIN", 0) == 0
        say_raw(c, PLAIN)
        work(c, 10, b"the last one")
    wait_for(lambda: VALUE + b"the last one" in leaks.files(
        record.tape).get(path, b""), "the last value is in the spill file")
    return leaks.files(record.tape)[path]


def no_secret_waits_in_the_spill_file():
    """The recorder sleeps: all that passes goes to the file.  Then killed, and
    read in by `ktape seal`."""
    with SaslSink() as sink, tape.Folder() as folder:
        with recording(sink, folder, "--queue", "1M") as record:
            with Stopped(record.pid, "recorder"):
                spilled = fill_spill(record)
                leaks.assert_not_in(spilled, SECRETS, "the spill file")
                record.signal(signal.SIGKILL)
            record.wait()
            for path, content in leaks.files(record.tape).items():
                leaks.assert_not_in(content, SECRETS, path)
            sealed = subprocess.run([tape.KTAPE, "seal", record.tape],
                                    check=False, capture_output=True)
            assert sealed.returncode == UNPROVEN, sealed.stderr
            assert_clean(record)
        assert tape.one(record.tape, """
            SELECT count(*) FROM exchange WHERE api_key = 36""") > 100


def the_probe_says_that_it_goes_without():
    """The broker closes whoever doesn't authenticate, as Kafka does."""
    class Strict(SaslSink):
        def metadata(self, connection, request):
            if connection not in self.turn:
                connection.shutdown(socket.SHUT_RDWR)
                return None
            return super().metadata(connection, request)

    with Strict() as sink, tape.Folder() as folder:
        sink.on[wire.METADATA] = sink.metadata
        with tape.Record(sink.bootstrap, folder("t.ktape"),
                         "--nodes", "0-0") as record:
            record.line("own questions.* if they want SASL or TLS")
            with Connection(record.address) as c:
                assert handshake(c, "PLAIN", 1) == 0
                assert say(c, PLAIN, 1) == 0
                work(c, 3)
            stop_clean(record)
        assert tape.one(folder("t.ktape"),
                        "SELECT count(*) FROM records") == 1


def the_search_finds_what_is_there():
    """Of leaks.py itself."""
    for skip in range(3):
        text = base64.b64encode(bytes(skip) + PASSWORD + b"and more")
        assert any(f in text for f in leaks.forms(PASSWORD)), skip
    assert any(f in b"x" + PASSWORD.hex().encode()
               for f in leaks.forms(PASSWORD))


def main():
    suite = Suite()
    suite.run([
        the_search_finds_what_is_there,
        raw_tokens_behind_a_handshake_of_version_0,
        tokens_in_requests_behind_a_handshake_of_version_1,
        tokens_in_requests_that_say_how_long_they_last,
        a_connection_authenticates_again_while_it_works,
        a_refused_mechanism_is_followed_by_requests,
        a_refused_token_is_not_told_either,
        a_token_that_is_no_token_gets_no_further,
        the_probe_says_that_it_goes_without,
    ])
    suite.run_or_skip([no_secret_waits_in_the_spill_file], allowed(),
                      "ptrace is not allowed here")
    return suite.finish()


if __name__ == "__main__":
    sys.exit(main())
