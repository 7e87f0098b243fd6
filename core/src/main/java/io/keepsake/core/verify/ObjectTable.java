package io.keepsake.core.verify;

import io.keepsake.core.format.Hash;
import io.keepsake.core.replicate.ListedObject;
import io.keepsake.core.repository.ListedObjects;
import io.keepsake.core.spi.storage.ObjectName;
import java.util.BitSet;
import java.util.Collection;
import java.util.Map;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/** Listed objects of a sort of which there may be millions, and which of them are left out. */
final class ObjectTable {

  private final ListedObjects listed;
  private final BitSet dropped = new BitSet();

  /** An empty table of objects whose names are made of their hashes in this way. */
  ObjectTable(Function<Hash, ObjectName> naming) {
    listed = new ListedObjects(naming);
  }

  /** Adds an object; whether it is of this sort. */
  boolean add(ListedObject object) {
    return listed.add(object);
  }

  /** All that were ever added. */
  ListedObjects listed() {
    return listed;
  }

  /** All, made one by one while they are taken. */
  Stream<ListedObject> objects() {
    return numbers().mapToObj(listed::object);
  }

  private IntStream numbers() {
    return IntStream.range(0, listed.size()).filter(number -> !dropped.get(number));
  }

  /** The length at every store that has an object; empty if there is no such object. */
  Map<String, Long> lengths(Hash hash) {
    int number = listed.numberOf(hash);
    return isThere(number) ? listed.object(number).lengths() : Map.of();
  }

  private boolean isThere(int number) {
    return number != ListedObjects.ABSENT && !dropped.get(number);
  }

  /** Whether all of these stores have an object with that length. */
  boolean isAt(Collection<String> storeIds, Hash hash, long length) {
    int number = listed.numberOf(hash);
    if (!isThere(number)) {
      return false;
    }
    long right = listed.maskOfLength(number, length);
    return storeIds.stream().allMatch(id -> (right & listed.maskOf(id)) != 0);
  }

  /** Leaves an object out. */
  void drop(Hash hash) {
    dropped.set(listed.numberOf(hash));
  }

  /** Leaves objects out. */
  void dropIf(Predicate<Hash> test) {
    numbers().filter(number -> test.test(listed.hash(number))).forEach(dropped::set);
  }

  /** Number of copies. */
  long copies() {
    return numbers().mapToLong(number -> Long.bitCount(listed.storesMask(number))).sum();
  }
}
