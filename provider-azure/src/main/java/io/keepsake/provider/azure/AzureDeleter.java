package io.keepsake.provider.azure;

import com.azure.core.http.rest.Response;
import com.azure.storage.blob.batch.BlobBatch;
import com.azure.storage.blob.batch.BlobBatchStorageException;
import com.azure.storage.blob.models.BlobStorageException;
import com.azure.storage.blob.models.DeleteSnapshotsOptionType;
import io.keepsake.core.spi.storage.ObjectName;
import io.keepsake.core.spi.storage.StoreException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;
import reactor.core.publisher.Mono;

/**
 * Deletes objects, and their snapshots if someone made any, up to 256 by one request. Where the
 * service has no such request, one by one.
 */
final class AzureDeleter {

  /** The service's limit. */
  private static final int MOST = 256;

  private final AzureConfig config;
  private final AzureCalls calls;
  private final AzureClients clients;
  private volatile boolean single;

  AzureDeleter(AzureConfig config, AzureCalls calls, AzureClients clients) {
    this.config = config;
    this.calls = calls;
    this.clients = clients;
  }

  void delete(Collection<ObjectName> names) throws StoreException {
    List<ObjectName> distinct = new ArrayList<>(new LinkedHashSet<>(names));
    for (int start = 0; start < distinct.size(); start += MOST) {
      List<ObjectName> some = distinct.subList(start, Math.min(start + MOST, distinct.size()));
      if (some.size() == 1 || single || !deleteTogether(some)) {
        for (ObjectName name : some) {
          deleteOne("delete " + name, config.blob(name));
        }
      }
    }
  }

  /** Deletes a blob, which need not be there. */
  void deleteOne(String asked, String blob) throws StoreException {
    calls.await(
        asked,
        clients
            .container()
            .getBlobAsyncClient(blob)
            .deleteWithResponse(DeleteSnapshotsOptionType.INCLUDE, null)
            .then()
            .onErrorResume(AzureErrors::isBlobMissing, _ -> Mono.empty()));
  }

  /** Whether the service could be asked so. */
  private boolean deleteTogether(List<ObjectName> names) throws StoreException {
    BlobBatch batch = clients.batches().getBlobBatch();
    for (ObjectName name : names) {
      String url = clients.container().getBlobAsyncClient(config.blob(name)).getBlobUrl();
      batch.deleteBlob(url, DeleteSnapshotsOptionType.INCLUDE, null);
    }
    String asked = "delete %s and %d other objects".formatted(names.getFirst(), names.size() - 1);
    boolean done =
        calls
            .await(
                asked,
                clients
                    .batches()
                    .submitBatchWithResponse(batch, true)
                    .map(Response::getStatusCode)
                    .thenReturn(true)
                    .onErrorResume(BlobBatchStorageException.class, AzureDeleter::worst)
                    .onErrorResume(AzureDeleter::isUnsupported, _ -> Mono.just(false)))
            .orElse(true);
    single = !done;
    return done;
  }

  /** What is left of a failure once missing blobs count as deleted. */
  private static Mono<Boolean> worst(BlobBatchStorageException failure) {
    for (BlobStorageException each : failure.getBatchExceptions()) {
      if (!AzureErrors.isBlobMissing(each)) {
        return Mono.error(each);
      }
    }
    return Mono.just(true);
  }

  private static boolean isUnsupported(Throwable thrown) {
    return AzureErrors.answer(thrown).filter(ServiceAnswer::isUnsupported).isPresent();
  }
}
