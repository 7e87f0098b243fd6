#!/usr/bin/env python3
"""The tree of the published vault (docs/format/vectors/vault).

    fixture_tree.py make DIR        makes it: the same each time but for owners, inodes and change times
    fixture_tree.py change DIR      makes the second snapshot's changes
    fixture_tree.py describe DIR    one line an entry: what a restore must bring back

A line has, between tabs: kind, mode, modification time, size, links, SHA-256 or target or device, attributes, path.
"""

import hashlib
import os
import socket
import stat
import sys

KINDS = {stat.S_IFREG: "FILE", stat.S_IFDIR: "DIRECTORY", stat.S_IFLNK: "SYMLINK", stat.S_IFIFO: "FIFO",
         stat.S_IFCHR: "CHARACTER_DEVICE", stat.S_IFBLK: "BLOCK_DEVICE", stat.S_IFSOCK: "SOCKET"}
TIME = 1700000000 * 10**9


def write(path, data, mode=0o644):
    with open(path, "wb") as file:
        file.write(data)
    os.chmod(path, mode)


def make(top):
    os.umask(0o022)
    os.makedirs(top)
    os.chdir(top)
    write(b"contract.txt", b"The couple and the photographer agree as follows.\n" * 40, 0o640)
    write(b"copy of contract.txt", b"The couple and the photographer agree as follows.\n" * 40)
    write(b"empty", b"", 0o400)
    # Repeats, so that it is several chunks and yet small in the vault.
    write(b"film.mov", b"".join(b"frame %06d\n" % (i // 64) for i in range(480000)))
    write(b"noise.jpg", b"".join(hashlib.sha256(b"%d" % i).digest() for i in range(600)))
    write(b"setuid", b"#!/bin/true\n", 0o4755)
    write(b"\xc3\xa9t\xc3\xa9 \\ tab\there", b"name\n")
    write(b"not utf-8 \xff\xfe\n", b"name\n")
    os.mkdir(b"empty directory", 0o1777)
    os.chmod(b"empty directory", 0o1777)
    os.makedirs(b"guests/list")
    for i in range(30):
        write(b"guests/list/guest-%02d" % i, b"Guest number %d comes.\n" % i)
    os.link(b"guests/list/guest-00", b"guests/first guest")
    os.symlink(b"../outside/\xff", b"link")
    os.mkfifo(b"pipe", 0o600)
    server = socket.socket(socket.AF_UNIX)
    server.bind("socket")
    server.close()
    if os.geteuid() == 0:
        os.mknod(b"device", stat.S_IFCHR | 0o620, os.makedev(300, 70000))
        os.mknod(b"disk", stat.S_IFBLK | 0o660, os.makedev(7, 1))
    with open(b"sparse", "wb") as file:
        file.seek(1 << 20)
        file.write(b"island" * 1000)
        file.truncate((3 << 20) + 1)
    with open(b"hole", "wb") as file:
        file.truncate(1 << 21)
    os.setxattr(b"contract.txt", b"user.author", b"the couple")
    os.setxattr(b"contract.txt", b"user.binary", bytes(range(256)))
    os.setxattr(b"guests", b"user.empty", b"")
    stamp(top)


def change(top):
    os.chdir(top)
    write(b"contract.txt", b"The couple and the photographer agree on something else.\n" * 40, 0o600)
    os.unlink(b"guests/list/guest-29")
    write(b"new", b"new\n")
    os.rename(b"noise.jpg", b"guests/noise.jpg")
    stamp(top)


def stamp(top):
    """Fixed times, below the second and before 1970 among them; directories last."""
    number = 0
    for parent, folders, files in os.walk(os.fsencode(top), topdown=False):
        for name in sorted(files) + sorted(folders):
            number += 1
            when = -86400 * 10**9 + 1 if name == b"empty" else TIME + number * 1000000007
            os.utime(os.path.join(parent, name), ns=(when, when), follow_symlinks=False)
    os.utime(top, ns=(TIME, TIME))


def describe(top):
    top = os.fsencode(top)
    lines = []
    for parent, folders, files in os.walk(top):
        for name in folders + files:
            lines.append(line(os.path.join(parent, name), len(top)))
    return sorted(lines, key=lambda text: text.split("\t")[-1])


def line(path, skip):
    at = os.lstat(path)
    kind = KINDS[stat.S_IFMT(at.st_mode)]
    detail, names = "-", []
    if kind == "FILE":
        with open(path, "rb") as file:
            detail = hashlib.sha256(file.read()).hexdigest()
    elif kind == "SYMLINK":
        detail = escape(os.readlink(path))
    elif kind.endswith("DEVICE"):
        detail = "%d:%d" % (os.major(at.st_rdev), os.minor(at.st_rdev))
    if kind in ("FILE", "DIRECTORY"):
        names = sorted(name for name in os.listxattr(path) if name.startswith("user."))
    xattrs = ",".join("%s=%s" % (name, os.getxattr(path, name).hex()) for name in names) or "-"
    mode = 0o777 if kind == "SYMLINK" else stat.S_IMODE(at.st_mode)
    time = "%d.%09d" % (at.st_mtime_ns // 10**9, at.st_mtime_ns % 10**9)
    size, links = (at.st_size, at.st_nlink) if kind == "FILE" else (0, 1)
    return "\t".join((kind, "%04o" % mode, time, str(size), str(links), detail, xattrs, escape(path[skip:])))


def escape(name):
    """Printable ASCII as it is, a backslash doubled, each other byte as \\xNN."""
    return "".join("\\\\" if b == 0x5C else chr(b) if 0x20 <= b < 0x7F else "\\x%02x" % b for b in name)


def main():
    if len(sys.argv) != 3 or sys.argv[1] not in ("make", "change", "describe"):
        sys.exit(__doc__)
    if sys.argv[1] == "describe":
        sys.stdout.buffer.write(("\n".join(describe(sys.argv[2])) + "\n").encode())
    else:
        {"make": make, "change": change}[sys.argv[1]](os.path.abspath(sys.argv[2]))


if __name__ == "__main__":
    main()
