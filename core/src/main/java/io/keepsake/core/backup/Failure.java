package io.keepsake.core.backup;

import java.io.IOException;
import java.io.InterruptedIOException;
import java.util.concurrent.atomic.AtomicReference;

/** The first failure of any of a pipeline's threads; all others end soon after it is set. */
final class Failure {

  private final AtomicReference<Throwable> first = new AtomicReference<>();

  /** Remembers a failure, unless there is one. */
  void set(Throwable cause) {
    first.compareAndSet(null, cause);
  }

  boolean isSet() {
    return first.get() != null;
  }

  /** Throws the failure, if there is one. */
  void check() throws IOException {
    Throwable cause = first.get();
    switch (cause) {
      case null -> {}
      case IOException e -> throw e;
      case InterruptedException e -> throw interrupted(e);
      case RuntimeException e -> throw e;
      case Error e -> throw e;
      default -> throw new IOException(cause);
    }
  }

  /** The form in which an interrupt leaves the pipeline; the thread's flag is set again. */
  static InterruptedIOException interrupted(InterruptedException cause) {
    Thread.currentThread().interrupt();
    InterruptedIOException e = new InterruptedIOException("interrupted");
    e.initCause(cause);
    return e;
  }
}
