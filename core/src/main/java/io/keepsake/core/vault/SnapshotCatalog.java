package io.keepsake.core.vault;

import io.keepsake.core.event.VaultEvent;
import io.keepsake.core.event.VaultListener;
import io.keepsake.core.format.Hash;
import io.keepsake.core.format.ObjectNames;
import io.keepsake.core.format.SnapshotManifest;
import io.keepsake.core.replicate.ListedObject;
import io.keepsake.core.repository.MarkReader;
import io.keepsake.core.repository.Repository;
import io.keepsake.core.repository.SnapshotMarks;
import io.keepsake.core.repository.Tasks;
import io.keepsake.core.spi.storage.Purpose;
import java.io.IOException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.Semaphore;

/**
 * Finds snapshots that are not forgotten. A snapshot that no store has a good copy of is told as
 * damage and left out.
 */
final class SnapshotCatalog {

  private static final int AT_ONCE = 32;

  /** A snapshot and its identity. */
  record Entry(Hash id, SnapshotManifest manifest) {}

  private static final Comparator<Entry> OLDEST_FIRST =
      Comparator.<Entry, Instant>comparing(entry -> entry.manifest().time())
          .thenComparing(Entry::id);

  private final Repository repository;
  private final VaultListener listener;

  SnapshotCatalog(Repository repository, VaultListener listener) {
    this.repository = repository;
    this.listener = listener;
  }

  /** All snapshots, oldest first. */
  List<Entry> all(Purpose purpose) throws IOException {
    List<Future<Optional<Entry>>> reads = new ArrayList<>();
    Semaphore permits = new Semaphore(AT_ONCE);
    try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
      for (Hash id : ids(purpose)) {
        reads.add(threads.submit(() -> read(id, purpose, permits)));
      }
      return Tasks.results(reads).stream().flatMap(Optional::stream).sorted(OLDEST_FIRST).toList();
    }
  }

  /** Tombstones are looked at last, so that what is being forgotten meanwhile is seen. */
  private List<Hash> ids(Purpose purpose) throws IOException {
    List<Hash> ids = new ArrayList<>();
    for (ListedObject object : repository.list(ObjectNames.SNAPSHOTS, purpose)) {
      ObjectNames.hashOf(object.name()).ifPresent(ids::add);
    }
    SnapshotMarks marks = marks(purpose).ofListed(ids);
    ids.removeIf(marks::isForgotten);
    return ids;
  }

  private MarkReader marks(Purpose purpose) {
    return new MarkReader(
        repository,
        purpose,
        (name, problem) -> listener.on(new VaultEvent.DamageFound("", name.value(), problem)));
  }

  private Optional<Entry> read(Hash id, Purpose purpose, Semaphore permits)
      throws InterruptedException {
    permits.acquire();
    try {
      return Optional.of(new Entry(id, repository.snapshot(id, purpose)));
    } catch (IOException e) {
      if (isForgotten(id, purpose)) {
        return Optional.empty(); // since it was listed
      }
      String name = ObjectNames.snapshot(id).value();
      listener.on(
          new VaultEvent.DamageFound("", name, "no store has a good copy: " + e.getMessage()));
      return Optional.empty();
    } finally {
      permits.release();
    }
  }

  private boolean isForgotten(Hash id, Purpose purpose) {
    try {
      return marks(purpose).ofListed(List.of(id)).isForgotten(id);
    } catch (IOException e) {
      return false; // its damage is told, then
    }
  }

  /** Whether any store lists it. */
  boolean contains(Hash id) throws IOException {
    return ids(Purpose.RESTORE).contains(id);
  }

  /** The newest snapshot of the same host and roots. */
  Optional<Entry> newest(String host, List<String> roots) throws IOException {
    Set<String> wanted = Set.copyOf(roots);
    return all(Purpose.BACKUP).stream()
        .filter(entry -> entry.manifest().host().equals(host))
        .filter(entry -> Set.copyOf(entry.manifest().roots()).equals(wanted))
        .reduce((older, newer) -> newer);
  }

  /** The one snapshot that a reference means. */
  Entry find(String reference) throws IOException {
    if (reference.equals("latest")) {
      List<Entry> all = all(Purpose.RESTORE);
      if (all.isEmpty()) {
        throw new VaultException(
            VaultException.Kind.NO_SUCH_SNAPSHOT, "The vault holds no snapshot yet");
      }
      return all.getLast();
    }
    Hash id = resolve(reference, ids(Purpose.RESTORE));
    return new Entry(id, repository.snapshot(id, Purpose.RESTORE));
  }

  /** The one of these snapshots that an abbreviation means. */
  static Hash resolve(String reference, Collection<Hash> ids) throws VaultException {
    if (!reference.matches("[0-9a-f]{4,64}")) {
      throw new VaultException(
          VaultException.Kind.NO_SUCH_SNAPSHOT,
          "'"
              + reference
              + "' names no snapshot: give 'latest' or the first 4 or more digits of an id");
    }
    List<Hash> matches = ids.stream().filter(id -> id.hex().startsWith(reference)).toList();
    if (matches.size() != 1) {
      throw new VaultException(
          VaultException.Kind.NO_SUCH_SNAPSHOT,
          matches.isEmpty()
              ? "No snapshot begins with " + reference
              : matches.size() + " snapshots begin with " + reference + "; give more digits");
    }
    return matches.getFirst();
  }
}
