import io.keepsake.core.spi.storage.ObjectStoreProvider;
import io.keepsake.provider.s3.S3StoreProvider;

/**
 * Stores in buckets of Amazon S3 and of services that speak its protocol.
 *
 * @provides ObjectStoreProvider for URLs such as {@code s3://bucket/prefix}
 */
@SuppressWarnings("module") // a name may well end in a digit if the service's does
module io.keepsake.provider.s3 {
  requires io.keepsake.core;
  requires software.amazon.awssdk.auth;
  requires software.amazon.awssdk.awscore;
  requires software.amazon.awssdk.core;
  requires software.amazon.awssdk.http;
  requires software.amazon.awssdk.http.apache5;
  requires software.amazon.awssdk.http.auth.aws;
  requires software.amazon.awssdk.http.auth.spi;
  requires software.amazon.awssdk.identity.spi;
  requires software.amazon.awssdk.profiles;
  requires software.amazon.awssdk.regions;
  requires software.amazon.awssdk.retries.api;
  requires software.amazon.awssdk.services.s3;
  requires software.amazon.awssdk.services.sts;
  requires software.amazon.awssdk.utils;
  requires static org.jspecify;

  provides ObjectStoreProvider with
      S3StoreProvider;
}
