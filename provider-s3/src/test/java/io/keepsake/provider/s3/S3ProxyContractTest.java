package io.keepsake.provider.s3;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import io.keepsake.core.spi.storage.ObjectName;
import io.keepsake.core.spi.storage.ObjectStore;
import io.keepsake.core.spi.storage.Purpose;
import io.keepsake.core.spi.storage.StoreException;
import io.keepsake.core.spi.storage.StoreException.Kind;
import io.keepsake.testkit.s3.S3ProxyServer;
import io.keepsake.testkit.storage.ObjectStoreContract;
import java.io.IOException;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;

/**
 * The contract on S3Proxy. It keeps objects as files, which shows in four cases; Ceph keeps them
 * all, see {@link RadosGatewayContractTest}.
 */
final class S3ProxyContractTest extends ObjectStoreContract {

  @Override
  protected ObjectStore open(String place) throws StoreException {
    return Servers.open(place, Map.of());
  }

  @Override
  public Set<String> secrets() {
    return Set.of(S3ProxyServer.SECRET_ACCESS_KEY);
  }

  /** A file is no directory too. S3Proxy answers with an internal error and keeps the first. */
  @Test
  @Override
  public void aNameMayContinueAnother() throws IOException {
    put("a", new byte[] {1});
    assertFails(Kind.UNAVAILABLE, () -> put("a/b", new byte[] {2}));
    assertArrayEquals(new byte[] {1}, read("a"));
  }

  /** The same for what is missing; and all else of the request is deleted. */
  @Test
  @Override
  public void deletesWhatIsMissing() throws StoreException {
    store().delete(List.of(), Purpose.PRUNE);
    store().delete(List.of(new ObjectName("none"), new ObjectName("packs/none")), Purpose.PRUNE);
    put("packs/1", new byte[1]);
    store().delete(List.of(new ObjectName("packs/1"), new ObjectName("none")), Purpose.PRUNE);
    assertEquals(List.of(), list(""));
  }

  /** A file is written under a longer name first, so its own may not be the longest. */
  @Test
  @Override
  public void holdsTheLongestNames() throws IOException {
    String name = "s".repeat(200) + "/" + "t".repeat(200);
    put(name, new byte[] {1});
    assertArrayEquals(new byte[] {1}, read(name));
    assertEquals(List.of(name), list(""));
  }

  /** Listed in the order of UTF-16, which is another beyond the basic plane. */
  @Test
  @Override
  public void holdsUnicode() throws IOException {
    Set<String> names =
        Set.of("Hochzeit Müller", "Mu\u0308ller", "Müller", "結婚式", "свадьба", "💍/ring", "\uFFFD");
    for (String name : names) {
      put(name, name.getBytes(UTF_8));
    }
    for (String name : names) {
      assertArrayEquals(name.getBytes(UTF_8), read(name));
    }
    assertEquals(names, new HashSet<>(list("")));
  }
}
