package io.keepsake.provider.s3;

import io.keepsake.provider.s3.S3Credentials.Keys;
import io.keepsake.provider.s3.S3Credentials.Role;
import java.time.Duration;
import javax.net.ssl.TrustManager;
import software.amazon.awssdk.auth.credentials.AnonymousCredentialsProvider;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.AwsCredentialsProvider;
import software.amazon.awssdk.auth.credentials.AwsSessionCredentials;
import software.amazon.awssdk.auth.credentials.DefaultCredentialsProvider;
import software.amazon.awssdk.auth.credentials.ProfileCredentialsProvider;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.awscore.retry.AwsRetryStrategy;
import software.amazon.awssdk.core.checksums.RequestChecksumCalculation;
import software.amazon.awssdk.core.checksums.ResponseChecksumValidation;
import software.amazon.awssdk.core.client.config.ClientOverrideConfiguration;
import software.amazon.awssdk.http.SdkHttpClient;
import software.amazon.awssdk.http.apache5.Apache5HttpClient;
import software.amazon.awssdk.services.s3.LegacyMd5Plugin;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.S3ClientBuilder;
import software.amazon.awssdk.services.sts.StsClient;
import software.amazon.awssdk.services.sts.StsClientBuilder;
import software.amazon.awssdk.services.sts.auth.StsAssumeRoleCredentialsProvider;
import software.amazon.awssdk.services.sts.auth.StsWebIdentityTokenFileCredentialsProvider;

/**
 * Makes the SDK's clients: nothing is tried again, bodies are sent as they are, and the only
 * checksums are those that {@link S3Checksum} computes beforehand.
 */
final class S3Clients {

  private static final String ROLES_ELSEWHERE = "AWS_ENDPOINT_URL_STS";
  private static final Duration MOST_IDLE = Duration.ofSeconds(50);

  private final S3Config config;
  private final S3Endpoint endpoint;

  S3Clients(S3Config config, S3Endpoint endpoint) {
    this.config = config;
    this.endpoint = endpoint;
  }

  /** The HTTP client, which is ready when it is first needed. */
  SdkHttpClient http() {
    return new DeferredHttpClient(
        () -> {
          SdkHttpClient http = apache();
          S3WarmUp.once();
          return http;
        });
  }

  private SdkHttpClient apache() {
    S3Connection connection = config.connection();
    Apache5HttpClient.Builder builder =
        Apache5HttpClient.builder()
            .connectionTimeout(connection.connectTimeout())
            .socketTimeout(connection.idleTimeout())
            .connectionAcquisitionTimeout(connection.idleTimeout())
            .connectionMaxIdleTime(MOST_IDLE)
            .maxConnections(connection.maxConnections())
            .tcpKeepAlive(true);
    if (endpoint.isPlain() && config.credentials().role().isEmpty()) {
      // Nothing is asked by TLS, and reading all authorities that Java trusts takes 0.1 s.
      builder.tlsTrustManagersProvider(() -> new TrustManager[0]);
    }
    return builder.build();
  }

  S3Client s3(SdkHttpClient http) {
    S3ClientBuilder builder =
        S3Client.builder()
            .httpClient(http)
            .overrideConfiguration(overrides())
            .region(endpoint.signingRegion())
            .forcePathStyle(endpoint.pathStyle())
            .credentialsProvider(credentials(http))
            .requestChecksumCalculation(RequestChecksumCalculation.WHEN_REQUIRED)
            .responseChecksumValidation(ResponseChecksumValidation.WHEN_SUPPORTED)
            .serviceConfiguration(s3 -> s3.chunkedEncodingEnabled(false))
            .addPlugin(LegacyMd5Plugin.create())
            .putAuthScheme(new KnownHashScheme());
    endpoint.custom().ifPresent(builder::endpointOverride);
    if (endpoint.custom().isEmpty() && endpoint.region().isEmpty()) {
      builder.crossRegionAccessEnabled(true); // nobody knows the region, so the bucket is asked
    }
    return builder.build();
  }

  private ClientOverrideConfiguration overrides() {
    ClientOverrideConfiguration.Builder builder =
        ClientOverrideConfiguration.builder().retryStrategy(AwsRetryStrategy.doNotRetry());
    config.credentials().profile().ifPresent(builder::defaultProfileName);
    return builder.build();
  }

  private AwsCredentialsProvider credentials(SdkHttpClient http) {
    AwsCredentialsProvider own =
        config
            .credentials()
            .keys()
            .map(S3Clients::fixed)
            .or(() -> config.credentials().profile().map(ProfileCredentialsProvider::create))
            .orElseGet(() -> DefaultCredentialsProvider.builder().build());
    return config.credentials().role().map(role -> taken(role, own, http)).orElse(own);
  }

  private static AwsCredentialsProvider fixed(Keys keys) {
    String secret = S3Credentials.text(keys.secret());
    return StaticCredentialsProvider.create(
        keys.sessionToken().isPresent()
            ? AwsSessionCredentials.create(
                keys.id(), secret, S3Credentials.text(keys.sessionToken().get()))
            : AwsBasicCredentials.create(keys.id(), secret));
  }

  /** Credentials of a role. They are asked for when they are first needed, and again in time. */
  private AwsCredentialsProvider taken(Role role, AwsCredentialsProvider own, SdkHttpClient http) {
    if (role.tokenFile().isPresent()) {
      return StsWebIdentityTokenFileCredentialsProvider.builder()
          .stsClient(sts(AnonymousCredentialsProvider.create(), http))
          .roleArn(role.arn())
          .roleSessionName(role.sessionName())
          .webIdentityTokenFile(role.tokenFile().get())
          .build();
    }
    return StsAssumeRoleCredentialsProvider.builder()
        .stsClient(sts(own, http))
        .refreshRequest(
            request ->
                request
                    .roleArn(role.arn())
                    .roleSessionName(role.sessionName())
                    .externalId(role.externalId().orElse(null)))
        .build();
  }

  /**
   * Services that are not Amazon's give roles at the place where they store, unless the environment
   * names another one, which the SDK finds.
   */
  private StsClient sts(AwsCredentialsProvider credentials, SdkHttpClient http) {
    StsClientBuilder builder =
        StsClient.builder()
            .httpClient(http)
            .overrideConfiguration(overrides())
            .region(endpoint.signingRegion())
            .credentialsProvider(credentials);
    if (System.getenv(ROLES_ELSEWHERE) == null) {
      config.connection().endpoint().ifPresent(builder::endpointOverride);
    }
    return builder.build();
  }
}
