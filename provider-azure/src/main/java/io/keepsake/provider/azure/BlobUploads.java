package io.keepsake.provider.azure;

import com.azure.core.http.HttpHeaderName;
import com.azure.core.http.rest.Response;
import com.azure.core.util.BinaryData;
import com.azure.storage.blob.models.AccessTier;
import com.azure.storage.blob.models.BlobHttpHeaders;
import com.azure.storage.blob.models.BlobRequestConditions;
import com.azure.storage.blob.models.BlockBlobItem;
import com.azure.storage.blob.options.BlockBlobCommitBlockListOptions;
import com.azure.storage.blob.options.BlockBlobSimpleUploadOptions;
import com.azure.storage.blob.options.BlockBlobStageBlockOptions;
import com.azure.storage.blob.specialized.BlockBlobAsyncClient;
import io.keepsake.core.spi.storage.PutCondition;
import io.keepsake.core.spi.storage.StoreException;
import io.keepsake.core.spi.storage.StoreException.Kind;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/**
 * The requests that uploads are made of, each with its checksum; what the service says it got is
 * compared with what was sent.
 */
final class BlobUploads {

  /** What came of a commit. */
  enum Commit {
    DONE,
    /**
     * Another writer of the same blob has committed since, which drops the blocks of all others.
     */
    BLOCKS_GONE
  }

  /** What is handed to the connection at once, so that a slow one is seen to move. */
  private static final int SLICE = 64 << 10;

  private final AzureConfig config;
  private final AzureCalls calls;
  private final AzureClients clients;
  private volatile boolean silent;

  BlobUploads(AzureConfig config, AzureCalls calls, AzureClients clients) {
    this.config = config;
    this.calls = calls;
    this.clients = clients;
  }

  /** Whether the service has told the checksum of each upload so far. */
  boolean isChecked() {
    return !silent;
  }

  /** Stores a whole blob by one request. */
  void put(String asked, String blob, ByteBuffer bytes, PutCondition condition)
      throws StoreException {
    byte[] md5 = Md5.of(bytes);
    AzureCalls.Activity activity = new AzureCalls.Activity();
    BlockBlobSimpleUploadOptions options =
        new BlockBlobSimpleUploadOptions(slices(bytes, activity), bytes.remaining())
            .setContentMd5(md5)
            .setHeaders(headers(md5))
            .setTier(tier())
            .setRequestConditions(conditions(condition));
    Optional<Response<BlockBlobItem>> answer =
        calls.await(asked, activity, client(blob).uploadWithResponse(options));
    compare(asked, md5, answer.map(a -> a.getValue().getContentMd5()));
  }

  /** Sends one block, which nobody sees before it is committed. */
  void stage(String asked, String blob, String block, ByteBuffer bytes) throws StoreException {
    byte[] md5 = Md5.of(bytes);
    AzureCalls.Activity activity = new AzureCalls.Activity();
    Mono<Response<Void>> work =
        BinaryData.fromFlux(slices(bytes, activity), (long) bytes.remaining(), false)
            .flatMap(
                data ->
                    client(blob)
                        .stageBlockWithResponse(
                            new BlockBlobStageBlockOptions(block, data).setContentMd5(md5)));
    Optional<Response<Void>> answer = calls.await(asked, activity, work);
    compare(asked, md5, answer.flatMap(BlobUploads::checksum));
  }

  /** Makes a blob of the blocks sent before, with the checksum of all its bytes. */
  Commit commit(String asked, String blob, List<String> blocks, byte[] md5, PutCondition condition)
      throws StoreException {
    BlockBlobCommitBlockListOptions options =
        new BlockBlobCommitBlockListOptions(blocks)
            .setHeaders(headers(md5))
            .setTier(tier())
            .setRequestConditions(conditions(condition));
    Mono<Commit> work =
        client(blob)
            .commitBlockListWithResponse(options)
            .thenReturn(Commit.DONE)
            .onErrorResume(BlobUploads::isOfMissingBlocks, _ -> Mono.just(Commit.BLOCKS_GONE));
    return calls.await(asked, work).orElse(Commit.DONE);
  }

  private static boolean isOfMissingBlocks(Throwable thrown) {
    return AzureErrors.answer(thrown)
        .flatMap(ServiceAnswer::code)
        .filter("InvalidBlockList"::equals)
        .isPresent();
  }

  private BlockBlobAsyncClient client(String blob) {
    return clients.container().getBlobAsyncClient(blob).getBlockBlobAsyncClient();
  }

  private static Flux<ByteBuffer> slices(ByteBuffer bytes, AzureCalls.Activity activity) {
    int start = bytes.position();
    int length = bytes.remaining();
    return Flux.range(0, Math.ceilDiv(length, SLICE))
        .map(
            i -> {
              activity.touch();
              return bytes.slice(start + i * SLICE, Math.min(SLICE, length - i * SLICE));
            });
  }

  private static BlobHttpHeaders headers(byte[] md5) {
    return new BlobHttpHeaders().setContentMd5(md5).setContentType("application/octet-stream");
  }

  private @Nullable AccessTier tier() {
    return config.tier().map(AzureTier::tier).orElse(null);
  }

  private static BlobRequestConditions conditions(PutCondition condition) {
    BlobRequestConditions conditions = new BlobRequestConditions();
    return condition == PutCondition.IF_ABSENT ? conditions.setIfNoneMatch("*") : conditions;
  }

  private static Optional<byte[]> checksum(Response<Void> answer) {
    return Optional.ofNullable(answer.getHeaders().getValue(HttpHeaderName.CONTENT_MD5))
        .map(Base64.getDecoder()::decode);
  }

  private void compare(String asked, byte[] sent, Optional<byte[]> arrived) throws StoreException {
    if (arrived.isEmpty()) {
      silent = true;
    } else if (!Arrays.equals(sent, arrived.get())) {
      throw config.failure(
          Kind.CORRUPT, asked, "the bytes that arrived at Azure are not those that were sent");
    }
  }
}
