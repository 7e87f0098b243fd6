package io.keepsake.provider.gcs.http;

import java.net.http.HttpResponse;
import java.util.Optional;

/**
 * Where a resumable upload goes on. The library keeps it to itself; without it, an upload that
 * failed could not be given up, and the service would keep what came of it for a week.
 */
public final class UploadSession {

  private static final ScopedValue<UploadSession> CURRENT = ScopedValue.newInstance();

  private volatile Optional<String> location = Optional.empty();

  /** A session that has not begun. */
  public UploadSession() {}

  /** Runs an upload on this thread and learns of the session that it begins. */
  public <T, X extends Throwable> T around(ScopedValue.CallableOp<T, X> upload) throws X {
    return ScopedValue.where(CURRENT, this).call(upload);
  }

  /** The session's URL, which lets whoever has it upload; empty if none has begun. */
  public Optional<String> location() {
    return location;
  }

  static void note(HttpResponse<?> response) {
    if (CURRENT.isBound() && response.request().method().equals("POST")) {
      response
          .headers()
          .firstValue("Location")
          .ifPresent(at -> CURRENT.get().location = Optional.of(at));
    }
  }
}
