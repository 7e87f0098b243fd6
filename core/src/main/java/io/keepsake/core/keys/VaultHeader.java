package io.keepsake.core.keys;

import java.time.Instant;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;

/**
 * The content of {@code keepsake.json}: which vault it is, and its key slots.
 *
 * @param identity what stays the same
 * @param revision counts rewrites, from 1; where stores differ, the highest counts
 * @param created when the vault was made
 * @param slots 1 to 32, with ids of their own
 */
public record VaultHeader(
    VaultIdentity identity, int revision, Instant created, List<KeySlot> slots) {

  /** The version of the format that this code writes and reads. */
  public static final int FORMAT = 1;

  /** No header is longer. */
  public static final int MAX_BYTES = 64 * 1024;

  /** No header has more key slots. */
  public static final int MAX_SLOTS = 32;

  /**
   * Checks the rules above.
   *
   * @throws IllegalArgumentException if one is broken
   */
  public VaultHeader {
    slots = List.copyOf(slots);
    if (slots.isEmpty() || slots.size() > MAX_SLOTS) {
      throw new IllegalArgumentException(
          "A vault has 1 to " + MAX_SLOTS + " key slots, not " + slots.size());
    }
    if (revision < 1) {
      throw new IllegalArgumentException("No revision of a header: " + revision);
    }
    KeySlot.requireYear(created);
    Set<String> ids = new HashSet<>();
    for (KeySlot slot : slots) {
      if (!ids.add(slot.id())) {
        throw new IllegalArgumentException("Two key slots have the id " + slot.id());
      }
    }
  }

  /**
   * The next revision, with one more slot.
   *
   * @throws IllegalArgumentException if there are 32 already
   */
  public VaultHeader withSlot(KeySlot slot) {
    return next(Stream.concat(slots.stream(), Stream.of(slot)).toList());
  }

  /**
   * The next revision, without one slot.
   *
   * @throws IllegalArgumentException if it is not there, or the last one
   */
  public VaultHeader withoutSlot(String id) {
    List<KeySlot> left = slots.stream().filter(slot -> !slot.id().equals(id)).toList();
    if (left.size() == slots.size()) {
      throw new IllegalArgumentException("The vault has no key slot " + id);
    }
    return next(left);
  }

  /**
   * The same with another number.
   *
   * @throws IllegalArgumentException if it is lower
   */
  public VaultHeader renumbered(int number) {
    if (number < revision) {
      throw new IllegalArgumentException("Revision " + number + " is below " + revision);
    }
    return new VaultHeader(identity, number, created, slots);
  }

  private VaultHeader next(List<KeySlot> changed) {
    return new VaultHeader(identity, Math.addExact(revision, 1), created, changed);
  }

  /** The bytes to store. */
  public byte[] toBytes() {
    return HeaderWriter.write(this);
  }

  /**
   * Reads a header strictly: what {@link #toBytes} would not write is refused. Any bytes at all may
   * be given.
   *
   * @throws KeyException kind {@code NOT_A_HEADER}, {@code DAMAGED} or {@code NEWER_FORMAT}
   */
  public static VaultHeader parse(byte[] bytes) throws KeyException {
    return HeaderReader.read(bytes);
  }
}
