package io.keepsake.core.repository;

import io.keepsake.core.format.ObjectType;
import io.keepsake.core.replicate.ReplicationException;
import io.keepsake.core.spi.storage.ObjectName;
import io.keepsake.core.spi.storage.Purpose;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.BiConsumer;

/**
 * Opens small sealed objects, several at once.
 *
 * @param repository where they are
 * @param purpose for what they are read
 * @param damage is told of names of objects that cannot be opened, with the reason
 * @param outage what is done where one cannot be read because stores fail
 */
record SealedMarks(
    Repository repository, Purpose purpose, BiConsumer<ObjectName, String> damage, Outage outage) {

  private static final int AT_ONCE = 16;

  /** Reads, and takes one that cannot be read now for one that is damaged. */
  SealedMarks(Repository repository, Purpose purpose, BiConsumer<ObjectName, String> damage) {
    this(repository, purpose, damage, Outage.IS_TOLD);
  }

  /** Makes a mark of the plaintext of the object of that name, and checks that they fit. */
  @FunctionalInterface
  interface Decoder<T> {
    T decode(ObjectName name, byte[] plaintext) throws IOException;
  }

  /**
   * Opens objects.
   *
   * @return what each says, in their order; empty, and told, where one cannot be opened. One that
   *     every store says is gone is left out
   */
  <T> Map<ObjectName, Optional<T>> read(List<ObjectName> names, ObjectType type, Decoder<T> decoder)
      throws IOException {
    Set<ObjectName> gone = ConcurrentHashMap.newKeySet();
    Map<ObjectName, Optional<T>> marks = new LinkedHashMap<>();
    for (int from = 0; from < names.size(); from += AT_ONCE) {
      List<ObjectName> some = names.subList(from, Math.min(names.size(), from + AT_ONCE));
      List<Callable<Optional<T>>> reads = new ArrayList<>();
      some.forEach(name -> reads.add(() -> read(name, type, decoder, gone)));
      List<Optional<T>> read = Tasks.atOnce(reads);
      for (int i = 0; i < some.size(); i++) {
        marks.put(some.get(i), read.get(i));
      }
    }
    marks.keySet().removeAll(gone);
    return marks;
  }

  /** Whether what stores have is read, and is no such object: another time will not help. */
  private static boolean isDamaged(IOException e) {
    return !(e instanceof ReplicationException failure) || failure.isNoGoodCopyLeft();
  }

  private <T> Optional<T> read(
      ObjectName name, ObjectType type, Decoder<T> decoder, Set<ObjectName> gone)
      throws IOException {
    try {
      return Optional.of(decoder.decode(name, repository.open(name, type, purpose)));
    } catch (IOException e) {
      if (e instanceof InterruptedIOException || Thread.currentThread().isInterrupted()) {
        throw e;
      }
      if (e instanceof ReplicationException failure && failure.isMissingEverywhere()) {
        gone.add(name); // deleted since it was listed
      } else if (outage == Outage.FAILS && !isDamaged(e)) {
        throw e;
      } else {
        damage.accept(name, "no store has a good copy: " + e.getMessage());
      }
      return Optional.empty();
    }
  }
}
