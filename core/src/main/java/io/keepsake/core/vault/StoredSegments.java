package io.keepsake.core.vault;

import io.keepsake.core.audit.SegmentName;
import io.keepsake.core.audit.SegmentSource;
import io.keepsake.core.format.FormatException;
import io.keepsake.core.format.ObjectNames;
import io.keepsake.core.format.ObjectType;
import io.keepsake.core.replicate.ListedObject;
import io.keepsake.core.replicate.ReplicaListing;
import io.keepsake.core.replicate.StoreFailure;
import io.keepsake.core.repository.Repository;
import io.keepsake.core.seal.GrowingBuffer;
import io.keepsake.core.seal.ObjectSealer;
import io.keepsake.core.spi.crypto.CryptoException;
import io.keepsake.core.spi.storage.ByteRange;
import io.keepsake.core.spi.storage.ObjectName;
import io.keepsake.core.spi.storage.ObjectStore;
import io.keepsake.core.spi.storage.Purpose;
import io.keepsake.core.spi.storage.StoreException;
import java.io.IOException;
import java.io.InputStream;
import java.io.InterruptedIOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;

/** The audit segments of a vault, copy by copy. */
final class StoredSegments implements SegmentSource {

  private final Repository operation;
  private final Set<String> writable;
  private final Map<String, ObjectStore> stores = new LinkedHashMap<>();
  private final Map<String, String> unasked = new TreeMap<>();

  /**
   * Segments at the stores that answer.
   *
   * @param writable ids of the stores that are to have every segment
   * @param unasked stores that could not be used, with the reason
   */
  StoredSegments(Repository operation, Set<String> writable, Map<String, String> unasked) {
    this.operation = operation;
    this.writable = writable;
    this.unasked.putAll(unasked);
    operation.replicas().answeringStores().forEach(store -> stores.put(store.id(), store));
  }

  /** Stores that could not be asked, or not to the end, with the reason. */
  Map<String, String> unasked() {
    return unasked;
  }

  @Override
  public Collection<Listed> list() throws IOException {
    ReplicaListing listing = operation.replicas().list(ObjectNames.AUDIT, Purpose.VERIFY);
    List<ListedObject> objects = new ArrayList<>();
    try {
      listing.forEachRemaining(objects::add);
    } catch (UncheckedIOException e) {
      throw e.getCause();
    }
    listing.requireListed(1);
    for (StoreFailure failure : listing.unlisted()) {
      unasked.putIfAbsent(failure.storeId(), failure.reason());
    }
    Set<String> judged = new HashSet<>(writable);
    judged.retainAll(stores.keySet());
    judged.removeAll(unasked.keySet());
    objects.removeIf(object -> SegmentName.of(object.name()).isEmpty());
    return objects.stream().map(object -> listed(object, judged)).toList();
  }

  private Listed listed(ListedObject object, Set<String> judged) {
    Set<String> holders = object.lengths().keySet();
    return new Listed(
        object.name(),
        stores.keySet().stream().filter(holders::contains).toList(),
        judged.stream().filter(id -> !holders.contains(id)).sorted().toList());
  }

  @Override
  public Copy read(ObjectName name, String storeId) throws IOException {
    ObjectStore store = Optional.ofNullable(stores.get(storeId)).orElseThrow();
    byte[] object;
    try (InputStream in = store.get(name, ByteRange.ALL, Purpose.VERIFY)) {
      object = in.readNBytes(ObjectSealer.MAX_OBJECT_BYTES + 1);
    } catch (InterruptedIOException e) {
      throw e;
    } catch (IOException e) {
      if (e instanceof StoreException s && s.kind() == StoreException.Kind.INTERRUPTED) {
        throw e;
      }
      return new Copy(Optional.of("it cannot be read: " + e.getMessage()), Optional.empty());
    }
    if (!ObjectNames.hashOf(name).equals(Optional.of(GrowingBuffer.sha256(object)))) {
      return new Copy(Optional.of("its bytes are not the ones that were stored"), Optional.empty());
    }
    try {
      return new Copy(
          Optional.empty(), Optional.of(operation.sealer().open(ObjectType.AUDIT, object)));
    } catch (FormatException | CryptoException e) {
      return new Copy(Optional.empty(), Optional.empty());
    }
  }
}
