package io.keepsake.core.prune;

import io.keepsake.core.format.Hash;
import io.keepsake.core.format.ObjectNames;
import io.keepsake.core.format.PruneMark;
import io.keepsake.core.format.SnapshotManifest;
import io.keepsake.core.prune.PruneOutcome.Session;
import io.keepsake.core.replicate.ListedObject;
import io.keepsake.core.repository.FencedException;
import io.keepsake.core.repository.Fences;
import io.keepsake.core.repository.MarkSpreading;
import io.keepsake.core.repository.PruneMarkReader;
import io.keepsake.core.repository.Repository;
import io.keepsake.core.spi.storage.Purpose;
import java.io.IOException;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Who writes and prunes, as a quorum of stores shows it. */
final class Sessions {

  private final Repository repository;
  private final Quorum quorum;
  private final PruneMarkReader marks;

  /** Snapshots that were seen once; a later look, at other stores, may not show them. */
  private final Map<Hash, SnapshotManifest> seen = new HashMap<>();

  private final Map<Hash, Integer> holders = new HashMap<>();

  Sessions(Repository repository, Quorum quorum, PruneMarkReader marks) {
    this.repository = repository;
    this.quorum = quorum;
    this.marks = marks;
  }

  /** All sessions that nobody has ended by a fence, for all that is known. Nothing is written. */
  Map<Hash, Optional<PruneMark>> open() throws IOException {
    return read(quorum.writable(), _ -> {});
  }

  /**
   * The same, of which it is sure that others know of each fence too.
   *
   * @param at ids of the stores of which a quorum has to be listed
   */
  Map<Hash, Optional<PruneMark>> open(Set<String> at) throws IOException {
    MarkSpreading spreading = new MarkSpreading(repository, quorum.needed());
    return read(at, fences -> spreading.spread(fences.objects()));
  }

  /** Does something about fences before they are believed. */
  private interface Settling {
    void settle(Fences fences) throws IOException;
  }

  private Map<Hash, Optional<PruneMark>> read(Set<String> at, Settling settling)
      throws IOException {
    Set<String> unlisted = new HashSet<>();
    Map<Hash, Optional<PruneMark>> sessions = new LinkedHashMap<>(marks.sessions(unlisted::add));
    Fences fences = marks.fences(unlisted::add);
    Set<String> listed = new HashSet<>(at);
    listed.removeAll(unlisted);
    quorum.require(listed, "list the sessions");
    settling.settle(fences);
    sessions.keySet().removeIf(fences::ended);
    return sessions;
  }

  /**
   * Makes sure that nobody else prunes.
   *
   * @throws FencedException if somebody does, or may
   */
  void requireNoPrunerBut(Hash own) throws IOException {
    for (Map.Entry<Hash, Optional<PruneMark>> each : open(quorum.writable()).entrySet()) {
      boolean prunes =
          each.getValue().map(mark -> !mark.what().equals(PruneMark.BACKUP)).orElse(true);
      if (prunes && !each.getKey().equals(own)) {
        throw new FencedException(
            "Session %s%s prunes, or may; nothing was deleted. Wait for its end, or, if its machine is dead, run 'keepsake sessions fence %s'"
                .formatted(
                    each.getKey().hex().substring(0, 12),
                    each.getValue().map(mark -> " of host " + mark.host()).orElse(""),
                    each.getKey().hex().substring(0, 12)));
      }
    }
  }

  /** Those of these sessions that are not over: still open, and without a snapshot. */
  List<Session> left(Map<Hash, Optional<PruneMark>> waiting) throws IOException {
    if (waiting.isEmpty()) {
      return List.of();
    }
    Map<Hash, Optional<PruneMark>> left = new LinkedHashMap<>(open(quorum.writable()));
    left.keySet().retainAll(waiting.keySet());
    if (!left.isEmpty()) {
      look();
      seen.values().forEach(manifest -> manifest.session().ifPresent(left::remove));
    }
    return left.entrySet().stream()
        .map(each -> new Session(each.getKey(), each.getValue()))
        .toList();
  }

  private void look() throws IOException {
    Set<String> unlisted = new HashSet<>();
    for (ListedObject object :
        repository.list(ObjectNames.SNAPSHOTS, Purpose.PRUNE, unlisted::add)) {
      Optional<Hash> id = ObjectNames.hashOf(object.name());
      if (id.isPresent()) {
        Set<String> whole = new HashSet<>(object.whole().lengths().keySet());
        whole.retainAll(quorum.writable());
        holders.put(id.get(), whole.size());
        if (!seen.containsKey(id.get())) {
          try {
            seen.put(id.get(), repository.snapshot(id.get(), Purpose.PRUNE));
          } catch (IOException e) {
            if (Thread.currentThread().isInterrupted()) {
              throw e;
            }
            // It ends no session; whether it can be read is asked again before anything is deleted.
          }
        }
      }
    }
    quorum.require(quorum.without(unlisted), "list the snapshots");
  }

  /** The snapshots of these sessions that were seen. */
  Map<Hash, SnapshotManifest> seenOf(Set<Hash> sessions) {
    Map<Hash, SnapshotManifest> found = new LinkedHashMap<>();
    seen.forEach(
        (id, manifest) -> {
          if (manifest.session().filter(sessions::contains).isPresent()) {
            found.put(id, manifest);
          }
        });
    return found;
  }

  /**
   * Sessions that are there although they have a snapshot, which so many stores have that nobody
   * can miss it. Nobody needs them any more.
   *
   * @param own is not among them
   */
  Set<Hash> overBut(Hash own) throws IOException {
    Set<Hash> over = new HashSet<>();
    Set<Hash> all = new HashSet<>(marks.sessions(_ -> {}).keySet());
    all.remove(own);
    if (all.isEmpty()) {
      return over;
    }
    look();
    seen.forEach(
        (id, manifest) -> {
          if (holders.getOrDefault(id, 0) >= repository.replicas().minimum()) {
            manifest.session().filter(all::contains).ifPresent(over::add);
          }
        });
    return over;
  }
}
