#!/usr/bin/env python3
"""Verifies and prunes a simulated vault of any number of chunks in little memory, and measures what that takes.

The vault's index objects, trees and snapshots are real and sealed; its data packs are listed and have no bytes (see
the package io.keepsake.benchmarks.scale). Each step is a process of its own, in a control group that counts the page
cache and mapped files too, if this is run by root and the limit is not 0, and fails if what it finds is not right:

  verify       nothing is damaged
  verify-loss  one store has lost one pack, and just that is told
  prune        1 % of the packs are unused, 4 more half used: these go, and no other
  (verify)     after that nothing is damaged

  benchmarks/scale.py --chunks 1000000
  benchmarks/scale.py --chunks 100000000 --work /disk/with/10/GB

The result is a Markdown section for docs/benchmarks.md on standard output; progress goes to standard error. Build
Keepsake first.
"""

import argparse
import contextlib
import datetime
import os
import shlex
import shutil
import subprocess
import sys
import tempfile
import time
from pathlib import Path

import compare as base

STEPS = ("verify", "verify-loss", "prune", "verify")
PROGRAM = "io.keepsake.benchmarks.scale.ScaleProgram"
TARGET = base.ROOT / "benchmarks/target"
# As bin/keepsake starts it.
FLAGS = ["-XX:+UseSerialGC", "-XX:-UsePerfData", "-XX:FreqInlineSize=120", "-XX:Tier4InvocationThreshold=20000",
         "-XX:Tier4MinInvocationThreshold=5000", "-XX:Tier4CompileThreshold=40000",
         "--enable-native-access=ALL-UNNAMED", "--sun-misc-unsafe-memory-access=allow"]
SAMPLE_SECONDS = 0.2


def main():
    options = parse()
    with base.work_directory(options) as work:
        vault = Path(options.vault) if options.vault else Path(work) / "vault"
        results = []
        if not vault.exists():
            results.append(measure(options, Path(work), "generate", [str(vault), str(options.chunks)]))
        chunks = int((vault / "chunks").read_text())
        for name in ("a", "b", "state"):  # what an earlier run did
            shutil.rmtree(vault / name, ignore_errors=True)
        for step in options.steps.split(","):
            results.append(measure(options, Path(work), step, [str(vault)]))
        print(report(options, vault, chunks, results))
    if any(result["status"] for result in results):
        sys.exit("A step failed.")


def parse():
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    parser.add_argument("--chunks", type=int, default=1_000_000, help="10,000 or more (1,000,000)")
    parser.add_argument("--steps", default=",".join(STEPS), help="which, separated by commas (%s)" % ",".join(STEPS))
    parser.add_argument("--heap", default="512m", help="Java's -Xmx (512m, which is bin/keepsake's)")
    parser.add_argument("--memory", type=int, default=1024, help="MiB that a step may have in all; 0 for no limit (1024)")
    parser.add_argument("--vault", help="keep the vault in this directory, or use the one that is there")
    parser.add_argument("--java", default="java", help="a Java 25 (java)")
    parser.add_argument("--classpath", help="instead of the one that the build left in benchmarks/target/classpath")
    parser.add_argument("--work", default=tempfile.gettempdir(), help="where the vault and temporary files go")
    return parser.parse_args()


def class_path(options):
    if options.classpath:
        return options.classpath
    file = TARGET / "classpath"
    if not file.exists():
        sys.exit("%s is not there; build Keepsake first." % file)
    return "%s:%s" % (TARGET / "classes", file.read_text().strip())


def measure(options, work, step, arguments):
    """Runs a step and samples its process."""
    temporary = work / "tmp"
    temporary.mkdir(exist_ok=True)
    command = [options.java, "-Xmx" + options.heap, *FLAGS, "-Djava.io.tmpdir=%s" % temporary,
               "-cp", class_path(options), PROGRAM, step, *arguments]
    figures = {"step": step, "anonymous": 0, "mapped": 0, "resident": 0, "stored": 0}
    with control_group(0 if step == "generate" else options.memory) as group, tempfile.TemporaryFile() as output:
        begin = time.monotonic()
        process = subprocess.Popen(command, stdin=subprocess.DEVNULL, stdout=output, stderr=subprocess.STDOUT,
                                   preexec_fn=group.join)
        status, usage = None, None
        while status is None:
            time.sleep(SAMPLE_SECONDS)
            sample(process.pid, [temporary, Path(arguments[0]) / "state"], figures)
            done, code, usage = os.wait4(process.pid, os.WNOHANG)
            status = os.waitstatus_to_exitcode(code) if done else None
        process.returncode = status
        output.seek(0)
        told = output.read().decode(errors="replace").strip()
        figures.update(status=status, told=told.split("\n")[0], wall=time.monotonic() - begin,
                       cpu=usage.ru_utime + usage.ru_stime, resident=usage.ru_maxrss * 1024, group=group.peak())
    shutil.rmtree(temporary)
    base.say("%s: %.1f s, processor %.1f s, peak memory %s (anonymous %s, mapped files %s), temporary files %s\n  %s" % (
        step, figures["wall"], figures["cpu"], base.human(figures["resident"]), base.human(figures["anonymous"]),
        base.human(figures["mapped"]), base.human(figures["stored"]), told if status else figures["told"]))
    return figures


def sample(pid, directories, figures):
    with contextlib.suppress(OSError):  # it may have ended
        fields = dict(line.split(":", 1) for line in Path("/proc/%d/status" % pid).read_text().splitlines())
        for key, field in (("anonymous", "RssAnon"), ("mapped", "RssFile")):
            if field in fields:
                figures[key] = max(figures[key], int(fields[field].split()[0]) * 1024)
    figures["stored"] = max(figures["stored"], temporary_bytes(pid, directories))


def temporary_bytes(pid, directories):
    """What temporary files take on the disk, those too that are deleted and still open or mapped."""
    found = {}
    places = [Path(parent) / name for directory in directories for parent, _, names in os.walk(directory) for name in names]
    for place in ("fd", "map_files"):
        with contextlib.suppress(OSError):
            places += [path for path in Path("/proc/%d/%s" % (pid, place)).iterdir()
                       if any(str(directory) + "/" in os.readlink(path) for directory in directories)]
    for path in places:
        with contextlib.suppress(OSError):
            status = path.stat()
            found[status.st_dev, status.st_ino] = status.st_blocks * 512
    return sum(found.values())


class NoGroup:
    def join(self):
        pass

    def peak(self):
        return 0


class Group:
    """A control group of either version, with a limit and no swap to get around it."""

    def __init__(self, mebibytes):
        old = Path("/sys/fs/cgroup/memory")
        self.directory = (old if old.exists() else Path("/sys/fs/cgroup")) / ("keepsake-scale-%d" % os.getpid())
        self.limit, self.most = (("memory.limit_in_bytes", "memory.max_usage_in_bytes") if old.exists()
                                 else ("memory.max", "memory.peak"))
        self.directory.mkdir()
        (self.directory / self.limit).write_text(str(mebibytes << 20))

    def join(self):
        (self.directory / "cgroup.procs").write_text(str(os.getpid()))

    def peak(self):
        file = self.directory / self.most
        return int(file.read_text()) if file.exists() else 0


@contextlib.contextmanager
def control_group(mebibytes):
    if not mebibytes:
        yield NoGroup()
        return
    try:
        group = Group(mebibytes)
    except OSError as problem:
        sys.exit("The memory cannot be limited (%s). Run it as root, or with --memory 0." % problem)
    try:
        yield group
    finally:
        group.directory.rmdir()


def report(options, vault, chunks, results):
    limit = "limit of memory, page cache included: %d MiB" % options.memory if options.memory else "no limit of memory"
    lines = [
        "## A simulated vault of %s chunks" % format(chunks, ","), "",
        "* Date: %s" % datetime.date.today().isoformat(),
        "* Machine: %s" % base.machine(options),
        "* Each step is one run, with a heap of at most %s; %s" % (options.heap, limit),
        "* Its index objects, trees and snapshots take %s at each of two stores" % base.human(base.size_of(vault / "common")),
        "* Command: `%s`" % shlex.join(["benchmarks/scale.py", *told(sys.argv[1:])]), "",
        "| step | wall s | CPU s | peak resident | anonymous | mapped files | temporary files | a chunk | result |",
        "|---|---:|---:|---:|---:|---:|---:|---:|---|"]
    for each in results:
        lines.append("| %s | %.1f | %.1f | %s | %s | %s | %s | %.1f bytes | %s |" % (
            each["step"], each["wall"], each["cpu"], base.human(each["resident"]), base.human(each["anonymous"]),
            base.human(each["mapped"]), base.human(each["stored"]), each["stored"] / chunks,
            "**failed**: " + each["told"] if each["status"] else each["told"]))
    return "\n".join(lines) + "\n"


def told(arguments):
    """Without what is this machine's alone."""
    private = ("--java", "--classpath", "--vault", "--work")
    return [word for before, word in zip(["", *arguments], arguments) if word not in private and before not in private]


if __name__ == "__main__":
    main()
