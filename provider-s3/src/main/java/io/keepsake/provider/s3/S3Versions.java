package io.keepsake.provider.s3;

import io.keepsake.core.spi.storage.ListPage;
import io.keepsake.core.spi.storage.ObjectStat;
import io.keepsake.core.spi.storage.StoreException;
import io.keepsake.provider.s3.S3Action.Asked;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Base64;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.model.DeleteMarkerEntry;
import software.amazon.awssdk.services.s3.model.ListObjectVersionsResponse;
import software.amazon.awssdk.services.s3.model.ObjectVersion;

/**
 * What a bucket that keeps versions has behind what it lists. There a deletion that names no
 * version puts a delete marker in front of the others, and an upload a new version: nothing is lost
 * by either, and no room is gained.
 */
final class S3Versions {

  /**
   * One version of an object, or a marker.
   *
   * @param key whose
   * @param id its own
   * @param latest whether it is the one that is read
   * @param modified when it was stored
   */
  record Version(String key, String id, boolean latest, Instant modified) {}

  /** Deleted in this order, the object is read as before until the last one goes. */
  private static final Comparator<Version> LATEST_LAST =
      Comparator.comparing(Version::latest).thenComparing(Version::modified);

  private final S3Client client;
  private final S3Place place;
  private final S3Calls calls;

  S3Versions(S3Client client, S3Place place, S3Calls calls) {
    this.client = client;
    this.place = place;
    this.calls = calls;
  }

  /** All versions and markers of a key, the one that is read last. */
  List<Version> of(String key) {
    List<Version> found = new ArrayList<>();
    for (ListObjectVersionsResponse page :
        client.listObjectVersionsPaginator(request -> request.bucket(place.bucket()).prefix(key))) {
      page.versions().stream().map(S3Versions::version).forEach(found::add);
      page.deleteMarkers().stream().map(S3Versions::marker).forEach(found::add);
      if (found.stream().anyMatch(version -> !version.key().equals(key))) {
        break; // longer keys that begin so come behind it
      }
    }
    return found.stream().filter(version -> version.key().equals(key)).sorted(LATEST_LAST).toList();
  }

  /** All versions of a key that have bytes: no markers. */
  List<Version> withBytes(String key) {
    return client
        .listObjectVersionsPaginator(request -> request.bucket(place.bucket()).prefix(key))
        .stream()
        .takeWhile(page -> page.keyMarker() == null || page.keyMarker().compareTo(key) <= 0)
        .flatMap(page -> page.versions().stream())
        .filter(version -> version.key().equals(key))
        .map(S3Versions::version)
        .toList();
  }

  private static Version version(ObjectVersion version) {
    return new Version(
        version.key(), version.versionId(), version.isLatest(), version.lastModified());
  }

  private static Version marker(DeleteMarkerEntry marker) {
    return new Version(marker.key(), marker.versionId(), marker.isLatest(), marker.lastModified());
  }

  /** A page of the objects whose newest version is a marker, with a version behind it. */
  ListPage hidden(Optional<String> continuation) throws StoreException {
    Asked asked = S3Action.LIST_VERSIONS.of("what is hidden");
    Position from = continuation.map(Position::of).orElse(Position.START);
    ListObjectVersionsResponse page = calls.run(asked, progress -> page(from));
    Set<String> marked = new HashSet<>();
    if (from.marked()) {
      marked.add(from.key());
    }
    page.deleteMarkers().stream()
        .filter(DeleteMarkerEntry::isLatest)
        .forEach(marker -> marked.add(marker.key()));
    List<ObjectStat> hidden = new ArrayList<>();
    String told = from.told() ? from.key() : "";
    for (ObjectVersion version : page.versions()) { // of one key, the newest first
      if (marked.contains(version.key()) && !version.key().equals(told)) {
        told = version.key();
        stat(version).ifPresent(hidden::add);
      }
    }
    if (!Boolean.TRUE.equals(page.isTruncated())) {
      return new ListPage(hidden, Optional.empty());
    }
    String last = page.nextKeyMarker();
    Position next =
        new Position(last, page.nextVersionIdMarker(), marked.contains(last), told.equals(last));
    return new ListPage(hidden, Optional.of(next.text()));
  }

  private ListObjectVersionsResponse page(Position from) {
    return client.listObjectVersions(
        request -> {
          request.bucket(place.bucket()).prefix(place.prefix());
          if (!from.key().isEmpty()) {
            request.keyMarker(from.key()).versionIdMarker(from.version());
          }
        });
  }

  private Optional<ObjectStat> stat(ObjectVersion version) {
    return place
        .name(version.key())
        .map(
            name ->
                new ObjectStat(name, version.size(), Optional.ofNullable(version.lastModified())));
  }

  /**
   * Where a page ended: the versions of one key can be on several.
   *
   * @param marked whether the newest of the key is a marker
   * @param told whether the key is among what was told
   */
  private record Position(String key, String version, boolean marked, boolean told) {

    static final Position START = new Position("", "", false, false);

    String text() {
      String plain = "%s\n%s\n%s\n%s".formatted(key, version, marked, told);
      return Base64.getUrlEncoder().encodeToString(plain.getBytes(StandardCharsets.UTF_8));
    }

    static Position of(String text) {
      String[] parts =
          new String(Base64.getUrlDecoder().decode(text), StandardCharsets.UTF_8).split("\n", -1);
      return new Position(
          parts[0], parts[1], Boolean.parseBoolean(parts[2]), Boolean.parseBoolean(parts[3]));
    }
  }
}
