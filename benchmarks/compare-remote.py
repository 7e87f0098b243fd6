#!/usr/bin/env python3
"""Compares Keepsake with restic and rclone crypt on one S3 server: same data, same machine, same run.

Starts S3Proxy on 127.0.0.1 from the jars given, or uses the server given with --endpoint, whose bucket has to exist.
Each run makes a fresh repository per tool under a prefix of its own and times a first backup, an unchanged one and a
restore; the tools take turns, in a rotated order. Processor time and memory are the tool's, not the server's. rclone
copies files one to one, encrypted: no snapshots, and nothing is found twice. The result is a Markdown section for
docs/benchmarks.md on standard output; progress goes to standard error.

  benchmarks/compare-remote.py --s3proxy 'testkit/s3proxy/target/lib/*' --data film --size 1024
  benchmarks/compare-remote.py --endpoint http://127.0.0.1:9000 --bucket bench --data kernel
"""

import argparse
import contextlib
import datetime
import json
import os
import secrets
import shlex
import shutil
import signal
import socket
import subprocess
import sys
import tempfile
import time
import urllib.parse
from pathlib import Path

import compare as base

STEPS = ("first backup", "unchanged", "restore")
REGION = "us-east-1"
STARTS_WITHIN_SECONDS = 60
# Without it S3Proxy logs each buffer it reads, and is several times slower than any tool.
QUIET = "<configuration><root level='WARN'/></configuration>"


def main():
    options = parse()
    signal.signal(signal.SIGTERM, lambda *_: sys.exit(143))
    names = options.tools.split(",")
    unknown = [name for name in names if name not in TOOLS]
    if unknown:
        sys.exit("No such tool: %s. There are %s." % (", ".join(unknown), ", ".join(TOOLS)))
    if bool(options.endpoint) == bool(options.s3proxy):
        sys.exit("Give either --endpoint, a server that runs, or --s3proxy, the jars of one to start.")
    tools = [TOOLS[name](options) for name in names]
    missing = [tool.name for tool in tools if not tool.program]
    tools = [tool for tool in tools if tool.program]
    for name in missing:
        base.say("%s is missing and left out." % name)
    if not tools:
        sys.exit("None of the tools is here. Build Keepsake first, or install restic or rclone.")
    with base.work_directory(options) as work, server(options, Path(work)) as place:
        data = base.make_data(options, Path(work))
        base.read_all(data)
        results = {tool.name: {step: [] for step in STEPS} for tool in tools}
        for number in range(options.runs):
            turn = number % len(tools)
            for tool in tools[turn:] + tools[:turn]:
                base.say("run %d of %d: %s" % (number + 1, options.runs, tool.name))
                one_run(tool, place, data, Path(work), results[tool.name])
        print(report(options, tools, missing, data, results), flush=True)
        if options.json:
            Path(options.json).write_text(json.dumps(results, indent=2) + "\n")
    if any(tool.differences for tool in tools if isinstance(tool, Keepsake)):
        sys.exit("What Keepsake restored is not what it was given.")


def parse():
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    parser.add_argument("--data", default="film", help="kernel, photos, film, or a directory (it is copied)")
    parser.add_argument("--size", type=int, default=1024, help="MiB of photos or of the film (1024)")
    parser.add_argument("--runs", type=int, default=3, help="medians of so many runs (3)")
    parser.add_argument("--tools", default=",".join(TOOLS), help="which, separated by commas (%s)" % ",".join(TOOLS))
    parser.add_argument("--keepsake", default=str(base.ROOT / "distribution/target/keepsake/bin/keepsake"),
                        help="the keepsake to run")
    parser.add_argument("--endpoint", help="a server that runs; keys from AWS_ACCESS_KEY_ID and AWS_SECRET_ACCESS_KEY")
    parser.add_argument("--bucket", default="bench", help="its bucket (bench)")
    parser.add_argument("--s3proxy", help="class path of S3Proxy, to start one on this machine")
    parser.add_argument("--java", default="java", help="the Java for S3Proxy")
    parser.add_argument("--work", default=tempfile.gettempdir(), help="where data, restores and the server's files go")
    parser.add_argument("--json", help="also write every figure to this file")
    parser.set_defaults(cold=False)
    return parser.parse_args()


class Place:
    """A bucket, and the environment that opens it."""

    def __init__(self, endpoint, bucket, key, secret):
        self.endpoint, self.bucket, self.key, self.secret = endpoint, bucket, key, secret

    def environment(self):
        return {"AWS_ENDPOINT_URL": self.endpoint, "AWS_ACCESS_KEY_ID": self.key, "AWS_SECRET_ACCESS_KEY": self.secret,
                "AWS_REGION": REGION, "AWS_DEFAULT_REGION": REGION}


@contextlib.contextmanager
def server(options, work):
    if options.endpoint:
        keys = [os.environ.get(name) for name in ("AWS_ACCESS_KEY_ID", "AWS_SECRET_ACCESS_KEY")]
        if not all(keys):
            sys.exit("--endpoint needs AWS_ACCESS_KEY_ID and AWS_SECRET_ACCESS_KEY.")
        yield Place(options.endpoint, options.bucket, *keys)
        return
    place = Place("http://127.0.0.1:%d" % free_port(), options.bucket, "bench", secrets.token_hex(16))
    files = work / "server"
    (files / options.bucket).mkdir(parents=True)
    settings = work / "s3proxy.properties"
    settings.write_text("".join("%s=%s\n" % each for each in (
        ("s3proxy.endpoint", place.endpoint), ("s3proxy.authorization", "aws-v2-or-v4"),
        ("s3proxy.identity", place.key), ("s3proxy.credential", place.secret),
        ("jclouds.provider", "filesystem-nio2"), ("jclouds.filesystem.basedir", files))))
    logback = work / "logback.xml"
    logback.write_text(QUIET)
    with open(work / "s3proxy.log", "wb") as log:
        process = subprocess.Popen([options.java, "-Dlogback.configurationFile=%s" % logback, "-cp", options.s3proxy,
                                    "org.gaul.s3proxy.Main", "--properties", str(settings)],
                                   stdin=subprocess.DEVNULL, stdout=log, stderr=subprocess.STDOUT)
    try:
        await_port(place, process, work / "s3proxy.log")
        yield place
    finally:
        process.terminate()
        process.wait()


def free_port():
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


def await_port(place, process, log):
    url = urllib.parse.urlsplit(place.endpoint)
    end = time.monotonic() + STARTS_WITHIN_SECONDS
    while time.monotonic() < end and process.poll() is None:
        try:
            socket.create_connection((url.hostname, url.port), timeout=1).close()
            return
        except OSError:
            time.sleep(0.1)
    sys.exit("S3Proxy does not start:\n" + log.read_text(errors="replace")[-4000:])


class Remote:
    """What the tools have in common: a prefix of their own in the bucket, and its environment."""

    def begin(self, place, work):
        self.fresh(work)
        self.place = place
        self.prefix = "%s-%s" % (self.name.replace(" ", "-"), secrets.token_hex(4))

    def environment(self):
        return {**super().environment(), **self.place.environment()}


class Keepsake(Remote, base.Keepsake):
    def begin(self, place, work):
        super().begin(place, work)
        self.repository = "s3://%s/%s" % (place.bucket, self.prefix)


class KeepsakeThrice(Keepsake):
    """To three places at once: what reading, cutting and encrypting only once is worth."""

    name = "keepsake to three"

    def begin(self, place, work):
        super().begin(place, work)
        self.repositories = ["s3://%s/%s-%d" % (place.bucket, self.prefix, number) for number in (1, 2, 3)]

    def to(self):
        return [word for repository in self.repositories for word in ("--to", repository)]

    def init(self):
        return [self.program, "init", *self.to()]

    def backup(self, data, name):
        return [self.program, "backup", *self.to(), str(data)]

    def restore(self, data, target, name):
        return [self.program, "restore", *self.to(), "latest", "--target", str(target)]


class Restic(Remote, base.Restic):
    def begin(self, place, work):
        super().begin(place, work)
        self.repository = "s3:%s/%s/%s" % (place.endpoint, place.bucket, self.prefix)


class Rclone(Remote, base.Tool):
    name = "rclone crypt"
    version_arguments = ["version"]

    def command_name(self, options):
        return "rclone"

    def environment(self):
        hidden = subprocess.run([self.program, "obscure", base.SECRET], stdout=subprocess.PIPE, text=True, check=True)
        # rclone 1.60 ends at once where this is set.
        inherited = {name: value for name, value in super().environment().items() if name != "AWS_CA_BUNDLE"}
        return {**inherited, "RCLONE_CONFIG": str(self.home / "rclone.conf"),
                "RCLONE_CONFIG_BUCKET_TYPE": "s3", "RCLONE_CONFIG_BUCKET_PROVIDER": "Other",
                "RCLONE_CONFIG_BUCKET_ENDPOINT": self.place.endpoint,
                "RCLONE_CONFIG_BUCKET_ACCESS_KEY_ID": self.place.key,
                "RCLONE_CONFIG_BUCKET_SECRET_ACCESS_KEY": self.place.secret,
                "RCLONE_CONFIG_BUCKET_FORCE_PATH_STYLE": "true", "RCLONE_CONFIG_BOX_TYPE": "crypt",
                "RCLONE_CONFIG_BOX_REMOTE": "bucket:%s/%s" % (self.place.bucket, self.prefix),
                "RCLONE_CONFIG_BOX_PASSWORD": hidden.stdout.strip()}

    def init(self):
        return [self.program, "config", "touch"]

    def backup(self, data, name):
        return [self.program, "sync", "--links", str(data), "box:" + str(data).lstrip("/")]

    def restore(self, data, target, name):
        return [self.program, "copy", "--links", "box:", str(target)]


TOOLS = {"keepsake": Keepsake, "keepsake3": KeepsakeThrice, "restic": Restic, "rclone": Rclone}


def one_run(tool, place, data, work, results):
    tool.begin(place, work)
    target = tool.home / "restored"
    target.mkdir()
    base.run(tool, tool.init(), target)
    tool.check()
    for step in STEPS:
        os.sync()
        command = tool.restore(data, target, STEPS[1]) if step == "restore" else tool.backup(data, step)
        figures = base.run(tool, command, target)
        results[step].append(figures)
        base.say("  %-12s %7.2f s, processor %7.2f s, peak memory %s" % (
            step, figures["wall"], figures["cpu"], base.human(figures["rss"])))
    tool.differences = differences(tool, data, target)
    if tool.differences:
        base.say("  the restore differs from the data: " + tool.differences)
    shutil.rmtree(target, onerror=base.make_removable)


def differences(tool, data, target):
    """Of rclone only the files' bytes are asked: it keeps no modes, and not all times."""
    if not isinstance(tool, Rclone):
        return base.compare(data, target)
    answer = subprocess.run(["diff", "-r", "-q", "--no-dereference", str(data), str(target / str(data).lstrip("/"))],
                            stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True)
    told = answer.stdout.strip().split("\n")
    return "" if answer.returncode == 0 else "%d differences, the first: %s" % (len(told), told[0])


def report(options, tools, missing, data, results):
    files = base.files_of(data)
    total = sum(path.stat().st_size for path in files)
    served = "the server at --endpoint" if options.endpoint else "S3Proxy on the same machine, over 127.0.0.1"
    lines = [
        "## %s to S3: %s files, %s" % (options.data, format(len(files), ","), base.human(total)), "",
        "* Date: %s" % datetime.date.today().isoformat(),
        "* Machine: %s" % base.machine(options),
        "* Server: %s" % served,
        "* Programs: %s%s" % ("; ".join(sorted({tool.version() for tool in tools})),
                              "; missing: " + ", ".join(missing) if missing else ""),
        "* Medians of %d runs, every restore compared with the data (rclone: names and bytes only)." % options.runs,
        *["* The restore of %s differs from the data: %s" % (tool.name, tool.differences)
          for tool in tools if tool.differences],
        "* Command: `%s`" % shlex.join(["benchmarks/compare-remote.py", *sys.argv[1:]]), "",
        "| step | tool | wall s | MiB/s | CPU s | peak memory | wall against %s |" % tools[0].name,
        "|---|---|---:|---:|---:|---:|---:|"]
    for step in STEPS:
        first = base.median(results[tools[0].name][step], "wall")
        for tool in tools:
            wall, cpu, rss = (base.median(results[tool.name][step], key) for key in ("wall", "cpu", "rss"))
            lines.append("| %s | %s | %.2f | %.0f | %.2f | %s | %.2f |" % (
                step, tool.name, wall, total / wall / (1 << 20), cpu, base.human(rss), wall / first))
    return "\n".join(lines) + "\n"


if __name__ == "__main__":
    main()
