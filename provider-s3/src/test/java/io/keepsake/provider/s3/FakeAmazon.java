package io.keepsake.provider.s3;

import java.io.IOException;
import java.net.URI;
import java.util.List;
import java.util.Locale;

/**
 * The parts of Amazon that no server here has: roles, and the credentials of containers and
 * instances. Its bucket holds one object and opens to each key that it has given out and to one of
 * its own.
 */
final class FakeAmazon implements AutoCloseable {

  static final String KEY = "AKIAKEEPSAKETESTS0001";
  static final String SECRET = "own-secret-that-nobody-may-see";
  static final String SUBJECT = "eyJhbGciOiJSUzI1NiJ9.eyJzdWIiOiJrZWVwc2FrZSJ9.c2lnbmVk";

  static final String OLD_SUBJECT = "eyJhbGciOiJSUzI1NiJ9.eyJzdWIiOiJvbGQifQ.b2xk";

  private static final String GIVEN_KEY = "ASIAKEEPSAKETESTS0002";
  private static final String GIVEN_SECRET = "given-secret-that-nobody-may-see";
  private static final String GIVEN_TOKEN = "given-token-that-nobody-may-see";
  private static final String EXPIRES = "2099-01-01T00:00:00Z";

  /** What must not appear anywhere. */
  static final List<String> SECRETS =
      List.of(KEY, SECRET, SUBJECT, OLD_SUBJECT, GIVEN_KEY, GIVEN_SECRET, GIVEN_TOKEN);

  private final CannedService service;

  private FakeAmazon(CannedService service) {
    this.service = service;
  }

  static FakeAmazon start() throws IOException {
    return new FakeAmazon(CannedService.answering(FakeAmazon::answer));
  }

  URI endpoint() {
    return service.endpoint();
  }

  /** Whether some request began so. */
  boolean wasAsked(String start) {
    return service.heads().stream().anyMatch(head -> head.startsWith(start));
  }

  private static byte[] answer(String request) {
    if (request.contains("Action=AssumeRoleWithWebIdentity")) {
      return request.contains("WebIdentityToken=" + SUBJECT)
          ? taken("AssumeRoleWithWebIdentity")
          : refusal(400, "ExpiredTokenException", "Token expired: " + OLD_SUBJECT);
    }
    if (request.contains("Action=AssumeRole")) {
      return isSignedBy(request, KEY) && request.contains("RoleArn=arn%3Aaws%3Aiam%3A%3A1%3Arole")
          ? taken("AssumeRole")
          : refusal(403, "AccessDenied", "User is not authorized to perform: sts:AssumeRole");
    }
    if (request.startsWith("PUT /latest/api/token")) {
      return CannedService.answer(
          200, "metadata-token", "x-aws-ec2-metadata-token-ttl-seconds: 600");
    }
    if (request.startsWith("GET /latest/meta-data/iam/security-credentials")) {
      boolean named =
          request.startsWith("GET /latest/meta-data/iam/security-credentials/backup ")
              || request.startsWith(
                  "GET /latest/meta-data/iam/security-credentials-extended/backup ");
      return CannedService.answer(200, named ? given() : "backup");
    }
    if (request.startsWith("GET /container")) {
      return CannedService.answer(200, given());
    }
    return bucket(request);
  }

  private static byte[] bucket(String request) {
    boolean given =
        isSignedBy(request, GIVEN_KEY)
            && request.toLowerCase(Locale.ROOT).contains("x-amz-security-token: " + GIVEN_TOKEN);
    return given || isSignedBy(request, KEY)
        ? CannedService.answer(
            200,
            """
            <ListBucketResult><IsTruncated>false</IsTruncated><Contents><Key>vault/a</Key>\
            <LastModified>2026-01-01T00:00:00Z</LastModified><Size>1</Size></Contents>\
            </ListBucketResult>\
            """)
        : CannedService.error(403, "InvalidAccessKeyId", "No such key");
  }

  private static boolean isSignedBy(String request, String key) {
    return request.contains("Credential=" + key + "/");
  }

  private static byte[] taken(String action) {
    return CannedService.answer(
        200,
        """
        <%1$sResponse><%1$sResult><Credentials><AccessKeyId>%2$s</AccessKeyId>\
        <SecretAccessKey>%3$s</SecretAccessKey><SessionToken>%4$s</SessionToken>\
        <Expiration>%5$s</Expiration></Credentials></%1$sResult></%1$sResponse>\
        """
            .formatted(action, GIVEN_KEY, GIVEN_SECRET, GIVEN_TOKEN, EXPIRES));
  }

  private static String given() {
    return """
    {"Code": "Success", "AccessKeyId": "%s", "SecretAccessKey": "%s", "Token": "%s",
     "Expiration": "%s", "AccountId": "1"}
    """
        .formatted(GIVEN_KEY, GIVEN_SECRET, GIVEN_TOKEN, EXPIRES);
  }

  private static byte[] refusal(int status, String code, String message) {
    return CannedService.answer(
        status,
        "<ErrorResponse><Error><Code>%s</Code><Message>%s</Message></Error></ErrorResponse>"
            .formatted(code, message));
  }

  @Override
  public void close() throws IOException {
    service.close();
  }
}
