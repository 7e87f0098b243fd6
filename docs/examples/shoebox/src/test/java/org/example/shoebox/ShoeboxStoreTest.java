package org.example.shoebox;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.keepsake.core.spi.storage.ObjectStore;
import io.keepsake.core.spi.storage.StoreException;
import io.keepsake.core.spi.storage.StoreException.Kind;
import io.keepsake.core.spi.storage.StoreSettings;
import io.keepsake.testkit.storage.ObjectStoreContract;
import java.net.URI;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The contract, and what is particular to a shoebox. */
final class ShoeboxStoreTest extends ObjectStoreContract {

  @TempDir private Path temporary;

  @Override
  protected ObjectStore open(String place) throws StoreException {
    URI url = URI.create("shoebox://" + temporary.resolve(place).toUri().getRawPath());
    return new ShoeboxStoreProvider().open(new StoreSettings("box", url, Map.of()));
  }

  @Test
  void refusesOptionsThatItDoesNotKnow() {
    StoreSettings settings =
        new StoreSettings("box", URI.create("shoebox:///tmp/box"), Map.of("colour", "red"));
    StoreException failure =
        assertThrows(StoreException.class, () -> new ShoeboxStoreProvider().open(settings));
    assertEquals(Kind.INVALID, failure.kind());
  }
}
