package io.keepsake.provider.gcs;

import com.google.api.client.http.GenericUrl;
import com.google.api.client.http.HttpRequest;
import com.google.api.client.http.HttpRequestInitializer;
import com.google.api.client.json.gson.GsonFactory;
import com.google.api.gax.retrying.RetrySettings;
import com.google.api.services.storage.Storage.Objects.Insert;
import com.google.api.services.storage.model.StorageObject;
import com.google.cloud.storage.BlobWriteSessionConfigs;
import com.google.cloud.storage.Storage;
import com.google.cloud.storage.StorageOptions;
import io.keepsake.core.spi.storage.ObjectContent;
import io.keepsake.core.spi.storage.StoreException;
import io.keepsake.provider.gcs.http.ClientTransport;
import java.io.IOException;

/**
 * The two levels of Google's client library on one transport. The upper one serves all but single
 * requests with bodies that are streams, for which it has no call that neither buffers nor retries.
 *
 * @param storage the upper level
 * @param requests the lower level, which names the same requests
 * @param transport what both go through
 */
record GcsClients(
    Storage storage, com.google.api.services.storage.Storage requests, ClientTransport transport) {

  private static final String PRODUCT = "keepsake";

  static GcsClients open(GcsConfig config) throws StoreException {
    GcsConnection connection = config.connection();
    ClientTransport transport =
        new ClientTransport(connection.connectTimeout(), connection.idleTimeout());
    try {
      return open(config, transport);
    } catch (StoreException | RuntimeException e) {
      transport.shutdown();
      throw e;
    }
  }

  private static GcsClients open(GcsConfig config, ClientTransport transport)
      throws StoreException {
    String root = config.connection().root();
    OneRefresh http = new OneRefresh(transport);
    StorageOptions.Builder builder =
        StorageOptions.http()
            .setTransportOptions(http)
            .setCredentials(new GcsCredentials(config.id(), () -> transport).of(config.identity()))
            .setProjectId(config.connection().project().orElse(PRODUCT))
            .setRetrySettings(RetrySettings.newBuilder().setMaxAttempts(1).build())
            .setStorageRetryStrategy(new NoRetries())
            .setBlobWriteSessionConfig(
                BlobWriteSessionConfigs.getDefault().withChunkSize(config.upload().partSize()));
    config.connection().endpoint().ifPresent(given -> builder.setHost(root));
    config.connection().project().ifPresent(builder::setQuotaProjectId);
    StorageOptions options = builder.build();
    HttpRequestInitializer initializer = http.getHttpRequestInitializer(options);
    return new GcsClients(
        options.getService(),
        new com.google.api.services.storage.Storage.Builder(
                transport, GsonFactory.getDefaultInstance(), initializer)
            .setRootUrl(root + "/")
            .setApplicationName(PRODUCT)
            .build(),
        transport);
  }

  /** An upload in one request of metadata and bytes, as they are. */
  Insert insert(String bucket, StorageObject metadata, ObjectContent content) throws IOException {
    Insert insert = requests.objects().insert(bucket, metadata, new ContentBody(content));
    insert.getMediaHttpUploader().setDirectUploadEnabled(true).setDisableGZipContent(true);
    return insert;
  }

  /** Gives up a resumable upload, on a thread of its own: the caller has a failure to tell. */
  void abandon(String session) {
    Thread.ofVirtual()
        .name("keepsake-gcs-abandon")
        .start(
            () -> {
              try {
                HttpRequest request =
                    requests.getRequestFactory().buildDeleteRequest(new GenericUrl(session, true));
                request.setThrowExceptionOnExecuteError(false).execute().disconnect();
              } catch (IOException | RuntimeException e) {
                // The service forgets it after a week, and shows nothing of it meanwhile.
              }
            });
  }

  void close() {
    transport.shutdown();
  }
}
