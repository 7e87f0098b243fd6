package io.keepsake.provider.s3;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.keepsake.core.spi.storage.ByteRange;
import io.keepsake.core.spi.storage.ObjectContent;
import io.keepsake.core.spi.storage.ObjectName;
import io.keepsake.core.spi.storage.ObjectStore;
import io.keepsake.core.spi.storage.Purpose;
import io.keepsake.core.spi.storage.PutCondition;
import io.keepsake.core.spi.storage.StoreException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.security.MessageDigest;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

/** Contents whose hash is known are not hashed again, and go over the wire as all others do. */
final class KnownHashTest {

  private static final ObjectName NAME = new ObjectName("packs/a");

  private final byte[] bytes = new byte[100_000];
  private final AtomicInteger opened = new AtomicInteger();

  KnownHashTest() {
    new SplittableRandom(1).nextBytes(bytes);
  }

  /** The bytes, and how often they were read. */
  private final class Counted implements ObjectContent {
    @Override
    public long length() {
      return bytes.length;
    }

    @Override
    public InputStream open() throws java.io.IOException {
      opened.incrementAndGet();
      return ObjectContent.of(bytes).open();
    }

    @Override
    public Optional<ByteBuffer> buffer() {
      return ObjectContent.of(bytes).buffer();
    }
  }

  @Test
  void theHashIsSentAndTheBytesAreReadOnce() throws Exception {
    String known = sent(new Counted().withSha256(sha256(bytes)));
    assertEquals(1, opened.getAndSet(0));
    String computed = sent(new Counted());
    assertEquals(2, opened.get());
    assertEquals(computed, known);
    assertEquals("x-amz-content-sha256: " + HexFormat.of().formatHex(sha256(bytes)), known);
  }

  /** The header that the service got. */
  private static String sent(ObjectContent content) throws Exception {
    try (CannedService service =
            CannedService.answering(head -> CannedService.answer(200, "", "ETag: \"e\""));
        ObjectStore store = service.open(Map.of())) {
      store.put(NAME, content, PutCondition.ANY, Purpose.BACKUP);
      List<String> heads =
          service.heads().stream().filter(head -> head.contains("/packs/a ")).toList();
      assertEquals(1, heads.size(), () -> service.heads().toString());
      return heads
          .getFirst()
          .lines()
          .map(line -> line.toLowerCase(Locale.ROOT))
          .filter(line -> line.startsWith("x-amz-content-sha256"))
          .findFirst()
          .orElseThrow();
    }
  }

  @Test
  void theServiceTakesTheBytesAndRefusesOthers() throws Exception {
    try (ObjectStore store = Servers.open("hash-" + UUID.randomUUID(), Map.of())) {
      ObjectContent right = ObjectContent.of(bytes).withSha256(sha256(bytes));
      store.put(NAME, right, PutCondition.IF_ABSENT, Purpose.BACKUP);
      try (InputStream in = store.get(NAME, ByteRange.ALL, Purpose.VERIFY)) {
        assertArrayEquals(bytes, in.readAllBytes());
      }
      ObjectContent wrong = ObjectContent.of(bytes).withSha256(sha256(new byte[1]));
      ObjectName other = new ObjectName("packs/b");
      assertThrows(
          StoreException.class,
          () -> store.put(other, wrong, PutCondition.IF_ABSENT, Purpose.BACKUP));
      assertEquals(Optional.empty(), store.stat(other, Purpose.VERIFY));
    }
  }

  private static byte[] sha256(byte[] of) throws Exception {
    return MessageDigest.getInstance("SHA-256").digest(of);
  }
}
