package io.keepsake.provider.s3;

import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import software.amazon.awssdk.http.ContentStreamProvider;
import software.amazon.awssdk.http.SdkHttpRequest;
import software.amazon.awssdk.http.auth.spi.signer.AsyncSignRequest;
import software.amazon.awssdk.http.auth.spi.signer.AsyncSignedRequest;
import software.amazon.awssdk.http.auth.spi.signer.HttpSigner;
import software.amazon.awssdk.http.auth.spi.signer.SignRequest;
import software.amazon.awssdk.http.auth.spi.signer.SignedRequest;
import software.amazon.awssdk.identity.spi.AwsCredentialsIdentity;

/**
 * Signs a body by the hash that its request brings along. Without TLS the signature covers the
 * body, and the SDK would hash each body once more for each store. What goes over the wire is the
 * same, and the service checks the hash as ever; with TLS the SDK signs no body and this changes
 * nothing.
 *
 * <p>The SDK signs the request with an empty body. If {@link V4Signature} arrives at the same
 * signature for that, it knows how to sign this request, and signs it for the real hash; if not,
 * the SDK signs the whole.
 */
final class KnownHashSigner implements HttpSigner<AwsCredentialsIdentity> {

  /** Where the hash stands in a request, before and after signing, in hex. */
  static final String HEADER = "x-amz-content-sha256";

  private static final int HEX_DIGITS = 64;
  private static final ContentStreamProvider NO_BODY =
      ContentStreamProvider.fromByteArray(new byte[0]);

  private final HttpSigner<AwsCredentialsIdentity> behind;

  KnownHashSigner(HttpSigner<AwsCredentialsIdentity> behind) {
    this.behind = behind;
  }

  @Override
  public SignedRequest sign(SignRequest<? extends AwsCredentialsIdentity> request) {
    Optional<String> hash =
        request.request().firstMatchingHeader(HEADER).filter(hex -> hex.length() == HEX_DIGITS);
    return hash.isPresent() && request.payload().isPresent() && isPlain(request.request())
        ? sign(request, hash.get(), request.payload().get())
        : behind.sign(request);
  }

  private static boolean isPlain(SdkHttpRequest request) {
    return request.protocol().equals("http") && request.encodedQueryParameters().isEmpty();
  }

  private <T extends AwsCredentialsIdentity> SignedRequest sign(
      SignRequest<T> request, String hash, ContentStreamProvider body) {
    SdkHttpRequest bodiless = behind.sign(request.copy(copy -> copy.payload(NO_BODY))).request();
    return V4Signature.of(bodiless)
        .flatMap(signature -> signature.withHash(hash, request.identity().secretAccessKey()))
        .map(signed -> SignedRequest.builder().request(signed).payload(body).build())
        .orElseGet(() -> behind.sign(request));
  }

  @Override
  public CompletableFuture<AsyncSignedRequest> signAsync(
      AsyncSignRequest<? extends AwsCredentialsIdentity> request) {
    return behind.signAsync(request);
  }
}
