package io.keepsake.provider.azure;

import com.azure.core.http.HttpClient;
import com.azure.core.http.jdk.httpclient.JdkHttpClientBuilder;
import com.azure.core.util.ClientOptions;
import com.azure.identity.DefaultAzureCredentialBuilder;
import com.azure.storage.blob.BlobContainerAsyncClient;
import com.azure.storage.blob.BlobContainerClientBuilder;
import com.azure.storage.blob.batch.BlobBatchAsyncClient;
import com.azure.storage.blob.batch.BlobBatchClientBuilder;
import com.azure.storage.common.StorageSharedKeyCredential;
import com.azure.storage.common.policy.RequestRetryOptions;
import com.azure.storage.common.policy.RetryPolicyType;
import java.time.Duration;
import java.util.concurrent.Executor;

/**
 * The SDK's clients for one container. They try each request once, and bound only connecting: how
 * long nothing may move is bound by {@link AzureCalls}, because the SDK's own limits count a slow
 * upload, or a reader that takes its time, as a failure.
 *
 * @param container for all but batches
 * @param batches deletes many blobs at once
 */
record AzureClients(BlobContainerAsyncClient container, BlobBatchAsyncClient batches) {

  private static final int ONE_TRY = 1;

  static AzureClients of(AzureConfig config) {
    HttpClient http = http(config.connectTimeout());
    BlobContainerClientBuilder builder =
        new BlobContainerClientBuilder()
            .endpoint(config.access().endpoint().toString())
            .containerName(config.container())
            .httpClient(http)
            .clientOptions(new ClientOptions().setApplicationId("keepsake"))
            .retryOptions(
                new RequestRetryOptions(
                    RetryPolicyType.FIXED, ONE_TRY, (Duration) null, null, null, null));
    switch (config.access().credential()) {
      case AzureCredential.AccountKey(var key) ->
          builder.credential(
              new StorageSharedKeyCredential(config.account(), AzureAccess.text(key)));
      case AzureCredential.SasToken(var token, _) -> builder.sasToken(AzureAccess.text(token));
      case AzureCredential.Platform platform -> {
        DefaultAzureCredentialBuilder chain = new DefaultAzureCredentialBuilder().httpClient(http);
        platform.tenantId().ifPresent(chain::tenantId);
        platform
            .clientId()
            .ifPresent(id -> chain.managedIdentityClientId(id).workloadIdentityClientId(id));
        builder.credential(chain.build());
      }
    }
    BlobContainerAsyncClient container = builder.buildAsyncClient();
    return new AzureClients(container, new BlobBatchClientBuilder(container).buildAsyncClient());
  }

  private static HttpClient http(Duration connectTimeout) {
    return new JdkHttpClientBuilder()
        .executor(executor())
        .connectionTimeout(connectTimeout)
        .writeTimeout(Duration.ZERO)
        .responseTimeout(Duration.ZERO)
        .readTimeout(Duration.ZERO)
        .build();
  }

  /** Libraries look in the context class loader for their parts: it has to be the plugin's. */
  private static Executor executor() {
    ClassLoader loader = AzureClients.class.getClassLoader();
    return task ->
        Thread.ofVirtual()
            .name("azure-http")
            .start(
                () -> {
                  Thread.currentThread().setContextClassLoader(loader);
                  task.run();
                });
  }
}
