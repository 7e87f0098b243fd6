package io.keepsake.provider.local.webdav;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
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
import io.keepsake.core.spi.storage.StoreSettings;
import java.io.InputStream;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Function;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.function.Executable;
import org.junit.jupiter.api.io.TempDir;

/** Servers that do what Apache does not. */
@Timeout(60)
final class OddServerTest {

  private static final String ROOT = OddServer.collection("/dav/", "");

  private static ObjectStore open(OddServer server) throws StoreException {
    return new WebdavStoreProvider()
        .open(
            new StoreSettings(
                "box",
                URI.create("webdav://127.0.0.1:%d/dav".formatted(server.port())),
                Map.of("idle-timeout", "2s")));
  }

  /** A server that lists just this, has the files that it lists, and answers the rest so. */
  private static OddServer listing(String entries, Function<OddServer.Request, String> rest)
      throws Exception {
    return new OddServer(
        request -> {
          if (!request.method().equals("PROPFIND")) {
            return rest.apply(request);
          }
          return request.target().matches("/dav/?")
              ? OddServer.multistatus(
                  ROOT + (request.headers().get("depth").equals("1") ? entries : ""))
              : OddServer.multistatus(OddServer.file(request.target(), 10));
        });
  }

  private static OddServer listing(String entries) throws Exception {
    return listing(entries, request -> OddServer.answer("500 Oops", ""));
  }

  private static List<String> list(OddServer server) throws StoreException {
    try (ObjectStore store = open(server)) {
      return store.list("", Optional.empty(), 100, Purpose.VERIFY).objects().stream()
          .map(object -> object.name().value())
          .toList();
    }
  }

  private static String fails(Kind kind, Executable call) {
    StoreException failure = assertThrows(StoreException.class, call);
    assertEquals(kind, failure.kind(), failure::toString);
    String message = String.valueOf(failure.getMessage());
    assertFalse(message.contains("\n"), message);
    return message;
  }

  /** Whole URLs, other servers' ways of writing percent signs, and what is no name of ours. */
  @Test
  void hrefsAreReadAsTheyCome() throws Exception {
    String entries =
        OddServer.file("http://other.example:81/dav/a%2bb", 1)
            + OddServer.file("/dav/a+b!", 1)
            + OddServer.file("/dav/%E7%B5%90%e5%A9%9a", 1)
            + OddServer.file("/dav/&lt;x&gt;", 1)
            + OddServer.file("/dav/latin%E9", 1)
            + OddServer.file("/dav/a%2Fb", 1)
            + OddServer.file("/dav/%2e%2e", 1)
            + OddServer.file("/dav/half%2", 1)
            + OddServer.file("/dav/line%0Aend", 1);
    try (OddServer server = listing(entries)) {
      assertEquals(List.of("<x>", "a+b", "a+b!", "結婚"), list(server));
    }
  }

  @Test
  void anEntryFromElsewhereIsNotTakenForOurs() throws Exception {
    for (String href : List.of("/inner/dav/a", "/dav/../etc/passwd", "/dav/x/y", "a")) {
      try (OddServer server = listing(OddServer.file(href, 1))) {
        String told = fails(Kind.CORRUPT, () -> list(server));
        assertTrue(told.contains("perhaps a proxy"), told);
      }
    }
  }

  @Test
  void anErrorInAListingIsNoShortListing() throws Exception {
    String removed =
        "<d:response><d:href>/dav/gone</d:href><d:status>HTTP/1.1 404 x</d:status></d:response>";
    String denied = removed.replace("gone", "secret").replace("404", "403");
    try (OddServer server = listing(removed + OddServer.file("/dav/a", 1))) {
      assertEquals(List.of("a"), list(server));
    }
    try (OddServer server = listing(denied + OddServer.file("/dav/a", 1))) {
      fails(Kind.DENIED, () -> list(server));
    }
    String cut = denied.replace("secret", "").replace("403", "507");
    try (OddServer server = listing(OddServer.file("/dav/a", 1) + cut)) {
      fails(Kind.QUOTA, () -> list(server));
    }
  }

  @Test
  void aFileWithoutALengthIsNotGuessed() throws Exception {
    String entry = OddServer.file("/dav/a", 1).replaceAll("<d:getcontentlength>.*length>", "");
    try (OddServer server = listing(entry)) {
      String told = fails(Kind.CORRUPT, () -> list(server));
      assertTrue(told.contains("/dav/a"), told);
    }
  }

  @Test
  void entitiesAreNotFollowed(@TempDir Path directory) throws Exception {
    Path secret = Files.writeString(directory.resolve("secret"), "giraffe");
    String doctype =
        "<!DOCTYPE m [<!ENTITY x SYSTEM \"%s\">]><d:multistatus xmlns:d=\"DAV:\">%s</d:multistatus>"
            .formatted(secret.toUri(), OddServer.file("/dav/&x;", 1));
    try (OddServer server =
        new OddServer(request -> OddServer.answer("207 Multi-Status", doctype))) {
      String told = fails(Kind.CORRUPT, () -> open(server).close());
      assertFalse(told.contains("giraffe"), told);
    }
  }

  /** It sends all of a file whatever is asked for. */
  @Test
  void aServerWithoutRangesIsUnderstood() throws Exception {
    try (OddServer server = listing("", request -> OddServer.answer("200 OK", "0123456789"));
        ObjectStore store = open(server)) {
      assertEquals("345", read(store, new ByteRange(3, 3)));
      assertEquals("789", read(store, new ByteRange(7, 100)));
      assertEquals("0123456789", read(store, ByteRange.ALL));
    }
  }

  @Test
  void anotherPartThanAskedForIsRefused() throws Exception {
    try (OddServer server =
            listing(
                "",
                request -> OddServer.answer("206 Partial", "234", "Content-Range: bytes 2-4/10"));
        ObjectStore store = open(server)) {
      fails(Kind.CORRUPT, () -> read(store, new ByteRange(3, 3)));
    }
  }

  @Test
  void aFileInAnotherFormIsRefused() throws Exception {
    try (OddServer server =
            listing(
                "", request -> OddServer.answer("200 OK", "0123456789", "Content-Encoding: gzip"));
        ObjectStore store = open(server)) {
      fails(Kind.CORRUPT, () -> read(store, ByteRange.ALL));
    }
  }

  @Test
  void aFullServerIsTold() throws Exception {
    try (OddServer server =
            new OddServer(
                request ->
                    switch (request.method()) {
                      case "PROPFIND" ->
                          request.target().matches("/dav(/.keepsake-tmp)?")
                              ? OddServer.multistatus(ROOT)
                              : OddServer.answer("404 Not Found", "");
                      case "MKCOL" -> OddServer.answer("405 Method Not Allowed", "");
                      case "PUT" -> OddServer.answer("507 Insufficient Storage", "full");
                      default -> OddServer.answer("204 No Content", "");
                    });
        ObjectStore store = open(server)) {
      String told = fails(Kind.QUOTA, () -> put(store));
      assertTrue(told.contains("no room is left"), told);
    }
  }

  /** Nor does it answer anything else; so the second try sends all at once. */
  @Test
  void aServerThatNeverSaysThatItWantsAFileGetsItAtOnce() throws Exception {
    Map<String, Integer> lengths = new ConcurrentHashMap<>();
    try (OddServer server =
            new OddServer(
                request -> {
                  String target = request.target();
                  switch (request.method()) {
                    case "PUT" ->
                        lengths.put(
                            target, Integer.parseInt(request.headers().get("content-length")));
                    case "MOVE" ->
                        lengths.put("/dav/a", Optional.ofNullable(lengths.get(target)).orElse(0));
                    case "PROPFIND" -> {
                      return target.matches("/dav(/.keepsake-tmp)?/?")
                          ? OddServer.multistatus(ROOT)
                          : Optional.ofNullable(lengths.get(target))
                              .map(length -> OddServer.multistatus(OddServer.file(target, length)))
                              .orElse(OddServer.answer("404 Not Found", ""));
                    }
                    default -> {
                      return OddServer.answer("405 Method Not Allowed", "");
                    }
                  }
                  return OddServer.answer("201 Created", "");
                },
                OddServer.Continue.NOT_SAID);
        ObjectStore store = open(server)) {
      fails(Kind.TIMEOUT, () -> put(store));
      put(store);
      assertEquals(100_000, lengths.get("/dav/a"));
    }
  }

  private static void put(ObjectStore store) throws StoreException {
    store.put(
        new ObjectName("a"), ObjectContent.of(new byte[100_000]), PutCondition.ANY, Purpose.BACKUP);
  }

  /** RFC 4331. */
  @Test
  void freeSpaceIsToldWhereTheServerDoes() throws Exception {
    String root =
        OddServer.collection("/dav/", "<d:quota-available-bytes>12345</d:quota-available-bytes>");
    try (OddServer server = new OddServer(request -> OddServer.multistatus(root));
        ObjectStore store = open(server)) {
      assertTrue(store.capabilities().contains(Capability.QUOTA));
      assertEquals(OptionalLong.of(12_345), store.usage(Purpose.PROBE).availableBytes());
    }
  }

  @Test
  void aRedirectIsNotFollowed() throws Exception {
    try (OddServer server =
        new OddServer(
            request ->
                OddServer.answer("302 Found", "", "Location: https://login.example/x?token=abc"))) {
      String told = fails(Kind.INVALID, () -> open(server).close());
      assertTrue(told.contains("https://login.example/x"), told);
      assertFalse(told.contains("abc"), told);
      assertEquals(1, server.seen().size());
    }
  }

  private static String read(ObjectStore store, ByteRange range) throws Exception {
    try (InputStream in = store.get(new ObjectName("a"), range, Purpose.RESTORE)) {
      return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    }
  }
}
