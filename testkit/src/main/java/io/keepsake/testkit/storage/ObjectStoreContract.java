package io.keepsake.testkit.storage;

import io.keepsake.core.spi.storage.ObjectStore;
import io.keepsake.core.spi.storage.StoreException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;

/**
 * The contract of {@link ObjectStore} as tests. A provider extends it and says how to open a store;
 * what depends on a capability is tried where the store claims it. Where a provider cannot keep a
 * case for a good reason, it overrides it with a test of what it does instead, and says why.
 */
public abstract class ObjectStoreContract
    implements PutCases,
        ChecksumCases,
        RangeCases,
        NameCases,
        ListCases,
        LargeCases,
        ConcurrencyCases,
        RaceCases,
        LifeCases,
        EndingCases {

  private final String space = "contract-" + UUID.randomUUID();
  private final List<ObjectStore> opened = new ArrayList<>();

  /** A contract to be tried; JUnit makes one for each case. */
  protected ObjectStoreContract() {}

  /**
   * Opens a store on the place of that name.
   *
   * @param place a name that has never been used, with no object; or one used before in this case,
   *     with the objects stored since. Fit for a prefix, a directory or a bucket
   */
  protected abstract ObjectStore open(String place) throws StoreException;

  /** Opens the store to try. */
  @BeforeEach
  public void openStore() {
    another();
  }

  /** Closes what the case has opened. */
  @AfterEach
  public void closeStores() {
    opened.forEach(ObjectStore::close);
  }

  @Override
  public ObjectStore store() {
    return opened.getFirst();
  }

  @Override
  public ObjectStore another() {
    try {
      ObjectStore store = open(space);
      opened.add(store);
      return store;
    } catch (StoreException e) {
      throw new UncheckedIOException(e);
    }
  }
}
