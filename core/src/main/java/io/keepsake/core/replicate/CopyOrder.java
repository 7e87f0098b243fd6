package io.keepsake.core.replicate;

import io.keepsake.core.spi.storage.ObjectName;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;

/**
 * In which order objects are copied to a store that lacks them, so that what is there refers to
 * nothing that is not.
 *
 * @param first prefixes of names that others refer to, in their order
 * @param last prefix of the names that refer to them
 * @param probe an object that every store has, to find out whether a store answers
 * @param filters gives a filter for one look at all names
 */
public record CopyOrder(
    List<String> first, String last, ObjectName probe, Supplier<CopyFilter> filters) {

  /** Copies the list. */
  public CopyOrder {
    first = List.copyOf(first);
  }

  /** All prefixes in their order. */
  List<String> all() {
    List<String> all = new ArrayList<>(first);
    all.add(last);
    return all;
  }
}
