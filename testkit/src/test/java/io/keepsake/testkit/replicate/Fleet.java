package io.keepsake.testkit.replicate;

import io.keepsake.core.event.VaultEvent;
import io.keepsake.core.replicate.ReplicaSet;
import io.keepsake.core.spi.storage.ObjectContent;
import io.keepsake.core.spi.storage.ObjectName;
import io.keepsake.core.spi.storage.ObjectStore;
import io.keepsake.core.spi.storage.Purpose;
import io.keepsake.core.spi.storage.PutCondition;
import io.keepsake.testkit.storage.FaultyStore;
import io.keepsake.testkit.storage.MemoryStore;
import java.security.MessageDigest;
import java.util.HexFormat;
import java.util.List;
import java.util.SplittableRandom;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.stream.IntStream;

/** Some stores in memory that can be made to fail, and a replica set over them. */
final class Fleet {

  final List<MemoryStore> memory;
  final List<FaultyStore> stores;
  final ReplicaSet set;
  final List<VaultEvent> events = new CopyOnWriteArrayList<>();

  Fleet(int size, int minimum) {
    memory = IntStream.range(0, size).mapToObj(i -> new MemoryStore("s" + i)).toList();
    stores = memory.stream().map(FaultyStore::new).toList();
    set = new ReplicaSet(List.<ObjectStore>copyOf(stores), minimum, events::add);
  }

  /** Stores bytes under the name that their hash gives them. */
  ObjectName put(byte[] bytes) throws Exception {
    ObjectName name = nameOf(bytes);
    set.put(name, ObjectContent.of(bytes), Purpose.BACKUP);
    return name;
  }

  /** Puts bytes past the set into one store. */
  void plant(int store, ObjectName name, byte[] bytes) throws Exception {
    memory.get(store).put(name, ObjectContent.of(bytes), PutCondition.ANY, Purpose.REPAIR);
  }

  static ObjectName nameOf(byte[] bytes) throws Exception {
    String hash = HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(bytes));
    return new ObjectName("packs/" + hash.substring(0, 2) + "/" + hash);
  }

  static byte[] bytes(int length, long seed) {
    byte[] bytes = new byte[length];
    new SplittableRandom(seed).nextBytes(bytes);
    return bytes;
  }
}
