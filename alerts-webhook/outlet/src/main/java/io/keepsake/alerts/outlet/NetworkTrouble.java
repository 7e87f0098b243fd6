package io.keepsake.alerts.outlet;

import io.keepsake.core.spi.alert.Delivery;
import java.io.IOException;
import java.net.ConnectException;
import java.net.UnknownHostException;
import java.nio.channels.UnresolvedAddressException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import javax.net.ssl.SSLException;
import javax.net.ssl.SSLHandshakeException;

/**
 * What failures on the way to a server mean, in words for people. All of them pass, or are mended
 * without touching the sink, so all are worth another try.
 *
 * @param peer the server, for people
 * @param redaction of what libraries say
 */
public record NetworkTrouble(String peer, Redaction redaction) {

  private static final int WORDS = 160;

  /** A failure that was thrown. */
  public Delivery of(Throwable failure) {
    for (Throwable cause : causes(failure)) {
      String words = words(cause);
      if (!words.isEmpty()) {
        return Delivery.Deferred.because(peer + ": " + words);
      }
    }
    return Delivery.Deferred.because(
        "%s: the connection failed (%s)".formatted(peer, said(failure)));
  }

  /** It took too long. */
  public Delivery timeout(Duration limit) {
    return Delivery.Deferred.because(
        "%s did not answer within %d s".formatted(peer, Math.max(1, limit.toSeconds())));
  }

  private String words(Throwable cause) {
    return switch (cause) {
      case UnknownHostException _, UnresolvedAddressException _ ->
          "no host has that name, or the name service does not answer";
      case ConnectException e when !(e.getCause() instanceof UnresolvedAddressException) ->
          "nothing listens there, or the way is closed (%s)".formatted(said(e));
      case SSLHandshakeException e when !(e.getCause() instanceof IOException) ->
          "its certificate or its TLS is not to be trusted (%s)".formatted(said(deepest(e)));
      case SSLException e -> "the encrypted connection broke (%s)".formatted(said(deepest(e)));
      default -> "";
    };
  }

  private String said(Throwable failure) {
    String message = failure.getMessage();
    return message == null || message.isBlank()
        ? failure.getClass().getSimpleName()
        : SafeText.line(redaction.of(message), WORDS);
  }

  private static Throwable deepest(Throwable failure) {
    return causes(failure).getLast();
  }

  private static List<Throwable> causes(Throwable failure) {
    List<Throwable> all = new ArrayList<>();
    Throwable next = failure;
    while (next != null && !all.contains(next)) {
      all.add(next);
      next = next.getCause();
    }
    return all;
  }
}
