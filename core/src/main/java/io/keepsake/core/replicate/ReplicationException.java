package io.keepsake.core.replicate;

import io.keepsake.core.spi.storage.StoreException.Kind;
import java.io.IOException;
import java.util.List;
import java.util.stream.Collectors;

/** Too few stores did what was asked, or none had a good answer. Names each and its reason. */
public final class ReplicationException extends IOException {

  private static final long serialVersionUID = 1L;

  private final transient List<StoreFailure> failures;

  /**
   * A failure.
   *
   * @param message what could not be done, without a full stop
   * @param failures why, by store
   */
  public ReplicationException(String message, List<StoreFailure> failures) {
    super(
        failures.stream()
            .map(StoreFailure::reason)
            .collect(Collectors.joining("; ", message + ": ", "")));
    this.failures = List.copyOf(failures);
  }

  /** The stores that failed; empty only where this exception has been serialised. */
  public List<StoreFailure> failures() {
    return failures == null ? List.of() : failures;
  }

  /** Whether every store that was asked answered, and none had a good copy. */
  public boolean isNoGoodCopyLeft() {
    return failures().stream()
        .allMatch(failure -> failure.kind() == Kind.NOT_FOUND || failure.kind() == Kind.CORRUPT);
  }

  /** Whether every store that was asked answered that there is no such object. */
  public boolean isMissingEverywhere() {
    return !failures().isEmpty()
        && failures().stream().allMatch(failure -> failure.kind() == Kind.NOT_FOUND);
  }
}
