package io.keepsake.testkit.storage;

import io.keepsake.core.spi.storage.ByteRange;
import io.keepsake.core.spi.storage.Capability;
import io.keepsake.core.spi.storage.ListPage;
import io.keepsake.core.spi.storage.ObjectContent;
import io.keepsake.core.spi.storage.ObjectName;
import io.keepsake.core.spi.storage.ObjectStat;
import io.keepsake.core.spi.storage.ObjectStore;
import io.keepsake.core.spi.storage.Purpose;
import io.keepsake.core.spi.storage.PutCondition;
import io.keepsake.core.spi.storage.StoreException;
import io.keepsake.core.spi.storage.StoreUsage;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * A store whose listings lag: they show the objects as they were when it was opened or last {@link
 * #catchUp caught up}, while gets and stats answer as things are. Some services list so for a while
 * after a change, some caches for ever.
 */
public final class StaleListingStore implements ObjectStore {

  private static final int PAGE = 1_000;

  private final ObjectStore behind;
  private volatile List<ObjectStat> listed;

  /**
   * A store over one that tells the truth, with what that holds now as its listing.
   *
   * @throws StoreException if that cannot be listed
   */
  public StaleListingStore(ObjectStore behind) throws StoreException {
    this.behind = behind;
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

  @Override
  public String id() {
    return behind.id();
  }

  @Override
  public String location() {
    return behind.location();
  }

  @Override
  public Set<Capability> capabilities() {
    return behind.capabilities();
  }

  @Override
  public void put(ObjectName name, ObjectContent content, PutCondition condition, Purpose purpose)
      throws StoreException {
    behind.put(name, content, condition, purpose);
  }

  @Override
  public InputStream get(ObjectName name, ByteRange range, Purpose purpose) throws StoreException {
    return behind.get(name, range, purpose);
  }

  @Override
  public Optional<ObjectStat> stat(ObjectName name, Purpose purpose) throws StoreException {
    return behind.stat(name, purpose);
  }

  /** Asks the store behind for one object, so that its faults and its end show here too. */
  @Override
  public ListPage list(String prefix, Optional<String> continuation, int limit, Purpose purpose)
      throws StoreException {
    behind.list(prefix, Optional.empty(), 1, purpose);
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

  @Override
  public void delete(Collection<ObjectName> names, Purpose purpose) throws StoreException {
    behind.delete(names, purpose);
  }

  @Override
  public StoreUsage usage(Purpose purpose) throws StoreException {
    return behind.usage(purpose);
  }

  @Override
  public void close() {
    behind.close();
  }

  private List<ObjectStat> listing() throws StoreException {
    List<ObjectStat> all = new ArrayList<>();
    Optional<String> continuation = Optional.empty();
    do {
      ListPage page = behind.list("", continuation, PAGE, Purpose.PROBE);
      all.addAll(page.objects());
      continuation = page.next();
    } while (continuation.isPresent());
    return List.copyOf(all);
  }
}
