package io.keepsake.benchmarks.scale;

import io.keepsake.core.spi.storage.ListPage;
import io.keepsake.core.spi.storage.ObjectName;
import io.keepsake.core.spi.storage.ObjectStat;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Lists files and simulated packs as one.
 *
 * @param files objects that are files
 * @param packs data packs, if there are any
 */
record SimulatedNames(StoredFiles files, Optional<SimulatedPacks> packs) {

  /**
   * A page of those that begin with a prefix; names are plain ASCII, so that strings order them.
   */
  ListPage page(String prefix, Optional<String> continuation, int limit) {
    String from = continuation.map(last -> last + '\0').orElse(prefix);
    Merge merge = new Merge(from);
    List<ObjectStat> page = new ArrayList<>();
    while (page.size() < limit) {
      Optional<ObjectStat> next = merge.next();
      if (next.isEmpty() || !next.get().name().value().startsWith(prefix)) {
        return new ListPage(page, Optional.empty());
      }
      page.add(next.get());
    }
    return new ListPage(page, Optional.of(page.getLast().name().value()));
  }

  /** Both in one order, from a name on. */
  private final class Merge {

    private final Iterator<Map.Entry<String, Long>> real;
    private Optional<ObjectStat> file;
    private Optional<ObjectStat> pack;
    private int place;

    Merge(String from) {
      real = files.from(from).entrySet().iterator();
      place = packs.map(all -> all.firstFrom(from)).orElse(0);
      file = nextFile();
      pack = nextPack();
    }

    private Optional<ObjectStat> nextFile() {
      if (!real.hasNext()) {
        return Optional.empty();
      }
      Map.Entry<String, Long> entry = real.next();
      return Optional.of(
          new ObjectStat(new ObjectName(entry.getKey()), entry.getValue(), Optional.empty()));
    }

    private Optional<ObjectStat> nextPack() {
      place = packs.map(all -> all.firstLeft(place)).orElse(place);
      return packs.filter(all -> place < all.simulation().packs()).map(all -> all.stat(place++));
    }

    private Optional<ObjectStat> next() {
      boolean isFile =
          pack.isEmpty()
              || file.filter(some -> some.name().compareTo(pack.get().name()) < 0).isPresent();
      Optional<ObjectStat> next = isFile ? file : pack;
      if (isFile) {
        file = nextFile();
      } else {
        pack = nextPack();
      }
      return next;
    }
  }
}
