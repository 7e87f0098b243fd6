package io.keepsake.provider.local.webdav;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.keepsake.core.spi.crypto.Secret;
import io.keepsake.provider.local.remote.RemoteException;
import io.keepsake.provider.local.remote.RemoteException.Reason;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** Logging in, without a server. */
final class LoginTest {

  private static final String BASIC = "Basic realm=\"a, b\", charset=\"UTF-8\"";

  private static Login login(String url, Map<String, String> more) throws Exception {
    Map<String, String> options = new HashMap<>(more);
    options.putIfAbsent("password", "giraffe");
    WebdavConfig config = WebdavConfigTest.of(url, options);
    return new Login(config, new WebdavErrors(config));
  }

  private static String digest(String algorithm, String nonce) {
    return "Digest realm=\"r\", qop=\"auth,auth-int\", algorithm=%s, nonce=\"%s\""
        .formatted(algorithm, nonce);
  }

  private static Optional<String> learned(Login login, String... challenges) throws Exception {
    login.refused(Optional.empty(), List.of(challenges));
    return login.authorization("GET", "/a");
  }

  @Test
  void nothingIsShownUnasked() throws Exception {
    assertEquals(
        Optional.empty(), login("webdavs://eva@nas/a", Map.of()).authorization("GET", "/a"));
  }

  @Test
  void aPasswordGoesAsItIsOnlyWhereNobodyListens() throws Exception {
    Optional<String> shown = Optional.of("Basic ZXZhOmdpcmFmZmU=");
    assertEquals(shown, learned(login("webdavs://eva@nas/a", Map.of()), BASIC));
    assertEquals(shown, learned(login("webdav://eva@127.0.0.1/a", Map.of()), BASIC));
    assertEquals(
        shown, learned(login("webdav://eva@nas/a", Map.of("clear-password", "allowed")), BASIC));
    Login open = login("webdav://eva@nas/a", Map.of());
    RemoteException failure = assertThrows(RemoteException.class, () -> learned(open, BASIC));
    assertEquals(Reason.DENIED, failure.reason());
    assertTrue(failure.words().contains("webdavs://"), failure::words);
    assertEquals(Optional.empty(), open.authorization("GET", "/a"));
  }

  @Test
  void theBetterDigestIsTaken() throws Exception {
    Login open = login("webdav://eva@nas/a", Map.of());
    String shown =
        learned(open, BASIC + ", " + digest("MD5", "n1") + ", " + digest("SHA-256", "n2"))
            .orElseThrow();
    assertTrue(shown.contains("algorithm=SHA-256") && shown.contains("nonce=\"n2\""), shown);
    assertFalse(shown.contains("giraffe"), shown);
  }

  @Test
  void aNewNonceIsTakenAndTheSameRefusalIsFinal() throws Exception {
    Login login = login("webdav://eva@nas/a", Map.of());
    String first = learned(login, digest("MD5", "n1")).orElseThrow();
    login.refused(Optional.of(first), List.of(digest("MD5", "n2")));
    String second = login.authorization("GET", "/a").orElseThrow();
    assertTrue(second.contains("nonce=\"n2\""), second);
    login.refused(Optional.of(first), List.of(digest("MD5", "n3"))); // asked before n2 was known
    assertTrue(login.authorization("GET", "/a").orElseThrow().contains("nonce=\"n2\""));
    RemoteException failure =
        assertThrows(
            RemoteException.class,
            () -> login.refused(Optional.of(second), List.of(digest("MD5", "n2"))));
    assertEquals(Reason.DENIED, failure.reason());
  }

  @Test
  void whatCannotBeAnsweredIsRefused() throws Exception {
    for (String odd :
        List.of(
            "Negotiate",
            "NTLM TlRMTVNTUAAC",
            digest("SHA-512-256", "n"),
            "Digest realm=\"r\", nonce=\"n\", qop=\"auth-int\"",
            "")) {
      Login login = login("webdavs://eva@nas/a", Map.of());
      RemoteException failure = assertThrows(RemoteException.class, () -> learned(login, odd), odd);
      assertTrue(failure.words().contains("no way to log in"), failure::words);
    }
  }

  /** The example of RFC 7616, section 3.9.1, with both algorithms. */
  @Test
  void digestsAreThoseOfTheStandard() throws Exception {
    Map<String, String> expected =
        Map.of(
            "MD5", "8ca523f5e9506fed4657c9700eebdbec",
            "SHA-256", "753927fa0e85d155564e2e272a28d1802ca10daf4496794697cf8db5856cb6c1");
    try (Secret password = Secret.ofUtf8("Circle of Life".toCharArray())) {
      for (Map.Entry<String, String> each : expected.entrySet()) {
        Challenge challenge =
            Challenge.parse(
                    List.of(
                        "Digest realm=\"http-auth@example.org\", qop=\"auth, auth-int\", algorithm=%s, nonce=\"7ypf/xlj9XXwfDPEoM4URrv/xwf94BcCAzFZH4GiTo0v\", opaque=\"FQhe/qaU925kfnzjCev0ciny7QMkPqMAFRtzCUYo5tdS\""
                            .formatted(each.getKey())))
                .getFirst();
        String shown =
            Digest.of(
                    challenge,
                    "Mufasa",
                    password,
                    () -> "f2/wE4q74E6zIJEtWaHKaf5wv/H5QzzpXusqGemxURZJ")
                .orElseThrow()
                .authorization("GET", "/dir/index.html");
        assertTrue(shown.contains("response=\"" + each.getValue() + "\""), shown);
        assertTrue(shown.contains("nc=00000001"), shown);
      }
    }
  }

  /** RFC 2617's example, as a server of RFC 2069 would ask: the values are Python's hashlib's. */
  @Test
  void oldServersNameNoQuality() throws Exception {
    try (Secret password = Secret.ofUtf8("CircleOfLife".toCharArray())) {
      Challenge challenge =
          Challenge.parse(List.of("Digest realm=\"testrealm@host.com\", nonce=\"dcd98b71\""))
              .getFirst();
      String shown =
          Digest.of(challenge, "Mufasa", password)
              .orElseThrow()
              .authorization("GET", "/dir/index.html");
      assertTrue(shown.contains("response=\"54d7f473acbb41ca2787231e3af5b5d1\""), shown);
      assertFalse(shown.contains("qop"), shown);
    }
  }
}
