package io.keepsake.provider.s3;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.keepsake.core.spi.storage.LockMode;
import io.keepsake.core.spi.storage.ObjectContent;
import io.keepsake.core.spi.storage.ObjectName;
import io.keepsake.core.spi.storage.ObjectStore;
import io.keepsake.core.spi.storage.Purpose;
import io.keepsake.core.spi.storage.PutCondition;
import io.keepsake.core.spi.storage.Retention;
import io.keepsake.core.spi.storage.StoreException;
import io.keepsake.core.spi.storage.StoreException.Kind;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/**
 * Locks at a service that is stricter than Ceph, or at the wrong moment: it has {@code packs/a}
 * already, and refuses to lock it more firmly to whoever does not say that he may.
 */
final class CannedLocksTest {

  private static final ObjectName NAME = new ObjectName("packs/a");
  private final Instant now = Instant.now().truncatedTo(ChronoUnit.SECONDS);

  private CannedService service;
  private volatile Optional<Retention> lock = Optional.empty();
  private volatile boolean isRefusing;

  @BeforeEach
  void start() throws IOException {
    service = CannedService.answering(this::answer);
  }

  @AfterEach
  void stop() throws IOException {
    service.close();
  }

  private byte[] answer(String head) {
    String lower = head.toLowerCase(Locale.ROOT);
    String line = lower.lines().findFirst().orElseThrow();
    if (line.contains("?object-lock")) {
      return CannedService.answer(
          200,
          """
          <ObjectLockConfiguration><ObjectLockEnabled>Enabled</ObjectLockEnabled>\
          </ObjectLockConfiguration>\
          """);
    }
    if (line.contains("retention")) {
      return line.startsWith("get") ? lock() : locked(lower);
    }
    if (line.contains("versions")) {
      return CannedService.answer(200, versions());
    }
    return lower.contains("if-none-match: *")
        ? CannedService.error(412, "PreconditionFailed", "There is one")
        : CannedService.answer(200, "", "ETag: \"e\"");
  }

  private byte[] lock() {
    return lock.map(
            each ->
                CannedService.answer(
                    200,
                    "<Retention><Mode>%s</Mode><RetainUntilDate>%s</RetainUntilDate></Retention>"
                        .formatted(each.mode(), each.until())))
        .orElseGet(
            () -> CannedService.error(404, "NoSuchObjectLockConfiguration", "It has no lock"));
  }

  private byte[] locked(String head) {
    return isRefusing && !head.contains("x-amz-bypass-governance-retention: true")
        ? CannedService.error(403, "AccessDenied", "Access Denied")
        : CannedService.answer(200, "");
  }

  private static String versions() {
    String version =
        """
        <Version><Key>a/packs/%s</Key><VersionId>%s</VersionId><IsLatest>false</IsLatest>\
        <LastModified>2026-01-01T00:00:00Z</LastModified><Size>1</Size></Version>\
        """;
    return "<ListVersionsResult><IsTruncated>false</IsTruncated><DeleteMarker><Key>a/packs/a</Key>"
        + "<VersionId>v0</VersionId><IsLatest>true</IsLatest>"
        + "<LastModified>2026-01-02T00:00:00Z</LastModified></DeleteMarker>"
        + version.formatted("a", "v1")
        + version.formatted("a", "v2")
        + version.formatted("ab", "v3")
        + "</ListVersionsResult>";
  }

  private ObjectStore open(String mode) throws StoreException {
    return service.open(Map.of("object-lock", mode, "lock-for", "30d"));
  }

  private Kind put(String mode) throws Exception {
    try (ObjectStore store = open(mode)) {
      ObjectContent content = ObjectContent.of(new byte[9]);
      return assertThrows(
              StoreException.class,
              () -> store.put(NAME, content, PutCondition.IF_ABSENT, Purpose.BACKUP))
          .kind();
    }
  }

  private Retention days(LockMode mode, int days) {
    return new Retention(mode, now.plus(Duration.ofDays(days)));
  }

  private List<String> asked(String start) {
    return service.heads().stream().filter(head -> head.startsWith(start)).toList();
  }

  private int settings() {
    return asked("PUT /weddings/a/packs/a?retention").size();
  }

  /** Its first upload may have lost its lock, and failed before that was noticed. */
  @Test
  void whatIsThereAlreadyIsLockedToo() throws Exception {
    assertEquals(Kind.ALREADY_EXISTS, put("compliance"));
    assertEquals(1, settings(), () -> service.heads().toString());
  }

  @Test
  void whatIsThereAndLockedIsLeftAlone() throws Exception {
    lock = Optional.of(days(LockMode.COMPLIANCE, 31));
    assertEquals(Kind.ALREADY_EXISTS, put("governance"));
    assertEquals(0, settings());
  }

  /** A lock that cannot be made longer is one. */
  @Test
  void whatIsThereWithAnotherLockIsThere() throws Exception {
    lock = Optional.of(days(LockMode.GOVERNANCE, 1));
    isRefusing = true;
    assertEquals(Kind.ALREADY_EXISTS, put("governance"));
    assertEquals(1, settings());
  }

  @Test
  void whatIsThereWithoutALockAndCannotGetOneIsNotStored() throws Exception {
    isRefusing = true;
    assertEquals(Kind.DENIED, put("compliance"));
  }

  @Test
  void theStepToComplianceIsAskedForAsItsRightWants() throws Exception {
    lock = Optional.of(days(LockMode.GOVERNANCE, 1));
    isRefusing = true;
    try (ObjectStore store = open("compliance")) {
      store.locks().orElseThrow().lock(NAME, days(LockMode.COMPLIANCE, 30), Purpose.REPAIR);
      assertEquals(2, settings(), "first without");
      StoreException refused =
          assertThrows(
              StoreException.class,
              () ->
                  store
                      .locks()
                      .orElseThrow()
                      .lock(NAME, days(LockMode.GOVERNANCE, 30), Purpose.REPAIR));
      assertEquals(Kind.DENIED, refused.kind());
      assertEquals(3, settings(), "nothing else is asked for in that way");
    }
  }

  /** Every version behind the marker counts, and none of other keys. */
  @Test
  void theLockOfWhatIsHiddenIsThatOfItsVersions() throws Exception {
    lock = Optional.of(days(LockMode.COMPLIANCE, 30));
    try (ObjectStore store = open("compliance")) {
      assertEquals(lock, store.locks().orElseThrow().readHidden(NAME, Purpose.VERIFY));
    }
    List<String> read = asked("GET /weddings/a/packs/a?");
    assertEquals(2, read.size(), read::toString);
    assertTrue(read.stream().anyMatch(head -> head.contains("versionId=v1")), read::toString);
    assertTrue(read.stream().anyMatch(head -> head.contains("versionId=v2")), read::toString);
  }
}
