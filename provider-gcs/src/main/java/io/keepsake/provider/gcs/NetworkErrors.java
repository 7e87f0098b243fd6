package io.keepsake.provider.gcs;

import io.keepsake.core.spi.storage.StoreException.Kind;
import io.keepsake.provider.gcs.GcsErrors.Verdict;
import java.net.ConnectException;
import java.net.SocketTimeoutException;
import java.net.UnknownHostException;
import java.net.http.HttpConnectTimeoutException;
import java.net.http.HttpTimeoutException;
import java.nio.channels.UnresolvedAddressException;
import java.security.cert.CertPathBuilderException;
import java.security.cert.CertPathValidatorException;
import java.security.cert.CertificateException;
import java.util.stream.Stream;
import javax.net.ssl.SSLException;

/**
 * What failures mean that happen before the service has answered, or amid its answer.
 *
 * @param service what was asked, for people
 */
record NetworkErrors(String service) {

  Verdict of(Throwable failure) {
    if (has(failure, UnresolvedAddressException.class, UnknownHostException.class)) {
      return unavailable(
          "the host of %s is not known" + to(failure) + "; check endpoint and network");
    }
    if (has(
        failure,
        CertificateException.class,
        CertPathValidatorException.class,
        CertPathBuilderException.class)) {
      return new Verdict(
          Kind.INVALID,
          "the certificate of %s is not trusted (%s); check the host, or add its authority to Java's trust store"
              .formatted(service, Causes.root(failure)));
    }
    if (has(failure, SSLException.class)) {
      return tls(Causes.root(failure));
    }
    if (has(failure, HttpConnectTimeoutException.class)) {
      return timeout("%s accepted no connection in time; check the network");
    }
    if (has(failure, HttpTimeoutException.class, SocketTimeoutException.class)) {
      return timeout("%s did not answer in time (" + Causes.root(failure) + ")");
    }
    if (has(failure, ConnectException.class)) {
      return unavailable(
          "nothing accepts connections at %s" + to(failure) + "; check endpoint and network");
    }
    return unavailable("the connection to %s broke off (" + Causes.root(failure) + ")");
  }

  private Verdict tls(String words) {
    return words.contains("ecognized SSL message")
        ? new Verdict(
            Kind.INVALID,
            service + " does not speak TLS; if it is in a network you trust, write http://")
        : unavailable("no secure connection to %s could be made (" + words + ")");
  }

  /** Which host, where it is known. */
  private static String to(Throwable failure) {
    return Causes.find(failure, ConnectException.class)
        .map(ConnectException::getMessage)
        .filter(words -> words.startsWith("to "))
        .map(words -> " (" + words.substring(3) + ")")
        .orElse("");
  }

  private Verdict unavailable(String words) {
    return new Verdict(Kind.UNAVAILABLE, words.replace("%s", service));
  }

  private Verdict timeout(String words) {
    return new Verdict(Kind.TIMEOUT, words.replace("%s", service));
  }

  private static boolean has(Throwable failure, Class<?>... types) {
    return Stream.of(types).anyMatch(type -> Causes.find(failure, type).isPresent());
  }
}
