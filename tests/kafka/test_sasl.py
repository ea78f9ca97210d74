#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""test_sasl.py - a real Kafka that lets nobody in without a password: the Java
client, confluent-kafka and kafka-python through ktape by PLAIN, SCRAM and
OAUTHBEARER, again and again on live connections (KIP-368), and a raw socket with
SaslHandshake v0.  No password in anything that ktape writes."""
import base64
import hashlib
import hmac
import json
import os
import sys
import time

sys.path[:0] = [os.path.join(os.path.dirname(__file__), d)
                for d in ("../lib", ".")]

from checks import Suite, wait_for  # noqa: E402
from cluster import KAFKA, Cluster, Sasl, set_up  # noqa: E402
from scenario import Live, java, python, run  # noqa: E402
import leaks  # noqa: E402
import regression  # noqa: E402
import scenario  # noqa: E402
import tape  # noqa: E402
import traffic  # noqa: E402
import wire  # noqa: E402

USER, PASSWORD = "alice", "s3cret-0f-al1ce-5bd1"
SECOND, OTHER = "bob", "an0ther-0f-b0b-77e2"
SUBJECT = "carol-in-the-t0ken"
SECRETS = [PASSWORD.encode(), OTHER.encode(), SUBJECT.encode()]
SESSION_MS = 5000
MODULE = "org.apache.kafka.common.security"
WITNESS = b"java-1"  # a key that traffic has
BILLING = os.path.join(os.path.dirname(os.path.abspath(__file__)),
                       "billing.py")
HANDSHAKE, AUTHENTICATE = 17, 36


def java_login(mechanism, user=USER, password=PASSWORD):
    modules = {
        "PLAIN": f'{MODULE}.plain.PlainLoginModule required '
                 f'username="{user}" password="{password}";',
        "SCRAM-SHA-256": f'{MODULE}.scram.ScramLoginModule required '
                         f'username="{user}" password="{password}";',
        "OAUTHBEARER": f'{MODULE}.oauthbearer.OAuthBearerLoginModule '
                       f'required unsecuredLoginStringClaim_sub="{SUBJECT}";'}
    return {"CLIENT_PROPERTIES": "security.protocol=SASL_PLAINTEXT\n"
            f"sasl.mechanism={mechanism}\n"
            f"sasl.jaas.config={modules[mechanism]}\n"}


def python_login(library, mechanism, user=USER, password=PASSWORD):
    options = {"security.protocol": "SASL_PLAINTEXT",
               "sasl.mechanism": mechanism}
    if mechanism == "OAUTHBEARER":
        options["enable.sasl.oauthbearer.unsecure.jwt"] = True
        options["sasl.oauthbearer.config"] = f"principal={SUBJECT}"
    elif library == "confluent-kafka":
        options.update({"sasl.username": user, "sasl.password": password})
    else:
        options.update({"sasl.plain.username": user,
                        "sasl.plain.password": password})
    if library == "kafka-python":
        options = {k.replace(".", "_"): v for k, v in options.items()}
    return {"CLIENT_OPTIONS": json.dumps(options)}


class Guarded:
    def __init__(self, cluster, folder, with_python):
        self.cluster, self.path = cluster, folder("t.ktape")
        self.libraries = ("confluent-kafka", "kafka-python") \
            if with_python else ()
        self.seen, self.live = [], []
        self.record = None

    def play(self):
        for topic in ("java", "live", *self.libraries):
            self.cluster.tool("kafka-topics", "--create", "--topic", topic,
                              "--partitions", "3",
                              bootstrap=self.cluster.inside_bootstrap)
        with tape.Record(self.cluster.bootstrap, self.path, "--nodes", "1-1",
                         "--frames", "all", "-v") as self.record:
            self.record.line("own questions.* if they want SASL or TLS")
            self.java_clients()
            for library in self.libraries:
                self.python_clients(library)
            self.who_stays_authenticates_again()
            self.raw_sockets()
            self.wrong_passwords()
            self.status = self.record.stop()
            self.log = self.record.text()

    def both(self, client, topic, env, first):
        """Produces and consumes; what was acknowledged is kept in .seen."""
        bootstrap = self.record.bootstrap
        if client == "java":
            made = run(java("produce", bootstrap, topic, first, 50, "none",
                            "all"), env=env)
            got = run(java("consume", bootstrap, topic, f"g-{topic}-{first}",
                           first + 50, "classic", "read_committed"), env=env)
        else:
            made = run(python(client, "produce", bootstrap, topic, first, 50,
                              "none"), env=env)
            got = run(python(client, "consume", bootstrap, topic,
                             f"g-{topic}-{first}", first + 50), env=env)
        made, got = traffic.parse(made)[0], traffic.parse(got)[0]
        assert len(made) == 50 and set(made) <= set(got)
        self.seen += made

    def java_clients(self):
        for i, mechanism in enumerate(("PLAIN", "SCRAM-SHA-256",
                                       "OAUTHBEARER")):
            self.both("java", "java", java_login(mechanism), 50 * i)

    def python_clients(self, library):
        mechanisms = ["PLAIN", "SCRAM-SHA-256"]
        if library == "confluent-kafka":
            mechanisms.append("OAUTHBEARER")
        for i, mechanism in enumerate(mechanisms):
            self.both(library, library, python_login(library, mechanism),
                      50 * i)

    def who_stays_authenticates_again(self):
        """Until some connection has done so three times."""
        def often():
            return tape.rows(self.path, """
                SELECT 1 FROM exchange WHERE api_key = 17 AND
                connection IN (SELECT connection FROM exchange
                  WHERE api_key = 0 AND client_id = 'java-producer')
                GROUP BY connection HAVING count(*) >= 4""")
        with Live(java("live", self.record.bootstrap, "live", "g-live"),
                  env=java_login("SCRAM-SHA-256", SECOND, OTHER)) as live:
            wait_for(often, "a producer has authenticated four times", 300,
                     0.2)
            self.live = live.finish()[0]

    def raw_sockets(self):
        """SaslHandshake v0: PLAIN and SCRAM by hand, then a Metadata."""
        for mechanism, tokens in (("PLAIN", self.plain),
                                  ("SCRAM-SHA-256", self.scram)):
            with wire.Connection(self.record.address) as c:
                answer = c.call(wire.request(HANDSHAKE, 0, 1,
                                             wire.string(mechanism)))
                assert answer[4:6] == wire.i16(0), answer
                tokens(c)
                answer = c.call(wire.metadata(2, ["java"], client_id="raw"))
                assert answer[:4] == wire.i32(2)
                assert b"127.0.0.77" not in answer

    @staticmethod
    def plain(c):
        assert c.call(wire.frame(f"\0{USER}\0{PASSWORD}".encode())) == b""

    @staticmethod
    def scram(c):
        """RFC 5802."""
        first = f"n={SECOND},r=" + base64.b64encode(os.urandom(18)).decode()
        answer = c.call(wire.frame(b"n,," + first.encode())).decode()
        fields = dict(part.split("=", 1) for part in answer.split(","))
        salted = hashlib.pbkdf2_hmac("sha256", OTHER.encode(),
                                     base64.b64decode(fields["s"]),
                                     int(fields["i"]))
        key = hmac.digest(salted, b"Client Key", "sha256")
        bare = f"c=biws,r={fields['r']}"
        signature = hmac.digest(hashlib.sha256(key).digest(), ",".join(
            (first, answer, bare)).encode(), "sha256")
        proof = base64.b64encode(bytes(a ^ b for a, b in zip(key, signature)))
        last = c.call(wire.frame(bare.encode() + b",p=" + proof))
        assert last.startswith(b"v="), last

    def wrong_passwords(self):
        """Refused, through ktape as without it."""
        with wire.Connection(self.record.address) as c:
            c.call(wire.request(HANDSHAKE, 1, 1, wire.string("PLAIN")))
            answer = c.call(wire.request(
                AUTHENTICATE, 0, 2,
                wire.data(f"\0{USER}\0{OTHER}".encode())))
            assert answer[4:6] == wire.i16(58), answer

    # ---- what must hold

    def a_service_is_tested_with_credentials(self):
        """Its own, and those of ktape's clients."""
        recorded = self.path + ".billing"
        regression.record(recorded, f"{regression.SERVICE} feed 12 && "
                          f"ORDERS=12 {regression.SERVICE}")
        env = python_login("confluent-kafka", "SCRAM-SHA-256", SECOND, OTHER)

        def test(password):
            return tape.ktape(
                "test", recorded, "-b", self.cluster.bootstrap, "-w",
                self.path + ".tested", "-X",
                "security.protocol=SASL_PLAINTEXT", "-X",
                "sasl.mechanism=PLAIN", "-X",
                f"sasl.username={USER}", "-X", f"sasl.password={password}",
                "--", "env", f"CLIENT_OPTIONS={env['CLIENT_OPTIONS']}",
                f"{KAFKA}/venv/bin/python", BILLING, "confluent",
                seconds=300)
        regression.assert_said(test(OTHER), tape.NETWORK, "refuses us")
        os.remove(self.path + ".tested")
        done = test(PASSWORD)
        regression.assert_said(
            done, 0, "same        topic invoices: 12 records",
            "same        group billing")
        leaks.assert_none(self.path + ".tested", done.stdout + done.stderr,
                          SECRETS, b"customer-1")

    def check_finds_only_what_was_done(self):
        scenario.assert_faults(self.path)

    def the_recording_ended_well(self):
        assert self.status == 0, self.log
        tape.assert_complete(self.path)

    def what_was_acknowledged_is_on_the_tape(self):
        on_tape = set(map(traffic.from_tape, tape.rows(self.path,
                                                       tape.RECORDS)))
        missing = set(self.seen + self.live) - on_tape
        assert self.seen and self.live and not missing, list(missing)[:4]

    def the_tape_says_who_came_in_how(self):
        found = {row[0] for row in tape.rows(self.path, """
            SELECT DISTINCT mechanism FROM connection
            WHERE source = 'client'""")}
        assert found == {"PLAIN", "SCRAM-SHA-256", "OAUTHBEARER"}, found

    def the_tape_says_who_was_let_in(self):
        found = set(tape.rows(self.path, """
            SELECT mechanism, principal FROM connection c
            WHERE source = 'client' AND EXISTS (
              SELECT 1 FROM exchange e WHERE e.connection = c.id
              AND e.api_key NOT IN (17, 18, 36) AND e.r IS NOT NULL)"""))
        alice, bob = f"User:{USER}", f"User:{SECOND}"
        assert found == {("PLAIN", alice), ("SCRAM-SHA-256", alice),
                         ("SCRAM-SHA-256", bob), ("OAUTHBEARER", None)}, found
        refused = tape.rows(self.path, """
            SELECT c.principal FROM connection c JOIN exchange e
            ON e.connection = c.id WHERE e.api_key = 36
            AND e.error_code <> 0""")
        assert refused == [(None,)], refused

    def connections_authenticated_again_while_they_worked(self):
        """Kafka's traffic before, between and after, on one connection."""
        assert tape.one(self.path, """
            SELECT max(turns) FROM (SELECT count(*) AS turns FROM exchange h
            WHERE h.api_key = 17
            AND EXISTS (SELECT 1 FROM exchange b WHERE b.api_key = 0
                        AND b.connection = h.connection AND b.id < h.id)
            AND EXISTS (SELECT 1 FROM exchange a WHERE a.api_key = 0
                        AND a.connection = h.connection AND a.id > h.id)
            GROUP BY h.connection)""") >= 2

    def a_refusal_is_an_error_on_the_tape(self):
        assert tape.rows(self.path, """
            SELECT error_code, count(*) FROM exchange
            WHERE api_key = 36 AND error_code <> 0""") == [(58, 1)]

    def nothing_of_it_was_kept(self):
        assert tape.rows(self.path, """
            SELECT count(*) > 50, count(f.bytes) FROM frame f
            JOIN exchange e ON e.id = f.exchange
            WHERE e.api_key IN (17, 36)""") == [(1, 0)]

    def no_secret_is_in_anything_that_was_written(self):
        leaks.assert_none(self.path, self.log, SECRETS, WITNESS)

    def nothing_was_left_undecoded(self):
        bad = tape.rows(self.path, """
            SELECT e.api_key, f.direction, f.state, f.why FROM frame f
            JOIN exchange e ON e.id = f.exchange
            WHERE f.state <> 'understood' LIMIT 5""")
        assert not bad, bad


def main():
    suite = Suite()
    why = set_up("broker", "tools", "java")
    if why:
        suite.skip("sasl", why)
        return suite.finish()
    no_python = set_up("venv")
    if no_python:
        suite.skip("sasl_python_clients", no_python)
    sasl = Sasl({USER: PASSWORD, SECOND: OTHER}, SESSION_MS)
    with Cluster(1, sasl=sasl) as cluster, tape.Folder() as folder:
        it = Guarded(cluster, folder, not no_python)
        started = time.monotonic()
        it.play()
        print(f"# played in {time.monotonic() - started:.0f} s")
        suite.run([
            it.the_recording_ended_well,
            it.check_finds_only_what_was_done,
            it.what_was_acknowledged_is_on_the_tape,
            it.the_tape_says_who_came_in_how,
            it.the_tape_says_who_was_let_in,
            it.connections_authenticated_again_while_they_worked,
            it.a_refusal_is_an_error_on_the_tape,
            it.nothing_of_it_was_kept,
            it.no_secret_is_in_anything_that_was_written,
            it.nothing_was_left_undecoded,
        ])
        suite.run_or_skip([it.a_service_is_tested_with_credentials],
                          not no_python, no_python)
    return suite.finish()


if __name__ == "__main__":
    sys.exit(main())
