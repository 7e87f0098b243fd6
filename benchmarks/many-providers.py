#!/usr/bin/env python3
"""Measures what many providers cost and bring, over S3Proxy behind proxies of its own on 127.0.0.1.

  black hole   a backup to two providers, and one to the same and a third that takes connections and never answers
  three limits a restore from three providers that send RATE MB/s each, and from one of them alone
  filling      a new provider filled by 'repair' from one that sends RATE MB/s, and one that takes RATE MB/s

  benchmarks/many-providers.py --s3proxy 'testkit/s3proxy/target/lib/*' --size 1024

The result is a Markdown section for docs/benchmarks.md on standard output; progress goes to standard error.
"""

import argparse
import contextlib
import datetime
import filecmp
import importlib.util
import os
import secrets
import shutil
import socket
import statistics
import subprocess
import sys
import tempfile
import threading
import time
import urllib.parse
from pathlib import Path

import compare as base

SPEC = importlib.util.spec_from_file_location("remote", Path(__file__).with_name("compare-remote.py"))
remote = importlib.util.module_from_spec(SPEC)
SPEC.loader.exec_module(remote)

PIECE = 64 << 10


def main():
    options = parse()
    with base.work_directory(options) as work, remote.server(options, Path(work)) as place:
        work = Path(work)
        data = base.make_data(options, work)
        base.read_all(data)
        runs = range(options.runs)
        two, three = zip(*[black_hole(options, place, work, data) for _ in runs])
        alone, together = zip(*[limits(options, place, work, data) for _ in runs])
        sent, taken = zip(*[filling(options, place, work, data) for _ in runs])
        print(report(options, data, two, three, alone, together, sent, taken))


def parse():
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    parser.add_argument("--s3proxy", required=True, help="class path of S3Proxy")
    parser.add_argument("--java", default="java", help="the Java for S3Proxy")
    parser.add_argument("--keepsake", default=str(base.ROOT / "distribution/target/keepsake/bin/keepsake"))
    parser.add_argument("--size", type=int, default=1024, help="MiB of the film (1024)")
    parser.add_argument("--rate", type=int, default=10, help="MB/s that each limited provider sends, or takes (10)")
    parser.add_argument("--runs", type=int, default=3, help="medians of so many runs (3)")
    parser.add_argument("--work", default=tempfile.gettempdir(), help="where data, restores and the server's files go")
    parser.set_defaults(data="film", cold=False, endpoint=None, bucket="bench")
    return parser.parse_args()


class Limit:
    """Keeps to a rate over all connections; what was not used for a while is not saved up."""

    def __init__(self):
        self.rate, self.begin, self.lock = None, time.monotonic(), threading.Lock()

    def pause(self, count):
        if not self.rate:
            return
        with self.lock:
            now = time.monotonic()
            self.begin = max(self.begin, now) + count / self.rate
            wait = self.begin - now
        time.sleep(wait)


class Proxy:
    """Hands on to the server; slowly, or not at all, if told so."""

    def __init__(self, place):
        url = urllib.parse.urlsplit(place.endpoint)
        self.server = (url.hostname, url.port)
        self.sends, self.takes, self.hole = Limit(), Limit(), False
        self.listener = socket.create_server(("127.0.0.1", 0))
        self.endpoint = "http://127.0.0.1:%d" % self.listener.getsockname()[1]
        threading.Thread(target=self.accept, daemon=True).start()

    def accept(self):
        with contextlib.suppress(OSError):
            while True:
                client, _ = self.listener.accept()
                threading.Thread(target=self.serve, args=(client,), daemon=True).start()

    def serve(self, client):
        if self.hole:
            with contextlib.suppress(OSError):
                while client.recv(PIECE):
                    pass
            return
        upstream = socket.create_connection(self.server)
        threading.Thread(target=pump, args=(client, upstream, self.takes.pause), daemon=True).start()
        pump(upstream, client, self.sends.pause)

    def close(self):
        self.listener.close()


def pump(source, target, pause):
    with contextlib.suppress(OSError):
        while True:
            piece = source.recv(PIECE)
            if not piece:
                break
            pause(len(piece))
            target.sendall(piece)
    with contextlib.suppress(OSError):
        target.shutdown(socket.SHUT_WR)


class Vault:
    def __init__(self, options, place, work, proxies, minimum):
        self.options, self.work = options, Path(tempfile.mkdtemp(dir=work))
        self.environment = {**os.environ, **place.environment(), "KEEPSAKE_PASSPHRASE": secrets.token_hex(16),
                            "XDG_STATE_HOME": str(self.work / "state")}
        self.environment.pop("AWS_ENDPOINT_URL")
        prefix = secrets.token_hex(4)
        providers = "".join(
            '  - { id: p%d, url: "s3://%s/%s-%d", endpoint: "%s", region: %s }\n'
            % (number, place.bucket, prefix, number, proxy.endpoint, remote.REGION)
            for number, proxy in enumerate(proxies))
        self.file = self.work / "keepsake.yaml"
        self.file.write_text("vault: { copies: %d, minimum: %d }\nproviders:\n%s" % (len(proxies), minimum, providers))
        self.run([0], "init")

    def run(self, codes, *words):
        begin = time.monotonic()
        done = subprocess.run([self.options.keepsake, words[0], "--vault", str(self.file), *words[1:]],
                              env=self.environment, stdin=subprocess.DEVNULL, capture_output=True, text=True)
        took = time.monotonic() - begin
        if done.returncode not in codes:
            sys.exit("keepsake %s ended with %d:\n%s%s" % (words[0], done.returncode, done.stdout, done.stderr))
        base.say("keepsake %s: %.1f s, %s" % (words[0], took, done.stdout.strip().split("\n")[-1]))
        return took


def black_hole(options, place, work, data):
    proxies = [Proxy(place) for _ in range(3)]
    two = Vault(options, place, work, proxies[:2], 2).run([0], "backup", str(data))
    vault = Vault(options, place, work, proxies, 2)
    proxies[2].hole = True
    three = vault.run([3], "backup", str(data))
    for proxy in proxies:
        proxy.close()
    return two, three


def limits(options, place, work, data):
    proxies = [Proxy(place) for _ in range(3)]
    vault = Vault(options, place, work, proxies, 2)
    vault.run([0], "backup", str(data))
    for proxy in proxies:
        proxy.sends.rate = options.rate * 1_000_000
    target = vault.work / "restored"
    together = vault.run([0], "restore", "latest", "--target", str(target))
    check(data, target / data.relative_to("/"))
    shutil.rmtree(target)
    vault.file.write_text("".join(line for line in vault.file.read_text().splitlines(True)
                                  if " id: p1" not in line and " id: p2" not in line)
                          .replace("copies: 3, minimum: 2", "copies: 1, minimum: 1"))
    alone = vault.run([0], "restore", "latest", "--target", str(target))
    for proxy in proxies:
        proxy.close()
    return alone, together


def filling(options, place, work, data):
    """Seconds to fill a second provider: where the first one is limited, and where the second one is."""
    took = []
    for slow in ("sends", "takes"):
        proxies = [Proxy(place) for _ in range(2)]
        vault = Vault(options, place, work, proxies, 1)
        text = vault.file.read_text()
        vault.file.write_text("".join(line for line in text.splitlines(True) if " id: p1" not in line)
                              .replace("copies: 2", "copies: 1"))
        vault.run([0], "backup", str(data))
        vault.file.write_text(text)
        getattr(proxies[0 if slow == "sends" else 1], slow).rate = options.rate * 1_000_000
        took.append(vault.run([0], "repair", "--provider", "p1"))
        vault.run([0], "verify")
        for proxy in proxies:
            proxy.close()
    return took


def check(data, restored):
    for path in data.rglob("*"):
        if path.is_file() and not filecmp.cmp(path, restored / path.relative_to(data), shallow=False):
            sys.exit("%s was not restored as it was" % path)


def report(options, data, two, three, alone, together, sent, taken):
    megabytes = sum(path.stat().st_size for path in data.rglob("*") if path.is_file()) / 1e6
    middle = statistics.median
    lines = [
        "* Date: %s" % datetime.date.today().isoformat(),
        "* Machine: %s" % base.machine(options),
        "* Server: S3Proxy behind proxies, all on the same machine, over 127.0.0.1; film of %.0f MB" % megabytes,
        "* Medians of %d runs, restores compared with the data" % options.runs,
        "* Command: `benchmarks/many-providers.py --size %d --rate %d --runs %d`"
        % (options.size, options.rate, options.runs), "",
        "| | wall s | |", "|---|---:|---|",
        "| backup to two providers | %.1f | |" % middle(two),
        "| to these and a black hole | %.1f | %.1f s more, %.2f times |"
        % (middle(three), middle(three) - middle(two), middle(three) / middle(two)),
        "| restore from one provider of %d MB/s | %.1f | %.1f MB/s |"
        % (options.rate, middle(alone), megabytes / middle(alone)),
        "| from three of them | %.1f | %.1f MB/s |" % (middle(together), megabytes / middle(together)),
        "| filling a provider from one that sends %d MB/s | %.1f | %.1f MB/s |"
        % (options.rate, middle(sent), megabytes / middle(sent)),
        "| filling a provider that takes %d MB/s | %.1f | %.1f MB/s |"
        % (options.rate, middle(taken), megabytes / middle(taken)),
    ]
    return "\n".join(lines)


if __name__ == "__main__":
    main()
