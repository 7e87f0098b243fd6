import io.keepsake.core.spi.storage.ObjectStoreProvider;
import io.keepsake.provider.gcs.GcsStoreProvider;

/**
 * Stores in buckets of Google Cloud Storage.
 *
 * @provides ObjectStoreProvider for URLs such as {@code gs://bucket/prefix}
 */
module io.keepsake.provider.gcs {
  requires com.google.api.apicommon;
  requires com.google.api.client;
  requires com.google.api.client.json.gson;
  requires com.google.api.services.storage;
  requires com.google.auth;
  requires com.google.auth.oauth2;
  requires com.google.common;
  requires gax;
  requires google.api.client;
  requires google.cloud.core;
  requires google.cloud.core.http;
  requires google.cloud.storage;
  requires io.keepsake.core;
  requires java.net.http;
  requires static com.google.j2objc.annotations;
  requires static org.checkerframework.checker.qual;
  requires static org.jspecify;

  provides ObjectStoreProvider with
      GcsStoreProvider;
}
