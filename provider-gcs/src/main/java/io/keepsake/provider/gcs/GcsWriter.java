package io.keepsake.provider.gcs;

import com.google.api.services.storage.Storage.Objects.Insert;
import com.google.api.services.storage.model.StorageObject;
import com.google.cloud.storage.BlobId;
import com.google.cloud.storage.BlobInfo;
import com.google.cloud.storage.BlobWriteSession;
import com.google.cloud.storage.Storage.BlobSourceOption;
import com.google.cloud.storage.Storage.BlobWriteOption;
import io.keepsake.core.spi.storage.ObjectContent;
import io.keepsake.core.spi.storage.ObjectName;
import io.keepsake.core.spi.storage.PutCondition;
import io.keepsake.core.spi.storage.StoreException;
import io.keepsake.core.spi.storage.StoreException.Kind;
import io.keepsake.provider.gcs.http.UploadSession;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.channels.WritableByteChannel;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ExecutionException;

/**
 * Stores objects. The checksum goes ahead of the bytes, so that the service refuses what changed on
 * the way; its own count and checksum are compared afterwards, for servers that check nothing.
 */
final class GcsWriter {

  private static final int SLICE = 1 << 20;

  /** What the service says it has stored. */
  private record Stored(long length, String checksum, long generation) {}

  private final GcsConfig config;
  private final GcsClients clients;
  private final GcsErrors errors;

  GcsWriter(GcsConfig config, GcsClients clients, GcsErrors errors) {
    this.config = config;
    this.clients = clients;
    this.errors = errors;
  }

  /** Stores an object; under {@code IF_ABSENT} the service itself decides. */
  void put(ObjectName name, ObjectContent content, PutCondition condition) throws IOException {
    String checksum = GcsChecksum.of(content);
    Stored stored =
        content.length() <= config.upload().resumableThreshold()
            ? inOneRequest(config.place().key(name), content, checksum, condition)
            : resumable(config.place().key(name), content, checksum, condition);
    if (stored.length() != content.length() || !stored.checksum().equals(checksum)) {
      remove(name, stored);
      throw errors.of(
          Kind.CORRUPT,
          "store " + name,
          "the service holds %d bytes with the checksum %s, and %d with %s were sent; they were removed again"
              .formatted(stored.length(), stored.checksum(), content.length(), checksum));
    }
  }

  /** One request with metadata and bytes. */
  private Stored inOneRequest(
      String key, ObjectContent content, String checksum, PutCondition condition)
      throws IOException {
    StorageObject metadata =
        new StorageObject().setName(key).setContentType(ContentBody.TYPE).setCrc32c(checksum);
    config.upload().storageClass().ifPresent(each -> metadata.setStorageClass(each.name()));
    Insert insert = clients.insert(config.place().bucket(), metadata, content);
    insert.setFields("size,crc32c,generation");
    if (condition == PutCondition.IF_ABSENT) {
      insert.setIfGenerationMatch(0L);
    }
    StorageObject stored = insert.execute();
    return new Stored(
        stored.getSize().longValueExact(), stored.getCrc32c(), stored.getGeneration());
  }

  /** In parts, one after the other; given up if one fails. */
  private Stored resumable(
      String key, ObjectContent content, String checksum, PutCondition condition)
      throws IOException {
    UploadSession upload = new UploadSession();
    Optional<Stored> stored = Optional.empty();
    try {
      stored = Optional.of(upload.around(() -> inParts(key, content, checksum, condition)));
      return stored.get();
    } finally {
      if (stored.isEmpty()) {
        upload.location().ifPresent(clients::abandon);
      }
    }
  }

  private Stored inParts(String key, ObjectContent content, String checksum, PutCondition condition)
      throws IOException {
    BlobInfo.Builder info =
        BlobInfo.newBuilder(config.place().bucket(), key)
            .setContentType(ContentBody.TYPE)
            .setCrc32c(checksum);
    config.upload().storageClass().ifPresent(info::setStorageClass);
    List<BlobWriteOption> options = new ArrayList<>(List.of(BlobWriteOption.crc32cMatch()));
    if (condition == PutCondition.IF_ABSENT) {
      options.add(BlobWriteOption.doesNotExist());
    }
    BlobWriteSession session =
        clients.storage().blobWriteSession(info.build(), options.toArray(BlobWriteOption[]::new));
    WritableByteChannel channel = session.open();
    copy(content, channel);
    channel.close(); // only now: closing stores what has been written
    return stored(session);
  }

  private static void copy(ObjectContent content, WritableByteChannel channel) throws IOException {
    Optional<ByteBuffer> buffer = content.buffer();
    if (buffer.isPresent()) {
      write(buffer.get(), channel);
      return;
    }
    byte[] slice = new byte[SLICE];
    try (InputStream in = new ContentStream(content)) {
      for (int count = in.read(slice); count >= 0; count = in.read(slice)) {
        write(ByteBuffer.wrap(slice, 0, count), channel);
      }
    }
  }

  private static void write(ByteBuffer bytes, WritableByteChannel channel) throws IOException {
    while (bytes.hasRemaining()) {
      channel.write(bytes);
    }
  }

  private static Stored stored(BlobWriteSession session) throws IOException {
    try {
      BlobInfo stored = session.getResult().get();
      return new Stored(stored.getSize(), stored.getCrc32c(), stored.getGeneration());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IOException(e);
    } catch (ExecutionException e) {
      throw new IOException(e.getCause());
    }
  }

  private void remove(ObjectName name, Stored stored) throws StoreException {
    BlobId id = BlobId.of(config.place().bucket(), config.place().key(name), stored.generation());
    try {
      clients.storage().delete(id, BlobSourceOption.generationMatch(stored.generation()));
    } catch (RuntimeException e) {
      throw errors.of("remove the damaged " + name, e);
    }
  }
}
