import io.keepsake.core.spi.storage.ObjectStoreProvider;
import io.keepsake.provider.azure.AzureStoreProvider;

/**
 * Stores in Azure Blob Storage.
 *
 * @provides ObjectStoreProvider for URLs such as {@code azblob://account/container/prefix}
 */
module io.keepsake.provider.azure {
  requires com.azure.core;
  requires com.azure.core.http.jdk.httpclient;
  requires com.azure.identity;
  requires com.azure.storage.blob;
  requires com.azure.storage.blob.batch;
  requires com.azure.storage.common;
  requires io.keepsake.core;
  requires java.net.http;
  requires reactor.core;
  requires org.reactivestreams;
  requires static org.jspecify;

  provides ObjectStoreProvider with
      AzureStoreProvider;
}
