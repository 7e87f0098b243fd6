"""Reads every byte of a vault and holds it against the format."""

from . import audit, marks, primitives, pruning, tree
from .errors import Damaged


class Check:
    """One check. Each problem is given to `problem(where, sentence)`; what the check saw is in `seen`."""

    def __init__(self, vault, problem):
        self.vault = vault
        self.count = 0
        self._problem = problem
        self.seen = {"objects": 0, "packs": 0, "chunks": 0, "snapshots": 0, "entries": 0, "marks": 0,
                     "audit records": 0}
        self.directories = {}  # pack -> (type, blocks) as the pack itself has them
        self.swept = set()  # hashes of objects that count as absent
        self.trees = set()  # content of directories already walked; snapshots share most

    def problem(self, where, sentence):
        self.count += 1
        self._problem(where, str(sentence))

    def run(self):
        for name in self.vault.names:
            self.seen["objects"] += 1
            self._guard(name, self._object)
        for folder in pruning.FOLDERS:
            for name in self.vault.named(folder):
                self._guard(name, lambda each: pruning.load(self.vault, each))
        self.swept = pruning.swept(self.vault)
        for name in self.vault.named("packs"):
            self._guard(name, self._pack)
        for name in self.vault.named("index"):
            self._guard(name, self._index)
        try:
            self.vault.load_index()
        except Damaged as damage:
            self.problem("index", "the chunks are looked up from the packs instead: %s" % damage)
            self._index_from_packs()
        for name in self.vault.named("forgotten") + self.vault.named("holds"):
            self.seen["marks"] += 1
            self._guard(name, lambda each: marks.load(self.vault, each))
        for snapshot in tree.snapshots(self.vault, self._snapshot_problem):
            self.seen["snapshots"] += 1
            self._snapshot(snapshot)
        self.seen["audit records"] = sum(map(len, audit.chains(self.vault, self.problem).values()))
        return self.count == 0

    def _snapshot_problem(self, where, damage):
        """Damage of marks was told before."""
        if not where.startswith(("forgotten/", "holds/", "fences/")):
            self.problem(where, damage)

    def _guard(self, name, step):
        try:
            step(name)
        except Damaged as damage:
            self.problem(name, damage)

    def _object(self, name):
        if not self.vault.store.hash_matches(name):
            raise Damaged("the SHA-256 of its bytes is not its name")
        if name.startswith("keys/"):
            self.vault.data_key(name)

    def _pack(self, name):
        pack = self.vault.open(name, 1, 2)
        for number in range(pack.count):
            pack.segment(number)
        kind, blocks = self.directories[name] = self.vault.directory(name)
        self.seen["packs"] += 1
        for block in blocks:
            stored = pack.read(block.offset, block.stored)
            joined = stored if block.codec == 0 else primitives.unzstd(stored, sum(block.lengths))
            start = 0
            for chunk, length in zip(block.ids, block.lengths):
                self.seen["chunks"] += 1
                if primitives.hmac(self.vault.id_keys[kind], joined[start:start + length]) != chunk:
                    self.problem(name, "chunk %s is not what its id says" % chunk.hex())
                start += length

    def _index(self, name):
        for pack, kind, length, blocks in self.vault.index_object(name):
            if pack[-64:] in self.swept:
                continue
            if pack not in self.vault.names:
                raise Damaged("lists %s, which the vault lacks" % pack)
            if length != self.vault.store.size(pack):
                raise Damaged("gives %s a wrong length" % pack)
            if pack in self.directories and self.directories[pack] != (kind, blocks):
                raise Damaged("differs from the directory of %s" % pack)

    def _index_from_packs(self):
        try:
            self.vault.load_index(from_packs=True)
        except Damaged as damage:
            self.problem("packs", damage)

    def _snapshot(self, snapshot):
        where = "snapshot %s: " % snapshot.id[:12]
        if snapshot.parent is not None and snapshot.parent.hex() == snapshot.id:
            self.problem(where, "is its own parent")
        for path, entry in self._walk(snapshot.root, where):
            self.seen["entries"] += 1
            try:
                if not tree.is_complete(entry):
                    raise Damaged("its content is missing")
                tree.extents(self.vault, entry)
            except Damaged as damage:
                self.problem(where + printable(path), damage)

    def _walk(self, root, where):
        """As tree.walk, but enters directories of equal content once in the whole check."""
        stack = [(b"", root)]
        while stack:
            path, directory = stack.pop()
            content = b"".join(directory.ids)
            if content in self.trees:
                continue
            self.trees.add(content)
            if path.count(b"/") >= tree.NESTING or len(path) > tree.PATH:
                self.problem(where + printable(path), "directories are nested more than %d deep, or %d bytes"
                             % (tree.NESTING, tree.PATH))
                continue
            try:
                for entry in tree.listing(self.vault, directory):
                    below = path + b"/" + entry.name
                    yield below, entry
                    if entry.kind == tree.DIRECTORY:
                        stack.append((below, entry))
            except Damaged as damage:
                self.problem(where + printable(path or b"/"), damage)


def printable(path):
    """A path as text on one line: what is not UTF-8, or would move the cursor, as backslash escapes."""
    text = path.decode("utf-8", "backslashreplace")
    return "".join(c if c.isprintable() else c.encode("unicode_escape").decode() for c in text)
