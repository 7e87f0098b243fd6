package io.keepsake.provider.s3;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.util.HexFormat;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import software.amazon.awssdk.http.SdkHttpRequest;

/**
 * The signature of a request without a query, as <a
 * href="https://docs.aws.amazon.com/AmazonS3/latest/API/sig-v4-header-based-auth.html">version
 * 4</a> has it.
 *
 * @param request the signed request
 * @param credential who signs, and the scope: date, region, service, and a fixed word
 * @param headers names of the headers that it covers, joined
 * @param value the signature in hex
 */
record V4Signature(SdkHttpRequest request, String credential, String headers, String value) {

  private static final String AUTHORIZATION = "Authorization";
  private static final String ALGORITHM = "AWS4-HMAC-SHA256";
  private static final Pattern FORM =
      Pattern.compile(
          ALGORITHM + " Credential=([^,]+), SignedHeaders=([^,]+), Signature=([0-9a-f]{64})");

  /** The signature of a signed request, if it has one of this form. */
  static Optional<V4Signature> of(SdkHttpRequest signed) {
    return signed
        .firstMatchingHeader(AUTHORIZATION)
        .map(FORM::matcher)
        .filter(Matcher::matches)
        .map(found -> new V4Signature(signed, found.group(1), found.group(2), found.group(3)));
  }

  /**
   * The same request signed for a body with another hash; empty if the signature that it has cannot
   * be found again this way, and so not that of another hash either.
   */
  Optional<SdkHttpRequest> withHash(String hash, String secret) {
    if (!sign(secret).equals(Optional.of(value))) {
      return Optional.empty();
    }
    SdkHttpRequest other = request.copy(copy -> copy.putHeader(KnownHashSigner.HEADER, hash));
    return new V4Signature(other, credential, headers, "")
        .sign(secret)
        .map(
            signature ->
                other.copy(
                    copy ->
                        copy.putHeader(
                            AUTHORIZATION,
                            "%s Credential=%s, SignedHeaders=%s, Signature=%s"
                                .formatted(ALGORITHM, credential, headers, signature))));
  }

  private Optional<String> sign(String secret) {
    String scope = credential.substring(credential.indexOf('/') + 1);
    String[] parts = scope.split("/", -1);
    Optional<String> canonical = canonical();
    Optional<String> date = request.firstMatchingHeader("x-amz-date");
    if (parts.length != 4 || canonical.isEmpty() || date.isEmpty()) {
      return Optional.empty();
    }
    try {
      byte[] digest = MessageDigest.getInstance("SHA-256").digest(canonical.get().getBytes(UTF_8));
      byte[] key = ("AWS4" + secret).getBytes(UTF_8);
      for (String part : parts) {
        key = hmac(key, part);
      }
      String signed =
          String.join("\n", ALGORITHM, date.get(), scope, HexFormat.of().formatHex(digest));
      return Optional.of(HexFormat.of().formatHex(hmac(key, signed)));
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("Every Java has SHA-256", e);
    }
  }

  /** The request in the one form of which the signature is made. */
  private Optional<String> canonical() {
    StringBuilder text = new StringBuilder();
    text.append(request.method()).append('\n').append(request.encodedPath()).append("\n\n");
    for (String name : headers.split(";", -1)) {
      Optional<String> header = request.firstMatchingHeader(name);
      if (header.isEmpty()) {
        return Optional.empty();
      }
      text.append(name).append(':').append(header.get().strip()).append('\n');
    }
    Optional<String> hash = request.firstMatchingHeader(KnownHashSigner.HEADER);
    return hash.map(hex -> text.append('\n').append(headers).append('\n').append(hex).toString());
  }

  private static byte[] hmac(byte[] key, String text) throws GeneralSecurityException {
    Mac mac = Mac.getInstance("HmacSHA256");
    mac.init(new SecretKeySpec(key, "HmacSHA256"));
    return mac.doFinal(text.getBytes(UTF_8));
  }
}
