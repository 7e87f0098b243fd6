"""Sections 1 and 4 to 7: objects in a directory, sealed streams, packs, the index, chunks."""

import hashlib
import os
import re
import struct
from collections import OrderedDict
from typing import NamedTuple

from . import cbor, header, primitives
from .errors import Damaged, Usage

DATA_PACK, TREE_PACK, INDEX, SNAPSHOT, EPOCH_KEY, AUDIT = 1, 2, 3, 4, 5, 7
SESSION, TOMBSTONE, HOLD, CONDEMNED, SWEPT, FENCE = 6, 8, 9, 10, 11, 12
SEALED_LIMIT, PACK_LIMIT, BLOCK_LIMIT = 128 << 20, 64 << 20, 16 << 20
SEGMENT, TAG, STREAM_HEADER, HEAD = 1 << 20, 16, 40, 12

_NAME = re.compile(r"keys/[0-9a-f]{8}-[0-9a-f]{64}|packs/([0-9a-f]{2})/\1[0-9a-f]{62}|(index|snapshots|sessions|condemned)/[0-9a-f]{64}"
                   r"|audit/[0-9a-f]{32}/[0-9a-f]{8}-[0-9a-f]{64}|(forgotten|holds|swept|fences)/[0-9a-f]{64}-[0-9a-f]{64}")


class Head(NamedTuple):
    type: int
    epoch: int
    bytes: bytes


class Block(NamedTuple):
    codec: int
    offset: int
    stored: int
    ids: list
    lengths: list


class Place(NamedTuple):
    """Where a chunk is: from `start` in the joined chunks of a block of a pack."""

    pack: str
    type: int
    block: Block
    start: int
    length: int


def parse_head(data):
    if len(data) < HEAD or data[:4] != b"KPSK":
        raise Damaged("not a sealed object of Keepsake")
    version, kind, zero, epoch = struct.unpack(">BBHI", data[4:HEAD])
    if version != 1:
        raise Usage("A newer Keepsake wrote this object: its version is %d." % version)
    if zero != 0:
        raise Damaged("reserved bytes in an object's head are not zero")
    return Head(kind, epoch, data[:HEAD])


def parse_directory(directory):
    """The blocks of a pack from its decoded directory."""
    if not isinstance(directory, list) or not directory:
        raise Damaged("a pack's directory is not an array of blocks")
    blocks, offset = [], 0
    for item in directory:
        if not isinstance(item, list) or [type(field) for field in item] != [int, int, bytes, list]:
            raise Damaged("a block of a pack's directory is not [codec, length, ids, lengths]")
        codec, stored, ids, lengths = item
        if codec not in (0, 1) or not lengths or len(ids) != 32 * len(lengths):
            raise Damaged("a block of a pack's directory does not hold together")
        if any(type(length) is not int or length < 1 for length in lengths) or sum(lengths) > BLOCK_LIMIT:
            raise Damaged("a block of a pack has a chunk without bytes or more than 16 MiB")
        if stored < 1 or codec == 0 and stored != sum(lengths):
            raise Damaged("a block of a pack has a wrong stored length")
        blocks.append(Block(codec, offset, stored, [ids[i:i + 32] for i in range(0, len(ids), 32)], lengths))
        offset += stored
    if offset > PACK_LIMIT:
        raise Damaged("a pack is longer than 64 MiB")
    return blocks


class Cache:
    """The last few values, by key."""

    def __init__(self, size):
        self.size = size
        self.values = OrderedDict()

    def get(self, key, make):
        if key not in self.values:
            self.values[key] = make()
            if len(self.values) > self.size:
                self.values.popitem(last=False)
        self.values.move_to_end(key)
        return self.values[key]


class Store:
    """The objects of one store that is a directory: each object is the file of its name."""

    def __init__(self, directory):
        self.directory = os.fspath(directory)

    def path(self, name):
        return os.path.join(self.directory, *name.split("/"))

    def names(self):
        """Names of all objects of the format's table, ascending, without the header."""
        found = []
        for folder in ("keys", "packs", "index", "snapshots", "audit", "forgotten", "holds", "sessions", "condemned", "swept",
                       "fences"):
            for parent, _, files in os.walk(os.path.join(self.directory, folder)):
                prefix = os.path.relpath(parent, self.directory).replace(os.sep, "/")
                found += [prefix + "/" + name for name in files]
        return sorted(name for name in found if _NAME.fullmatch(name))

    def read(self, name, limit):
        try:
            with open(self.path(name), "rb") as file:
                data = file.read(limit + 1)
        except OSError as problem:
            raise Damaged("%s cannot be read: %s" % (name, problem.strerror)) from None
        if len(data) > limit:
            raise Damaged("%s is longer than an object may be" % name)
        return data

    def size(self, name):
        try:
            return os.path.getsize(self.path(name))
        except OSError as problem:
            raise Damaged("%s cannot be read: %s" % (name, problem.strerror)) from None

    def hash_matches(self, name):
        digest = hashlib.sha256()
        with open(self.path(name), "rb") as file:
            for piece in iter(lambda: file.read(1 << 20), b""):
                digest.update(piece)
        return digest.hexdigest() == name[-64:]


class Sealed:
    """One sealed object, decrypted a segment at a time and on demand."""

    def __init__(self, vault, name):
        self.vault, self.name = vault, name
        self.path = vault.store.path(name)
        self.size = vault.store.size(name)
        if self.size > SEALED_LIMIT:
            raise Damaged("%s is longer than 128 MiB" % name)
        with open(self.path, "rb") as file:
            start = file.read(HEAD + STREAM_HEADER)
        self.head = parse_head(start)
        stream = start[HEAD:]
        if len(stream) != STREAM_HEADER or stream[0] != STREAM_HEADER:
            raise Damaged("%s has no header of a stream" % name)
        salt, self.prefix = stream[1:33], stream[33:]
        body = self.size - HEAD
        self.count = max(1, -(-body // SEGMENT))
        self.length = body - STREAM_HEADER - TAG * self.count
        rest = body - (self.count - 1) * SEGMENT
        # Empty only when it is the sole one: a stream header and a tag.
        if rest < TAG + (STREAM_HEADER if self.count == 1 else 1):
            raise Damaged("%s is cut short" % name)
        info = self.head.bytes + vault.header.vault
        key = vault.data_keys().get(self.head.epoch)
        if key is None:
            raise Damaged("%s needs the key of epoch %d, which the vault lacks" % (name, self.head.epoch))
        self.key = primitives.hkdf(key, info, salt)

    def segment(self, number):
        begin = HEAD + max(number * SEGMENT, STREAM_HEADER)
        end = min(HEAD + (number + 1) * SEGMENT, self.size)
        with open(self.path, "rb") as file:
            file.seek(begin)
            data = file.read(end - begin)
        nonce = self.prefix + struct.pack(">IB", number, number == self.count - 1)
        plain = primitives.open_gcm(self.key, nonce, data)
        if plain is None:
            raise Damaged("%s does not decrypt (segment %d)" % (self.name, number))
        return plain

    def read(self, offset, length):
        """`length` bytes of the plaintext from `offset`."""
        if offset + length > self.length:
            raise Damaged("%s is shorter than its directory says" % self.name)
        pieces = []
        while length > 0:
            # Segment i holds the plaintext from i * (SEGMENT - TAG) - STREAM_HEADER; the first from 0.
            number = (offset + STREAM_HEADER) // (SEGMENT - TAG)
            start = max(0, number * (SEGMENT - TAG) - STREAM_HEADER)
            plain = self.vault.segments.get((self.name, number), lambda: self.segment(number))
            piece = plain[offset - start:offset - start + length]
            pieces.append(piece)
            offset += len(piece)
            length -= len(piece)
        return b"".join(pieces)

    def all(self):
        return b"".join(self.segment(number) for number in range(self.count))


class Vault:
    """An opened vault. Index objects are read when the first chunk is asked for."""

    def __init__(self, directory, passphrase=None, key_file=None):
        self.store = Store(directory)
        if not os.path.exists(self.store.path("keepsake.json")):
            raise Usage("%s holds no vault: there is no keepsake.json." % directory)
        self.header = header.parse(self.store.read("keepsake.json", header.LIMIT))
        root = header.root_key(self.header, passphrase, key_file)
        self.id_keys = {DATA_PACK: primitives.hkdf(root, b"keepsake v1 data id"),
                        TREE_PACK: primitives.hkdf(root, b"keepsake v1 tree id")}
        self.chunker_key = primitives.hkdf(root, b"keepsake v1 chunker")
        self.epoch_key = primitives.hkdf(root, b"keepsake v1 epoch")
        self.names = self.store.names()
        self.segments, self.blocks, self.packs = Cache(64), Cache(16), Cache(64)
        self._data_keys = None
        self._index = None

    def named(self, folder):
        return [name for name in self.names if name.startswith(folder + "/")]

    def data_key(self, name):
        """Epoch and data key of one `keys/` object."""
        data = self.store.read(name, 1024)
        head = parse_head(data)
        if head.type != EPOCH_KEY or head.epoch < 1 or len(data) != 72 or name[5:13] != "%08x" % head.epoch:
            raise Damaged("%s is not the key of its epoch" % name)
        key = primitives.unwrap(self.epoch_key, data[HEAD:], head.bytes + self.header.vault)
        if key is None:
            raise Damaged("%s does not unwrap" % name)
        return head.epoch, key

    def data_keys(self):
        """The data keys by epoch."""
        if self._data_keys is None:
            self._data_keys = {}
            for name in self.named("keys"):
                try:
                    number, key = self.data_key(name)
                except Damaged:
                    continue  # Whatever needs it will say so; `check` names it.
                if number in self._data_keys:
                    self._data_keys = None
                    raise Damaged("The vault has two keys of epoch %d." % number)
                self._data_keys[number] = key
        return self._data_keys

    def open(self, name, *types):
        sealed = self.packs.get(name, lambda: Sealed(self, name))
        if sealed.head.type not in types:
            raise Damaged("%s has the type %d, which does not belong there" % (name, sealed.head.type))
        return sealed

    def directory(self, name):
        """Type and blocks of a pack, from the pack itself."""
        pack = self.open(name, DATA_PACK, TREE_PACK)
        if not 4 <= pack.length <= PACK_LIMIT:
            raise Damaged("%s is shorter or longer than a pack" % name)
        length = int.from_bytes(pack.read(pack.length - 4, 4), "big")
        if length > pack.length - 4:
            raise Damaged("%s has a directory longer than itself" % name)
        blocks = parse_directory(cbor.decode(pack.read(pack.length - 4 - length, length)))
        if blocks[-1].offset + blocks[-1].stored != pack.length - 4 - length:
            raise Damaged("%s has bytes that its directory does not explain" % name)
        return pack.head.type, blocks

    def index_object(self, name):
        """[pack name, type, stored length, blocks] of every pack that an index object lists."""
        packs = cbor.decode(self.open(name, INDEX).all())
        if not isinstance(packs, list):
            raise Damaged("%s is not an array" % name)
        result = []
        for item in packs:
            if not isinstance(item, list) or [type(field) for field in item] != [bytes, int, int, list]:
                raise Damaged("%s has an item that is not [pack, type, length, directory]" % name)
            if len(item[0]) != 32 or item[1] not in (DATA_PACK, TREE_PACK):
                raise Damaged("%s lists a pack with a wrong hash or type" % name)
            digits = item[0].hex()
            result.append(("packs/%s/%s" % (digits[:2], digits), item[1], item[2], parse_directory(item[3])))
        return result

    def load_index(self, from_packs=False):
        """Reads the index objects, or rebuilds what they say from the packs."""
        self._index = {DATA_PACK: {}, TREE_PACK: {}}
        if from_packs:
            for name in self.named("packs"):
                self._add(name, *self.directory(name))
            return
        for name in self.named("index"):
            for pack, kind, _, blocks in self.index_object(name):
                self._add(pack, kind, blocks)

    def _add(self, pack, kind, blocks):
        for block in blocks:
            start = 0
            for chunk, length in zip(block.ids, block.lengths):
                self._index[kind].setdefault(chunk, []).append(Place(pack, kind, block, start, length))
                start += length

    def places(self, kind, chunk):
        if self._index is None:
            self.load_index()
        return self._index[kind].get(chunk, [])

    def block(self, place):
        """The joined chunks of a block."""
        sealed = self.open(place.pack, place.type)
        stored = sealed.read(place.block.offset, place.block.stored)
        return stored if place.block.codec == 0 else primitives.unzstd(stored, sum(place.block.lengths))

    def chunk(self, kind, chunk):
        """A chunk's plaintext, from the first pack that holds it undamaged."""
        problem = Damaged("chunk %s is in no pack that the index knows" % chunk.hex())
        for place in self.places(kind, chunk):
            try:
                joined = self.blocks.get((place.pack, place.block.offset), lambda: self.block(place))
                plain = joined[place.start:place.start + place.length]
                if primitives.hmac(self.id_keys[kind], plain) == chunk:
                    return plain
                problem = Damaged("chunk %s in %s is not what its id says" % (chunk.hex(), place.pack))
            except Damaged as damage:
                problem = damage
        raise problem

    def chunk_length(self, kind, chunk):
        for place in self.places(kind, chunk):
            return place.length
        raise Damaged("chunk %s is in no pack that the index knows" % chunk.hex())
