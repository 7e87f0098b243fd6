package io.keepsake.provider.local.remote;

import io.keepsake.provider.local.remote.RemoteException.Reason;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.cert.Certificate;
import java.security.cert.CertificateFactory;
import java.util.Optional;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManagerFactory;

/** Whose certificates are believed: those that Java knows, or those in the user's file instead. */
public final class TrustedCertificates {

  private TrustedCertificates() {}

  /**
   * What a TLS connection begins with.
   *
   * @param caFile what the option {@code ca-file} names
   * @throws RemoteException with reason {@code INVALID} if there are no certificates in it
   */
  public static SSLContext of(Optional<Path> caFile) throws RemoteException {
    if (caFile.isEmpty()) {
      return defaults();
    }
    Path file = caFile.get();
    try {
      TrustManagerFactory trust =
          TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
      trust.init(read(file));
      SSLContext context = SSLContext.getInstance("TLS");
      context.init(null, trust.getTrustManagers(), null);
      return context;
    } catch (IOException | GeneralSecurityException e) {
      throw new RemoteException(
          Reason.INVALID,
          "the option ca-file names %s, which holds no certificates that can be read"
              .formatted(file),
          e);
    }
  }

  private static SSLContext defaults() throws RemoteException {
    try {
      return SSLContext.getDefault();
    } catch (GeneralSecurityException e) {
      throw new RemoteException(Reason.FAILED, "this Java has no TLS", e);
    }
  }

  private static KeyStore read(Path file) throws IOException, GeneralSecurityException {
    KeyStore store = KeyStore.getInstance(KeyStore.getDefaultType());
    store.load(null, null);
    try (InputStream in = Files.newInputStream(file)) {
      for (Certificate each : CertificateFactory.getInstance("X.509").generateCertificates(in)) {
        store.setCertificateEntry("ca-" + store.size(), each);
      }
    }
    if (store.size() == 0) {
      throw new IOException("No certificate in it");
    }
    return store;
  }
}
