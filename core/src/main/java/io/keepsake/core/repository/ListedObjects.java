package io.keepsake.core.repository;

import io.keepsake.core.format.Hash;
import io.keepsake.core.format.ObjectNames;
import io.keepsake.core.index.HashNumbers;
import io.keepsake.core.replicate.ListedObject;
import io.keepsake.core.spi.storage.ObjectName;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Function;

/**
 * What is listed of one sort of objects that are named by their hashes alone, in about 60 bytes of
 * memory an object. They have numbers, from 0 in the order in which they were added, so that a
 * caller can keep bit sets and arrays beside them.
 *
 * <p>Stores have numbers too, in the order in which they first appear; a set of stores is a mask of
 * bits. Where stores list different lengths it takes up to 8 bytes more an object and store.
 *
 * <p>Several threads may read while none adds.
 */
public final class ListedObjects {

  /** No more stores than this can list objects. */
  public static final int MOST_STORES = Long.SIZE;

  /** The number of an object that is not among them. */
  public static final int ABSENT = HashNumbers.ABSENT;

  private final Function<Hash, ObjectName> naming;
  private final HashNumbers hashes = new HashNumbers();
  private final Map<String, Integer> storeNumbers = new LinkedHashMap<>();
  private final PagedLongs masks = new PagedLongs();

  /** By object, the length at the store that was added first. */
  private final PagedLongs lengths = new PagedLongs();

  /** By store and object, how much longer it is there. */
  private final List<PagedLongs> differences = new ArrayList<>();

  /**
   * No objects.
   *
   * @param naming makes a name of a hash
   */
  public ListedObjects(Function<Hash, ObjectName> naming) {
    this.naming = naming;
  }

  /** Those of a listing that have such names. */
  public static ListedObjects of(
      Iterator<ListedObject> listing, Function<Hash, ObjectName> naming) {
    ListedObjects objects = new ListedObjects(naming);
    listing.forEachRemaining(objects::add);
    return objects;
  }

  /**
   * Adds an object, or what more stores list of one.
   *
   * @return whether it has such a name; others are left out
   * @throws IllegalArgumentException if more than {@link #MOST_STORES} stores list objects
   */
  public boolean add(ListedObject object) {
    Optional<Hash> hash = ObjectNames.hashOf(object.name());
    if (hash.isEmpty() || !naming.apply(hash.get()).equals(object.name())) {
      return false;
    }
    int number = hashes.add(hash.get());
    object.lengths().forEach((store, length) -> add(number, storeNumber(store), length));
    return true;
  }

  private int storeNumber(String id) {
    Integer known = storeNumbers.get(id);
    if (known != null) {
      return known;
    }
    int number = storeNumbers.size();
    if (number == MOST_STORES) {
      throw new IllegalArgumentException(
          "More than %d providers list objects, which is more than can be looked at together"
              .formatted(MOST_STORES));
    }
    storeNumbers.put(id, number);
    differences.add(new PagedLongs());
    return number;
  }

  private void add(int number, int store, long length) {
    long mask = masks.get(number);
    if (mask == 0) {
      lengths.set(number, length);
    }
    differences.get(store).set(number, length - lengths.get(number));
    masks.set(number, mask | (1L << store));
  }

  /** How many there are: all numbers are smaller. */
  public int size() {
    return hashes.size();
  }

  /** The number of an object, or {@link #ABSENT}. */
  public int numberOf(Hash hash) {
    return hashes.numberOf(hash);
  }

  /** Whether an object is among them. */
  public boolean contains(Hash hash) {
    return hashes.contains(hash);
  }

  /** The hash that names an object. */
  public Hash hash(int number) {
    return hashes.get(number);
  }

  /** The name of an object. */
  public ObjectName name(int number) {
    return naming.apply(hash(number));
  }

  /** An object as it was listed. */
  public ListedObject object(int number) {
    long mask = storesMask(number);
    Map<String, Long> found = new HashMap<>();
    storeNumbers.forEach(
        (id, store) -> {
          if ((mask & (1L << store)) != 0) {
            found.put(id, length(number, store));
          }
        });
    return new ListedObject(name(number), found);
  }

  /** An object as it was listed, by its hash. */
  public Optional<ListedObject> get(Hash hash) {
    int number = numberOf(hash);
    return number == ABSENT ? Optional.empty() : Optional.of(object(number));
  }

  /** The bit that stands for a store in masks; 0 if it listed none of these objects. */
  public long maskOf(String storeId) {
    Integer store = storeNumbers.get(storeId);
    return store == null ? 0 : 1L << store;
  }

  /** Ids of the stores in a mask. */
  public Set<String> storesOf(long mask) {
    Set<String> ids = new TreeSet<>();
    storeNumbers.forEach(
        (id, store) -> {
          if ((mask & (1L << store)) != 0) {
            ids.add(id);
          }
        });
    return ids;
  }

  /** The stores that list an object. */
  public long storesMask(int number) {
    return masks.get(Objects.checkIndex(number, size()));
  }

  /** The stores that list an object with exactly that length. */
  public long maskOfLength(int number, long length) {
    long found = 0;
    for (long rest = storesMask(number); rest != 0; rest &= rest - 1) {
      if (length(number, Long.numberOfTrailingZeros(rest)) == length) {
        found |= Long.lowestOneBit(rest);
      }
    }
    return found;
  }

  /** The length of an object at a store; empty if that does not list it. */
  public OptionalLong lengthAt(int number, String storeId) {
    long listed = storesMask(number) & maskOf(storeId);
    return listed == 0
        ? OptionalLong.empty()
        : OptionalLong.of(length(number, Long.numberOfTrailingZeros(listed)));
  }

  /** The same as {@link ListedObject#agreedLength}. */
  public long agreedLength(int number) {
    long best = 0;
    int votes = 0;
    for (long rest = storesMask(number); rest != 0; ) {
      long length = length(number, Long.numberOfTrailingZeros(rest));
      long agreeing = maskOfLength(number, length);
      int count = Long.bitCount(agreeing);
      if (count > votes || (count == votes && length > best)) {
        best = length;
        votes = count;
      }
      rest &= ~agreeing;
    }
    return best;
  }

  private long length(int number, int store) {
    return lengths.get(number) + differences.get(store).get(number);
  }
}
