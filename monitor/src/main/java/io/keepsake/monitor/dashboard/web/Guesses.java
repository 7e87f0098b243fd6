package io.keepsake.monitor.dashboard.web;

import java.net.InetAddress;
import java.time.Duration;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.BooleanSupplier;
import java.util.function.LongSupplier;

/**
 * Makes whoever guesses tokens wait: after five wrong ones from an address five seconds, and twice
 * as long after each further one, up to a minute. While an address waits, nothing that it sends is
 * compared, the right token neither. Safe for many threads.
 */
final class Guesses {

  static final int FREE = 5;
  static final Duration FIRST = Duration.ofSeconds(5);
  static final Duration LONGEST = Duration.ofMinutes(1);

  /** After so long without a wrong token an address begins anew. */
  static final Duration FORGOTTEN = Duration.ofHours(1);

  /** Of more, the one that has been quiet for longest is forgotten. */
  private static final int MOST_ADDRESSES = 1_024;

  /** Who has one IPv6 address has all that begin with the same 64 bits. */
  private static final int IPV6_NETWORK_BYTES = 8;

  private final LongSupplier nanos;
  private final Map<String, Wrong> wrong = new LinkedHashMap<>();

  private record Wrong(int count, long last) {

    long pause() {
      if (count < FREE) {
        return 0;
      }
      int doubled = Math.min(count - FREE, 30);
      return Math.min(FIRST.toNanos() << doubled, LONGEST.toNanos());
    }
  }

  /**
   * Nobody has guessed yet.
   *
   * @param nanos a clock that only goes forward
   */
  Guesses(LongSupplier nanos) {
    this.nanos = nanos;
  }

  /**
   * Whether a token that came from an address is right. One at a time, so that many at once are no
   * more guesses than many in a row.
   *
   * @throws Refusal if the address has to wait
   */
  synchronized boolean isRight(InetAddress from, BooleanSupplier comparison) {
    String key = key(from);
    long now = nanos.getAsLong();
    Optional<Wrong> before =
        Optional.ofNullable(wrong.remove(key))
            .filter(each -> now - each.last() < FORGOTTEN.toNanos());
    long left = before.map(each -> each.last() + each.pause() - now).orElse(0L);
    if (left > 0) {
      before.ifPresent(each -> wrong.put(key, each));
      throw Refusal.tooMany(
          "Too many wrong tokens came from your address; nothing is compared until then",
          Duration.ofNanos(left));
    }
    if (comparison.getAsBoolean()) {
      return true;
    }
    wrong.put(key, new Wrong(before.map(Wrong::count).orElse(0) + 1, now));
    if (wrong.size() > MOST_ADDRESSES) {
      wrong.remove(wrong.keySet().iterator().next());
    }
    return false;
  }

  private static String key(InetAddress from) {
    byte[] address = from.getAddress();
    return HexFormat.of()
        .formatHex(Arrays.copyOf(address, Math.min(address.length, IPV6_NETWORK_BYTES)));
  }
}
