package io.keepsake.testkit.storage;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.keepsake.core.spi.storage.ByteRange;
import io.keepsake.core.spi.storage.ListPage;
import io.keepsake.core.spi.storage.ObjectContent;
import io.keepsake.core.spi.storage.ObjectName;
import io.keepsake.core.spi.storage.ObjectStat;
import io.keepsake.core.spi.storage.ObjectStore;
import io.keepsake.core.spi.storage.Purpose;
import io.keepsake.core.spi.storage.PutCondition;
import io.keepsake.core.spi.storage.StoreException;
import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.SplittableRandom;
import org.junit.jupiter.api.function.Executable;

/** What the cases of the contract share. */
public interface StoreCases {

  /** The store to try; the same one throughout a case, with no objects at its beginning. */
  ObjectStore store();

  /** Another store on the same objects, opened now. */
  ObjectStore another();

  /**
   * Lets listings catch up with what was stored and deleted, before the first page of one. A store
   * whose listings lag overrides it for the cases that are not about that.
   */
  default void settle() throws StoreException {}

  /** A name; shorter than its constructor. */
  static ObjectName name(String value) {
    return new ObjectName(value);
  }

  /** Bytes that do not compress, the same for the same arguments. */
  static byte[] bytes(int length, long seed) {
    byte[] bytes = new byte[length];
    new SplittableRandom(seed).nextBytes(bytes);
    return bytes;
  }

  /** Stores bytes under a condition. */
  default void put(String name, byte[] bytes, PutCondition condition) throws StoreException {
    store().put(name(name), ObjectContent.of(bytes), condition, Purpose.BACKUP);
  }

  /** Stores bytes in any case. */
  default void put(String name, byte[] bytes) throws StoreException {
    put(name, bytes, PutCondition.ANY);
  }

  /** A whole object. */
  default byte[] read(String name) throws IOException {
    return read(name, ByteRange.ALL);
  }

  /** Part of an object. */
  default byte[] read(String name, ByteRange range) throws IOException {
    try (InputStream in = store().get(name(name), range, Purpose.RESTORE)) {
      return in.readAllBytes();
    }
  }

  /** Length of an object, or empty if there is none. */
  default Optional<Long> length(String name) throws StoreException {
    return store().stat(name(name), Purpose.VERIFY).map(ObjectStat::length);
  }

  /** A page of a listing. */
  default ListPage page(String prefix, Optional<String> continuation, int limit)
      throws StoreException {
    if (continuation.isEmpty()) {
      settle();
    }
    return store().list(prefix, continuation, limit, Purpose.VERIFY);
  }

  /** Names of a whole listing in pages of at most {@code limit}. */
  default List<String> list(String prefix, int limit) throws StoreException {
    List<String> names = new ArrayList<>();
    Optional<String> continuation = Optional.empty();
    do {
      ListPage page = page(prefix, continuation, limit);
      assertTrue(page.objects().size() <= limit, "a page holds more than its limit");
      page.objects().forEach(object -> names.add(object.name().value()));
      continuation = page.next();
    } while (continuation.isPresent());
    return names;
  }

  /** Names of a whole listing. */
  default List<String> list(String prefix) throws StoreException {
    return list(prefix, 1_000);
  }

  /** Runs something that has to fail in a certain way, and gives the failure. */
  default StoreException assertFails(StoreException.Kind kind, Executable call) {
    StoreException failure = assertThrows(StoreException.class, call);
    assertEquals(kind, failure.kind(), failure::toString);
    return failure;
  }
}
