package io.keepsake.testkit.gcs;

import io.keepsake.testkit.chaos.ServerTroubles;
import io.keepsake.testkit.storage.Times;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Supplier;

/** What goes wrong for requests that come through one door. Safe for many threads. */
final class GcsTroubles implements ServerTroubles {

  /** Small, so that small vaults have several. */
  private static final long SHORT_PAGE = 3;

  /** Requests that may be hit, counted. */
  private record Hits(Times during, AtomicLong count) {
    static final Hits NONE = new Hits(count -> false, new AtomicLong());

    static Hits at(Times during) {
      return new Hits(during, new AtomicLong());
    }

    boolean next() {
      return during.at(count.incrementAndGet());
    }
  }

  private final Supplier<Set<String>> names;
  private volatile Hits full = Hits.NONE;
  private volatile Hits denied = Hits.NONE;
  private volatile Hits stale = Hits.NONE;
  private volatile Hits partial = Hits.NONE;
  private volatile Set<String> known = Set.of();
  private volatile long longestPage = Long.MAX_VALUE;

  /**
   * None yet.
   *
   * @param names what is stored now, as {@code bucket/name}
   */
  GcsTroubles(Supplier<Set<String>> names) {
    this.names = names;
  }

  @Override
  public void full(Times during) {
    full = Hits.at(during);
  }

  @Override
  public void denied(Times during) {
    denied = Hits.at(during);
  }

  @Override
  public void staleListing(Times during) {
    known = names.get();
    stale = Hits.at(during);
  }

  @Override
  public void partialListing(Times during) {
    longestPage = SHORT_PAGE;
    partial = Hits.at(during);
  }

  @Override
  public void lift() {
    full = Hits.NONE;
    denied = Hits.NONE;
    stale = Hits.NONE;
    partial = Hits.NONE;
    longestPage = Long.MAX_VALUE;
  }

  /** Fails as the service does, if it does now. */
  void check(boolean upload, boolean nextPage) {
    if (denied.next()) {
      throw new GcsFailure(
          403, "forbidden", "The caller does not have access to the Google Cloud Storage bucket.");
    }
    if (upload && full.next()) {
      throw new GcsFailure(403, "quotaExceeded", "The storage quota has been exceeded.");
    }
    if (nextPage && partial.next()) {
      throw new GcsFailure(503, "backendError", "We encountered an internal error.");
    }
  }

  /** The most that a page holds. */
  long page(long wanted) {
    return Math.min(wanted, longestPage);
  }

  /** What a listing that is made now may show; empty if everything. */
  Optional<Set<String>> shown() {
    return stale.next() ? Optional.of(known) : Optional.empty();
  }
}
