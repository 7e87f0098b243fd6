package io.keepsake.core.prune;

import io.keepsake.core.format.Hash;
import io.keepsake.core.prune.PruneOutcome.Amount;
import io.keepsake.core.spi.storage.ObjectName;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.PrimitiveIterator;
import java.util.Set;
import java.util.stream.IntStream;

/**
 * Some of the packs, or of the index objects, that are listed: those of them that are at a store
 * which was listed to its end and may be written to.
 */
final class Selection {

  private final Listing listing;
  private final BitSet numbers = new BitSet();

  /** Those with these numbers. */
  Selection(Listing listing, BitSet numbers) {
    this.listing = listing;
    numbers.stream().filter(number -> listing.at(number) != 0).forEach(this.numbers::set);
  }

  /** Those with these hashes. */
  static Selection of(Listing listing, Set<Hash> hashes) {
    return new Selection(listing, numbers(listing, hashes));
  }

  /** The numbers of those with these hashes that are listed. */
  static BitSet numbers(Listing listing, Set<Hash> hashes) {
    BitSet found = new BitSet();
    for (Hash hash : hashes) {
      int number = listing.numberOf(hash);
      if (number != Listing.ABSENT) {
        found.set(number);
      }
    }
    return found;
  }

  int size() {
    return numbers.cardinality();
  }

  boolean isEmpty() {
    return numbers.isEmpty();
  }

  boolean has(Hash hash) {
    return hasNumber(listing.numberOf(hash));
  }

  /** Whether the one with that number is among them; {@link Listing#ABSENT} is not. */
  boolean hasNumber(int number) {
    return number != Listing.ABSENT && numbers.get(number);
  }

  /** Their numbers, in the order of the listing. */
  IntStream numbers() {
    return numbers.stream();
  }

  /** Those of them with these hashes. */
  Selection only(Set<Hash> these) {
    BitSet both = numbers(listing, these);
    both.and(numbers);
    return new Selection(listing, both);
  }

  /**
   * So many of them at most.
   *
   * @param order numbers, others too, of which the first are taken
   */
  Selection first(int most, IntStream order) {
    BitSet first = new BitSet();
    PrimitiveIterator.OfInt each = order.filter(number -> number >= 0).iterator();
    for (int count = 0; count < most && each.hasNext(); ) {
      int number = each.nextInt();
      if (numbers.get(number) && !first.get(number)) {
        first.set(number);
        count++;
      }
    }
    return new Selection(listing, first);
  }

  Set<Hash> hashes() {
    Set<Hash> hashes = new HashSet<>();
    numbers().forEach(number -> hashes.add(listing.hash(number)));
    return hashes;
  }

  /** Adds how much of it each store has. */
  void count(Map<String, Amount> amounts) {
    numbers()
        .forEach(
            number ->
                stores(number)
                    .forEach(
                        id ->
                            amounts.merge(
                                id, new Amount(1, listing.length(number, id)), Amount::plus)));
  }

  /** Adds the names of what each store has. */
  void name(Map<String, List<ObjectName>> names) {
    numbers()
        .forEach(
            number -> {
              ObjectName name = listing.name(number);
              stores(number)
                  .forEach(id -> names.computeIfAbsent(id, _ -> new ArrayList<>()).add(name));
            });
  }

  private Set<String> stores(int number) {
    return listing.stores().ids(listing.at(number));
  }
}
