package io.keepsake.provider.azure;

import com.azure.core.exception.ClientAuthenticationException;
import com.azure.core.exception.HttpResponseException;
import com.azure.storage.blob.models.BlobStorageException;
import io.keepsake.core.spi.storage.StoreException;
import io.keepsake.core.spi.storage.StoreException.Kind;
import java.io.IOException;
import java.net.ConnectException;
import java.net.UnknownHostException;
import java.net.http.HttpConnectTimeoutException;
import java.net.http.HttpTimeoutException;
import java.nio.channels.UnresolvedAddressException;
import java.security.cert.CertificateException;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.TimeoutException;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import javax.net.ssl.SSLException;

/**
 * Turns what the SDK throws into {@link StoreException}s with a sentence for people. The SDK's own
 * words are not passed on: they can hold signatures, and run over many lines.
 */
final class AzureErrors {

  private static final Pattern SIGN_IN_CODE = Pattern.compile("AADSTS\\d+");
  private static final int MOST_CAUSES = 20;

  private final AzureConfig config;

  AzureErrors(AzureConfig config) {
    this.config = config;
  }

  /** The failure behind an exception. Sets the interrupt flag if it was an interrupt. */
  StoreException of(String asked, Throwable thrown) {
    Optional<StoreException> known = find(thrown, StoreException.class);
    if (known.isPresent()) {
      return known.get();
    }
    if (find(thrown, InterruptedException.class).isPresent()) {
      Thread.currentThread().interrupt();
      return config.failure(Kind.INTERRUPTED, asked, "it was interrupted");
    }
    Optional<BlobStorageException> answer = find(thrown, BlobStorageException.class);
    if (answer.isPresent()) {
      ServiceAnswer said = ServiceAnswer.of(answer.get().getResponse());
      return config.failure(said.kind(), asked, said.problem(config));
    }
    Optional<ClientAuthenticationException> refused =
        find(thrown, ClientAuthenticationException.class);
    if (refused.isPresent()) {
      return config.failure(Kind.DENIED, asked, signIn(refused.get()));
    }
    Optional<HttpResponseException> other = find(thrown, HttpResponseException.class);
    if (other.isPresent() && other.get().getResponse() != null) {
      ServiceAnswer said = ServiceAnswer.of(other.get().getResponse());
      return config.failure(said.kind(), asked, said.problem(config));
    }
    return transport(asked, thrown);
  }

  /** What the service answered, if it did. */
  static Optional<ServiceAnswer> answer(Throwable thrown) {
    return find(thrown, BlobStorageException.class).map(e -> ServiceAnswer.of(e.getResponse()));
  }

  /** Whether the service answered that the blob is not there. */
  static boolean isBlobMissing(Throwable thrown) {
    return answer(thrown).filter(ServiceAnswer::isBlobMissing).isPresent();
  }

  private StoreException transport(String asked, Throwable thrown) {
    String host = config.access().endpoint().getHost();
    if (find(thrown, UnresolvedAddressException.class).isPresent()
        || find(thrown, UnknownHostException.class).isPresent()) {
      return config.failure(
          Kind.UNAVAILABLE,
          asked,
          "there is no host %s; check the account's name, endpoint, and the network"
              .formatted(host));
    }
    if (find(thrown, HttpConnectTimeoutException.class).isPresent()) {
      return config.failure(
          Kind.TIMEOUT,
          asked,
          "%s did not answer within %s (connect-timeout); check the network, proxies and firewalls"
              .formatted(host, words(config.connectTimeout())));
    }
    if (find(thrown, HttpTimeoutException.class).isPresent()
        || find(thrown, TimeoutException.class).isPresent()) {
      return config.failure(Kind.TIMEOUT, asked, host + " did not answer in time");
    }
    Optional<CertificateException> certificate = find(thrown, CertificateException.class);
    if (certificate.isPresent()) {
      return config.failure(
          Kind.INVALID,
          asked,
          "the certificate of %s is not trusted (%s); check the host and proxies that look into connections, or add its authority to Java's trust store"
              .formatted(host, plain(certificate.get())));
    }
    Optional<SSLException> tls = find(thrown, SSLException.class);
    if (tls.isPresent() && plain(tls.get()).contains("ecognized SSL message")) {
      return config.failure(
          Kind.INVALID,
          asked,
          "%s does not speak TLS; if it is in a network you trust, write http:// in endpoint"
              .formatted(config.access().endpoint()));
    }
    if (tls.isPresent()) {
      return caused(
          Kind.UNAVAILABLE,
          asked,
          "no secure connection to %s could be made (%s); check endpoint, this machine's clock and"
                  .formatted(host, plain(tls.get()))
              + " certificates, and proxies that look into connections",
          tls.get());
    }
    if (find(thrown, ConnectException.class).isPresent()) {
      return config.failure(
          Kind.UNAVAILABLE,
          asked,
          "%s refuses connections; check endpoint, and that the service runs"
              .formatted(config.access().endpoint()));
    }
    Optional<IOException> network = find(thrown, IOException.class);
    if (network.isPresent()) {
      return caused(
          Kind.UNAVAILABLE,
          asked,
          "the connection to %s broke (%s); check the network"
              .formatted(host, plain(network.get())),
          network.get());
    }
    return config.failure(
        Kind.UNAVAILABLE,
        asked,
        "what answers at %s is not understood (%s); check that endpoint is a blob service"
            .formatted(config.access().endpoint(), root(thrown).getClass().getSimpleName()));
  }

  /** The chain of credentials says why each of them is none; only a refusal has a code. */
  private static String signIn(ClientAuthenticationException refused) {
    Matcher code = SIGN_IN_CODE.matcher(String.valueOf(refused.getMessage()));
    return code.find()
        ? "signing in to Azure failed with %s; check tenant-id, client-id and the identity's secret,"
                .formatted(code.group())
            + " which may have expired, or sign in again with 'az login'"
        : "this machine offers no credential that Azure takes; name a key (account-key-file) or"
            + " token (sas-token-file), sign in with 'az login', or give the machine an identity";
  }

  private StoreException caused(Kind kind, String asked, String problem, IOException cause) {
    StoreException failure = config.failure(kind, asked, problem);
    if (isHarmless(String.valueOf(cause.getMessage()))) {
      failure.initCause(new IOException(plain(cause)));
    }
    return failure;
  }

  /** A network exception's words on one line, unless they might show a request. */
  private static String plain(Exception cause) {
    String words = String.valueOf(cause.getMessage());
    return cause.getMessage() == null || !isHarmless(words)
        ? cause.getClass().getSimpleName()
        : words.lines().findFirst().orElse("");
  }

  private static boolean isHarmless(String words) {
    return !words.contains("sig=") && !words.contains("://");
  }

  /** A duration as its option is written. */
  static String words(Duration time) {
    return time.toMillis() % 1_000 == 0 ? time.toSeconds() + " s" : time.toMillis() + " ms";
  }

  private static Throwable root(Throwable thrown) {
    Throwable root = thrown;
    for (int i = 0; i < MOST_CAUSES && root.getCause() != null; i++) {
      root = root.getCause();
    }
    return root;
  }

  /** The first cause of a type; what was thrown counts too. */
  static <T extends Throwable> Optional<T> find(Throwable thrown, Class<T> type) {
    Throwable each = thrown;
    for (int i = 0; i < MOST_CAUSES && each != null; i++) {
      if (type.isInstance(each)) {
        return Optional.of(type.cast(each));
      }
      each = each.getCause();
    }
    return Optional.empty();
  }
}
