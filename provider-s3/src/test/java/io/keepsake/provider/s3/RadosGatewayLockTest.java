package io.keepsake.provider.s3;

import static io.keepsake.testkit.storage.StoreCases.bytes;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.keepsake.core.spi.storage.Capability;
import io.keepsake.core.spi.storage.ListPage;
import io.keepsake.core.spi.storage.LockRule;
import io.keepsake.core.spi.storage.ObjectContent;
import io.keepsake.core.spi.storage.ObjectName;
import io.keepsake.core.spi.storage.ObjectStat;
import io.keepsake.core.spi.storage.ObjectStore;
import io.keepsake.core.spi.storage.Purpose;
import io.keepsake.core.spi.storage.PutCondition;
import io.keepsake.core.spi.storage.Retention;
import io.keepsake.core.spi.storage.StoreException;
import io.keepsake.core.spi.storage.StoreException.Kind;
import io.keepsake.testkit.storage.RetentionLockContract;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.model.ObjectVersion;
import software.amazon.awssdk.services.s3.model.PutObjectRetentionResponse;
import software.amazon.awssdk.services.s3.model.S3Exception;

/** Object Lock on Ceph: the contract, and what is special to buckets that keep versions. */
final class RadosGatewayLockTest extends RetentionLockContract {

  private static final String LOCKING = "locking";
  private static final ObjectName NAME = new ObjectName("packs/a");

  @TempDir private static Path directory;
  private static RadosGateway gateway;

  private String place = "";

  @BeforeAll
  static void start() throws Exception {
    gateway = RadosGateway.start(directory);
    gateway.createBucket(Servers.BUCKET);
    gateway.createLockingBucket(LOCKING);
  }

  @AfterAll
  static void stop() {
    if (gateway != null) {
      gateway.close();
    }
  }

  @Override
  protected ObjectStore open(String space, Optional<LockRule> rule) throws StoreException {
    place = space;
    return gateway.open(LOCKING, space, options(rule));
  }

  private static Map<String, String> options(Optional<LockRule> rule) {
    Map<String, String> options = new HashMap<>();
    rule.ifPresent(
        each -> {
          options.put(LockRule.MODE, each.mode().name().toLowerCase(Locale.ROOT));
          options.put(LockRule.TIME, each.time().toSeconds() + "s");
        });
    return options;
  }

  /** A bucket without locks is told in one sentence, and nothing is stored there unlocked. */
  @Test
  void aBucketWithoutLocksIsToldApart() throws Exception {
    try (ObjectStore store = gateway.open(Servers.BUCKET, place, options(Optional.of(HOUR)))) {
      assertFalse(store.capabilities().contains(Capability.RETENTION_LOCK));
      StoreException failure =
          assertFails(
              Kind.INVALID,
              () ->
                  store.put(NAME, ObjectContent.of(bytes(9, 1)), PutCondition.ANY, Purpose.BACKUP));
      assertEquals(
          "Provider ceph could not lock objects: the bucket weddings has no object lock; turn it"
              + " on, or make a bucket with it, or take the option object-lock out",
          failure.getMessage());
      assertEquals(Optional.empty(), store.stat(NAME, Purpose.VERIFY));
      assertFails(Kind.INVALID, () -> store.locks().orElseThrow().read(NAME, Purpose.VERIFY));
    }
  }

  /** The bytes behind those that were written over them are there, and locked. */
  @Test
  void whatWasWrittenOverIsStillThere() throws Exception {
    put("packs/a", bytes(100, 1));
    another(Optional.empty())
        .put(NAME, ObjectContent.of(bytes(100, 2)), PutCondition.ANY, Purpose.BACKUP);
    List<ObjectVersion> versions = versions();
    assertEquals(2, versions.size());
    byte[] old =
        gateway.asOwner(
            client ->
                client
                    .getObjectAsBytes(
                        get ->
                            get.bucket(LOCKING)
                                .key(versions.getLast().key())
                                .versionId(versions.getLast().versionId()))
                    .asByteArray());
    assertArrayEquals(bytes(100, 1), old);
    StoreException refused =
        assertFails(Kind.DENIED, () -> store().delete(List.of(NAME), Purpose.PRUNE));
    assertTrue(
        refused.getMessage().contains("locked in compliance mode until"), refused::getMessage);
    assertTrue(refused.getMessage().contains(", in an earlier version;"), refused::getMessage);
    assertArrayEquals(bytes(100, 2), read("packs/a"));
  }

  /** What a deletion that names no version hides is found, and comes back with its marker gone. */
  @Test
  void whatIsHiddenIsFoundAndComesBack() throws Exception {
    List<String> names = new ArrayList<>();
    for (int i = 0; i < 5; i++) {
      names.add("packs/" + i);
      put("packs/" + i, bytes(100, i));
    }
    assertEquals(List.of(), hidden());
    List<String> some = List.of("packs/1", "packs/3");
    ObjectStore plain = another(Optional.empty());
    plain.delete(some.stream().map(ObjectName::new).toList(), Purpose.PRUNE);
    plain.delete(List.of(new ObjectName("packs/3")), Purpose.PRUNE); // a second marker
    names.removeAll(some);
    assertEquals(names, list(""));
    assertEquals(some, hidden().stream().map(found -> found.name().value()).toList());
    assertTrue(hidden().stream().allMatch(found -> found.length() == 100));
    Retention lock = locks().readHidden(new ObjectName("packs/3"), Purpose.VERIFY).orElseThrow();
    assertTrue(lock.until().isAfter(Instant.now()), lock::toString);
    gateway.asOwner(this::removeMarkers);
    assertEquals(List.of(), hidden());
    assertEquals(5, list("").size());
    assertArrayEquals(bytes(100, 3), read("packs/3"));
  }

  /** Keepsake's own deletions leave nothing behind. */
  @Test
  void whatIsDeletedIsGoneWithAllItsVersions() throws Exception {
    ObjectStore plain = another(Optional.empty());
    for (int i = 0; i < 3; i++) {
      plain.put(NAME, ObjectContent.of(bytes(100, i)), PutCondition.ANY, Purpose.BACKUP);
    }
    plain.delete(List.of(NAME), Purpose.PRUNE);
    ObjectName longer = new ObjectName("packs/ab");
    plain.put(longer, ObjectContent.of(bytes(9, 9)), PutCondition.ANY, Purpose.BACKUP);
    assertEquals(4, versions().size());
    store().delete(List.of(NAME, new ObjectName("packs/none")), Purpose.PRUNE);
    assertEquals(List.of(), hidden());
    assertEquals(1, versions().size());
    assertEquals(List.of("packs/ab"), list(""));
  }

  /** The service itself refuses what this provider would refuse before. */
  @Test
  void theServiceRefusesToShortenALock() throws Exception {
    put("packs/a", bytes(100, 1));
    Retention lock = lockOf("packs/a").orElseThrow();
    S3Exception refused =
        assertThrows(
            S3Exception.class,
            () -> gateway.asOwner(client -> shorten(client, lock.until().minusSeconds(60))));
    assertEquals(403, refused.statusCode(), refused::getMessage);
    assertEquals(Optional.of(lock), lockOf("packs/a"));
  }

  private PutObjectRetentionResponse shorten(S3Client client, Instant until) {
    return client.putObjectRetention(
        put ->
            put.bucket(LOCKING)
                .key(place + "/" + NAME)
                .retention(lock -> lock.mode("COMPLIANCE").retainUntilDate(until)));
  }

  private List<ObjectStat> hidden() throws StoreException {
    List<ObjectStat> hidden = new ArrayList<>();
    Optional<String> next = Optional.empty();
    do {
      ListPage page = locks().hidden(next, Purpose.VERIFY);
      hidden.addAll(page.objects());
      next = page.next();
    } while (next.isPresent());
    return hidden;
  }

  private List<ObjectVersion> versions() throws StoreException {
    return gateway.asOwner(
        client ->
            client
                .listObjectVersions(list -> list.bucket(LOCKING).prefix(place + "/packs/"))
                .versions());
  }

  private boolean removeMarkers(S3Client client) {
    client
        .listObjectVersions(list -> list.bucket(LOCKING).prefix(place + "/packs/"))
        .deleteMarkers()
        .forEach(
            marker ->
                client.deleteObject(
                    delete ->
                        delete.bucket(LOCKING).key(marker.key()).versionId(marker.versionId())));
    return true;
  }
}
