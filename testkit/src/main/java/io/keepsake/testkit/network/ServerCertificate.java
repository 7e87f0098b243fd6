package io.keepsake.testkit.network;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.util.Base64;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManagerFactory;

/**
 * A server's certificate that it has signed itself, so that only those trust it who are told to.
 *
 * @param store the file with certificate and key, which can be a trust store too
 * @param context shows and trusts the certificate
 */
public record ServerCertificate(Path store, SSLContext context) {

  /** Opens the file. */
  public static final String PASSWORD = "changeit";

  private static final String ALIAS = "server";

  /**
   * Makes one.
   *
   * @param directory where the file goes
   * @param host whom it is for, as keytool writes it: {@code IP:127.0.0.1} or {@code DNS:localhost}
   * @throws IOException if the JDK's keytool fails, with what it said
   */
  public static ServerCertificate create(Path directory, String host)
      throws IOException, InterruptedException {
    Path file = directory.resolve("keys.p12");
    Process keytool =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "keytool").toString(),
                "-genkeypair",
                "-keyalg",
                "EC",
                "-alias",
                ALIAS,
                "-dname",
                "CN=keepsake test",
                "-ext",
                "SAN=" + host,
                "-validity",
                "2",
                "-storetype",
                "PKCS12",
                "-storepass",
                PASSWORD,
                "-keystore",
                file.toString())
            .redirectErrorStream(true)
            .start();
    String said =
        new String(keytool.getInputStream().readAllBytes(), StandardCharsets.UTF_8).strip();
    if (keytool.waitFor() != 0) {
      throw new IOException("keytool failed: " + said);
    }
    try {
      return new ServerCertificate(file, context(file));
    } catch (GeneralSecurityException e) {
      throw new IOException(e);
    }
  }

  private static SSLContext context(Path file) throws IOException, GeneralSecurityException {
    KeyStore keys = KeyStore.getInstance("PKCS12");
    try (InputStream in = Files.newInputStream(file)) {
      keys.load(in, PASSWORD.toCharArray());
    }
    KeyManagerFactory shown =
        KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
    shown.init(keys, PASSWORD.toCharArray());
    TrustManagerFactory trusted =
        TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
    trusted.init(keys);
    SSLContext context = SSLContext.getInstance("TLS");
    context.init(shown.getKeyManagers(), trusted.getTrustManagers(), null);
    return context;
  }

  /**
   * Writes it as programs in other languages want it: two files of text.
   *
   * @param key where the key goes, which any user of this machine may then read
   * @param certificate where the certificate goes
   */
  public void writePem(Path key, Path certificate) throws IOException {
    try (InputStream in = Files.newInputStream(store)) {
      KeyStore keys = KeyStore.getInstance("PKCS12");
      keys.load(in, PASSWORD.toCharArray());
      writePem(key, "PRIVATE KEY", keys.getKey(ALIAS, PASSWORD.toCharArray()).getEncoded());
      writePem(certificate, "CERTIFICATE", keys.getCertificate(ALIAS).getEncoded());
    } catch (GeneralSecurityException e) {
      throw new IOException(e);
    }
  }

  private static void writePem(Path file, String what, byte[] content) throws IOException {
    Base64.Encoder lines = Base64.getMimeEncoder(64, new byte[] {'\n'});
    Files.writeString(
        file,
        "-----BEGIN %1$s-----\n%2$s\n-----END %1$s-----\n"
            .formatted(what, lines.encodeToString(content)));
  }
}
