# SPDX-License-Identifier: Apache-2.0
"""peers.py - what may stand between a client and a broker: nothing, HAProxy,
socat, ktape without a tape, ktape recording.  Each for the length of a `with`:

    with Peer(upstream, port) as p:   # listens on `port`
        p.bootstrap; p.cpu(), seconds so far; p.peak(), bytes
        p.finish()                    # {what else there is to say}
"""
import os
import re
import shutil
import signal
import socket
import sqlite3
import subprocess
import tempfile
import threading
import time

BUILD = os.environ.get("BUILD", "build/release")
TICKS = os.sysconf("SC_CLK_TCK")


def wait_until_open(port, process=None):
    for _ in range(1000):
        with socket.socket() as s:
            if s.connect_ex(("127.0.0.1", port)) == 0:
                return
        if process and process.poll() is not None:
            break
        time.sleep(0.01)
    raise RuntimeError(f"nothing listens on {port}")


class Direct:
    name = "direct"
    port = None       # nothing of its own
    relay = False     # does it need the broker to name its port?

    def __init__(self, upstream, port, core=None):
        self.bootstrap, self.given = upstream, port
        self.pin = ["taskset", "-c", str(core)] if core is not None else []
        self.folder = self.process = None

    def __enter__(self):
        return self

    def __exit__(self, *_):
        if self.process and self.process.poll() is None:
            self.process.kill()
            self.process.wait()
        if self.folder:
            shutil.rmtree(self.folder, ignore_errors=True)

    def run(self, command):
        self.folder = tempfile.mkdtemp(prefix="ktape-bench-")
        command = [w.replace("FOLDER", self.folder) for w in command]
        with open(f"{self.folder}/log", "wb") as log:
            self.process = subprocess.Popen(
                [*self.pin, *command], stdin=subprocess.DEVNULL, stdout=log,
                stderr=log, start_new_session=True)

    def pids(self):
        return [self.process.pid] if self.process else []

    def cpu(self):
        total = 0
        for pid in self.pids():
            try:
                with open(f"/proc/{pid}/stat", encoding="ascii") as f:
                    fields = f.read().rsplit(")", 1)[1].split()
            except (FileNotFoundError, ProcessLookupError):
                continue
            # also of children that have ended (socat forks)
            total += sum(int(fields[i]) for i in (11, 12, 13, 14))
        return total / TICKS

    def peak(self):
        total = 0
        for pid in self.pids():
            try:
                with open(f"/proc/{pid}/status", encoding="ascii") as f:
                    found = re.search(r"VmHWM:\s+(\d+)", f.read())
            except (FileNotFoundError, ProcessLookupError):
                continue
            total += 1024 * int(found[1]) if found else 0
        return total

    def finish(self):
        return {}


class Relay(Direct):
    """Knows nothing of Kafka: the broker must name its port."""
    relay = True

    def __enter__(self):
        self.run(self.command(self.bootstrap, self.given))
        wait_until_open(self.given, self.process)
        self.bootstrap = f"127.0.0.1:{self.given}"
        return self


class HAProxy(Relay):
    name = "haproxy"

    def command(self, upstream, port):
        path = tempfile.mkdtemp(prefix="ktape-bench-") + "/haproxy.cfg"
        self.config = os.path.dirname(path)
        with open(path, "w", encoding="ascii") as f:
            f.write(f"""\
global
  nbthread 1
  maxconn 4000
defaults
  mode tcp
  timeout connect 5s
  timeout client 1h
  timeout server 1h
listen kafka
  bind 127.0.0.1:{port}
  server broker {upstream}
""")
        return ["haproxy", "-db", "-f", path]

    def __exit__(self, *how):
        super().__exit__(*how)
        shutil.rmtree(self.config, ignore_errors=True)


class Socat(Relay):
    name = "socat"

    def command(self, upstream, port):
        return ["socat", "-b", "131072",
                f"TCP-LISTEN:{port},bind=127.0.0.1,fork,reuseaddr,backlog=128,"
                "nodelay", f"TCP:{upstream},nodelay"]

    def pids(self):
        me = self.process.pid
        with open(f"/proc/{me}/task/{me}/children", encoding="ascii") as f:
            return [me, *map(int, f.read().split())]

    def __exit__(self, *how):
        if self.process and self.process.poll() is None:
            os.killpg(self.process.pid, signal.SIGKILL)
        super().__exit__(*how)


class Ktape(Direct):
    name = "ktape, no tape"
    options = ["--no-tape"]

    def __enter__(self):
        self.run([f"{BUILD}/ktape", "record", "-b", self.bootstrap, "-l",
                  f"127.0.0.1:{self.given}", *self.options])
        wait_until_open(self.given, self.process)
        self.bootstrap = f"127.0.0.1:{self.given}"
        return self


class Recording(Ktape):
    """.finish() waits until all is on the tape.

    A tape is removed when the next is begun: then there is memory for it that
    was just used.  Where free memory goes back to the host of a virtual machine,
    its first touch costs more than all else that a recorder does."""
    name = "ktape"
    options = ["-w", "FOLDER/bench.ktape", "--no-seal", "--spill", "32G"]
    before = None

    def __enter__(self):
        Recording.remove_last()
        super().__enter__()
        self.spill = 0
        self.watching = threading.Thread(target=self.watch, daemon=True)
        self.watching.start()
        return self

    def __exit__(self, *how):
        Recording.before, self.folder = self.folder, None
        super().__exit__(*how)

    @staticmethod
    def remove_last():
        if Recording.before:
            shutil.rmtree(Recording.before, ignore_errors=True)
        Recording.before = None

    @property
    def tape(self):
        return f"{self.folder}/bench.ktape"

    def watch(self):
        while self.process.poll() is None:
            try:
                # blocks: what was read is given back to the disk
                size = os.stat(self.tape + ".spill").st_blocks * 512
                self.spill = max(self.spill, size)
            except FileNotFoundError:
                pass
            time.sleep(0.1)

    def finish(self):
        began = time.monotonic()
        self.process.send_signal(signal.SIGINT)
        peak = self.peak()
        while self.process.poll() is None:
            peak = max(peak, self.peak())
            time.sleep(0.05)
        after = time.monotonic() - began
        if self.process.returncode:
            with open(f"{self.folder}/log", encoding="utf-8") as f:
                raise RuntimeError(f"ktape ended with "
                                   f"{self.process.returncode}: "
                                   + f.read()[-2000:])
        db = sqlite3.connect(f"file:{self.tape}?mode=ro", uri=True)
        records, = db.execute("""
            SELECT coalesce(sum(records), 0) FROM batch
            WHERE control IS NULL""").fetchone()
        gaps, = db.execute("SELECT count(*) FROM gap").fetchone()
        db.close()
        return {"records_on_tape": records, "gaps": gaps, "peak": peak,
                "caught_up_after_s": round(after, 2),
                "spill_peak": self.spill,
                "tape_bytes": os.path.getsize(self.tape)}


PEERS = [Direct, HAProxy, Socat, Ktape, Recording]
