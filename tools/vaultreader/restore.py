"""Writes a snapshot into a directory.

Everything is made new, by names relative to open directories that are never followed through a symbolic link, so
nothing outside the target can be written, whatever the vault says.
"""

import os
import stat
from typing import Any, NamedTuple

from . import tree
from .errors import Damaged, Usage

_SPECIAL = {tree.FIFO: stat.S_IFIFO, tree.SOCKET: stat.S_IFSOCK, tree.CHARACTER: stat.S_IFCHR, tree.BLOCK: stat.S_IFBLK}
_OPEN = os.O_RDONLY | os.O_DIRECTORY | os.O_NOFOLLOW


class _Level(NamedTuple):
    """A directory that is being filled: its own entry, where it is in its parent, and what is still to come."""

    fd: int
    path: bytes
    entry: Any
    entries: Any


class Restore:
    """One restore. `problem(path, sentence)` is told what could not be done; the rest goes on."""

    def __init__(self, vault, target, problem):
        self.vault, self.problem = vault, problem
        self.target = os.fsencode(target)
        self.is_root = os.geteuid() == 0
        self.linked = {}  # (device, inode) -> path in the snapshot of the name restored first
        self.restored = 0

    def run(self, snapshot):
        os.makedirs(self.target, mode=0o700, exist_ok=True)
        if os.listdir(self.target):
            raise Usage("The target %s is not empty." % os.fsdecode(self.target))
        _raise_open_files()
        stack = [self._level(os.open(self.target, _OPEN), b"", snapshot.root)]
        try:
            while stack:
                level = stack[-1]
                entry = self._next(level)
                if entry is None:
                    self._attributes(level.entry, level.path, b".", level.fd)
                    os.close(stack.pop().fd)
                    continue
                below = self._entry(level, entry)
                if below is not None:
                    if len(stack) >= tree.NESTING or len(below.path) > tree.PATH:
                        raise Damaged("directories are nested more than %d deep, or %d bytes"
                                      % (tree.NESTING, tree.PATH))
                    stack.append(below)
        finally:
            for level in stack:
                os.close(level.fd)

    def _level(self, fd, path, entry):
        return _Level(fd, path, entry, tree.listing(self.vault, entry))

    def _next(self, level):
        try:
            return next(level.entries, None)
        except Damaged as damage:
            self.problem(level.path or b"/", "the rest of this directory is lost: %s" % damage)
            return None

    def _entry(self, level, entry):
        """Makes one entry; a new level if it is a directory."""
        path = level.path + b"/" + entry.name
        try:
            if entry.kind == tree.DIRECTORY:
                os.mkdir(entry.name, 0o700, dir_fd=level.fd)
                self.restored += 1
                return self._level(os.open(entry.name, _OPEN, dir_fd=level.fd), path, entry)
            if not self._link(level, entry, path):
                self._make(level.fd, entry)
                self._attributes(entry, path, entry.name, level.fd)
            self.restored += 1
        except Damaged as damage:
            self.problem(path, "not restored: %s" % damage)
            self._remove(level.fd, entry.name)
        except OSError as failure:
            self.problem(path, "not restored: %s" % failure.strerror)
        return None

    def _remove(self, fd, name):
        """Half a file under its name would look like a whole one."""
        try:
            os.unlink(name, dir_fd=fd)
        except FileNotFoundError:
            pass

    def _link(self, level, entry, path):
        """Links to the file restored first under the same identity; false if this is the first."""
        if entry.file_id is None:
            return False
        first = self.linked.get(entry.file_id)
        if first is None:
            self.linked[entry.file_id] = path
            return False
        try:
            os.link(self.target + first, entry.name, dst_dir_fd=level.fd, follow_symlinks=False)
        except OSError as failure:
            self.problem(path, "restored as a copy, not as a hard link: %s" % failure.strerror)
            return False
        return True

    def _make(self, fd, entry):
        if entry.kind == tree.FILE:
            self._file(fd, entry)
        elif entry.kind == tree.SYMLINK:
            os.symlink(entry.target, entry.name, dir_fd=fd)
        else:
            device = _device(entry.device_number) if entry.kind in (tree.CHARACTER, tree.BLOCK) else 0
            os.mknod(entry.name, _SPECIAL[entry.kind] | 0o600, device, dir_fd=fd)

    def _file(self, fd, entry):
        if not tree.is_complete(entry):
            raise Damaged("its content is missing")
        file = os.open(entry.name, os.O_WRONLY | os.O_CREAT | os.O_EXCL | os.O_NOFOLLOW, 0o600, dir_fd=fd)
        try:
            for offset, plain in tree.content(self.vault, entry):
                while plain:
                    written = os.pwrite(file, plain, offset)
                    plain, offset = plain[written:], offset + written
            os.ftruncate(file, entry.size)
        finally:
            os.close(file)

    def _attributes(self, entry, path, name, fd):
        """Owner (as root), extended attributes, mode and time, in the order in which none undoes another."""
        if self.is_root:
            os.chown(name, entry.uid, entry.gid, dir_fd=fd, follow_symlinks=False)
        for key, value in entry.xattrs:
            try:
                # There is no setxattr relative to a directory; the kernel's name for the open one serves.
                os.setxattr(b"/proc/self/fd/%d/%s" % (fd, name), key, value, follow_symlinks=False)
            except (OSError, AttributeError) as failure:
                self.problem(path, "extended attribute %s: %s" % (os.fsdecode(key), failure))
        if entry.kind != tree.SYMLINK:
            os.chmod(name, entry.mode, dir_fd=fd)
        os.utime(name, ns=(entry.modified, entry.modified), dir_fd=fd, follow_symlinks=False)


def _device(number):
    """This machine's number for the device that the format's number stands for."""
    minor = number & 0xFF | number >> 12 & 0xFFFFFF00
    major = number >> 8 & 0xFFF | number >> 32 & 0xFFFFF000
    return os.makedev(major, minor)


def _raise_open_files():
    """One directory a level stays open."""
    try:
        import resource
        _, hard = resource.getrlimit(resource.RLIMIT_NOFILE)
        resource.setrlimit(resource.RLIMIT_NOFILE, (hard, hard))
    except (ImportError, ValueError, OSError):
        pass
