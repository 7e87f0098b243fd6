package io.keepsake.core.repository;

import io.keepsake.core.replicate.ListedObject;
import io.keepsake.core.replicate.ReplicationException;
import io.keepsake.core.replicate.StoreFailure;
import io.keepsake.core.spi.storage.ObjectContent;
import io.keepsake.core.spi.storage.Purpose;
import io.keepsake.core.spi.storage.StoreException.Kind;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.Callable;

/**
 * Puts marks that are about to be relied on where nobody can miss them: whoever wrote one may have
 * died when fewer stores had it than others look at.
 *
 * @param repository where they are
 * @param needed how many of the stores that may be written to have to have each
 */
public record MarkSpreading(Repository repository, int needed) {

  private static final int AT_ONCE = 16;

  /**
   * Copies those that too few stores have.
   *
   * @return whether there were any
   * @throws ReplicationException if too few stores have one even then
   */
  public boolean spread(Collection<ListedObject> marks) throws IOException {
    List<ListedObject> few =
        marks.stream().filter(mark -> count(mark.whole().lengths().keySet()) < needed).toList();
    for (int from = 0; from < few.size(); from += AT_ONCE) {
      List<Callable<Boolean>> copies = new ArrayList<>();
      few.subList(from, Math.min(few.size(), from + AT_ONCE))
          .forEach(mark -> copies.add(() -> copy(mark)));
      Tasks.atOnce(copies);
    }
    return !few.isEmpty();
  }

  private long count(Set<String> holders) {
    return repository.replicas().writable().stream().filter(holders::contains).count();
  }

  private boolean copy(ListedObject mark) throws IOException {
    byte[] content = repository.read(mark.name(), Purpose.PRUNE);
    Set<String> holders =
        repository.replicas().post(mark.name(), ObjectContent.of(content), Purpose.PRUNE);
    if (count(holders) >= needed) {
      return true;
    }
    Set<String> without = new HashSet<>(repository.replicas().writable());
    without.removeAll(holders);
    throw new ReplicationException(
        "Could not put %s where nobody can miss it: %d providers have it and %d are needed; nothing was deleted"
            .formatted(mark.name(), count(holders), needed),
        without.stream()
            .sorted()
            .map(id -> new StoreFailure(id, Kind.UNAVAILABLE, "Provider " + id + " lacks it"))
            .toList());
  }
}
