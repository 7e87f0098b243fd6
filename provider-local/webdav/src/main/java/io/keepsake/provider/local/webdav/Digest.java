package io.keepsake.provider.local.webdav;

import io.keepsake.core.spi.crypto.Secret;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.security.SecureRandom;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Supplier;

/**
 * Digest authentication (RFC 7616) with one nonce of the server's: with MD5 or SHA-256, with {@code
 * qop=auth} or, for servers of before 1999, without.
 */
final class Digest {

  private static final SecureRandom RANDOM = new SecureRandom();
  private static final HexFormat HEX = HexFormat.of();

  private final Challenge challenge;
  private final String user;
  private final String algorithm;
  private final String secretHash;
  private final Supplier<String> clientNonces;
  private final AtomicInteger count = new AtomicInteger();

  private Digest(
      Challenge challenge,
      String user,
      Secret password,
      String algorithm,
      Supplier<String> clientNonces) {
    this.challenge = challenge;
    this.user = user;
    this.algorithm = algorithm;
    this.clientNonces = clientNonces;
    secretHash = secretHash(password);
  }

  /** What to answer to a challenge; empty if it wants what this does not know. */
  static Optional<Digest> of(Challenge challenge, String user, Secret password) {
    return of(challenge, user, password, Digest::random);
  }

  /** The same, with nonces of the client's that are known before: for test vectors. */
  static Optional<Digest> of(
      Challenge challenge, String user, Secret password, Supplier<String> clientNonces) {
    Optional<String> algorithm =
        switch (challenge.parameter("algorithm").orElse("MD5").toUpperCase(Locale.ROOT)) {
          case "MD5" -> Optional.of("MD5");
          case "SHA-256" -> Optional.of("SHA-256");
          default -> Optional.empty();
        };
    boolean known =
        challenge.scheme().equals("digest")
            && challenge.parameter("realm").isPresent()
            && challenge.parameter("nonce").isPresent()
            && (challenge.parameter("qop").isEmpty() || hasAuth(challenge));
    return algorithm
        .filter(_ -> known)
        .map(name -> new Digest(challenge, user, password, name, clientNonces));
  }

  private static boolean hasAuth(Challenge challenge) {
    String[] offered = challenge.parameter("qop").orElse("").split(",", -1);
    return List.of(offered).stream().anyMatch(each -> each.strip().equalsIgnoreCase("auth"));
  }

  /** Whether this is the stronger of the two algorithms. */
  boolean isStrong() {
    return algorithm.equals("SHA-256");
  }

  /** Whether a header was made with the server's nonce that this has. */
  boolean made(String header) {
    return header.contains("nonce=\"" + quoted(parameter("nonce")) + "\"");
  }

  /** The value of the {@code Authorization} header for a request. */
  String authorization(String method, String target) {
    String nonce = parameter("nonce");
    String request = hash(method + ":" + target);
    StringBuilder header = new StringBuilder("Digest ");
    header.append("username=\"%s\", ".formatted(quoted(user)));
    header.append("realm=\"%s\", ".formatted(quoted(parameter("realm"))));
    header.append("nonce=\"%s\", uri=\"%s\", ".formatted(quoted(nonce), target));
    challenge.parameter("algorithm").ifPresent(given -> header.append("algorithm=" + given + ", "));
    challenge
        .parameter("opaque")
        .ifPresent(given -> header.append("opaque=\"%s\", ".formatted(quoted(given))));
    if (challenge.parameter("qop").isEmpty()) {
      return header
          .append("response=\"%s\"".formatted(hash(secretHash + ":" + nonce + ":" + request)))
          .toString();
    }
    String use = "%08x".formatted(count.incrementAndGet());
    String own = clientNonces.get();
    String response = hash(String.join(":", secretHash, nonce, use, own, "auth", request));
    return header
        .append("qop=auth, nc=%s, cnonce=\"%s\", response=\"%s\"".formatted(use, own, response))
        .toString();
  }

  private String parameter(String name) {
    return challenge.parameter(name).orElseThrow();
  }

  private String secretHash(Secret password) {
    MessageDigest digest = digest();
    digest.update((user + ":" + parameter("realm") + ":").getBytes(StandardCharsets.UTF_8));
    byte[] bytes = password.copyBytes();
    digest.update(bytes);
    Arrays.fill(bytes, (byte) 0);
    return HEX.formatHex(digest.digest());
  }

  private String hash(String text) {
    return HEX.formatHex(digest().digest(text.getBytes(StandardCharsets.UTF_8)));
  }

  private MessageDigest digest() {
    try {
      return MessageDigest.getInstance(algorithm);
    } catch (NoSuchAlgorithmException e) {
      throw new AssertionError("every Java has " + algorithm, e);
    }
  }

  private static String random() {
    byte[] bytes = new byte[16];
    RANDOM.nextBytes(bytes);
    return HEX.formatHex(bytes);
  }

  private static String quoted(String text) {
    return text.replace("\\", "\\\\").replace("\"", "\\\"");
  }
}
