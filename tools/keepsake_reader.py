#!/usr/bin/env python3
"""Reads Keepsake vaults without Keepsake: lists, checks, dumps and restores them.

Written from docs/format/README.md alone, to prove that page and to be there when nothing else is. Needs Python 3.9,
the package cryptography, and the libraries argon2 and zstd. The vault is a directory: a local store, or a copy
of any other store's objects.
"""

import argparse
import datetime
import json
import os
import sys

sys.path.insert(0, os.path.dirname(os.path.abspath(__file__)))

from vaultreader import audit, cbor, marks, pruning, tree  # noqa: E402
from vaultreader.check import Check, printable  # noqa: E402
from vaultreader.errors import ReaderError, Usage  # noqa: E402
from vaultreader.restore import Restore  # noqa: E402
from vaultreader.vault import AUDIT, HOLD, INDEX, SNAPSHOT, TOMBSTONE, TREE_PACK, Vault  # noqa: E402

_LETTERS = "-dlpcbs"
_SNAPSHOT_FIELDS = ("seconds", "nanoseconds", "host", "user", "roots", "labels", "parent", "root", "totals",
                    "skipped", "stores", "program", "session")


def main(arguments=None):
    options = _parser().parse_args(arguments)
    try:
        return options.run(options)
    except ReaderError as problem:
        _say(problem)
        return problem.status
    except OSError as problem:
        _say("%s: %s" % (problem.filename, problem.strerror))
        return 1


def _parser():
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    commands = parser.add_subparsers(required=True, metavar="COMMAND")
    for run, arguments, text in (
            (_list, (), "list the snapshots"),
            (_ls, ("snapshot",), "list everything in a snapshot"),
            (_restore, ("snapshot",), "restore a snapshot"),
            (_check, (), "check every byte of the vault"),
            (_audit, (), "print the audit records as they were written, and check their chains"),
            (_dump, ("object",), "show an object's decoded structure as JSON")):
        command = commands.add_parser(run.__name__[1:], help=text, description=text)
        command.set_defaults(run=run)
        command.add_argument("vault", help="directory of the vault")
        for argument in arguments:
            command.add_argument(argument, help={"snapshot": "id, its first digits, or latest",
                                                 "object": "name of an object, such as index/<hash>"}[argument])
        if run is _restore:
            command.add_argument("--target", required=True, help="an empty or new directory")
        command.add_argument("--passphrase-file", help="a file with the passphrase; else KEEPSAKE_PASSPHRASE")
        command.add_argument("--key-file", help="a key file, instead of a passphrase")
        command.add_argument("--from-packs", action="store_true", help="rebuild the index from the packs")
    return parser


def _open(options):
    passphrase = key_file = None
    if options.key_file:
        with open(options.key_file, "rb") as file:
            key_file = file.read()
    elif options.passphrase_file:
        with open(options.passphrase_file, "rb") as file:
            passphrase = file.read()
        for end in (b"\n", b"\r"):
            passphrase = passphrase[:-1] if passphrase.endswith(end) else passphrase
    elif "KEEPSAKE_PASSPHRASE" in os.environ:
        passphrase = os.environb[b"KEEPSAKE_PASSPHRASE"]
    else:
        raise Usage("Give --passphrase-file, --key-file or the environment variable KEEPSAKE_PASSPHRASE.")
    vault = Vault(options.vault, passphrase, key_file)
    if options.from_packs:
        vault.load_index(from_packs=True)
    return vault


class _Problems:
    """Tells problems on standard error and remembers that there were some."""

    def __init__(self):
        self.count = 0

    def __call__(self, where, sentence):
        self.count += 1
        _say("%s: %s" % (printable(where) if isinstance(where, bytes) else where, sentence))

    def status(self):
        return 1 if self.count else 0


def _list(options):
    problems = _Problems()
    for snapshot in tree.snapshots(_open(options), problems):
        files, directories, others, size = snapshot.totals
        print("%s  %s  %s  %d files, %d bytes  %s" % (
            snapshot.id[:12], _time(snapshot.time), snapshot.host, files, size, " ".join(snapshot.roots)))
    return problems.status()


def _ls(options):
    problems = _Problems()
    vault = _open(options)
    for path, entry in tree.walk(vault, tree.find_snapshot(vault, options.snapshot, problems).root, problems):
        arrow = " -> " + printable(entry.target) if entry.kind == tree.SYMLINK else ""
        print("%s%04o %6d %6d %12d  %s  %s%s" % (_LETTERS[entry.kind], entry.mode, entry.uid, entry.gid, entry.size,
                                                 _time(entry.modified), printable(path), arrow))
    return problems.status()


def _restore(options):
    problems = _Problems()
    vault = _open(options)
    restore = Restore(vault, options.target, problems)
    restore.run(tree.find_snapshot(vault, options.snapshot, problems))
    print("%d entries restored to %s" % (restore.restored, options.target))
    return problems.status()


def _check(options):
    check = Check(_open(options), _Problems())
    sound = check.run()
    print("%s: %s" % ("sound" if sound else "%d problems" % check.count,
                      ", ".join("%d %s" % (count, name) for name, count in check.seen.items())))
    return 0 if sound else 1


def _audit(options):
    problems = _Problems()
    records = [record for chain in audit.chains(_open(options), problems).values() for record in chain.values()]
    for record in sorted(records, key=lambda record: (record.fields["time"], record.fields["writer"], record.number)):
        print(record.line.decode("utf-8"))
    return problems.status()


def _dump(options):
    vault = _open(options)
    if options.object == "keepsake.json":
        result = vault.header.json
    elif options.object.startswith("keys/"):
        result = {"type": 5, "epoch": vault.data_key(options.object)[0]}  # the key itself is nobody's to see
    else:
        result = _sealed(vault, options.object)
    json.dump(result, sys.stdout, indent=2)
    print()
    return 0


def _sealed(vault, name):
    sealed = vault.open(name, 1, 2, INDEX, SNAPSHOT, AUDIT, TOMBSTONE, HOLD, *pruning.FOLDERS.values())
    result = {"type": sealed.head.type, "epoch": sealed.head.epoch, "segments": sealed.count, "length": sealed.length}
    if sealed.head.type == SNAPSHOT:
        tree.load_snapshot(vault, name)
        fields = cbor.decode(sealed.all())
        result["snapshot"] = {_SNAPSHOT_FIELDS[key]: _entry_json(value) if key == 7 else _json(value)
                              for key, value in fields.items()}
    elif sealed.head.type == AUDIT:
        result["records"] = [record.fields for record in audit.load(vault, name)]
    elif sealed.head.type in (TOMBSTONE, HOLD):
        result["mark"] = {key: _json(value) for key, value in marks.load(vault, name)._asdict().items()}
    elif sealed.head.type in pruning.FOLDERS.values():
        result["mark"] = {key: _json(value) for key, value in pruning.load(vault, name)._asdict().items()}
    elif sealed.head.type == INDEX:
        result["packs"] = [{"pack": pack, "type": kind, "length": length, "blocks": [_block_json(b) for b in blocks]}
                           for pack, kind, length, blocks in vault.index_object(name)]
    else:
        result["blocks"] = [_block_json(block) for block in vault.directory(name)[1]]
        if sealed.head.type == TREE_PACK:
            for block in result["blocks"]:
                block["contents"] = [_tree_json(vault.chunk(TREE_PACK, bytes.fromhex(i))) for i in block["ids"]]
    return result


def _tree_json(chunk):
    return [_entry_json(value) if isinstance(value, dict) else _json(value) for value in cbor.sequence(chunk)]


def _block_json(block):
    return {"codec": block.codec, "offset": block.offset, "stored": block.stored,
            "ids": [chunk.hex() for chunk in block.ids], "lengths": block.lengths}


def _entry_json(fields):
    """An entry with its fields' names; names and targets as text with backslashes for what is not UTF-8."""
    return {tree.FIELDS[key][0]: printable(value) if key in (0, 16) else _json(value) for key, value in fields.items()}


def _json(value):
    if isinstance(value, bytes):
        return value.hex()
    return [_json(item) for item in value] if isinstance(value, list) else value


def _time(nanoseconds):
    try:
        moment = datetime.datetime.fromtimestamp(nanoseconds // 10**9, datetime.timezone.utc)
        return moment.strftime("%Y-%m-%d %H:%M:%S")
    except (ValueError, OverflowError, OSError):
        return "%ds" % (nanoseconds // 10**9)


def _say(sentence):
    print(sentence, file=sys.stderr)


if __name__ == "__main__":
    sys.exit(main())
