package io.keepsake.core.prune;

import io.keepsake.core.format.FormatException;
import io.keepsake.core.format.Hash;
import io.keepsake.core.index.ChunkLocation;
import io.keepsake.core.index.ChunkSet;
import io.keepsake.core.repository.Repository;
import java.io.IOException;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/**
 * The content that some snapshots have and no other: what it is before they go, and whether it is
 * gone afterwards.
 */
public final class Erasure implements AutoCloseable {

  private final Repository repository;
  private final PruneJob job;
  private final Set<Hash> snapshots;
  private final NeededChunks theirs;

  private Erasure(Repository repository, PruneJob job, Set<Hash> snapshots) {
    this.repository = repository;
    this.job = job;
    this.snapshots = Set.copyOf(snapshots);
    this.theirs = new NeededChunks(repository);
  }

  /**
   * Remembers what snapshots refer to that are about to go.
   *
   * @throws io.keepsake.core.format.FormatException if anything of them cannot be read
   * @throws io.keepsake.core.replicate.ReplicationException if too few stores answer
   */
  public static Erasure of(Repository repository, PruneJob job, Set<Hash> snapshots)
      throws IOException {
    Erasure erasure = new Erasure(repository, job, snapshots);
    try (LookReader reader = erasure.reader()) {
      Look look = reader.read(Map.of());
      for (Hash id : snapshots) {
        if (!look.snapshots().containsKey(id)) {
          throw new FormatException(
              "snapshot %s is not shown by the providers that answer, so that nobody knows what it has; nothing was erased. Run it again when all answer"
                  .formatted(id.hex()));
        }
      }
      erasure.theirs.include(look.only(snapshots));
    }
    return erasure;
  }

  private LookReader reader() {
    return new LookReader(
        repository, Quorum.of(repository.replicas()), LookReader.Aim.PREVIEW, job.damage());
  }

  /** Looks for it, in everything that any provider has. */
  public Proof prove() throws IOException {
    try (LookReader reader = reader();
        NeededChunks others = new NeededChunks(repository)) {
      Look look = reader.read(Map.of());
      Set<Hash> rest = new HashSet<>(look.snapshots().keySet());
      rest.removeAll(snapshots);
      others.include(look.only(rest));
      Counting counting = new Counting(look, others.chunks());
      theirs.chunks().forEach(counting::count);
      return new Proof(counting.gone, counting.shared, unproven(look, counting));
    }
  }

  private static Map<String, String> unproven(Look look, Counting counting) {
    Map<String, String> unproven = new TreeMap<>();
    counting.left.forEach(
        (id, chunks) ->
            unproven.put(id, "Provider %s still has %d parts of it".formatted(id, chunks)));
    look.unlisted().forEach(id -> unproven.put(id, "Provider " + id + " could not be asked"));
    Listing packs = look.packs();
    for (int pack = 0; pack < packs.size(); pack++) {
      boolean swept = look.swept().has(packs.hash(pack));
      if (swept || !look.numbers().isIndexed(pack)) {
        String what = swept ? "are swept" : "no index object names";
        for (String id : packs.stores().ids(packs.holders(pack))) {
          unproven.putIfAbsent(id, "Provider %s still has packs that %s".formatted(id, what));
        }
      }
    }
    return unproven;
  }

  /** Frees what is in files. */
  @Override
  public void close() {
    theirs.close();
  }

  /**
   * What was found.
   *
   * @param gone how many chunks are nowhere any more
   * @param shared how many are needed by other snapshots, and stay
   * @param unproven providers that have some of it still or may have, with the reason
   */
  public record Proof(long gone, long shared, Map<String, String> unproven) {}

  private static final class Counting {

    private final Look look;
    private final ChunkSet others;
    private final Map<String, Long> left = new TreeMap<>();
    private long gone;
    private long shared;

    Counting(Look look, ChunkSet others) {
      this.look = look;
      this.others = others;
    }

    private void count(long high, long low) {
      if (others.contains(high, low)) {
        shared++;
        return;
      }
      boolean there = false;
      for (ChunkLocation place : look.index().findAll(high, low)) {
        long holders = look.holdersOf(place.pack().number());
        look.packs().stores().ids(holders).forEach(id -> left.merge(id, 1L, Long::sum));
        there |= holders != 0;
      }
      gone += there ? 0 : 1;
    }
  }
}
