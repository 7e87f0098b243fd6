package io.keepsake.core.plugin;

import java.util.List;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.stream.Collectors;

/**
 * A provider that is ready for use.
 *
 * @param spi its service
 * @param names the schemes, suites or types of sink it offers
 * @param provider in its own context class loader
 * @param type its class
 */
record Offered(Spi<?> spi, Set<String> names, Object provider, Class<?> type) {

  Offered {
    names = Set.copyOf(names);
  }

  /** All names that the providers of one service among these offer. */
  static SortedSet<String> names(List<Offered> offered, Spi<?> spi) {
    return offered.stream()
        .filter(one -> one.spi().equals(spi))
        .flatMap(one -> one.names().stream())
        .collect(Collectors.toCollection(TreeSet::new));
  }
}
