#!/usr/bin/env python3
"""Makes a directory with everything that is difficult to back up.

    make-nasty-tree.py DIR

DIR must not exist. Standard library only, Linux. What needs root (devices, foreign owners,
trusted and security attributes) is made only as root; what the file system lacks is left out and
told on standard error. Symbolic links, times and modes are set last, so that they stay.
"""

import os
import socket
import stat
import struct
import sys

ROOT = os.geteuid() == 0


def note(text):
    print("left out: " + text, file=sys.stderr)


def write(path, data=b"", mode=0o644):
    with open(path, "wb") as file:
        file.write(data)
    os.chmod(path, mode)


def attempt(what, action, *arguments, **named):
    try:
        action(*arguments, **named)
    except (OSError, AttributeError) as error:
        note("%s: %s" % (what, error))


def names(top):
    d = os.path.join(top, b"names")
    os.mkdir(d)
    for name in (
        b"plain",
        b"with space",
        b" leading and trailing ",
        b"new\nline",
        b"tab\tand\x01control\x7f",
        b"back\\slash",
        b"quote'\"`$(x);&|<>",
        b"-rf",
        b"--help",
        b"*?[a-z]",
        b"#hash%41",
        b"invalid-\xff\xfe-utf8",
        b"\x80",
        b"latin1-\xe9",
        b"truncated-\xe2\x82",
        "größe-日本語-😀".encode(),
        "nfc-\u00e9".encode(),
        "nfd-e\u0301".encode(),
        b"...",
        b".hidden",
        b"..two",
        b"~",
        b"CON",
        b"a:b",
        b"A",
        b"a",
        b"l" * 255,
        b"\xc3\xa9" * 127 + b"x",
    ):
        write(os.path.join(d, name), b"content of " + name)
    os.mkdir(os.path.join(d, b"dir-\xff\n\\"))
    write(os.path.join(d, b"dir-\xff\n\\", b"inner-\xfe"), b"inner")


def contents(top):
    d = os.path.join(top, b"contents")
    os.mkdir(d)
    write(os.path.join(d, b"empty"))
    write(os.path.join(d, b"one"), b"1")
    for size in (511, 512, 4095, 4096, 4097, 65536, 1048577):
        data = bytes((i * 7 + size) & 255 for i in range(min(size, 4096)))
        write(os.path.join(d, b"size-%d" % size), (data * (size // len(data) + 1))[:size])
    write(os.path.join(d, b"zeros"), bytes(300000))
    write(os.path.join(d, b"random"), os.urandom(3000000))


def sparse(top):
    d = os.path.join(top, b"sparse")
    os.mkdir(d)
    layouts = {
        b"hole-first": ([(1 << 20, b"end")], (1 << 20) + 3),
        b"hole-last": ([(0, b"start")], 1 << 20),
        b"all-hole": ([], 8 << 20),
        b"islands": ([(i << 20, b"x" * 4096) for i in range(1, 12, 2)], 16 << 20),
        b"odd-size": ([(300000, b"mid")], 777777),
        b"huge": ([(1 << 33, b"far")], (1 << 34) + 1),
    }
    for name, (parts, size) in layouts.items():
        with open(os.path.join(d, name), "wb") as file:
            for offset, data in parts:
                file.seek(offset)
                file.write(data)
            file.truncate(size)


def links(top):
    d = os.path.join(top, b"links")
    os.mkdir(d)
    write(os.path.join(d, b"original"), b"shared content")
    for name in (b"hard-1", b"hard-2"):
        os.link(os.path.join(d, b"original"), os.path.join(d, name))
    os.mkdir(os.path.join(d, b"sub"))
    os.link(os.path.join(d, b"original"), os.path.join(d, b"sub", b"hard-3"))
    for target, name in (
        (b"original", b"relative"),
        (b"missing", b"dangling"),
        (b"/etc/passwd", b"absolute"),
        (b"../names", b"to-directory"),
        (b"self", b"self"),
        (b"invalid-\xff\ntarget", b"invalid-target"),
        (b"x" * 4095, b"longest-target"),
        (b"//double//slash/./..", b"not-normal"),
    ):
        os.symlink(target, os.path.join(d, name))
    attempt(
        "hard link to a symbolic link",
        os.link,
        os.path.join(d, b"dangling"),
        os.path.join(d, b"dangling-2"),
        follow_symlinks=False,
    )
    os.mkfifo(os.path.join(d, b"fifo"))
    os.link(os.path.join(d, b"fifo"), os.path.join(d, b"fifo-2"))


def special(top):
    d = os.path.join(top, b"special")
    os.mkdir(d)
    os.mkfifo(os.path.join(d, b"fifo"), 0o640)
    here = os.open(".", os.O_RDONLY)
    try:
        os.chdir(d)  # The path of a socket is short.
        server = socket.socket(socket.AF_UNIX)
        attempt("socket", server.bind, b"socket")
        server.close()
    finally:
        os.fchdir(here)
        os.close(here)
    if ROOT:
        node = os.path.join(d, b"null")
        attempt("character device", os.mknod, node, stat.S_IFCHR | 0o666, os.makedev(1, 3))
        node = os.path.join(d, b"loop")
        attempt("block device", os.mknod, node, stat.S_IFBLK | 0o660, os.makedev(7, 200))
        node = os.path.join(d, b"large-number")
        attempt("device", os.mknod, node, stat.S_IFCHR | 0o600, os.makedev(300, 70000))
    else:
        note("devices: not root")


def attributes(top):
    d = os.path.join(top, b"attributes")
    os.mkdir(d)
    f = os.path.join(d, b"user")
    write(f, b"x")
    attempt("user attributes", os.setxattr, f, b"user.comment", b"hello")
    attempt("binary attribute", os.setxattr, f, b"user.binary\xff", bytes(range(256)))
    attempt("empty attribute", os.setxattr, f, b"user.empty", b"")
    attempt("large attribute", os.setxattr, f, b"user.large", b"v" * 2000)
    os.mkdir(os.path.join(d, b"dir"))
    attempt("directory attribute", os.setxattr, os.path.join(d, b"dir"), b"user.dir", b"d")
    read_only = os.path.join(d, b"read-only")
    write(read_only, b"x")
    attempt("user attributes", os.setxattr, read_only, b"user.kept", b"1")
    os.chmod(read_only, 0o444)
    # POSIX ACL, version 2: owner rw, user 1 r, group r, mask r, other none.
    none = 0xFFFFFFFF
    entries = ((1, 6, none), (2, 4, 1), (4, 4, none), (16, 4, none), (32, 0, none))
    acl = struct.pack("<I", 2) + b"".join(struct.pack("<HHI", *entry) for entry in entries)
    with_acl = os.path.join(d, b"acl")
    write(with_acl, b"x")
    attempt("ACL", os.setxattr, with_acl, b"system.posix_acl_access", acl)
    os.mkdir(os.path.join(d, b"acl-dir"))
    attempt(
        "default ACL", os.setxattr, os.path.join(d, b"acl-dir"), b"system.posix_acl_default", acl
    )
    if ROOT:
        attempt("trusted attribute", os.setxattr, f, b"trusted.keepsake", b"t")
        link = os.path.join(d, b"link")
        os.symlink(b"user", link)
        attempt(
            "attribute of a symbolic link",
            os.setxattr,
            link,
            b"trusted.link",
            b"l",
            follow_symlinks=False,
        )
        capable = os.path.join(d, b"capable")
        write(capable, b"x", 0o755)
        capability = struct.pack("<IIIII", 0x02000001, 1 << 10, 0, 0, 0)
        attempt("capability", os.setxattr, capable, b"security.capability", capability)
    else:
        note("trusted and security attributes: not root")


def modes(top):
    d = os.path.join(top, b"modes")
    os.mkdir(d)
    for mode in (0o000, 0o200, 0o400, 0o444, 0o600, 0o640, 0o755, 0o777):
        if mode & 0o400 or ROOT:
            write(os.path.join(d, b"file-%04o" % mode), b"m", mode)
    for mode in (0o4755, 0o2755, 0o6711, 0o1644):
        attempt("mode %o" % mode, write, os.path.join(d, b"file-%04o" % mode), b"m", mode)
    for mode in (0o700, 0o755, 0o1777, 0o2775, 0o555, 0o500):
        directory = os.path.join(d, b"dir-%04o" % mode)
        os.mkdir(directory)
        write(os.path.join(directory, b"inside"), b"inside")
        os.chmod(directory, mode)
    if ROOT:
        for uid, gid in ((1, 1), (12345, 54321), (0, 4294967294), (2147483648, 0)):
            f = os.path.join(d, b"owner-%d-%d" % (uid, gid))
            write(f, b"o")
            attempt("owner", os.chown, f, uid, gid)
        f = os.path.join(d, b"owner-setuid")
        write(f, b"o")
        os.chown(f, 1, 1)
        os.chmod(f, 0o6755)
        os.symlink(b"x", os.path.join(d, b"owner-link"))
        os.lchown(os.path.join(d, b"owner-link"), 7, 8)


def times(top):
    d = os.path.join(top, b"times")
    os.mkdir(d)
    for name, ns in (
        (b"epoch", 0),
        (b"before-1970", -1),
        (b"long-before", -86400 * 365 * 10**9 * 30 - 123456789),
        (b"nanos", 1234567890123456789),
        (b"after-2038", 2**32 * 10**9 + 999999999),
        (b"future", 9000000000 * 10**9 + 1),
    ):
        write(os.path.join(d, name), b"t")
        attempt("time", os.utime, os.path.join(d, name), ns=(ns, ns))
    os.symlink(b"epoch", os.path.join(d, b"link"))
    os.utime(os.path.join(d, b"link"), ns=(5, 1000000007), follow_symlinks=False)
    os.mkdir(os.path.join(d, b"dir"))
    write(os.path.join(d, b"dir", b"x"), b"t")
    os.utime(os.path.join(d, b"dir"), ns=(-7, -1000000007))
    os.utime(d, ns=(1, 42))


def shapes(top):
    d = os.path.join(top, b"shapes")
    os.mkdir(d)
    os.mkdir(os.path.join(d, b"empty-dir"))
    # Sorted by bytes, "a" comes before "a-" although "a/x" comes after "a-".
    os.mkdir(os.path.join(d, b"a"))
    write(os.path.join(d, b"a", b"x"), b"x")
    write(os.path.join(d, b"a-"), b"x")
    write(os.path.join(d, b"a0"), b"x")
    wide = os.path.join(d, b"wide")
    os.mkdir(wide)
    for i in range(1500):
        write(os.path.join(wide, b"file-%05d" % i), b"%d" % i)
    at = os.open(d, os.O_RDONLY | os.O_DIRECTORY)
    for i in range(30):  # 30 levels of 200 bytes: longer than PATH_MAX.
        name = b"deep-%02d-" % i + b"d" * 192
        os.mkdir(name, dir_fd=at)
        below = os.open(name, os.O_RDONLY | os.O_DIRECTORY, dir_fd=at)
        os.close(at)
        at = below
        file = os.open(b"file", os.O_CREAT | os.O_WRONLY, 0o644, dir_fd=at)
        os.write(file, b"level %d" % i)
        os.close(file)
    os.symlink(b"file", b"link", dir_fd=at)
    os.close(at)


def main():
    if len(sys.argv) != 2:
        sys.exit(__doc__)
    os.umask(0o022)
    top = os.fsencode(sys.argv[1])
    os.mkdir(top, 0o755)
    for part in (names, contents, sparse, links, special, attributes, modes, shapes, times):
        part(top)
    os.utime(top, ns=(3, 987654321012345678))


if __name__ == "__main__":
    main()
