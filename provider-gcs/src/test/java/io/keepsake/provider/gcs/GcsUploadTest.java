package io.keepsake.provider.gcs;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.keepsake.core.spi.storage.ByteRange;
import io.keepsake.core.spi.storage.Capability;
import io.keepsake.core.spi.storage.ObjectContent;
import io.keepsake.core.spi.storage.ObjectName;
import io.keepsake.core.spi.storage.ObjectStore;
import io.keepsake.core.spi.storage.Purpose;
import io.keepsake.core.spi.storage.PutCondition;
import io.keepsake.core.spi.storage.StoreException;
import io.keepsake.core.spi.storage.StoreException.Kind;
import io.keepsake.testkit.gcs.GcsFault;
import io.keepsake.testkit.gcs.GcsServer;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.SequenceInputStream;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** How objects go up, and what is left when they do not. */
@Timeout(120)
final class GcsUploadTest {

  private static final ObjectName NAME = new ObjectName("packs/ab/abc");

  private GcsServer server;

  @BeforeEach
  void start() throws IOException {
    server = GcsServer.start();
    server.createBucket(Gcs.BUCKET);
  }

  @AfterEach
  void stop() {
    server.close();
  }

  @Test
  void smallObjectsGoUpInOneRequest() throws Exception {
    try (ObjectStore store = open()) {
      put(store, bytes(100_000));
      assertEquals(1, requests("^POST /upload.*uploadType=multipart"));
      assertEquals(0, requests("uploadType=resumable"));
    }
  }

  @Test
  void largeObjectsGoUpInPartsOfTheGivenSize() throws Exception {
    byte[] bytes = bytes((64 << 20) + 5);
    try (ObjectStore store = open("part-size", "8MiB")) {
      put(store, bytes);
      assertEquals(1, requests("^POST /upload.*uploadType=resumable"));
      assertEquals(9, requests("^PUT .*upload_id="));
      try (InputStream in = store.get(NAME, ByteRange.ALL, Purpose.RESTORE)) {
        assertArrayEquals(bytes, in.readAllBytes());
      }
    }
  }

  @Test
  void aStorageClassIsAskedFor() throws Exception {
    for (String threshold : List.of("64MiB", "0KiB")) {
      try (ObjectStore store =
          open("storage-class", "coldline", "resumable-threshold", threshold)) {
        put(store, bytes(10));
        assertTrue(store.capabilities().contains(Capability.STORAGE_CLASSES));
      }
      Map<String, Object> object = server.object(Gcs.BUCKET, "vault/packs/ab/abc").orElseThrow();
      assertEquals("COLDLINE", object.get("storageClass"));
    }
  }

  @Test
  void aResumableUploadThatFailsIsGivenUp() throws Exception {
    try (ObjectStore store = open("resumable-threshold", "0KiB", "part-size", "256KiB")) {
      server.inject(GcsFault.unavailable("^PUT .*upload_id="), 1);
      StoreException failure = assertThrows(StoreException.class, () -> put(store, bytes(1 << 20)));
      assertEquals(Kind.UNAVAILABLE, failure.kind());
      assertEquals(1, requests("^PUT .*upload_id="), "nothing is tried again");
      while (server.unfinishedUploads() > 0) {
        Thread.onSpinWait(); // until it is, or the test's timeout
      }
      assertEquals(1, requests("^DELETE .*upload_id="));
    }
    assertEquals(List.of(), server.objects(Gcs.BUCKET));
  }

  @Test
  void bytesThatChangeAfterTheirChecksumAreRefused() throws Exception {
    for (String threshold : List.of("64MiB", "0KiB")) {
      try (ObjectStore store = open("resumable-threshold", threshold, "part-size", "256KiB")) {
        StoreException failure =
            assertThrows(
                StoreException.class,
                () ->
                    store.put(
                        NAME,
                        new ChangingContent(bytes(300_000)),
                        PutCondition.ANY,
                        Purpose.BACKUP));
        assertEquals(Kind.CORRUPT, failure.kind(), failure::toString);
      }
      assertEquals(List.of(), server.objects(Gcs.BUCKET));
    }
  }

  @Test
  void theProbeLeavesNothingBehind() throws Exception {
    try (ObjectStore store = open()) {
      assertTrue(store.capabilities().contains(Capability.CONDITIONAL_PUT));
      assertTrue(store.capabilities().contains(Capability.SERVER_CHECKSUM));
      put(store, bytes(5));
    }
    assertEquals(List.of("vault/packs/ab/abc"), server.objects(Gcs.BUCKET));
    assertEquals(4, requests("^POST /upload"), "probed once");
  }

  private ObjectStore open(String... options) throws StoreException {
    return Gcs.open("vault", Gcs.options(server, options));
  }

  private static void put(ObjectStore store, byte[] bytes) throws StoreException {
    store.put(NAME, ObjectContent.of(bytes), PutCondition.ANY, Purpose.BACKUP);
  }

  private long requests(String pattern) {
    return server.requests().stream()
        .filter(java.util.regex.Pattern.compile(pattern).asPredicate())
        .count();
  }

  private static byte[] bytes(int length) {
    byte[] bytes = new byte[length];
    new SplittableRandom(length).nextBytes(bytes);
    return bytes;
  }

  /** Whose last byte is another each time. */
  private static final class ChangingContent implements ObjectContent {
    private final byte[] bytes;
    private int times;

    ChangingContent(byte[] bytes) {
      this.bytes = bytes;
    }

    @Override
    public long length() {
      return bytes.length;
    }

    @Override
    public InputStream open() {
      byte[] all = Arrays.copyOf(bytes, bytes.length - 1);
      byte[] last = ByteBuffer.allocate(1).put((byte) times++).array();
      return new SequenceInputStream(new ByteArrayInputStream(all), new ByteArrayInputStream(last));
    }
  }
}
