package io.keepsake.core.vault;

import io.keepsake.core.event.VaultEvent;
import io.keepsake.core.event.VaultListener;
import io.keepsake.core.format.Hash;
import io.keepsake.core.format.ObjectNames;
import io.keepsake.core.format.SnapshotManifest;
import io.keepsake.core.replicate.ListedObject;
import io.keepsake.core.repository.Repository;
import io.keepsake.core.repository.Tasks;
import io.keepsake.core.spi.storage.Purpose;
import java.io.IOException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.Semaphore;

/** Finds snapshots. A snapshot that no store has a good copy of is told as damage and left out. */
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

  private List<Hash> ids(Purpose purpose) throws IOException {
    List<Hash> ids = new ArrayList<>();
    for (ListedObject object : repository.list(ObjectNames.SNAPSHOTS, purpose)) {
      ObjectNames.hashOf(object.name()).ifPresent(ids::add);
    }
    return ids;
  }

  private Optional<Entry> read(Hash id, Purpose purpose, Semaphore permits)
      throws InterruptedException {
    permits.acquire();
    try {
      return Optional.of(new Entry(id, repository.snapshot(id, purpose)));
    } catch (IOException e) {
      String name = ObjectNames.snapshot(id).value();
      listener.on(
          new VaultEvent.DamageFound("", name, "no store has a good copy: " + e.getMessage()));
      return Optional.empty();
    } finally {
      permits.release();
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
    if (!reference.matches("[0-9a-f]{4,64}")) {
      throw new VaultException(
          VaultException.Kind.NO_SUCH_SNAPSHOT,
          "'"
              + reference
              + "' names no snapshot: give 'latest' or the first 4 or more digits of an id");
    }
    List<Hash> matches =
        ids(Purpose.RESTORE).stream().filter(id -> id.hex().startsWith(reference)).toList();
    if (matches.size() != 1) {
      throw new VaultException(
          VaultException.Kind.NO_SUCH_SNAPSHOT,
          matches.isEmpty()
              ? "No snapshot begins with " + reference
              : matches.size() + " snapshots begin with " + reference + "; give more digits");
    }
    Hash id = matches.getFirst();
    return new Entry(id, repository.snapshot(id, Purpose.RESTORE));
  }
}
