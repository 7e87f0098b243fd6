package io.keepsake.testkit.chaos;

import io.keepsake.core.spi.storage.ForwardingStore;
import io.keepsake.core.spi.storage.ListPage;
import io.keepsake.core.spi.storage.ObjectName;
import io.keepsake.core.spi.storage.ObjectStore;
import io.keepsake.core.spi.storage.Purpose;
import io.keepsake.core.spi.storage.StoreException;
import java.util.Optional;
import java.util.Set;

/** A store with small pages, whose listings lag or break off as told. */
final class TroubledListing extends ForwardingStore {

  /** Small, so that small vaults have several. */
  private static final int PAGE = 3;

  private final ListingTroubles troubles;

  TroubledListing(ObjectStore behind, ListingTroubles troubles) {
    super(behind);
    this.troubles = troubles;
  }

  @Override
  public ListPage list(String prefix, Optional<String> continuation, int limit, Purpose purpose)
      throws StoreException {
    if (continuation.isPresent() && troubles.breaksOff()) {
      throw new StoreException(
          StoreException.Kind.UNAVAILABLE,
          id(),
          "Provider %s broke off its listing of '%s' as told".formatted(id(), prefix));
    }
    ListPage page = super.list(prefix, continuation, Math.min(limit, PAGE), purpose);
    Optional<Set<ObjectName>> shown = troubles.shown();
    return shown.isEmpty()
        ? page
        : new ListPage(
            page.objects().stream().filter(each -> shown.get().contains(each.name())).toList(),
            page.next());
  }
}
