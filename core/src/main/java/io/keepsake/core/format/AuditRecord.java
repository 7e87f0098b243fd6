package io.keepsake.core.format;

import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * One record of the audit trail: section 11 of the format.
 *
 * @param link where it stands
 * @param time when it was written, to the millisecond
 * @param actor who did it
 * @param deed what was done
 */
public record AuditRecord(Link link, Instant time, Actor actor, Deed deed) {

  /** No number is higher than this. */
  public static final long MOST = 0xFFFF_FFFFL;

  /** A whole number that every reader of JSON takes exactly is below this. */
  private static final long NUMBERS = 1L << 53;

  private static final String WRITER = "[0-9a-f]{32}";
  private static final String WORD = "[a-z][a-z0-9-]{0,39}";

  /** Cuts the time to what is written. */
  public AuditRecord {
    time = time.truncatedTo(ChronoUnit.MILLIS);
  }

  /**
   * Where a record stands in the chain of whoever writes.
   *
   * @param vault which vault
   * @param writer who writes: 32 hexadecimal digits, made by chance with each journal
   * @param number from 1, one more with each record
   * @param previous the hash of the record before, {@link #NOTHING} of the first one
   * @param seen the newest segments that were listed, by writer: number, hyphen, hash
   */
  public record Link(
      VaultId vault, String writer, long number, Hash previous, SortedMap<String, String> seen) {

    /** Stands for the record before the first one. */
    public static final Hash NOTHING = Hash.of(new byte[Hash.BYTES]);

    /** Checks the form. */
    public Link {
      require(writer.matches(WRITER), "a writer is 32 hexadecimal digits");
      require(number >= 1 && number <= MOST, "a number is 1 to 2^32 - 1");
      require(number != 1 || previous.equals(NOTHING), "nothing comes before the first record");
      seen = Collections.unmodifiableSortedMap(new TreeMap<>(seen));
      seen.forEach(
          (other, newest) ->
              require(
                  other.matches(WRITER) && newest.matches("[0-9a-f]{8}-[0-9a-f]{64}"),
                  "what was seen is a segment of a writer"));
    }
  }

  /**
   * Who did something.
   *
   * @param user name of the account
   * @param host name of the machine
   * @param program name and version
   */
  public record Actor(String user, String host, String program) {}

  /**
   * What was done.
   *
   * @param action one word, such as {@code backup}
   * @param outcome one word, such as {@code done}
   * @param begun the number of the record that tells when it began; empty if none does
   * @param snapshot which snapshot
   * @param providers which providers
   * @param counts how much, by words
   * @param details what else, by words
   */
  public record Deed(
      String action,
      String outcome,
      OptionalLong begun,
      Optional<Hash> snapshot,
      List<String> providers,
      SortedMap<String, Long> counts,
      SortedMap<String, String> details) {

    /** Checks the form. */
    public Deed {
      require(action.matches(WORD) && outcome.matches(WORD), "actions and outcomes are words");
      require(
          begun.isEmpty() || (begun.getAsLong() >= 1 && begun.getAsLong() < MOST),
          "a number is 1 to 2^32 - 1");
      providers = List.copyOf(providers);
      counts = Collections.unmodifiableSortedMap(new TreeMap<>(counts));
      details = Collections.unmodifiableSortedMap(new TreeMap<>(details));
      requireWords(counts);
      requireWords(details);
      counts
          .values()
          .forEach(count -> require(count >= 0 && count < NUMBERS, "a count is 0 to 2^53 - 1"));
    }
  }

  private static void requireWords(Map<String, ?> map) {
    map.keySet().forEach(key -> require(key.matches(WORD), "counts and details go by words"));
  }

  private static void require(boolean condition, String sentence) {
    if (!condition) {
      throw new IllegalArgumentException(sentence);
    }
  }
}
