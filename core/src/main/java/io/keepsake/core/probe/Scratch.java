package io.keepsake.core.probe;

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
import java.security.SecureRandom;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.concurrent.ConcurrentHashMap;

/** A part of a store for objects that are removed again; no other name is written or deleted. */
final class Scratch {

  private static final int PAGE = 1_000;

  private final ObjectStore store;
  private final String prefix;
  private final Set<ObjectName> written = ConcurrentHashMap.newKeySet();

  Scratch(ObjectStore store) {
    this.store = store;
    byte[] random = new byte[6];
    new SecureRandom().nextBytes(random);
    prefix = "keepsake-scratch-" + HexFormat.of().formatHex(random) + "/";
  }

  /** Bytes that do not compress, the same for the same arguments. */
  static byte[] bytes(int length, long seed) {
    byte[] bytes = new byte[length];
    new SplittableRandom(seed).nextBytes(bytes);
    return bytes;
  }

  ObjectStore store() {
    return store;
  }

  /** All scratch names begin so. */
  String prefix() {
    return prefix;
  }

  ObjectName name(String rest) {
    return new ObjectName(prefix + rest);
  }

  void put(String rest, byte[] bytes, PutCondition condition) throws StoreException {
    ObjectName name = name(rest);
    written.add(name);
    store.put(name, ObjectContent.of(bytes), condition, Purpose.PROBE);
  }

  void put(String rest, byte[] bytes) throws StoreException {
    put(rest, bytes, PutCondition.ANY);
  }

  byte[] get(String rest, ByteRange range) throws IOException {
    try (InputStream in = store.get(name(rest), range, Purpose.PROBE)) {
      return in.readAllBytes();
    }
  }

  byte[] get(String rest) throws IOException {
    return get(rest, ByteRange.ALL);
  }

  Optional<ObjectStat> stat(String rest) throws StoreException {
    return store.stat(name(rest), Purpose.PROBE);
  }

  /** Names below a part of the prefix, without the prefix, in pages of at most {@code limit}. */
  List<String> list(String rest, int limit) throws StoreException {
    List<String> names = new ArrayList<>();
    Optional<String> continuation = Optional.empty();
    do {
      ListPage page = store.list(prefix + rest, continuation, limit, Purpose.PROBE);
      page.objects().forEach(object -> names.add(object.name().value().substring(prefix.length())));
      continuation = page.next();
    } while (continuation.isPresent());
    return names;
  }

  void delete(List<String> rests) throws StoreException {
    List<ObjectName> names = rests.stream().map(this::name).toList();
    store.delete(names, Purpose.PROBE);
    names.forEach(written::remove);
  }

  /** Deletes what was written, also what a failed put may have left; false if anything stays. */
  boolean clean() throws StoreException {
    store.delete(List.copyOf(written), Purpose.PROBE);
    written.clear();
    return list("", PAGE).isEmpty();
  }
}
