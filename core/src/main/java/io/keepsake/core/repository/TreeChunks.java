package io.keepsake.core.repository;

import io.keepsake.core.format.FormatException;
import io.keepsake.core.format.Hash;
import io.keepsake.core.format.ObjectNames;
import io.keepsake.core.format.ObjectType;
import io.keepsake.core.index.ChunkIndex;
import io.keepsake.core.index.ChunkLocation;
import io.keepsake.core.index.IndexedPack;
import io.keepsake.core.pack.BlockDecoder;
import io.keepsake.core.pack.PackReader;
import io.keepsake.core.seal.ByteArrayChannel;
import io.keepsake.core.spi.crypto.KeyedHash;
import io.keepsake.core.spi.storage.Purpose;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.util.Arrays;
import java.util.Comparator;
import java.util.HashSet;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Reads tree chunks, keeping the packs and blocks used last: trees are read in the order in which
 * they were written, mostly. Safe for use by several threads, one at a time.
 */
final class TreeChunks implements TreeReading {

  private static final long MOST_PACK_BYTES = 64L << 20;
  private static final long MOST_BLOCK_BYTES = 32L << 20;

  private record BlockKey(Hash pack, int block) {}

  private record OpenPack(PackReader reader, long bytes) {}

  private final Repository repository;
  private final LiveIndex index;
  private final Purpose purpose;
  private final KeyedHash hash;
  private final BlockDecoder decoder = new BlockDecoder();
  private final Map<Hash, OpenPack> packs = new LinkedHashMap<>(16, 0.75f, true);
  private final Map<BlockKey, byte[]> blocks = new LinkedHashMap<>(16, 0.75f, true);
  private final Set<Hash> unreadable = new HashSet<>();
  private long packBytes;
  private long blockBytes;

  /** Why the chunk that was looked for last cannot be read. */
  private Optional<IOException> problem = Optional.empty();

  TreeChunks(Repository repository, ChunkIndex index, Purpose purpose) throws IOException {
    this.repository = repository;
    this.index = new LiveIndex(repository, purpose, index);
    this.purpose = purpose;
    this.hash = repository.newTreeHash();
  }

  @Override
  public synchronized byte[] chunk(byte[] ids, int number) throws IOException {
    Set<Hash> asked = new HashSet<>();
    Optional<byte[]> found = find(ids, number, asked);
    while (found.isEmpty() && renew(asked)) {
      found = find(ids, number, asked);
    }
    if (found.isPresent()) {
      return found.get();
    }
    throw problem.orElseGet(
        () -> new FormatException("no pack has the tree chunk " + Hash.at(ids, number).hex()));
  }

  /** Whether the index may tell of other places, now that these packs cannot be read. */
  private boolean renew(Set<Hash> packs) throws InterruptedIOException {
    boolean renewed = false;
    for (Hash pack : packs) {
      renewed |= index.renew(pack);
    }
    return renewed;
  }

  /** Empty if none of the packs can be read that have it; they are noted then. */
  private Optional<byte[]> find(byte[] ids, int number, Set<Hash> asked) throws IOException {
    problem = Optional.empty();
    for (ChunkLocation location : places(ids, number)) {
      try {
        return Optional.of(chunk(location, Hash.at(ids, number)));
      } catch (InterruptedIOException e) {
        throw e;
      } catch (IOException e) {
        asked.add(location.pack().hash());
        unreadable.add(location.pack().hash());
        problem = Optional.of(e);
      }
    }
    return Optional.empty();
  }

  /** Where a tree chunk is, packs that could not be read before last. */
  private List<ChunkLocation> places(byte[] ids, int number) {
    return index.current().findAll(ids, number).stream()
        .filter(found -> found.pack().type() == ObjectType.TREE_PACK)
        .sorted(Comparator.comparing(found -> unreadable.contains(found.pack().hash())))
        .toList();
  }

  private byte[] chunk(ChunkLocation location, Hash id) throws IOException {
    IndexedPack pack = location.pack();
    byte[] raw = block(pack, location.block());
    int offset = pack.chunkOffset(location.block(), location.entry());
    byte[] chunk = Arrays.copyOfRange(raw, offset, offset + location.length());
    if (!Hash.of(hash.hash(chunk, 0, chunk.length)).equals(id)) {
      throw new FormatException(
          "a tree chunk in " + ObjectNames.pack(pack.hash()) + " is not what was stored");
    }
    return chunk;
  }

  private byte[] block(IndexedPack pack, int block) throws IOException {
    BlockKey key = new BlockKey(pack.hash(), block);
    byte[] cached = blocks.get(key);
    if (cached != null) {
      return cached;
    }
    byte[] stored = reader(pack).block(pack.blockOffset(block), pack.blockStoredLength(block));
    int rawLength = pack.blockRawLength(block);
    byte[] raw = Arrays.copyOf(decoder.decode(pack.codec(block), stored, rawLength), rawLength);
    blocks.put(key, raw);
    blockBytes += raw.length;
    Iterator<byte[]> eldest = blocks.values().iterator();
    while (blockBytes > MOST_BLOCK_BYTES && blocks.size() > 1) {
      blockBytes -= eldest.next().length;
      eldest.remove();
    }
    return raw;
  }

  private PackReader reader(IndexedPack pack) throws IOException {
    OpenPack cached = packs.get(pack.hash());
    if (cached != null) {
      return cached.reader();
    }
    makeRoom(pack.storedLength());
    byte[] object = repository.read(ObjectNames.pack(pack.hash()), purpose);
    PackReader reader =
        new PackReader(
            repository.sealer(), pack.type(), new ByteArrayChannel(object, object.length));
    packs.put(pack.hash(), new OpenPack(reader, object.length));
    packBytes += object.length;
    return reader;
  }

  /** Before a pack is read: there is never memory for one more than are kept. */
  private void makeRoom(long bytes) {
    Iterator<OpenPack> eldest = packs.values().iterator();
    while (packBytes + bytes > MOST_PACK_BYTES && eldest.hasNext()) {
      packBytes -= eldest.next().bytes();
      eldest.remove();
    }
  }

  @Override
  public synchronized void close() {
    decoder.close();
    packs.clear();
    blocks.clear();
  }
}
