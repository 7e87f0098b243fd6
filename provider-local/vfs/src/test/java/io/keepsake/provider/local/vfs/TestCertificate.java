package io.keepsake.provider.local.vfs;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * A server's own certificate.
 *
 * @param keys a key store with the certificate and its key
 * @param certificate the certificate as text
 */
record TestCertificate(Path keys, Path certificate) {

  static final String STORE_PASSWORD = "of the test only";

  /**
   * Makes one.
   *
   * @param name whom it is for, as keytool writes it: {@code ip:127.0.0.1}
   */
  static TestCertificate make(Path directory, String name) throws Exception {
    Path keys = directory.resolve("keys.p12");
    Path certificate = directory.resolve("certificate.pem");
    keytool(
        "-genkeypair",
        "-keystore",
        keys.toString(),
        "-storepass",
        STORE_PASSWORD,
        "-alias",
        "it",
        "-keyalg",
        "EC",
        "-dname",
        "CN=test",
        "-ext",
        "san=" + name);
    keytool(
        "-exportcert",
        "-keystore",
        keys.toString(),
        "-storepass",
        STORE_PASSWORD,
        "-alias",
        "it",
        "-rfc",
        "-file",
        certificate.toString());
    return new TestCertificate(keys, certificate);
  }

  private static void keytool(String... arguments) throws Exception {
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "keytool").toString());
    command.addAll(List.of(arguments));
    Process process =
        new ProcessBuilder(command)
            .redirectErrorStream(true)
            .redirectInput(ProcessBuilder.Redirect.from(Path.of("/dev/null").toFile()))
            .start();
    String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    assertEquals(0, process.waitFor(), said);
  }
}
