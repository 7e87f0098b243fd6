package io.keepsake.testkit.chaos;

import io.keepsake.testkit.storage.Times;

/**
 * What a server does wrong by itself towards the clients of one {@link ProxySite}. Each trouble
 * counts the requests that it concerns, from 1; until {@link #lift} one more of the same kind takes
 * the place of the one before.
 */
public interface ServerTroubles {

  /** Uploads are refused because a quota is used up. */
  void full(Times during);

  /** Every request is refused for want of permission. */
  void denied(Times during);

  /** Listings show nothing that is stored from now on. */
  void staleListing(Times during);

  /** Listings have short pages, and pages after the first fail. */
  void partialListing(Times during);

  /** Ends them all. */
  void lift();
}
