package io.keepsake.provider.s3;

import io.keepsake.core.spi.storage.StoreException.Kind;
import io.keepsake.provider.s3.S3Errors.Verdict;
import java.io.InterruptedIOException;
import java.net.ConnectException;
import java.net.NoRouteToHostException;
import java.net.SocketTimeoutException;
import java.net.UnknownHostException;
import java.security.cert.CertPathValidatorException;
import java.security.cert.CertificateException;
import java.util.Locale;
import java.util.Optional;
import javax.net.ssl.SSLException;
import javax.net.ssl.SSLPeerUnverifiedException;
import software.amazon.awssdk.core.exception.AbortedException;
import software.amazon.awssdk.core.exception.SdkClientException;

/** What failures mean that happen before the service has answered, or amid its answer. */
final class ClientErrors {

  private final S3Endpoint endpoint;

  ClientErrors(S3Endpoint endpoint) {
    this.endpoint = endpoint;
  }

  Verdict of(Throwable failure) {
    for (Throwable each = failure; each != null; each = each.getCause()) {
      Optional<Verdict> known = known(each);
      if (known.isPresent()) {
        return known.get();
      }
    }
    return byWords(failure);
  }

  private Optional<Verdict> known(Throwable failure) {
    return switch (failure) {
      case ContentException content -> verdict(Kind.INVALID, String.valueOf(content.getMessage()));
      case UnknownHostException host ->
          verdict(
              Kind.UNAVAILABLE,
              "the host of %s is not known (%s); check endpoint, region and network"
                  .formatted(endpoint.words(), host.getMessage()));
      case SSLPeerUnverifiedException e -> verdict(Kind.INVALID, untrusted(e));
      case CertificateException e -> verdict(Kind.INVALID, untrusted(e));
      case CertPathValidatorException e -> verdict(Kind.INVALID, untrusted(e));
      case SSLException e when e.getCause() == null -> verdict(tls(e));
      case SocketTimeoutException e -> verdict(timeout());
      case ConnectException e ->
          verdict(
              Kind.UNAVAILABLE,
              "nothing accepts connections at %s; check endpoint and network"
                  .formatted(endpoint.words()));
      case NoRouteToHostException e ->
          verdict(Kind.UNAVAILABLE, "there is no way to %s".formatted(endpoint.words()));
      case AbortedException e -> verdict(Kind.INTERRUPTED, "it was interrupted");
      case InterruptedIOException e -> verdict(timeout()); // of the connection pool
      default -> Optional.empty();
    };
  }

  private Verdict byWords(Throwable failure) {
    String words = words(failure);
    String lower = words.toLowerCase(Locale.ROOT);
    if (lower.contains("checksum")) {
      return new Verdict(Kind.CORRUPT, "the bytes changed on the way: their checksum is wrong");
    }
    if (failure instanceof SdkClientException
        && (lower.contains("credential") || lower.contains("sso") || lower.contains("profile"))) {
      return new Verdict(
          Kind.DENIED,
          "no usable credentials were found; set AWS_ACCESS_KEY_ID and AWS_SECRET_ACCESS_KEY, the"
              + " option profile, or log in ("
              + words
              + ")");
    }
    if (failure instanceof IllegalArgumentException) {
      return new Verdict(Kind.INVALID, "it cannot be asked so (" + words + ")");
    }
    return new Verdict(
        Kind.UNAVAILABLE,
        "the connection to %s broke off (%s)".formatted(endpoint.words(), root(failure)));
  }

  private Verdict tls(SSLException failure) {
    String words = words(failure);
    return words.contains("Unsupported or unrecognized SSL message")
        ? new Verdict(
            Kind.INVALID,
            "%s does not speak TLS; if it is in a network you trust, write http://"
                .formatted(endpoint.words()))
        : new Verdict(
            Kind.UNAVAILABLE,
            "no secure connection to %s could be made (%s)".formatted(endpoint.words(), words));
  }

  private String untrusted(Exception failure) {
    return "the certificate of %s is not trusted (%s); check the host, or add its authority to Java's trust store"
        .formatted(endpoint.words(), words(failure));
  }

  private Verdict timeout() {
    return new Verdict(Kind.TIMEOUT, "%s did not answer in time".formatted(endpoint.words()));
  }

  private static Optional<Verdict> verdict(Kind kind, String words) {
    return verdict(new Verdict(kind, words));
  }

  private static Optional<Verdict> verdict(Verdict verdict) {
    return Optional.of(verdict);
  }

  private static String root(Throwable failure) {
    Throwable root = failure;
    while (root.getCause() != null) {
      root = root.getCause();
    }
    return words(root);
  }

  private static String words(Throwable failure) {
    String words = failure.getMessage();
    return words == null ? failure.getClass().getSimpleName() : words;
  }
}
