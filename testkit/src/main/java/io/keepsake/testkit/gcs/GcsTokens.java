package io.keepsake.testkit.gcs;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.Signature;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;

/** The token service: a signed statement of a service account, or of another cloud, for a token. */
final class GcsTokens {

  private static final String JWT = "urn:ietf:params:oauth:grant-type:jwt-bearer";
  private static final String EXCHANGE = "urn:ietf:params:oauth:grant-type:token-exchange";
  private static final String ACCOUNT = "backup@keepsake-test.iam.gserviceaccount.com";

  private final Clock clock;
  private final KeyPair keys;
  private final Set<String> valid = ConcurrentHashMap.newKeySet();
  private final Set<String> subjects = ConcurrentHashMap.newKeySet();

  GcsTokens(Clock clock) {
    this.clock = clock;
    try {
      KeyPairGenerator generator = KeyPairGenerator.getInstance("RSA");
      generator.initialize(2048);
      keys = generator.generateKeyPair();
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException(e);
    }
  }

  /** What a service account's credentials file says. */
  String serviceAccount(String self) {
    Map<String, Object> file = new LinkedHashMap<>();
    file.put("type", "service_account");
    file.put("project_id", "keepsake-test");
    file.put("private_key_id", "test-key");
    file.put(
        "private_key",
        "-----BEGIN PRIVATE KEY-----\n%s\n-----END PRIVATE KEY-----\n"
            .formatted(Base64.getMimeEncoder().encodeToString(keys.getPrivate().getEncoded())));
    file.put("client_email", ACCOUNT);
    file.put("client_id", "1");
    file.put("token_uri", self + "/token");
    return Json.write(file);
  }

  /** What a credentials file for workload identity says, whose own token is in a file. */
  String workloadIdentity(String self, Path subjectToken, String subject) {
    subjects.add(subject);
    Map<String, Object> file = new LinkedHashMap<>();
    file.put("type", "external_account");
    file.put(
        "audience",
        "//iam.googleapis.com/projects/1/locations/global/workloadIdentityPools/p/providers/q");
    file.put("subject_token_type", "urn:ietf:params:oauth:token-type:jwt");
    file.put("token_url", self + "/token");
    file.put("credential_source", Map.of("file", subjectToken.toString()));
    return Json.write(file);
  }

  String issue() {
    String token = "ya29.test-" + UUID.randomUUID();
    valid.add(token);
    return token;
  }

  void revokeAll() {
    valid.clear();
  }

  void check(GcsRequest request) {
    String token = request.header("authorization").orElse("").replaceFirst("^Bearer ", "");
    if (token.isEmpty()) {
      throw new GcsFailure(
          401,
          "required",
          "Anonymous caller does not have storage.objects access to the Google Cloud Storage"
              + " object.");
    }
    if (!valid.contains(token)) {
      throw new GcsFailure(401, "authError", "Invalid Credentials");
    }
  }

  GcsAnswer handle(GcsRequest request) throws IOException {
    Map<String, String> form = GcsRequest.query(request.text());
    String grant = form.getOrDefault("grant_type", "");
    if (grant.equals(JWT)) {
      return assertion(form.getOrDefault("assertion", ""));
    }
    if (grant.equals(EXCHANGE) && subjects.contains(form.getOrDefault("subject_token", ""))) {
      return granted();
    }
    return refused("The subject token is not known.");
  }

  /** What the metadata server of a machine in the cloud tells: that it is one, and a token. */
  GcsAnswer metadata(GcsRequest request) {
    List<String> path = request.path();
    if (path.isEmpty()) {
      return GcsAnswer.empty(200).header("Metadata-Flavor", "Google");
    }
    if (!request.header("metadata-flavor").orElse("").equals("Google")) {
      return GcsAnswer.empty(403);
    }
    return path.getLast().equals("token")
        ? granted().header("Metadata-Flavor", "Google")
        : GcsAnswer.empty(404);
  }

  private GcsAnswer assertion(String jwt) {
    String[] parts = jwt.split("\\.", -1);
    if (parts.length != 3 || !isSigned(parts)) {
      return refused("Invalid JWT Signature.");
    }
    Map<String, Object> claims =
        Json.object(new String(Base64.getUrlDecoder().decode(parts[1]), StandardCharsets.UTF_8));
    Instant issued = Instant.ofEpochSecond(((Number) claims.getOrDefault("iat", 0L)).longValue());
    if (Duration.between(issued, clock.instant()).abs().compareTo(Duration.ofMinutes(60)) > 0) {
      return refused(
          "Invalid JWT: Token must be a short-lived token (60 minutes) and in a reasonable"
              + " timeframe. Check your iat and exp values in the JWT claim.");
    }
    return ACCOUNT.equals(claims.get("iss")) ? granted() : refused("Not a valid email or user ID.");
  }

  private boolean isSigned(String[] parts) {
    try {
      Signature signature = Signature.getInstance("SHA256withRSA");
      signature.initVerify(keys.getPublic());
      signature.update((parts[0] + "." + parts[1]).getBytes(StandardCharsets.US_ASCII));
      return signature.verify(Base64.getUrlDecoder().decode(parts[2]));
    } catch (GeneralSecurityException | IllegalArgumentException e) {
      return false;
    }
  }

  private GcsAnswer granted() {
    Map<String, Object> answer = new LinkedHashMap<>();
    answer.put("access_token", issue());
    answer.put("issued_token_type", "urn:ietf:params:oauth:token-type:access_token");
    answer.put("token_type", "Bearer");
    answer.put("expires_in", 3599L);
    return GcsAnswer.json(200, answer);
  }

  private static GcsAnswer refused(String why) {
    return GcsAnswer.json(400, Map.of("error", "invalid_grant", "error_description", why));
  }
}
