package io.keepsake.provider.s3;

import software.amazon.awssdk.http.auth.aws.scheme.AwsV4AuthScheme;
import software.amazon.awssdk.http.auth.spi.scheme.AuthScheme;
import software.amazon.awssdk.http.auth.spi.signer.HttpSigner;
import software.amazon.awssdk.identity.spi.AwsCredentialsIdentity;
import software.amazon.awssdk.identity.spi.IdentityProvider;
import software.amazon.awssdk.identity.spi.IdentityProviders;

/** Signature version 4 as the SDK makes it, except that bodies whose hash is known are not read. */
final class KnownHashScheme implements AuthScheme<AwsCredentialsIdentity> {

  private final AwsV4AuthScheme behind = AwsV4AuthScheme.create();
  private final KnownHashSigner signer = new KnownHashSigner(behind.signer());

  @Override
  public String schemeId() {
    return behind.schemeId();
  }

  @Override
  public IdentityProvider<AwsCredentialsIdentity> identityProvider(IdentityProviders providers) {
    return behind.identityProvider(providers);
  }

  @Override
  public HttpSigner<AwsCredentialsIdentity> signer() {
    return signer;
  }
}
