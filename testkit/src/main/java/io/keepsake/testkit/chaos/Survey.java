package io.keepsake.testkit.chaos;

import io.keepsake.core.spi.storage.ByteRange;
import io.keepsake.core.spi.storage.ListPage;
import io.keepsake.core.spi.storage.ObjectStat;
import io.keepsake.core.spi.storage.ObjectStore;
import io.keepsake.core.spi.storage.Purpose;
import java.io.IOException;
import java.io.InputStream;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * What really lies at all providers, found by listing and reading it without the program.
 *
 * @param header the hash of the vault's header
 * @param copies per provider, the hash of each object's bytes by its name
 */
record Survey(String header, Map<String, SortedMap<String, String>> copies) {

  /** The name of the header, the only one that is not named by its hash. */
  static final String HEADER = "keepsake.json";

  /** Before the names of audit segments, which no backup needs. */
  static final String AUDIT = "audit/";

  private static final String SWEPT = "swept/";
  private static final int PAGE = 1_000;
  private static final int HASH_DIGITS = 64;

  /** What the format's names look like. */
  private static final Pattern NAMED_BY_HASH =
      Pattern.compile(
          "(packs/[0-9a-f]{2}/|index/|snapshots/|keys/[0-9a-f]{8}-|audit/[0-9a-f]{32}/[0-9a-f]{8}-"
              + "|(forgotten|holds|fences)/[0-9a-f]{64}-)[0-9a-f]{"
              + HASH_DIGITS
              + "}");

  /** Looks at everything. */
  static Survey of(Iterable<Site> sites, String header) throws IOException {
    Map<String, SortedMap<String, String>> copies = new LinkedHashMap<>();
    for (Site site : sites) {
      try (ObjectStore raw = site.raw()) {
        copies.put(site.id(), hashes(raw));
      }
    }
    leaveOutSwept(copies);
    copies.values().forEach(each -> each.keySet().removeIf(Survey::isPassing));
    leaveOutForgotten(copies);
    return new Survey(header, copies);
  }

  /** Sessions, and what pruners write down, come and go: whoever lacks them lacks nothing. */
  private static boolean isPassing(String name) {
    return name.startsWith("sessions/") || name.startsWith("condemned/") || name.startsWith(SWEPT);
  }

  /** Nobody needs to have a snapshot with a tombstone and without a hold, and some still may. */
  private static void leaveOutForgotten(Map<String, SortedMap<String, String>> copies) {
    Set<String> forgotten = marked(copies, "forgotten/");
    forgotten.removeAll(marked(copies, "holds/"));
    copies.values().forEach(each -> each.keySet().removeAll(forgotten));
  }

  /** What a pruner has put on record counts as absent, wherever it still is. */
  private static void leaveOutSwept(Map<String, SortedMap<String, String>> copies) {
    Set<String> hashes = new TreeSet<>();
    for (SortedMap<String, String> each : copies.values()) {
      each.keySet().stream()
          .filter(name -> name.startsWith(SWEPT))
          .map(name -> name.substring(SWEPT.length(), SWEPT.length() + HASH_DIGITS))
          .forEach(hashes::add);
    }
    for (SortedMap<String, String> each : copies.values()) {
      each.keySet()
          .removeIf(
              name ->
                  (name.startsWith("packs/") || name.startsWith("index/"))
                      && hashes.contains(name.substring(name.length() - HASH_DIGITS)));
    }
  }

  /** Names of the snapshots that objects of that prefix are about. */
  private static Set<String> marked(Map<String, SortedMap<String, String>> copies, String prefix) {
    Set<String> snapshots = new TreeSet<>();
    for (SortedMap<String, String> each : copies.values()) {
      each.keySet().stream()
          .filter(name -> name.startsWith(prefix))
          .map(name -> name.substring(prefix.length(), prefix.length() + HASH_DIGITS))
          .forEach(id -> snapshots.add("snapshots/" + id));
    }
    return snapshots;
  }

  /** The hash of the header that the first provider has. */
  static String header(Site site) throws IOException {
    try (ObjectStore raw = site.raw()) {
      return hashes(raw).getOrDefault(HEADER, "");
    }
  }

  private static SortedMap<String, String> hashes(ObjectStore raw) throws IOException {
    SortedMap<String, String> hashes = new TreeMap<>();
    Optional<String> continuation = Optional.empty();
    do {
      ListPage page = raw.list("", continuation, PAGE, Purpose.PROBE);
      for (ObjectStat object : page.objects()) {
        try (InputStream in = raw.get(object.name(), ByteRange.ALL, Purpose.PROBE)) {
          hashes.put(object.name().value(), Digests.of(in.readAllBytes()));
        }
      }
      continuation = page.next();
    } while (continuation.isPresent());
    return hashes;
  }

  /** The names that any provider has. */
  SortedSet<String> names() {
    SortedSet<String> names = new TreeSet<>();
    copies.values().forEach(each -> names.addAll(each.keySet()));
    return names;
  }

  /** What each provider has in another survey and not in this one, or the other way round. */
  Map<String, Set<String>> changes(Survey other) {
    Map<String, Set<String>> changes = new LinkedHashMap<>();
    for (String site : copies.keySet()) {
      Set<Map.Entry<String, String>> different = new LinkedHashSet<>(hashes(site).entrySet());
      different.addAll(other.hashes(site).entrySet());
      different.removeIf(
          each ->
              each.getValue().equals(hashes(site).get(each.getKey()))
                  && each.getValue().equals(other.hashes(site).get(each.getKey())));
      Set<String> names = new TreeSet<>();
      different.forEach(each -> names.add(each.getKey()));
      changes.put(site, names);
    }
    return changes;
  }

  /** Whether a provider has an object as it was stored. */
  boolean isGood(String site, String name) {
    String hash = hashes(site).get(name);
    return hash != null && hash.equals(rightHash(name));
  }

  private String rightHash(String name) {
    if (name.equals(HEADER)) {
      return header;
    }
    return NAMED_BY_HASH.matcher(name).matches()
        ? name.substring(name.length() - HASH_DIGITS)
        : "foreign";
  }

  /** What others have and this provider has not. */
  Set<String> missing(String site) {
    Set<String> missing = names();
    missing.removeAll(hashes(site).keySet());
    return missing;
  }

  /** What this provider has wrong. */
  Set<String> damaged(String site) {
    Set<String> damaged = new TreeSet<>(hashes(site).keySet());
    damaged.removeIf(name -> isGood(site, name));
    return damaged;
  }

  /**
   * Whether a provider has all that a backup needs: no snapshot is less for want of audit records.
   */
  boolean isWholeForBackups(String site) {
    return Stream.concat(missing(site).stream(), damaged(site).stream())
        .allMatch(name -> name.startsWith(AUDIT));
  }

  /** Whether a provider other than this one has an object as it was stored. */
  boolean isGoodElsewhere(String site, String name) {
    return copies.keySet().stream().anyMatch(other -> !other.equals(site) && isGood(other, name));
  }

  /** All that a provider has. */
  SortedMap<String, String> hashes(String site) {
    return copies.getOrDefault(site, new TreeMap<>());
  }
}
