#!/usr/bin/env python3
"""Compares two directory trees in everything a backup must keep.

    compare-trees.py [--skip WHAT[,WHAT...]] LEFT RIGHT

Prints one line for each difference and exits 1; prints nothing and exits 0 if there is none.
Compared are names as bytes, kinds, modes, owners, modification times to the nanosecond, sizes and
contents, link targets, which names are hard links of one file, device numbers, extended attributes
(access lists among them) and whether sparse files are still sparse. Not compared: access and change
times, inode numbers. Standard library only, Linux; written apart from Keepsake on purpose.

WHAT may be: owner, time, mode, xattr, sparse, socket (may be missing on the right), device (may be
missing on the right), root (the attributes of LEFT and RIGHT themselves).
"""

import argparse
import os
import stat
import sys

KINDS = {
    stat.S_IFREG: "file",
    stat.S_IFDIR: "directory",
    stat.S_IFLNK: "symbolic link",
    stat.S_IFIFO: "fifo",
    stat.S_IFCHR: "character device",
    stat.S_IFBLK: "block device",
    stat.S_IFSOCK: "socket",
}
CHOICES = ("owner", "time", "mode", "xattr", "sparse", "socket", "device", "root")
SLACK = 65536


def show(path):
    return path.decode("utf-8", "backslashreplace").replace("\n", "\\n")


class Side:
    """One tree; entries are reached from open directories, so paths may have any length."""

    def __init__(self):
        self.first_names = {}

    def link_group(self, status, path):
        """The first name seen of a file with several names, else None."""
        if status.st_nlink < 2 or stat.S_ISDIR(status.st_mode):
            return None
        return self.first_names.setdefault((status.st_dev, status.st_ino), path)


def xattrs(directory, name):
    path = b"/proc/self/fd/%d/%s" % (directory, name)
    try:
        names = os.listxattr(path, follow_symlinks=False)
    except OSError:
        return {}
    return {n: os.getxattr(path, n, follow_symlinks=False) for n in names}


def data_bytes(fd, size):
    total = at = 0
    while at < size:
        try:
            data = os.lseek(fd, at, os.SEEK_DATA)
        except OSError:
            return total
        at = os.lseek(fd, data, os.SEEK_HOLE)
        total += at - data
    return total


def same_content(left, right, size):
    """Compares where either side has data; holes on both sides are equal."""
    at = 0
    while at < size:
        starts = []
        for fd in (left, right):
            try:
                starts.append(os.lseek(fd, at, os.SEEK_DATA))
            except OSError:
                starts.append(size)
        at = min(starts)
        if at >= size:
            return True
        a = os.pread(left, 1 << 20, at)
        b = os.pread(right, len(a), at)
        if a != b or not a:
            return False
        at += len(a)
    return True


class Comparison:
    def __init__(self, skip):
        self.skip = skip
        self.left = Side()
        self.right = Side()
        self.differences = 0

    def tell(self, path, text):
        self.differences += 1
        print("%s: %s" % (show(path), text))

    def field(self, path, what, left, right):
        if left != right:
            self.tell(path, "%s %s, not %s" % (what, right, left))

    def entry(self, path, lfd, lname, rfd, rname):
        ls = os.stat(lname, dir_fd=lfd, follow_symlinks=False)
        rs = os.stat(rname, dir_fd=rfd, follow_symlinks=False)
        kind = stat.S_IFMT(ls.st_mode)
        if kind != stat.S_IFMT(rs.st_mode):
            other = KINDS[stat.S_IFMT(rs.st_mode)]
            self.tell(path, "is a %s, not a %s" % (other, KINDS[kind]))
            return
        if path or "root" not in self.skip:
            self.attributes(path, ls, rs)
            if "xattr" not in self.skip:
                self.extended(path, xattrs(lfd, lname), xattrs(rfd, rname))
        if kind == stat.S_IFLNK:
            self.field(
                path, "target", os.readlink(lname, dir_fd=lfd), os.readlink(rname, dir_fd=rfd)
            )
        elif kind in (stat.S_IFCHR, stat.S_IFBLK):
            self.field(path, "device", ls.st_rdev, rs.st_rdev)
        elif kind == stat.S_IFREG:
            self.regular(path, ls, rs, lfd, lname, rfd, rname)
        elif kind == stat.S_IFDIR:
            self.directory(path, lfd, lname, rfd, rname)

    def attributes(self, path, ls, rs):
        if "mode" not in self.skip and not stat.S_ISLNK(ls.st_mode):
            self.field(
                path, "mode", oct(stat.S_IMODE(ls.st_mode)), oct(stat.S_IMODE(rs.st_mode))
            )
        if "owner" not in self.skip:
            self.field(path, "owner", (ls.st_uid, ls.st_gid), (rs.st_uid, rs.st_gid))
        if "time" not in self.skip:
            self.field(path, "time", ls.st_mtime_ns, rs.st_mtime_ns)
        self.field(
            path,
            "hard link of",
            self.left.link_group(ls, path),
            self.right.link_group(rs, path),
        )

    def extended(self, path, left, right):
        for name in sorted(left.keys() | right.keys()):
            self.field(path, "attribute %s" % ascii(name), left.get(name), right.get(name))

    def regular(self, path, ls, rs, lfd, lname, rfd, rname):
        if ls.st_size != rs.st_size:
            self.field(path, "size", ls.st_size, rs.st_size)
            return
        left = os.open(lname, os.O_RDONLY | os.O_NOFOLLOW, dir_fd=lfd)
        right = os.open(rname, os.O_RDONLY | os.O_NOFOLLOW, dir_fd=rfd)
        try:
            if not same_content(left, right, ls.st_size):
                self.tell(path, "content differs")
            if "sparse" not in self.skip:
                has, may = data_bytes(right, ls.st_size), data_bytes(left, ls.st_size)
                if has > may + SLACK:
                    self.tell(path, "%d bytes of data, not %d: holes were filled" % (has, may))
        finally:
            os.close(left)
            os.close(right)

    def directory(self, path, lfd, lname, rfd, rname):
        flags = os.O_RDONLY | os.O_DIRECTORY | os.O_NOFOLLOW
        left = os.open(lname, flags, dir_fd=lfd)
        right = os.open(rname, flags, dir_fd=rfd)
        try:
            # fsencode gives the bytes back: names come with surrogate escapes.
            lnames = {os.fsencode(n) for n in os.listdir(left)}
            rnames = {os.fsencode(n) for n in os.listdir(right)}
            for name in sorted(lnames | rnames):
                below = path + b"/" + name
                if name not in rnames:
                    if not self.may_miss(left, name):
                        self.tell(below, "is missing")
                elif name not in lnames:
                    self.tell(below, "is too much")
                else:
                    self.entry(below, left, name, right, name)
        finally:
            os.close(left)
            os.close(right)

    def may_miss(self, directory, name):
        mode = os.stat(name, dir_fd=directory, follow_symlinks=False).st_mode
        if stat.S_ISSOCK(mode):
            return "socket" in self.skip
        return (stat.S_ISCHR(mode) or stat.S_ISBLK(mode)) and "device" in self.skip


def main():
    parser = argparse.ArgumentParser(description=__doc__.split("\n", 1)[0])
    parser.add_argument("--skip", default="", help="comma-separated: " + ", ".join(CHOICES))
    parser.add_argument("left")
    parser.add_argument("right")
    options = parser.parse_args()
    skip = set(filter(None, options.skip.split(",")))
    if not skip <= set(CHOICES):
        parser.error("--skip knows only " + ", ".join(CHOICES))
    sys.setrecursionlimit(100000)
    comparison = Comparison(skip)
    here = os.open(".", os.O_RDONLY)
    left, right = os.fsencode(options.left), os.fsencode(options.right)
    comparison.entry(b"", here, left, here, right)
    sys.exit(1 if comparison.differences else 0)


if __name__ == "__main__":
    main()
