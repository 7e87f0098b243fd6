package io.keepsake.provider.local;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.keepsake.core.spi.storage.ByteRange;
import io.keepsake.core.spi.storage.ObjectContent;
import io.keepsake.core.spi.storage.ObjectName;
import io.keepsake.core.spi.storage.ObjectStore;
import io.keepsake.core.spi.storage.ObjectStoreProvider;
import io.keepsake.core.spi.storage.Purpose;
import io.keepsake.core.spi.storage.PutCondition;
import io.keepsake.core.spi.storage.StoreException;
import io.keepsake.core.spi.storage.StoreSettings;
import java.io.InputStream;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class LocalStoreProviderTest {

  private final ObjectStoreProvider provider = new LocalStoreProvider();

  @Test
  void objectsArePlainFilesUnderTheirNames(@TempDir Path temporary) throws Exception {
    Path root = temporary.resolve("a vault");
    byte[] bytes = {1, 2, 3};
    ObjectName name = new ObjectName("packs/ab/abcd");
    try (ObjectStore store = open(root.toUri().toString())) {
      assertTrue(Files.notExists(root), "opening creates nothing");
      store.put(name, ObjectContent.of(bytes), PutCondition.IF_ABSENT, Purpose.BACKUP);
      try (InputStream in = store.get(name, new ByteRange(1, 9), Purpose.RESTORE)) {
        assertArrayEquals(new byte[] {2, 3}, in.readAllBytes());
      }
    }
    assertArrayEquals(bytes, Files.readAllBytes(root.resolve("packs/ab/abcd")));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "file://host/share",
        "file:///",
        "file:relative",
        "file:///tmp/x?y",
        "file:///tmp/x#y",
        "file:///tmp/..",
        "file:///tmp/%00"
      })
  void refusesWhatIsNoDirectory(String url) {
    StoreException refused = assertThrows(StoreException.class, () -> open(url).close());
    assertEquals(StoreException.Kind.INVALID, refused.kind());
    assertEquals("usb", refused.storeId());
    assertTrue(refused.getMessage().contains("usb"), refused.getMessage());
  }

  @Test
  void refusesUnknownOptions(@TempDir Path root) {
    StoreSettings settings = new StoreSettings("usb", root.toUri(), Map.of("sync", "no"));
    StoreException refused =
        assertThrows(StoreException.class, () -> provider.open(settings).close());
    assertEquals(StoreException.Kind.INVALID, refused.kind());
  }

  private ObjectStore open(String url) throws StoreException {
    return provider.open(new StoreSettings("usb", URI.create(url), Map.of()));
  }
}
