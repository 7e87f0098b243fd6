#!/usr/bin/env python3
"""Compares two builds of the same sources, byte by byte: compare-builds.py TREE TREE

A TREE is a source tree that was built by Maven. Compared are all jars that the build made, and all
that is in the archive of the distribution: names, order, modes, owners, times and bytes. The one file
that is left out, and named, is the AOT cache: an image of the memory of a training run, and no run is
like another. Ends with 0 if the builds are alike.
"""

import hashlib
import pathlib
import sys
import tarfile

AOT_CACHE = "runtime/lib/keepsake.aot"


def jars(tree):
    """The hashes of the jars by their paths."""
    return {
        str(path.relative_to(tree)): hashlib.sha256(path.read_bytes()).hexdigest()
        for path in sorted(tree.glob("**/target/keepsake-*.jar"))
    }


def archive(tree):
    """What is in the archive by the names there, and the names of AOT caches."""
    files = sorted(tree.glob("distribution/target/keepsake-*.tar.gz"))
    if len(files) != 1:
        sys.exit(f"{tree}: one archive is expected in distribution/target, not {len(files)}")
    members = {}
    caches = []
    with tarfile.open(files[0]) as tar:
        for place, member in enumerate(tar):
            if member.name.endswith(AOT_CACHE):
                caches.append(member.name)
                continue
            content = tar.extractfile(member).read() if member.isfile() else b""
            members[member.name] = (
                place,
                oct(member.mode),
                member.uid,
                member.gid,
                member.uname,
                member.gname,
                member.mtime,
                member.type,
                member.linkname,
                hashlib.sha256(content).hexdigest(),
            )
    return members, caches


def differences(kind, one, other):
    """Prints what is not alike, and returns how much that is."""
    names = [name for name in sorted(one.keys() | other.keys()) if one.get(name) != other.get(name)]
    for name in names:
        print(f"{kind} {name}: {one.get(name, 'missing')} / {other.get(name, 'missing')}")
    return len(names)


def main():
    if len(sys.argv) != 3:
        sys.exit(__doc__)
    one, other = (pathlib.Path(argument) for argument in sys.argv[1:])
    different = differences("jar", jars(one), jars(other))
    members, caches = archive(one)
    others, _ = archive(other)
    different += differences("in the archive", members, others)
    print(f"compared {len(jars(one))} jars and {len(members)} entries of the archive: {different} differ")
    print(f"not compared: {', '.join(caches) if caches else 'nothing'}")
    if not jars(one) or different:
        sys.exit(1)


main()
