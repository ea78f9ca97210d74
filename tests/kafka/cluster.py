# SPDX-License-Identifier: Apache-2.0
"""cluster.py - a real Apache Kafka in KRaft mode with 1 or 3 brokers, for the
length of a `with`.  Brokers advertise 127.0.0.77 and ports of their own, so
that a scan for their addresses means something; among themselves they talk on
127.0.0.78.  With `tapped`, clients are awaited there too, and the test puts a
relay (tap.py) on the advertised address.  With `sasl`, clients must
authenticate, as one of its users; .inside_bootstrap needs none.  `features` are
"name=level", where not the newest is wanted; `properties` come last, so that
they replace others: text, or a function of cluster and node that gives it.

    with Cluster(3) as cluster:
        cluster.bootstrap, cluster.tool("ConsumerGroupCommand", ...)
"""
import os
import shutil
import signal
import subprocess
import tempfile
import uuid
import base64

from checks import free_ports, wait_for
import wire

ROOT = os.path.dirname(os.path.dirname(os.path.dirname(
    os.path.abspath(__file__))))
KAFKA = os.path.join(ROOT, "build", "kafka")
# which of setup.sh's brokers: "broker" (4.4.0), "broker39"
BROKER = os.environ.get("BROKER", "broker")
HOST = "127.0.0.77"
HIDDEN = "127.0.0.78"

# Starting and stopping fast matters more here than running fast.
JAVA = ["java", "-Xmx384m", "-Xms64m", "-XX:+UseSerialGC",
        "-XX:TieredStopAtLevel=1", "-Xshare:auto",
        "-Djava.net.preferIPv4Stack=true"]

TOOLS = {
    "kafka-topics": "org.apache.kafka.tools.TopicCommand",
    "kafka-consumer-groups":
        "org.apache.kafka.tools.consumer.group.ConsumerGroupCommand",
    "kafka-share-groups":
        "org.apache.kafka.tools.consumer.group.ShareGroupCommand",
    "kafka-console-producer": "org.apache.kafka.tools.ConsoleProducer",
    "kafka-console-consumer":
        "org.apache.kafka.tools.consumer.ConsoleConsumer",
    "kafka-leader-election": "org.apache.kafka.tools.LeaderElectionCommand",
    "kafka-reassign-partitions":
        "org.apache.kafka.tools.reassign.ReassignPartitionsCommand",
    "kafka-get-offsets": "org.apache.kafka.tools.GetOffsetShell",
    "kafka-transactions": "org.apache.kafka.tools.TransactionsCommand",
}
# By default it gives a broker one and a half seconds, three times, and then the
# records up.
PATIENT = {"kafka-console-producer": ("--request-timeout-ms", "30000",
                                      "--message-send-max-retries", "1000")}


def set_up(*parts):
    """None, or why the tests can't run here."""
    parts += (BROKER,)
    done = subprocess.run([os.path.join(ROOT, "tests/kafka/setup.sh"), *parts],
                          stderr=subprocess.PIPE, text=True, check=False)
    return None if done.returncode == 0 else \
        done.stderr.strip().replace("\n", " | ")


class Sasl:
    """Who may come in: {user: password}, the same for PLAIN and SCRAM; for
    OAUTHBEARER Kafka's unsecured tokens will do.  `session_ms`: after that long
    clients must authenticate again."""

    def __init__(self, users, session_ms=0):
        self.users, self.session_ms = users, session_ms

    def properties(self):
        listener = "listener.name.plaintext"
        module = "org.apache.kafka.common.security"
        users = " ".join(f'user_{u}="{p}"' for u, p in self.users.items())
        return f"""\
{listener}.sasl.enabled.mechanisms=PLAIN,SCRAM-SHA-256,OAUTHBEARER
{listener}.plain.sasl.jaas.config={module}.plain.PlainLoginModule \
required {users};
{listener}.scram-sha-256.sasl.jaas.config={module}.scram.ScramLoginModule \
required;
{listener}.oauthbearer.sasl.jaas.config={module}.oauthbearer.\
OAuthBearerLoginModule required unsecuredLoginStringClaim_sub="broker";
{listener}.connections.max.reauth.ms={self.session_ms}
"""

    def format_arguments(self):
        return [word for u, p in self.users.items() for word in (
            "--add-scram", f"SCRAM-SHA-256=[name={u},password={p}]")]


class Cluster:
    def __init__(self, nodes=1, tapped=False, sasl=None, features=(),
                 properties=""):
        self.sasl, self.features, self.properties = sasl, features, properties
        self.nodes = list(range(1, nodes + 1))
        self.bind = HIDDEN if tapped else HOST
        base = free_ports(3 * nodes, (HOST, HIDDEN))
        self.ports = {n: base + n - 1 for n in self.nodes}
        self.controllers = {n: base + nodes + n - 1 for n in self.nodes}
        self.inside = {n: base + 2 * nodes + n - 1 for n in self.nodes}
        self.folder = tempfile.mkdtemp(prefix="ktape-kafka-")
        self.processes = {}
        self.cluster_id = base64.urlsafe_b64encode(
            uuid.uuid4().bytes).decode().rstrip("=").replace("-", "A")

    @property
    def bootstrap(self):
        return ",".join(f"{HOST}:{p}" for p in self.ports.values())

    @property
    def inside_bootstrap(self):
        return ",".join(f"{HIDDEN}:{p}" for p in self.inside.values())

    @property
    def pids(self):
        return {p.pid for p in self.processes.values()}

    def __enter__(self):
        try:
            self._format()
            for node in self.nodes:
                self.start(node)
            self.wait_until_up()
        except BaseException:
            self.__exit__()
            raise
        return self

    def __exit__(self, *_):
        for node in list(self.processes):
            self.stop(node, signal.SIGKILL)
        shutil.rmtree(self.folder, ignore_errors=True)

    def start(self, node):
        log = open(self._path(node, "log"), "ab")
        self.processes[node] = subprocess.Popen(
            [*JAVA, "-cp", f"{KAFKA}/{BROKER}/*", "kafka.Kafka",
             self._path(node, "properties")],
            stdout=log, stderr=log, cwd=self.folder, start_new_session=True)
        log.close()

    def stop(self, node, how=signal.SIGTERM):
        process = self.processes.pop(node)
        if process.poll() is None:
            os.killpg(process.pid, how)
        process.wait(240)

    def wait_until_up(self, seconds=240):
        """Every broker that runs knows every other that runs, and what they
        have is in sync."""
        running = set(self.processes)

        def up():
            for node in running:
                if self.processes[node].poll() is not None:
                    raise RuntimeError(f"broker {node} ended:\n"
                                       + self._tail(node))
                try:
                    known = wire.brokers_of((HIDDEN, self.inside[node]))
                    topics = wire.partitions_of((HIDDEN, self.inside[node]))
                except (OSError, ValueError, EOFError):
                    return False
                if set(known) != running or any(
                        replicas & running != in_sync & running
                        for t in topics.values() for _, replicas, in_sync in t):
                    return False
            return True
        wait_for(up, f"brokers {sorted(running)} are up", seconds, 0.1)

    def tool(self, name, *arguments, bootstrap=None, stdin=None, check=True,
             seconds=240):
        """stdout of one of Kafka's console tools.  Topics that it makes or
        deletes are known, or not, to all brokers when it returns."""
        done = subprocess.run(
            self.tool_command(name, *arguments, bootstrap=bootstrap),
            input=stdin, stdout=subprocess.PIPE, stderr=subprocess.PIPE,
            text=True, timeout=seconds, check=False)
        if check and done.returncode != 0:
            raise RuntimeError(f"{name} {' '.join(arguments)}: status "
                               f"{done.returncode}\n{done.stdout}{done.stderr}")
        if name == "kafka-topics" and {"--create", "--delete"} & {*arguments}:
            topics = arguments[arguments.index("--topic") + 1].split("|")
            self.wait_for_topics(topics, "--create" in arguments)
        return done.stdout

    def wait_for_topics(self, topics, there):
        """Until each broker names a leader of all their partitions, or none
        knows them."""
        def told():
            for node in self.processes:
                known = wire.partitions_of((HIDDEN, self.inside[node]))
                if there and not all(known.get(t) and min(
                        leader for leader, _, _ in known[t]) >= 0
                                     for t in topics) or \
                        not there and any(t in known for t in topics):
                    return False
            return True
        wait_for(told, f"all brokers have heard of {topics}", 120)

    def tool_command(self, name, *arguments, bootstrap=None):
        return [*JAVA, "-cp", f"{KAFKA}/tools/*", TOOLS[name],
                "--bootstrap-server", bootstrap or self.bootstrap,
                *PATIENT.get(name, ()), *arguments]

    def _path(self, node, what):
        return os.path.join(self.folder, f"{node}.{what}")

    def _tail(self, node):
        with open(self._path(node, "log"), encoding="utf-8",
                  errors="replace") as f:
            return "".join(f.readlines()[-20:])

    def listeners(self, node):
        return (f"PLAINTEXT://{self.bind}:{self.ports[node]},"
                f"INSIDE://{HIDDEN}:{self.inside[node]},"
                f"CONTROLLER://{HIDDEN}:{self.controllers[node]}")

    def advertised(self, node):
        return (f"PLAINTEXT://{HOST}:{self.ports[node]},"
                f"INSIDE://{HIDDEN}:{self.inside[node]}")

    def protocols(self):
        return ("PLAINTEXT:" + ("SASL_" if self.sasl else "") + "PLAINTEXT,"
                "INSIDE:PLAINTEXT,CONTROLLER:PLAINTEXT")

    def _format(self):
        voters = ",".join(f"{n}@{HIDDEN}:{p}"
                          for n, p in self.controllers.items())
        replicas = len(self.nodes)
        for node in self.nodes:
            with open(self._path(node, "properties"), "w",
                      encoding="utf-8") as f:
                f.write(f"""\
process.roles=broker,controller
node.id={node}
controller.quorum.voters={voters}
listeners={self.listeners(node)}
advertised.listeners={self.advertised(node)}
listener.security.protocol.map={self.protocols()}
controller.listener.names=CONTROLLER
inter.broker.listener.name=INSIDE
log.dirs={self._path(node, "data")}
broker.session.timeout.ms=60000
broker.rack=rack-{node}
group.initial.rebalance.delay.ms=0
auto.create.topics.enable=true
num.partitions=4
default.replication.factor={replicas}
min.insync.replicas=1
offsets.topic.num.partitions=3
offsets.topic.replication.factor={replicas}
transaction.state.log.num.partitions=3
transaction.state.log.replication.factor={replicas}
transaction.state.log.min.isr=1
transaction.abort.timed.out.transaction.cleanup.interval.ms=500
share.coordinator.state.topic.replication.factor={replicas}
share.coordinator.state.topic.min.isr=1
log.segment.bytes=16777216
log.index.size.max.bytes=1048576
log.cleaner.enable=false
log.retention.ms=-1
num.network.threads=2
num.io.threads=4
auto.leader.rebalance.enable=false
controlled.shutdown.enable=true
""")
                f.write(self.properties(self, node)
                        if callable(self.properties) else self.properties)
                if self.sasl:
                    f.write(self.sasl.properties())
        jobs = [subprocess.Popen(
            [*JAVA, "-cp", f"{KAFKA}/{BROKER}/*", "kafka.tools.StorageTool",
             "format", "-t", self.cluster_id, "-c",
             self._path(n, "properties"),
             *(self.sasl.format_arguments() if self.sasl else []),
             *(word for f in self.features for word in ("--feature", f))],
            stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True)
            for n in self.nodes]
        for job in jobs:
            out = job.communicate(timeout=240)[0]
            if job.returncode != 0:
                raise RuntimeError(f"StorageTool format: {out}")
