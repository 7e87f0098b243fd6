package io.keepsake.provider.s3;

import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.function.Supplier;
import software.amazon.awssdk.http.ExecutableHttpRequest;
import software.amazon.awssdk.http.HttpExecuteRequest;
import software.amazon.awssdk.http.SdkHttpClient;

/**
 * An HTTP client that is made on another thread while the SDK's client is made on this one: each
 * loads hundreds of classes, and every command waits for both.
 */
final class DeferredHttpClient implements SdkHttpClient {

  private final CompletableFuture<SdkHttpClient> client = new CompletableFuture<>();

  /**
   * Begins to make it.
   *
   * @param maker makes the client and may load what its first requests need
   */
  DeferredHttpClient(Supplier<SdkHttpClient> maker) {
    ClassLoader loader = Thread.currentThread().getContextClassLoader();
    Thread.ofPlatform()
        .daemon()
        .name("keepsake-s3-http")
        .start(
            () -> {
              Thread.currentThread().setContextClassLoader(loader);
              make(maker);
            });
  }

  private void make(Supplier<SdkHttpClient> maker) {
    try {
      client.complete(maker.get());
    } catch (RuntimeException | Error e) {
      client.completeExceptionally(e);
    }
  }

  private SdkHttpClient made() {
    try {
      return client.join();
    } catch (CompletionException e) {
      throw e.getCause() instanceof RuntimeException cause ? cause : e;
    }
  }

  @Override
  public ExecutableHttpRequest prepareRequest(HttpExecuteRequest request) {
    return made().prepareRequest(request);
  }

  @Override
  public String clientName() {
    return "Apache5";
  }

  @Override
  public void close() {
    var _ = client.thenAccept(SdkHttpClient::close); // also one that is not ready yet
  }
}
