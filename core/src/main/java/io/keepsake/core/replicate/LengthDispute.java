package io.keepsake.core.replicate;

import io.keepsake.core.spi.storage.ByteRange;
import io.keepsake.core.spi.storage.ObjectName;
import io.keepsake.core.spi.storage.ObjectStore;
import io.keepsake.core.spi.storage.Purpose;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.TreeSet;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * Finds out which stores have an object whole where they list different lengths for it, as after a
 * copy was cut off. Two that were cut alike must not outvote the third, so copies are read until
 * one is found to be right. Safe for many threads.
 */
final class LengthDispute {

  /**
   * So many objects are read; then lengths are voted on. A store that lists all lengths wrong would
   * otherwise make others read everything.
   */
  private static final int MOST_READ = 64;

  private final Membership members;
  private final AtomicInteger read = new AtomicInteger();

  LengthDispute(Membership members) {
    this.members = members;
  }

  /** The object without the stores that do not have it whole. */
  ListedObject settle(ListedObject object, Purpose purpose) {
    TreeSet<Long> lengths = new TreeSet<>(Comparator.reverseOrder());
    lengths.addAll(object.lengths().values());
    if (lengths.size() > 1
        && ContentCheck.isNamedByHash(object.name())
        && read.getAndIncrement() < MOST_READ) {
      for (long length : lengths) { // the longest first: most wrong copies were cut off
        if (isRight(object, length, purpose)) {
          return object.ofLength(length);
        }
      }
    }
    return object.whole();
  }

  private boolean isRight(ListedObject object, long length, Purpose purpose) {
    List<ObjectStore> holders =
        members.up().stream()
            .filter(store -> Long.valueOf(length).equals(object.lengths().get(store.id())))
            .toList();
    return holders.stream().anyMatch(store -> isRight(store, object.name(), purpose));
  }

  /** Whether a copy can be read and is right; a failure here is found again where it matters. */
  private static boolean isRight(ObjectStore store, ObjectName name, Purpose purpose) {
    try (InputStream in = store.get(name, ByteRange.ALL, purpose)) {
      Optional<String> problem =
          ContentCheck.NAMED_BY_HASH.problem(name, ByteBuffer.wrap(in.readAllBytes()));
      return problem.isEmpty();
    } catch (IOException | RuntimeException e) {
      return false;
    }
  }
}
