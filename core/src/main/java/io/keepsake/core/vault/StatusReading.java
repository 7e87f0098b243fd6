package io.keepsake.core.vault;

import io.keepsake.core.format.Hash;
import io.keepsake.core.format.ObjectNames;
import io.keepsake.core.placement.Placement;
import io.keepsake.core.placement.ProviderTraits;
import io.keepsake.core.placement.Role;
import io.keepsake.core.replicate.DebtJournal;
import io.keepsake.core.replicate.DebtJournal.Debt;
import io.keepsake.core.replicate.DebtLog.Origin;
import io.keepsake.core.replicate.ListedObject;
import io.keepsake.core.replicate.ReplicaListing;
import io.keepsake.core.replicate.ReplicaSet;
import io.keepsake.core.replicate.StoreFailure;
import io.keepsake.core.repository.ForgottenNames;
import io.keepsake.core.repository.Repository;
import io.keepsake.core.repository.Tasks;
import io.keepsake.core.spi.storage.ObjectName;
import io.keepsake.core.spi.storage.ObjectStore;
import io.keepsake.core.spi.storage.Purpose;
import io.keepsake.core.spi.storage.StoreException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Callable;

/** Finds out by listings what each provider has and lacks, and sets the journal of debts right. */
final class StatusReading {

  private final Repository repository;
  private final StoredHeader header;
  private final VaultSettings settings;
  private final DebtJournal journal;
  private final Map<String, String> problems;
  private final Map<String, ProviderCount> counts = new LinkedHashMap<>();
  private final ForgottenNames forgotten = new ForgottenNames();

  /**
   * A reading.
   *
   * @param header the header that counts
   * @param problems why providers could not be used when the vault was opened
   */
  StatusReading(
      Repository repository,
      StoredHeader header,
      VaultSettings settings,
      DebtJournal journal,
      Map<String, String> problems) {
    this.repository = repository;
    this.header = header;
    this.settings = settings;
    this.journal = journal;
    this.problems = new HashMap<>(problems);
    settings.traits().forEach(each -> counts.put(each.id(), new ProviderCount()));
  }

  VaultStatus read(List<SnapshotCatalog.Entry> snapshots) throws IOException {
    for (String prefix : ObjectNames.BEFORE_SNAPSHOTS) {
      list(prefix, (_, _) -> {});
    }
    headers();
    Map<String, Boolean> proven = new HashMap<>();
    counts.forEach((id, count) -> proven.put(id, isExplained(id, count)));
    Map<ObjectName, Set<String>> holders = new HashMap<>();
    list(ObjectNames.SNAPSHOTS, (name, ids) -> holders.put(name, ids));
    list(ObjectNames.AUDIT, (_, _) -> {}); // owed as well; no snapshot needs them
    List<ProviderStatus> providers = new ArrayList<>();
    settings.traits().forEach(each -> providers.add(provider(each)));
    List<SnapshotStatus> states = new ArrayList<>();
    for (SnapshotCatalog.Entry entry : snapshots) {
      Set<String> listed = holders.getOrDefault(ObjectNames.snapshot(entry.id()), Set.of());
      states.add(
          snapshot(
              entry,
              settings.traits().stream()
                  .map(ProviderTraits::id)
                  .filter(id -> listed.contains(id) && proven.get(id))
                  .toList()));
    }
    return new VaultStatus(providers, states);
  }

  @FunctionalInterface
  private interface Holders {
    void of(ObjectName name, Set<String> ids);
  }

  private void list(String prefix, Holders holders) throws IOException {
    ReplicaSet replicas = repository.replicas();
    ReplicaListing listing = replicas.list(prefix, Purpose.VERIFY);
    List<String> asked = replicas.answeringStores().stream().map(ObjectStore::id).toList();
    try {
      while (listing.hasNext()) {
        ListedObject object = replicas.whole(listing.next(), Purpose.VERIFY);
        forgotten.note(object.name());
        if (ObjectNames.hashOf(object.name()).isPresent()) {
          boolean counted = !ObjectNames.isPassing(object.name());
          if (counted && !forgotten.excludes(object.name())) {
            asked.forEach(id -> counts.get(id).add(object, id));
          }
          holders.of(object.name(), object.lengths().keySet());
        }
      }
    } catch (UncheckedIOException e) {
      throw e.getCause();
    }
    listing.requireListed(1);
    for (StoreFailure failure : listing.unlisted()) {
      problems.putIfAbsent(failure.storeId(), failure.reason());
    }
  }

  /** A provider with an older header lacks the newer one; one without any holds no vault. */
  private void headers() throws IOException {
    List<ObjectStore> asked = repository.replicas().answeringStores();
    List<Callable<Boolean>> readings = new ArrayList<>();
    asked.forEach(store -> readings.add(() -> isBehind(store)));
    List<Boolean> behind = Tasks.atOnce(readings);
    for (int i = 0; i < asked.size(); i++) {
      if (behind.get(i)) {
        counts.get(asked.get(i).id()).lacks(ObjectNames.HEADER, header.bytes().remaining());
      }
    }
  }

  private boolean isBehind(ObjectStore store) throws StoreException {
    try {
      StoredHeader there = StoredHeader.read(store, Purpose.VERIFY);
      return there.header().revision() < header.header().revision();
    } catch (StoreException e) {
      if (e.kind() == StoreException.Kind.INTERRUPTED) {
        throw e;
      }
      return false; // its listings will tell
    } catch (IOException e) {
      return true; // damaged
    }
  }

  /**
   * Whether a provider has all of the snapshots that it lists: it lacks nothing, or only what it
   * never had, which is in the journal. A snapshot goes to none that lacks something it needs.
   */
  private boolean isExplained(String id, ProviderCount count) {
    Map<ObjectName, Debt> debts = journal.owedTo(id);
    return !problems.containsKey(id)
        && count.isKeptWhole()
        && count.missing().keySet().stream()
            .filter(name -> ObjectNames.markedSnapshot(name).isEmpty()) // no snapshot needs those
            .filter(name -> ObjectNames.prunedSubject(name).isEmpty())
            .filter(name -> !name.equals(ObjectNames.HEADER)) // nor a newer list of key slots
            .allMatch(name -> debts.containsKey(name) && debts.get(name).origin() == Origin.MISSED);
  }

  private ProviderStatus provider(ProviderTraits traits) {
    String id = traits.id();
    ProviderCount count = counts.get(id);
    Optional<String> problem = Optional.ofNullable(problems.get(id));
    boolean owed = traits.role() == Role.ACTIVE;
    if (problem.isEmpty() && owed && count.isKeptWhole()) {
      journal.settle(id, count.missing().keySet());
    }
    Map<ObjectName, Debt> debts = journal.owedTo(id);
    boolean listed = problem.isEmpty();
    return new ProviderStatus(
        traits,
        location(id),
        problem,
        count.objects(),
        count.bytes(),
        listed ? (owed ? count.missingObjects() : 0) : debts.size(),
        listed && owed ? count.missingBytes() : 0,
        debts.values().stream().map(Debt::since).min(Instant::compareTo));
  }

  private String location(String id) {
    return settings.stores().stream()
        .filter(store -> store.id().equals(id))
        .map(store -> store.url().toString())
        .findFirst()
        .orElse("");
  }

  private SnapshotStatus snapshot(SnapshotCatalog.Entry entry, List<String> whole) {
    Placement placement = settings.placement();
    Hash id = entry.id();
    return new SnapshotStatus(
        Manifests.snapshot(id, entry.manifest()), whole, placement.verdict(whole));
  }
}
