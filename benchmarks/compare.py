#!/usr/bin/env python3
"""Compares Keepsake with restic and borg: same data, same machine, same run. Installs nothing.

Each run makes a fresh repository per tool (encrypted, the tool's default compression unless the tool's name says
otherwise) on the file system of the work directory, and times: a first backup, an unchanged one, one after a small
change, and a restore of the last. The tools take turns, in a rotated order. The result is a Markdown section for
docs/benchmarks.md on standard output; progress goes to standard error.

  benchmarks/compare.py --data kernel --runs 3
  benchmarks/compare.py --data film --size 2048 --tools keepsake,restic
"""

import argparse
import contextlib
import datetime
import json
import os
import platform
import random
import shlex
import shutil
import signal
import statistics
import subprocess
import sys
import tempfile
import time
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
SECRET = "a passphrase for benchmarks only"
STEPS = ("first backup", "unchanged", "small change", "restore")
CHANGED_FILES = 20


def main():
    options = parse()
    signal.signal(signal.SIGTERM, lambda *_: sys.exit(143))
    names = options.tools.split(",")
    unknown = [name for name in names if name not in TOOLS]
    if unknown:
        sys.exit("No such tool: %s. There are %s." % (", ".join(unknown), ", ".join(TOOLS)))
    tools = [TOOLS[name](options) for name in names]
    missing = [tool.name for tool in tools if not tool.program]
    tools = [tool for tool in tools if tool.program]
    for name in missing:
        say("%s is missing and left out." % name)
    if not tools:
        sys.exit("None of the tools is here. Build Keepsake first, or install restic or borg.")
    if options.cold and os.geteuid() != 0:
        sys.exit("--cold drops the page cache, which needs root.")
    # Nothing is removed before the end: ext4 does not give out the numbers of files removed in the last minutes and
    # looks for others so long that the next restore, whoever's it is, takes several times its time.
    with work_directory(options) as work:
        data = make_data(options, Path(work))
        results = {tool.name: {step: [] for step in STEPS} for tool in tools}
        for number in range(options.runs):
            turn = number % len(tools)
            for tool in tools[turn:] + tools[:turn]:
                say("run %d of %d: %s" % (number + 1, options.runs, tool.name))
                one_run(tool, data, Path(work), options, results[tool.name])
        print(report(options, tools, missing, data, results), flush=True)
        if options.json:
            Path(options.json).write_text(json.dumps(results, indent=2) + "\n")
    if any(tool.differences for tool in tools if isinstance(tool, Keepsake)):
        sys.exit("What Keepsake restored is not what it was given.")


def parse():
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    parser.add_argument("--data", default="kernel", help="kernel, photos, film, or a directory (it is copied)")
    parser.add_argument("--size", type=int, default=2048, help="MiB of photos or of the film (2048)")
    parser.add_argument("--runs", type=int, default=3, help="medians of so many runs (3)")
    parser.add_argument("--tools", default=",".join(TOOLS), help="which, separated by commas (%s)" % ",".join(TOOLS))
    parser.add_argument("--keepsake", default=str(ROOT / "distribution/target/keepsake/bin/keepsake"),
                        help="the keepsake to run")
    parser.add_argument("--work", default=tempfile.gettempdir(), help="where data and repositories go")
    parser.add_argument("--cold", action="store_true", help="drop the page cache before each step (root)")
    parser.add_argument("--json", help="also write every figure to this file")
    return parser.parse_args()


class Tool:
    """One backup program. Commands run in the restore's directory, so that a tool may extract there."""

    def __init__(self, options):
        self.program = shutil.which(self.command_name(options))
        self.repository = self.home = None
        self.differences = ""

    def command_name(self, options):
        return self.name.split(",")[0]

    def fresh(self, work):
        self.home = Path(tempfile.mkdtemp(prefix="tool-", dir=work))
        self.repository = self.home / "repository"

    def environment(self):
        return {**os.environ, "XDG_CACHE_HOME": str(self.home / "cache"), "XDG_CONFIG_HOME": str(self.home / "config"),
                "XDG_STATE_HOME": str(self.home / "state"), "XDG_DATA_HOME": str(self.home / "share")}

    def version(self):
        answer = subprocess.run([self.program, *self.version_arguments], stdout=subprocess.PIPE, text=True, check=True)
        return answer.stdout.split("\n")[0]

    def check(self):
        """Whatever must hold of a fresh repository for the comparison to be fair."""


class Keepsake(Tool):
    name = "keepsake"
    version_arguments = ["--version"]

    def command_name(self, options):
        return options.keepsake

    def environment(self):
        return {**super().environment(), "KEEPSAKE_PASSPHRASE": SECRET}

    def init(self):
        return [self.program, "init", "--to", str(self.repository)]

    def backup(self, data, name):
        return [self.program, "backup", "--to", str(self.repository), str(data)]

    def restore(self, data, target, name):
        return [self.program, "restore", "--to", str(self.repository), "latest", "--target", str(target)]


class Restic(Tool):
    name = "restic"
    version_arguments = ["version"]

    def environment(self):
        return {**super().environment(), "RESTIC_PASSWORD": SECRET, "RESTIC_REPOSITORY": str(self.repository),
                "RESTIC_CACHE_DIR": str(self.home / "cache")}

    def init(self):
        return [self.program, "init", "--quiet"]

    def check(self):
        answer = subprocess.run([self.program, "cat", "config"], env=self.environment(), stdout=subprocess.PIPE, check=True)
        version = json.loads(answer.stdout)["version"]
        if version < 2:
            sys.exit("This restic makes repositories of version %d, which do not compress: not a fair match." % version)

    def backup(self, data, name):
        return [self.program, "backup", "--quiet", str(data)]

    def restore(self, data, target, name):
        return [self.program, "restore", "--quiet", "latest", "--target", str(target)]


class Borg(Tool):
    name = "borg"
    version_arguments = ["--version"]
    compression = "lz4"

    def environment(self):
        return {**super().environment(), "BORG_PASSPHRASE": SECRET, "BORG_REPO": str(self.repository),
                "BORG_BASE_DIR": str(self.home)}

    def init(self):
        return [self.program, "init", "--encryption", "repokey-blake2"]

    def backup(self, data, name):
        return [self.program, "create", "--compression", self.compression, "::" + name.replace(" ", "-"), str(data)]

    def restore(self, data, target, name):
        return [self.program, "extract", "::" + name.replace(" ", "-")]


class BorgZstd(Borg):
    name = "borg,zstd"
    compression = "zstd,3"


# By the names that --tools takes.
TOOLS = {"keepsake": Keepsake, "restic": Restic, "borg": Borg, "borg-zstd": BorgZstd}


def one_run(tool, data, work, options, results):
    tool.fresh(work)
    target = tool.home / "restored"
    target.mkdir()
    undo = None
    try:
        run(tool, tool.init(), target)
        tool.check()
        if not options.cold:
            read_all(data)
        for step in STEPS:
            if step == "small change":
                undo = change(data)
            settle(options)
            command = tool.restore(data, target, STEPS[2]) if step == "restore" else tool.backup(data, step)
            figures = run(tool, command, target)
            figures["stored"] = size_of(tool.repository)
            results[step].append(figures)
            say("  %-12s %7.2f s, processor %7.2f s, peak memory %s, stored %s" % (
                step, figures["wall"], figures["cpu"], human(figures["rss"]), human(figures["stored"])))
        tool.differences = compare(data, target)
        if tool.differences:
            say("  the restore differs from the data: " + tool.differences)
    finally:
        if undo:
            undo()


def run(tool, command, directory):
    """Wall and CPU seconds and peak memory of a command and all its children; its output only if it fails."""
    with tempfile.TemporaryFile() as output:
        begin = time.monotonic()
        process = subprocess.Popen(command, cwd=directory, env=tool.environment(), stdin=subprocess.DEVNULL,
                                   stdout=output, stderr=subprocess.STDOUT)
        _, status, usage = os.wait4(process.pid, 0)
        wall = time.monotonic() - begin
        process.returncode = os.waitstatus_to_exitcode(status)
        if process.returncode != 0:
            output.seek(0)
            sys.exit("%s\nended with %d:\n%s" % (shlex.join(command), process.returncode,
                                               output.read().decode(errors="replace")[-4000:]))
    return {"wall": wall, "cpu": usage.ru_utime + usage.ru_stime, "rss": usage.ru_maxrss * 1024}


def settle(options):
    """What was written before is not written during the next step; the page cache is the same for all."""
    os.sync()
    if options.cold:
        Path("/proc/sys/vm/drop_caches").write_text("3\n")


def make_data(options, work):
    data = work / "data"
    data.mkdir()
    say("preparing the data: %s" % options.data)
    if options.data == "kernel":
        archives = sorted(Path("/usr/src").glob("linux-source-*.tar.xz"))
        if not archives:
            sys.exit("There is no /usr/src/linux-source-*.tar.xz (Debian: linux-source).")
        subprocess.run(["tar", "-xf", str(archives[-1]), "-C", str(data)], check=True)
    elif options.data == "photos":
        source = random.Random(1)
        left, number = options.size << 20, 0
        while left > 0:
            length = min(left, source.randrange(2 << 20, 8 << 20))
            folder = data / ("wedding-%02d" % (number // 100))
            folder.mkdir(exist_ok=True)
            head = bytes.fromhex("ffd8ffe000104a46494600010100000100010000")
            (folder / ("IMG_%04d.JPG" % number)).write_bytes(head + source.randbytes(length) + b"\xff\xd9")
            left, number = left - length, number + 1
    elif options.data == "film":
        source = random.Random(2)
        with open(data / "wedding.mp4", "wb") as file:
            for _ in range(options.size):
                file.write(source.randbytes(1 << 20))
    else:
        shutil.copytree(options.data, data, symlinks=True, dirs_exist_ok=True)
    return data


def files_of(data):
    return sorted(path for path in data.rglob("*") if path.is_file() and not path.is_symlink())


def change(data):
    """Changes a little in 20 files, or in 20 places of fewer; what it returns undoes it."""
    files = [path for path in files_of(data) if os.access(path, os.W_OK) and path.stat().st_size > 0]
    picks = [(files[i * len(files) // CHANGED_FILES], i) for i in range(CHANGED_FILES)]
    undo = []
    for path, number in picks:
        before = path.stat()
        offset = before.st_size * number // CHANGED_FILES
        with open(path, "r+b") as file:
            file.seek(offset)
            old = file.read(4096)
            file.seek(offset)
            file.write(random.Random(number).randbytes(len(old)))
        undo.append((path, offset, old, before.st_mtime_ns))

    def back():
        for path, offset, old, modified in reversed(undo):
            with open(path, "r+b") as file:
                file.seek(offset)
                file.write(old)
            os.utime(path, ns=(modified, modified))
    return back


def compare(data, target):
    """What is not as it was in the data, in a sentence; empty if nothing."""
    restored = target / str(data).lstrip("/")
    script = ROOT / "tools/compare-trees.py"
    if script.exists():
        command = [sys.executable, str(script), str(data), str(restored)]
    else:
        command = ["diff", "-r", "-q", "--no-dereference", str(data), str(restored)]
    answer = subprocess.run(command, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True)
    if answer.returncode != 0:
        told = answer.stdout.strip().split("\n")
        return "%d differences, the first: %s" % (len(told), told[0])
    return ""


def read_all(data):
    for path in files_of(data):
        with open(path, "rb") as file:
            while file.read(1 << 20):
                pass


def size_of(directory):
    return sum(os.lstat(os.path.join(parent, name)).st_size for parent, _, names in os.walk(directory) for name in names)


@contextlib.contextmanager
def work_directory(options):
    work = tempfile.mkdtemp(prefix="keepsake-compare-", dir=options.work)
    try:
        yield work
    finally:
        shutil.rmtree(work, onerror=make_removable)


def make_removable(function, path, _):
    os.chmod(os.path.dirname(path), 0o700)
    function(path)


def report(options, tools, missing, data, results):
    files = files_of(data)
    total = sum(path.stat().st_size for path in files)
    lines = [
        "## %s: %s files, %s" % (options.data, format(len(files), ","), human(total)), "",
        "* Date: %s" % datetime.date.today().isoformat(),
        "* Machine: %s" % machine(options),
        "* Programs: %s%s" % ("; ".join(sorted({tool.version() for tool in tools})),
                              "; missing: " + ", ".join(missing) if missing else ""),
        "* Page cache: %s" % ("dropped before each step" if options.cold else "warm (all data read before the first backup)"),
        "* Medians of %d runs, repositories on the data's file system, every restore compared with the data." % options.runs,
        *["* The restore of %s differs from the data: %s" % (tool.name, tool.differences) for tool in tools if tool.differences],
        "* Command: `%s`" % shlex.join(["benchmarks/compare.py", *sys.argv[1:]]), "",
        "| step | tool | wall s | CPU s | peak memory | stored | wall against %s |" % tools[0].name,
        "|---|---|---:|---:|---:|---:|---:|"]
    for step in STEPS:
        base = median(results[tools[0].name][step], "wall")
        for tool in tools:
            figures = {key: median(results[tool.name][step], key) for key in ("wall", "cpu", "rss", "stored")}
            lines.append("| %s | %s | %.2f | %.2f | %s | %s | %.2f |" % (
                step, tool.name, figures["wall"], figures["cpu"], human(figures["rss"]), human(figures["stored"]),
                figures["wall"] / base))
    return "\n".join(lines) + "\n"


def median(figures, key):
    return statistics.median(figure[key] for figure in figures)


def machine(options):
    model = platform.processor() or platform.machine()
    memory = os.sysconf("SC_PAGE_SIZE") * os.sysconf("SC_PHYS_PAGES")
    try:
        with open("/proc/cpuinfo") as file:
            model = next((line.split(":")[1].strip() for line in file if line.startswith("model name")), model)
    except OSError:
        pass
    system = subprocess.run(["stat", "-f", "-c", "%T", options.work], stdout=subprocess.PIPE, text=True).stdout.strip()
    return "%s, %d cores, %s of memory, Linux %s, %s; load average %.1f at the end" % (
        model, os.cpu_count(), human(memory), platform.release(), system, os.getloadavg()[0])


def human(size):
    for unit in ("bytes", "KiB", "MiB"):
        if size < 1024:
            return "%d %s" % (size, unit) if unit != "MiB" else "%.1f MiB" % size
        size /= 1024
    return "%.2f GiB" % size


def say(sentence):
    print(sentence, file=sys.stderr, flush=True)


if __name__ == "__main__":
    main()
