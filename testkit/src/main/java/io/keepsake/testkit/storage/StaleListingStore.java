package io.keepsake.testkit.storage;

import io.keepsake.core.spi.storage.ForwardingStore;
import io.keepsake.core.spi.storage.ListPage;
import io.keepsake.core.spi.storage.ObjectName;
import io.keepsake.core.spi.storage.ObjectStat;
import io.keepsake.core.spi.storage.ObjectStore;
import io.keepsake.core.spi.storage.Purpose;
import io.keepsake.core.spi.storage.StoreException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * A store whose listings lag: they show the objects as they were when it was opened or last {@link
 * #catchUp caught up}, while gets and stats answer as things are. Some services list so for a while
 * after a change, some caches for ever.
 */
public final class StaleListingStore extends ForwardingStore {

  private static final int PAGE = 1_000;

  private volatile List<ObjectStat> listed;

  /**
   * A store over one that tells the truth, with what that holds now as its listing.
   *
   * @throws StoreException if that cannot be listed
   */
  public StaleListingStore(ObjectStore behind) throws StoreException {
    super(behind);
    listed = listing();
  }

  /**
   * Lets listings show things as they are now.
   *
   * @throws StoreException if the store behind cannot be listed
   */
  public void catchUp() throws StoreException {
    listed = listing();
  }

  /** Asks the store behind for one object, so that its faults and its end show here too. */
  @Override
  public ListPage list(String prefix, Optional<String> continuation, int limit, Purpose purpose)
      throws StoreException {
    super.list(prefix, Optional.empty(), 1, purpose);
    List<ObjectStat> rest =
        listed.stream()
            .filter(object -> object.name().value().startsWith(prefix))
            .filter(
                object ->
                    continuation.isEmpty()
                        || ObjectName.compareBytes(object.name().value(), continuation.get()) > 0)
            .limit(limit + 1L)
            .toList();
    return rest.size() <= limit
        ? new ListPage(rest, Optional.empty())
        : new ListPage(rest.subList(0, limit), Optional.of(rest.get(limit - 1).name().value()));
  }

  private List<ObjectStat> listing() throws StoreException {
    List<ObjectStat> all = new ArrayList<>();
    Optional<String> continuation = Optional.empty();
    do {
      ListPage page = super.list("", continuation, PAGE, Purpose.PROBE);
      all.addAll(page.objects());
      continuation = page.next();
    } while (continuation.isPresent());
    return List.copyOf(all);
  }
}
