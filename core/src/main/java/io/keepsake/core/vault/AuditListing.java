package io.keepsake.core.vault;

import io.keepsake.core.audit.SegmentName;
import io.keepsake.core.format.ObjectNames;
import io.keepsake.core.replicate.ListedObject;
import io.keepsake.core.replicate.ReplicaListing;
import io.keepsake.core.replicate.StoreFailure;
import io.keepsake.core.repository.Repository;
import io.keepsake.core.spi.storage.ObjectName;
import io.keepsake.core.spi.storage.ObjectStore;
import io.keepsake.core.spi.storage.Purpose;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;

/** The audit segments that stores list, at the end of an operation. */
final class AuditListing {

  /** Segments that are copied to stores that lack them; more are for {@code repair}. */
  private static final int MOST_LACKING = 200;

  /** Writers whose newest segments are named in a record, so that it stays short. */
  private static final int MOST_SEEN = 64;

  private final SortedMap<String, List<SegmentName>> writers = new TreeMap<>();
  private final Map<ObjectName, Set<String>> lacking = new LinkedHashMap<>();

  private AuditListing() {}

  /**
   * Lists them.
   *
   * @param writable ids of the stores that are to have every segment
   * @throws IOException if no store can be listed, or on an interrupt
   */
  static AuditListing read(Repository operation, Set<String> writable) throws IOException {
    AuditListing result = new AuditListing();
    ReplicaListing listing = operation.replicas().list(ObjectNames.AUDIT, Purpose.BACKUP);
    Set<String> judged = new HashSet<>(writable);
    judged.retainAll(operation.replicas().answeringStores().stream().map(ObjectStore::id).toList());
    try {
      while (listing.hasNext()) {
        ListedObject object = operation.replicas().whole(listing.next(), Purpose.BACKUP);
        result.add(object, judged);
      }
    } catch (UncheckedIOException e) {
      throw e.getCause();
    }
    listing.requireListed(1);
    for (StoreFailure failure : listing.unlisted()) {
      result.lacking.values().forEach(stores -> stores.remove(failure.storeId()));
    }
    result.lacking.values().removeIf(Set::isEmpty);
    return result;
  }

  private void add(ListedObject object, Set<String> judged) {
    Optional<SegmentName> name = SegmentName.of(object.name());
    if (name.isEmpty()) {
      return; // nothing of the vault's
    }
    writers.computeIfAbsent(name.get().writer(), _ -> new ArrayList<>()).add(name.get());
    Set<String> without = new HashSet<>(judged);
    without.removeAll(object.lengths().keySet());
    if (!without.isEmpty() && lacking.size() < MOST_LACKING) {
      lacking.put(object.name(), without);
    }
  }

  /** Segments that stores lack which are to have them, and those stores. */
  Map<ObjectName, Set<String>> lacking() {
    return lacking;
  }

  /** What a record says that has seen none. */
  static SortedMap<String, String> nothing() {
    return new TreeMap<>();
  }

  /** The newest segment of each writer; of very many writers, of some. */
  SortedMap<String, String> newest() {
    List<String> some = new ArrayList<>(writers.keySet());
    if (some.size() > MOST_SEEN) {
      Collections.shuffle(some); // each is seen now and then
      some = some.subList(0, MOST_SEEN);
    }
    SortedMap<String, String> newest = new TreeMap<>();
    some.forEach(writer -> newest.put(writer, of(writer).getLast().seen()));
    return newest;
  }

  /** The newest segments of a writer, the newest first. */
  List<ObjectName> newestOf(String writer, int most) {
    List<SegmentName> segments = of(writer);
    return segments
        .subList(Math.max(0, segments.size() - most), segments.size())
        .reversed()
        .stream()
        .map(segment -> SegmentName.named(writer, segment.seen()))
        .toList();
  }

  private List<SegmentName> of(String writer) {
    return writers.getOrDefault(writer, List.of());
  }
}
