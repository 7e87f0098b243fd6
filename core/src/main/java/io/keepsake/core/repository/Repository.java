package io.keepsake.core.repository;

import io.keepsake.core.chunk.Chunker;
import io.keepsake.core.chunk.GearTable;
import io.keepsake.core.event.VaultListener;
import io.keepsake.core.format.Hash;
import io.keepsake.core.format.IndexRecord;
import io.keepsake.core.format.ObjectNames;
import io.keepsake.core.format.ObjectType;
import io.keepsake.core.format.PruneMark;
import io.keepsake.core.format.PruneMarkCodec;
import io.keepsake.core.format.SnapshotManifest;
import io.keepsake.core.format.SnapshotManifestCodec;
import io.keepsake.core.format.SnapshotMark;
import io.keepsake.core.format.SnapshotMarkCodec;
import io.keepsake.core.format.VaultId;
import io.keepsake.core.index.ChunkIndex;
import io.keepsake.core.index.IndexSpace;
import io.keepsake.core.pack.FinishedPack;
import io.keepsake.core.replicate.ContentCheck;
import io.keepsake.core.replicate.CopyOrder;
import io.keepsake.core.replicate.ListedObject;
import io.keepsake.core.replicate.ReplicaListing;
import io.keepsake.core.replicate.ReplicaSet;
import io.keepsake.core.replicate.StoreCheck;
import io.keepsake.core.replicate.WriteSession;
import io.keepsake.core.seal.GrowingBuffer;
import io.keepsake.core.seal.ObjectSealer;
import io.keepsake.core.spi.crypto.CryptoException;
import io.keepsake.core.spi.crypto.CryptoSuite;
import io.keepsake.core.spi.crypto.KeyedHash;
import io.keepsake.core.spi.storage.ObjectContent;
import io.keepsake.core.spi.storage.ObjectName;
import io.keepsake.core.spi.storage.ObjectStore;
import io.keepsake.core.spi.storage.Purpose;
import io.keepsake.core.watch.KnownHealth;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.BiFunction;
import java.util.function.Consumer;
import java.util.function.Function;

/** An open vault: its keys and its replicas. Safe for use by many threads. */
public final class Repository implements AutoCloseable {

  /** Fast, and with joined small chunks still smaller than what others store. */
  private static final int COMPRESSION_LEVEL = 1;

  private final RepositoryKeys keys;
  private final ReplicaSet replicas;
  private final GearTable gearTable;
  private final IndexSpace indexSpace;

  /**
   * Takes over keys and replicas; closes them when it is closed.
   *
   * @param indexSpace for indexes of this vault
   */
  public Repository(RepositoryKeys keys, ReplicaSet replicas, IndexSpace indexSpace)
      throws CryptoException {
    this(keys, replicas, new GearTable(keys.suite().keyedHash(keys.chunker())), indexSpace);
  }

  private Repository(
      RepositoryKeys keys, ReplicaSet replicas, GearTable gearTable, IndexSpace indexSpace) {
    this.keys = keys;
    this.replicas = replicas;
    this.gearTable = gearTable;
    this.indexSpace = indexSpace;
  }

  /** The same vault for another operation; not to be closed by itself. */
  public Repository anew(VaultListener listener) {
    return anew(listener, Map.of());
  }

  /**
   * The same for an operation that can do without some stores, by what is known of them.
   *
   * @see ReplicaSet#anew(VaultListener, Map)
   */
  public Repository anew(VaultListener listener, Map<String, KnownHealth> known) {
    return new Repository(keys, replicas.anew(listener, known), gearTable, indexSpace);
  }

  /** Which vault it is. */
  public VaultId vault() {
    return keys.vault();
  }

  /** The stores. */
  public ReplicaSet replicas() {
    return replicas;
  }

  /** The vault's encryption scheme. */
  public CryptoSuite suite() {
    return keys.suite();
  }

  /** Seals and opens objects. */
  public ObjectSealer sealer() {
    return keys.sealer();
  }

  /** Cuts contents. */
  public Chunker chunker() {
    return new Chunker(gearTable, keys.chunking());
  }

  /** The vault's gear table. */
  public GearTable gearTable() {
    return gearTable;
  }

  /** How much of what is known of all chunks is kept in memory, and where the rest goes. */
  public IndexSpace indexSpace() {
    return indexSpace;
  }

  /** Level of zstd. */
  public int compressionLevel() {
    return COMPRESSION_LEVEL;
  }

  /** How many threads may work on files at once. */
  public int workers() {
    return Math.clamp(Runtime.getRuntime().availableProcessors() + 1L, 2, 16);
  }

  /** A hash for the ids of data chunks, for one thread. */
  public KeyedHash newDataHash() throws CryptoException {
    return keys.suite().keyedHash(keys.dataId());
  }

  /** A hash for the ids of tree chunks, for one thread. */
  public KeyedHash newTreeHash() throws CryptoException {
    return keys.suite().keyedHash(keys.treeId());
  }

  /** The bytes of an object, from any store that has it right. */
  public byte[] read(ObjectName name, Purpose purpose) throws IOException {
    return replicas.read(name, purpose, ContentCheck.NAMED_BY_HASH);
  }

  /**
   * The objects whose names start with a prefix, in the order of their names.
   *
   * @throws io.keepsake.core.replicate.ReplicationException if no store can be listed
   */
  public List<ListedObject> list(String prefix, Purpose purpose) throws IOException {
    return list(prefix, purpose, _ -> {});
  }

  /**
   * The objects whose names start with a prefix, in the order of their names.
   *
   * @param unlisted is told of stores that were asked and could not be listed to their end
   * @throws io.keepsake.core.replicate.ReplicationException if no store can be listed
   */
  public List<ListedObject> list(String prefix, Purpose purpose, Consumer<String> unlisted)
      throws IOException {
    List<ListedObject> objects = new ArrayList<>();
    listEach(prefix, purpose, objects::add, unlisted);
    return objects;
  }

  /**
   * The objects whose names start with a prefix and are made of a hash alone, in the order of their
   * names, in little memory.
   *
   * @param naming makes a name of a hash; other objects are left out
   * @param unlisted is told of stores that were asked and could not be listed to their end
   * @throws io.keepsake.core.replicate.ReplicationException if no store can be listed
   */
  public ListedObjects list(
      String prefix, Function<Hash, ObjectName> naming, Purpose purpose, Consumer<String> unlisted)
      throws IOException {
    ListedObjects objects = new ListedObjects(naming);
    listEach(prefix, purpose, objects::add, unlisted);
    return objects;
  }

  /**
   * Tells of the objects whose names start with a prefix, in the order of their names, while they
   * are listed.
   *
   * @param each is told of each; whether stores were listed is not known before the end
   * @param unlisted is told last, of stores that were asked and could not be listed to their end
   * @throws io.keepsake.core.replicate.ReplicationException if no store can be listed; objects may
   *     have been told of
   */
  public void listEach(
      String prefix, Purpose purpose, Consumer<ListedObject> each, Consumer<String> unlisted)
      throws IOException {
    ReplicaListing listing = replicas.list(prefix, purpose);
    try {
      listing.forEachRemaining(each);
    } catch (UncheckedIOException e) {
      throw e.getCause();
    }
    listing.requireListed(1);
    listing.unlisted().forEach(failure -> unlisted.accept(failure.storeId()));
  }

  /** The plaintext of a sealed object, from any store that has it right. */
  public byte[] open(ObjectName name, ObjectType type, Purpose purpose) throws IOException {
    return keys.sealer().open(type, read(name, purpose));
  }

  /** Stores an object that some store has on all active stores; answers which have it then. */
  Set<String> copy(ObjectName name, Purpose purpose) throws IOException {
    return replicas.put(name, ObjectContent.of(read(name, purpose)), purpose);
  }

  /**
   * Begins to write a backup.
   *
   * @param loaded tells what stores lack that had been listed
   * @param check is made at each store before it counts as having everything
   */
  public WriteSession startWriting(LoadedIndex loaded, StoreCheck check) {
    CopyOrder order =
        new CopyOrder(
            ObjectNames.BEFORE_SNAPSHOTS,
            ObjectNames.SNAPSHOTS,
            ObjectNames.HEADER,
            ForgottenNames::new);
    return replicas.startWriting(order, loaded.lacking(), loaded.unlisted(), check);
  }

  /**
   * Stores a pack on all active stores.
   *
   * @param released is run once, when the pack's bytes are needed no more; after a failure too
   */
  public void storePack(FinishedPack pack, Runnable released) throws IOException {
    ObjectContent content = ObjectContent.of(pack.object().view()).withSha256(pack.hash().bytes());
    replicas.put(ObjectNames.pack(pack.hash()), content, Purpose.BACKUP, released);
  }

  /**
   * Stores a pack on all active stores, and on standbys that answer. Returns when the minimum has
   * it, and the others have it or are slow.
   *
   * @throws io.keepsake.core.replicate.ReplicationException if fewer stores than the minimum do
   */
  public void storePackEverywhere(FinishedPack pack, Purpose purpose) throws IOException {
    ObjectContent content = ObjectContent.of(pack.object().view()).withSha256(pack.hash().bytes());
    Set<String> sent = Set.copyOf(activeStoreIds()); // the slow ones of them have it later
    replicas.put(ObjectNames.pack(pack.hash()), content, purpose);
    replicas.post(ObjectNames.pack(pack.hash()), content, purpose, sent);
  }

  /**
   * Registers a session at the stores that are written to.
   *
   * @throws io.keepsake.core.replicate.ReplicationException if fewer than the minimum have it; some
   *     may, and are asked to delete it
   */
  public Registration register(PruneMark session, Purpose purpose) throws IOException {
    GrowingBuffer object = keys.sealer().seal(ObjectType.SESSION, PruneMarkCodec.encode(session));
    Hash id = object.sha256();
    try {
      Set<String> holders =
          replicas.put(ObjectNames.session(id), ObjectContent.of(object.view()), purpose);
      return new Registration(this, purpose, id, holders, replicas.minimum());
    } catch (IOException e) {
      new Registration(this, purpose, id, Set.of(), replicas.minimum()).close();
      throw e;
    }
  }

  /**
   * Stores a record of a pruning at all stores that answer, standbys too.
   *
   * @param naming makes its name of its hash
   */
  public StoredObject post(PruneMark mark, ObjectType type, Function<Hash, ObjectName> naming)
      throws IOException {
    GrowingBuffer object = keys.sealer().seal(type, PruneMarkCodec.encode(mark));
    Hash id = object.sha256();
    ObjectContent content = ObjectContent.of(object.view());
    return new StoredObject(id, replicas.post(naming.apply(id), content, Purpose.PRUNE));
  }

  /** Stores an index object at all stores that answer, standbys too; answers which have it. */
  public StoredObject postIndex(List<IndexRecord> records) throws IOException {
    GrowingBuffer object = keys.sealer().seal(ObjectType.INDEX, IndexRecord.encode(records));
    Hash id = object.sha256();
    ObjectContent content = ObjectContent.of(object.view());
    return new StoredObject(id, replicas.post(ObjectNames.index(id), content, Purpose.PRUNE));
  }

  /**
   * An object that was stored.
   *
   * @param hash the hash of its bytes
   * @param holders ids of the stores that have it
   */
  public record StoredObject(Hash hash, Set<String> holders) {

    /** Copies the set. */
    public StoredObject {
      holders = Set.copyOf(holders);
    }
  }

  /** Stores an index object on all active stores; answers its stored length. */
  public long storeIndex(List<IndexRecord> records) throws IOException {
    GrowingBuffer object = keys.sealer().seal(ObjectType.INDEX, IndexRecord.encode(records));
    replicas.put(
        ObjectNames.index(object.sha256()), ObjectContent.of(object.view()), Purpose.BACKUP);
    return object.size();
  }

  /** Stores a snapshot on the stores that have all else: from then on the backup exists. */
  public StoredObject storeSnapshot(SnapshotManifest manifest) throws IOException {
    byte[] plaintext = SnapshotManifestCodec.encode(manifest);
    GrowingBuffer object = keys.sealer().seal(ObjectType.SNAPSHOT, plaintext);
    Hash id = object.sha256();
    ObjectContent content = ObjectContent.of(object.view());
    return new StoredObject(id, replicas.commit(ObjectNames.snapshot(id), content, Purpose.BACKUP));
  }

  /**
   * Stores a tombstone: from then on the snapshot counts as forgotten.
   *
   * @throws io.keepsake.core.replicate.ReplicationException if fewer stores than the minimum have
   *     it; some may
   */
  public Hash storeTombstone(SnapshotMark mark) throws IOException {
    return storeMark(mark, ObjectType.FORGOTTEN, ObjectNames::forgotten);
  }

  /**
   * Stores a hold, or the end of one.
   *
   * @throws io.keepsake.core.replicate.ReplicationException if fewer stores than the minimum have
   *     it; some may
   */
  public Hash storeHold(SnapshotMark mark) throws IOException {
    return storeMark(mark, ObjectType.HOLD, ObjectNames::hold);
  }

  private Hash storeMark(
      SnapshotMark mark, ObjectType type, BiFunction<Hash, Hash, ObjectName> naming)
      throws IOException {
    GrowingBuffer object = keys.sealer().seal(type, SnapshotMarkCodec.encode(mark));
    Hash id = object.sha256();
    ObjectName name = naming.apply(mark.snapshot(), id);
    replicas.put(name, ObjectContent.of(object.view()), Purpose.PRUNE);
    return id;
  }

  /** The manifest of a snapshot. */
  public SnapshotManifest snapshot(Hash id, Purpose purpose) throws IOException {
    return SnapshotManifestCodec.decode(
        open(ObjectNames.snapshot(id), ObjectType.SNAPSHOT, purpose));
  }

  /** Opens the trees of this vault for reading. */
  public TreeReading openTrees(ChunkIndex index, Purpose purpose) throws IOException {
    return new TreeChunks(this, index, purpose);
  }

  /** Ids of the stores that are written to and answer. */
  public List<String> activeStoreIds() {
    return replicas.activeStores().stream().map(ObjectStore::id).toList();
  }

  @Override
  public void close() {
    keys.close();
    replicas.close();
  }
}
