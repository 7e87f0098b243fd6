package io.keepsake.provider.gcs;

import io.keepsake.core.spi.storage.StoreException;
import io.keepsake.core.spi.storage.StoreException.Kind;
import java.io.IOException;
import java.util.Optional;

/**
 * Turns what the service or the way to it answers into {@link StoreException}s with a sentence for
 * people. The library's own messages may hold tokens and the URLs of uploads, so only cleaned words
 * of them are kept, with the stack trace.
 */
final class GcsErrors {

  /**
   * What a failure was found to be.
   *
   * @param kind its kind
   * @param words what happened and what to do, to stand behind a colon
   */
  record Verdict(Kind kind, String words) {}

  private final GcsConfig config;
  private volatile boolean closed;

  GcsErrors(GcsConfig config) {
    this.config = config;
  }

  /** From now on every failure is one of a closed store. */
  void close() {
    closed = true;
  }

  /** A failure of the given kind; the sentence begins with the provider and what was asked. */
  StoreException of(Kind kind, String asked, String problem) {
    return new StoreException(kind, config.id(), sentence(asked, problem));
  }

  /**
   * Whether a call may begin.
   *
   * @throws StoreException if the store is closed or the thread interrupted
   */
  void enter(String asked) throws StoreException {
    if (closed) {
      throw of(Kind.UNAVAILABLE, asked, "the store is closed");
    }
    if (Thread.currentThread().isInterrupted()) {
      throw of(Kind.INTERRUPTED, asked, "it was interrupted");
    }
  }

  /** The failure behind an exception. */
  StoreException of(String asked, Exception cause) {
    if (cause instanceof StoreException known) {
      return known;
    }
    Verdict verdict = verdict(cause);
    return new StoreException(
        verdict.kind(), config.id(), sentence(asked, verdict.words()), cleaned(cause));
  }

  private Verdict verdict(Exception cause) {
    if (Thread.currentThread().isInterrupted()) {
      return new Verdict(Kind.INTERRUPTED, "it was interrupted");
    }
    if (closed) {
      return new Verdict(Kind.UNAVAILABLE, "the store was closed meanwhile");
    }
    Optional<ContentException> content = Causes.find(cause, ContentException.class);
    if (content.isPresent()) {
      return new Verdict(Kind.INVALID, String.valueOf(content.get().getMessage()));
    }
    return new TokenErrors(config)
        .of(cause)
        .or(() -> new ServiceErrors(config).of(cause))
        .orElseGet(() -> new NetworkErrors(config.connection().root()).of(cause));
  }

  private String sentence(String asked, String problem) {
    return "Provider %s could not %s: %s".formatted(config.id(), asked, Words.clean(problem));
  }

  private static IOException cleaned(Exception cause) {
    IOException clean =
        new IOException(cause.getClass().getName() + ": " + Words.clean(Causes.words(cause)));
    clean.setStackTrace(cause.getStackTrace());
    return clean;
  }
}
