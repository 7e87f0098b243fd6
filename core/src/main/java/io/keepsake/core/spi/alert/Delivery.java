package io.keepsake.core.spi.alert;

import io.keepsake.core.spi.text.Sanitiser;
import java.time.Duration;
import java.util.Optional;

/** What became of a delivery. No sentence in it repeats a secret. */
public sealed interface Delivery {

  /** The receiving end has taken it. */
  record Accepted() implements Delivery {}

  /**
   * Not now: the receiving end is away, busy or asks for a pause. Worth another try.
   *
   * @param reason one sentence for people
   * @param retryAfter how long the receiving end wants to be left alone, if it said so
   */
  record Deferred(String reason, Optional<Duration> retryAfter) implements Delivery {

    /** Checks that the pause is not negative, and takes secrets out of the reason. */
    public Deferred {
      if (retryAfter.filter(Duration::isNegative).isPresent()) {
        throw new IllegalArgumentException("A pause is not negative: " + retryAfter);
      }
      reason = Sanitiser.clean(reason);
    }

    /** Without a wish how long to wait. */
    public static Deferred because(String reason) {
      return new Deferred(reason, Optional.empty());
    }
  }

  /**
   * Never as it is: the receiving end does not know the address, the credentials or the format.
   * Another try is of use only once a person has changed something.
   *
   * @param reason one sentence for people that says what to change
   */
  record Refused(String reason) implements Delivery {
    /** Takes secrets out of the reason. */
    public Refused {
      reason = Sanitiser.clean(reason);
    }
  }
}
