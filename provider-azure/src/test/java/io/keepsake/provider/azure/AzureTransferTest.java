package io.keepsake.provider.azure;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.keepsake.core.spi.storage.ByteRange;
import io.keepsake.core.spi.storage.Capability;
import io.keepsake.core.spi.storage.ListPage;
import io.keepsake.core.spi.storage.ObjectContent;
import io.keepsake.core.spi.storage.ObjectName;
import io.keepsake.core.spi.storage.Purpose;
import io.keepsake.core.spi.storage.PutCondition;
import io.keepsake.core.spi.storage.StoreException;
import io.keepsake.core.spi.storage.StoreException.Kind;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.function.Executable;

/** Transfers that break off, stall or bring something else, and services that ignore conditions. */
class AzureTransferTest {

  private static final Duration LONG = Duration.ofSeconds(30);
  private static final Duration SHORT = Duration.ofMillis(300);
  private static final ObjectName NAME = new ObjectName("packs/a");

  @Test
  void aBodyThatFitsItsChecksumIsRead() throws Exception {
    assertArrayEquals(
        "hello".getBytes(UTF_8), assertDoesRead(Map.of("Content-MD5", md5("hello")), "hello"));
  }

  @Test
  void aBodyThatDoesNotFitItsChecksumIsCorrupt() throws Exception {
    StoreException failure =
        assertThrows(
            StoreException.class,
            () -> assertDoesRead(Map.of("Content-MD5", md5("hello")), "hallo"));
    assertEquals(Kind.CORRUPT, failure.kind(), failure::toString);
  }

  @Test
  void aBodyCutShortIsNoEnd() throws Exception {
    StoreException failure =
        assertThrows(
            StoreException.class, () -> assertDoesRead(Map.of("Content-Length", "10"), "hello"));
    assertEquals(Kind.UNAVAILABLE, failure.kind(), failure::toString);
  }

  /** The bytes before the last are handed out before the checksum is known; the end is not. */
  @Test
  void anExactReadOfADamagedBodyFailsToo() throws Exception {
    byte[] answer = StubService.answer(200, Map.of("Content-MD5", md5("hello")), "hallo");
    try (StubService service = new StubService((request, out) -> out.write(answer));
        AzureStore store = new AzureStore(service.config(LONG));
        InputStream in = store.get(NAME, ByteRange.ALL, Purpose.RESTORE)) {
      byte[] five = new byte[5];
      assertThrows(StoreException.class, () -> in.readNBytes(five, 0, 5));
      assertThrows(StoreException.class, in::read);
    }
  }

  @Test
  void aSilentServiceTimesOut() throws Exception {
    try (Stalling stalling = new Stalling(new byte[0]);
        AzureStore store = new AzureStore(stalling.service.config(SHORT))) {
      assertTimesOut(() -> store.stat(NAME, Purpose.PROBE));
      assertTimesOut(() -> store.list("", Optional.empty(), 5, Purpose.PROBE));
      assertTimesOut(() -> put(store, 3 << 20, PutCondition.ANY));
      assertTimesOut(() -> store.delete(List.of(NAME), Purpose.PRUNE));
    }
  }

  @Test
  void aBodyThatStallsTimesOut() throws Exception {
    try (Stalling stalling = new Stalling(halfABody());
        AzureStore store = new AzureStore(stalling.service.config(SHORT));
        InputStream in = store.get(NAME, ByteRange.ALL, Purpose.RESTORE)) {
      assertEquals(5, in.readNBytes(5).length);
      assertTimesOut(in::read);
    }
  }

  @Test
  void closingEndsCallsUnderWay() throws Exception {
    try (Stalling stalling = new Stalling(new byte[0]);
        ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
      AzureStore store = new AzureStore(stalling.service.config(LONG));
      Future<StoreException> failure =
          threads.submit(
              () ->
                  assertThrows(StoreException.class, () -> put(store, 10, PutCondition.IF_ABSENT)));
      stalling.arrived.await();
      store.close();
      assertEquals(Kind.UNAVAILABLE, failure.get().kind(), failure.get()::toString);
    }
  }

  @Test
  void closingEndsAReadThatWaits() throws Exception {
    try (Stalling stalling = new Stalling(halfABody());
        ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
      AzureStore store = new AzureStore(stalling.service.config(LONG));
      InputStream in = store.get(NAME, ByteRange.ALL, Purpose.RESTORE);
      assertEquals(5, in.readNBytes(5).length);
      Future<StoreException> failure =
          threads.submit(() -> assertThrows(StoreException.class, in::read));
      store.close();
      assertEquals(Kind.UNAVAILABLE, failure.get().kind(), failure.get()::toString);
      in.close();
    }
  }

  @Test
  void anInterruptEndsCallsAndReads() throws Exception {
    try (Stalling stalling = new Stalling(halfABody());
        AzureStore store = new AzureStore(stalling.service.config(LONG));
        InputStream in = store.get(NAME, ByteRange.ALL, Purpose.RESTORE)) {
      assertEquals(5, in.readNBytes(5).length);
      assertIsInterrupted(in::read);
    }
    try (Stalling stalling = new Stalling(new byte[0]);
        AzureStore store = new AzureStore(stalling.service.config(LONG))) {
      assertIsInterrupted(() -> put(store, 3 << 20, PutCondition.ANY));
    }
  }

  @Test
  void aServiceThatIgnoresConditionsIsFoundOut() throws Exception {
    try (StubService service = new StubService(AzureTransferTest::acceptEverything);
        AzureStore store = new AzureStore(service.config(LONG))) {
      assertTrue(store.capabilities().contains(Capability.CONDITIONAL_PUT));
      StoreException failure =
          assertThrows(StoreException.class, () -> put(store, 10, PutCondition.IF_ABSENT));
      assertEquals(Kind.ALREADY_EXISTS, failure.kind(), failure::toString);
      assertFalse(store.capabilities().contains(Capability.CONDITIONAL_PUT));
      List<String> methods = service.requests().stream().map(r -> r.method()).toList();
      assertEquals(List.of("PUT", "PUT", "DELETE", "HEAD"), methods);
      assertFalse(store.capabilities().contains(Capability.SERVER_CHECKSUM), "it told none");
    }
  }

  @Test
  void aCommitThatIgnoresConditionsIsFoundOutToo() throws Exception {
    try (StubService service = new StubService(AzureTransferTest::acceptEverything);
        AzureStore store = new AzureStore(service.config(LONG))) {
      StoreException failure =
          assertThrows(StoreException.class, () -> put(store, 3 << 20, PutCondition.IF_ABSENT));
      assertEquals(Kind.ALREADY_EXISTS, failure.kind(), failure::toString);
      assertFalse(store.capabilities().contains(Capability.CONDITIONAL_PUT));
    }
  }

  @Test
  void aListingInAnotherOrderIsSortedInAPageAndRefusedAcrossPages() throws Exception {
    try (StubService service =
            new StubService(
                (request, out) ->
                    out.write(
                        request.target().contains("marker=")
                            ? page("", "a-b", "a0")
                            : page("more", "a/y", "a/x")));
        AzureStore store = new AzureStore(service.config(LONG))) {
      ListPage first = store.list("", Optional.empty(), 10, Purpose.VERIFY);
      assertEquals(
          List.of("a/x", "a/y"),
          first.objects().stream().map(object -> object.name().value()).toList());
      StoreException failure =
          assertThrows(
              StoreException.class, () -> store.list("", first.next(), 10, Purpose.VERIFY));
      assertEquals(Kind.INVALID, failure.kind());
      assertTrue(failure.getMessage().contains("hierarchical namespace"), failure::toString);
    }
  }

  private static byte[] page(String next, String... names) {
    StringBuilder xml =
        new StringBuilder("<?xml version=\"1.0\" encoding=\"utf-8\"?><EnumerationResults><Blobs>");
    for (String name : names) {
      xml.append("<Blob><Name>p/" + name + "</Name><Properties>")
          .append("<Content-Length>3</Content-Length></Properties></Blob>");
    }
    xml.append("</Blobs><NextMarker>" + next + "</NextMarker></EnumerationResults>");
    return StubService.answer(200, Map.of("Content-Type", "application/xml"), xml.toString());
  }

  private static void acceptEverything(StubService.Request request, OutputStream out)
      throws IOException {
    int status =
        switch (request.method()) {
          case "PUT" -> 201;
          case "DELETE" -> 202;
          default -> 200;
        };
    out.write(StubService.answer(status, Map.of(), ""));
  }

  private static byte[] assertDoesRead(Map<String, String> headers, String body) throws Exception {
    byte[] answer = StubService.answer(200, headers, body);
    try (StubService service = new StubService((request, out) -> out.write(answer));
        AzureStore store = new AzureStore(service.config(LONG));
        InputStream in = store.get(NAME, ByteRange.ALL, Purpose.RESTORE)) {
      return in.readAllBytes();
    }
  }

  private static byte[] halfABody() {
    return StubService.answer(200, Map.of("Content-Length", "10"), "hello");
  }

  private static void put(AzureStore store, int length, PutCondition condition)
      throws StoreException {
    store.put(NAME, ObjectContent.of(new byte[length]), condition, Purpose.BACKUP);
  }

  private static void assertTimesOut(Executable call) {
    StoreException failure = assertThrows(StoreException.class, call);
    assertEquals(Kind.TIMEOUT, failure.kind(), failure::toString);
    assertTrue(failure.getMessage().contains("idle-timeout"), failure::toString);
  }

  /** Interrupts a call that is waiting, or about to: it makes no difference. */
  private static void assertIsInterrupted(Executable call) throws Exception {
    CountDownLatch running = new CountDownLatch(1);
    Thread[] caller = new Thread[1];
    try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
      Future<Boolean> flag =
          threads.submit(
              () -> {
                caller[0] = Thread.currentThread();
                running.countDown();
                StoreException failure = assertThrows(StoreException.class, call);
                assertEquals(Kind.INTERRUPTED, failure.kind(), failure::toString);
                return Thread.currentThread().isInterrupted();
              });
      running.await();
      caller[0].interrupt();
      assertTrue(flag.get(), "the flag was lost");
    }
  }

  private static String md5(String text) {
    return Base64.getEncoder().encodeToString(Md5.of(ByteBuffer.wrap(text.getBytes(UTF_8))));
  }

  /** A service that says so much and no more. */
  private static final class Stalling implements AutoCloseable {
    private final CountDownLatch arrived = new CountDownLatch(1);
    private final CountDownLatch over = new CountDownLatch(1);
    private final StubService service;

    Stalling(byte[] said) throws IOException {
      service =
          new StubService(
              (request, out) -> {
                out.write(said);
                out.flush();
                arrived.countDown();
                over.await();
              });
    }

    @Override
    public void close() throws IOException {
      over.countDown();
      service.close();
    }
  }
}
