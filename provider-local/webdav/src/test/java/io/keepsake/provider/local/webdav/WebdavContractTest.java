package io.keepsake.provider.local.webdav;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.keepsake.core.spi.storage.Capability;
import io.keepsake.core.spi.storage.ObjectStore;
import io.keepsake.core.spi.storage.StoreException;
import io.keepsake.core.spi.storage.StoreException.Kind;
import io.keepsake.core.spi.storage.StoreSettings;
import io.keepsake.testkit.storage.DirectoryStoreContract;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** The contract on a server that a subclass starts. */
abstract class WebdavContractTest extends DirectoryStoreContract {

  /** Settings for a directory on the server. */
  abstract StoreSettings settings(String place);

  @Override
  protected ObjectStore open(String place) throws StoreException {
    return new WebdavStoreProvider().open(settings(place));
  }

  /**
   * Servers replace in two steps, deleting what is there first, and the length is asked for before
   * the bytes; rclone then ends the connection. So a reader of an object that is replaced meanwhile
   * may fail, but gets no mixture, and no part but as {@link #mayBeSeen} says.
   */
  @Test
  @Override
  public void aReplacedObjectIsTheOldOrTheNew() throws Exception {
    assertAReplacedObjectIsWholeOrFails(EnumSet.of(Kind.CORRUPT, Kind.NOT_FOUND, Kind.UNAVAILABLE));
  }

  /**
   * Apache tells the length of the file that it looked at and sends the one that it opens then:
   * where a longer one has taken its place, the beginning of that comes, as long as the old one
   * was, and nothing tells. A loop of 3,000 replacements met it. Of a vault's objects only the
   * header is ever replaced, and that has a checksum.
   */
  @Override
  protected boolean mayBeSeen(byte[] seen, byte[] one, byte[] two) {
    byte[] longer = one.length < two.length ? two : one;
    byte[] beginning = Arrays.copyOf(longer, Math.min(one.length, two.length));
    return super.mayBeSeen(seen, one, two) || Arrays.equals(seen, beginning);
  }

  /** Not even where a second MOVE to a taken name is refused: see docs/adr/0009. */
  @Test
  void claimsNoMoreThanItHas() {
    assertEquals(Set.of(Capability.MODIFICATION_TIME), store().capabilities());
  }
}
