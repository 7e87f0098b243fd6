package io.keepsake.provider.azure;

import io.keepsake.core.spi.storage.ObjectContent;
import io.keepsake.core.spi.storage.ObjectName;
import io.keepsake.core.spi.storage.PutCondition;
import io.keepsake.core.spi.storage.StoreException;
import io.keepsake.core.spi.storage.StoreException.Kind;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.UUID;

/**
 * Writes objects: by one request, or as blocks that one commit turns into a blob. Blocks are sent
 * one after the other, with one of them in memory. Those of a put that failed are seen by nobody,
 * and the service drops them after a week.
 */
final class AzureWriter {

  /** The service's limits. */
  private static final long MOST_BLOCKS = 50_000;

  private static final long MOST_BLOCK_BYTES = 1 << 30;

  /** Whether a blob is there. */
  interface Lookup {
    boolean isThere(String asked, String blob) throws StoreException;
  }

  /** How the bytes of an object go. */
  private enum Way {
    WHOLE,
    BLOCKS
  }

  private final AzureConfig config;
  private final BlobUploads uploads;
  private final Lookup lookup;
  private final ConditionProbe wholeProbe;
  private final ConditionProbe blocksProbe;

  AzureWriter(
      AzureConfig config, BlobUploads uploads, Lookup lookup, ConditionProbe.Removal removal) {
    this.config = config;
    this.uploads = uploads;
    this.lookup = lookup;
    wholeProbe = probe(Way.WHOLE, removal);
    blocksProbe = probe(Way.BLOCKS, removal);
  }

  /** Whether the service decides conditional puts, as far as is known: the first ones teach it. */
  boolean isConditional() {
    return wholeProbe.outcome() != ConditionProbe.Outcome.IGNORED
        && blocksProbe.outcome() != ConditionProbe.Outcome.IGNORED;
  }

  void put(ObjectName name, ObjectContent content, PutCondition condition) throws StoreException {
    String asked = "store " + name;
    String blob = config.blob(name);
    int atOnce = content.buffer().isPresent() ? config.singlePutLimit() : config.partSize();
    Way way = content.length() <= atOnce ? Way.WHOLE : Way.BLOCKS;
    if (condition == PutCondition.IF_ABSENT
        && !(way == Way.WHOLE ? wholeProbe : blocksProbe).isHonoured()
        && lookup.isThere(asked, blob)) {
      throw taken(asked);
    }
    write(asked, blob, content, way, condition);
  }

  private void write(
      String asked, String blob, ObjectContent content, Way way, PutCondition condition)
      throws StoreException {
    switch (way) {
      case WHOLE -> {
        int length = Math.toIntExact(content.length());
        try (ContentParts parts = new ContentParts(config, asked, content, length)) {
          uploads.put(asked, blob, parts.next(), condition);
        }
      }
      case BLOCKS -> {
        int partSize = partSize(asked, content.length());
        try (ContentParts parts = new ContentParts(config, asked, content, partSize)) {
          putBlocks(asked, blob, parts, condition);
        }
      }
    }
  }

  private void putBlocks(String asked, String blob, ContentParts parts, PutCondition condition)
      throws StoreException {
    String upload = UUID.randomUUID().toString();
    List<String> blocks = new ArrayList<>();
    Md5 md5 = new Md5();
    while (parts.hasNext()) {
      ByteBuffer part = parts.next();
      md5.update(part);
      String block = blockId(upload, blocks.size());
      uploads.stage(asked, blob, block, part);
      blocks.add(block);
    }
    if (uploads.commit(asked, blob, blocks, md5.finish(), condition)
        == BlobUploads.Commit.BLOCKS_GONE) {
      throw condition == PutCondition.IF_ABSENT && lookup.isThere(asked, blob)
          ? taken(asked)
          : config.failure(
              Kind.UNAVAILABLE,
              asked,
              "someone else wrote the same object meanwhile, and Azure dropped the parts");
    }
  }

  private int partSize(String asked, long length) throws StoreException {
    long least = Math.ceilDiv(length, MOST_BLOCKS);
    if (least > MOST_BLOCK_BYTES) {
      throw config.failure(
          Kind.INVALID, asked, "an object of %d bytes is too large for Azure".formatted(length));
    }
    return (int) Math.max(config.partSize(), least);
  }

  /** All ids of one blob have to be of one length; those of two writers must not meet. */
  private static String blockId(String upload, int number) {
    String id = "%s-%05d".formatted(upload, number);
    return Base64.getEncoder().encodeToString(id.getBytes(StandardCharsets.US_ASCII));
  }

  private ConditionProbe probe(Way way, ConditionProbe.Removal removal) {
    ObjectContent tiny = ObjectContent.of(new byte[] {'?'});
    return new ConditionProbe(
        config.prefix(),
        blob ->
            write(
                "find out whether Azure honours If-None-Match",
                blob,
                tiny,
                way,
                PutCondition.IF_ABSENT),
        removal);
  }

  private StoreException taken(String asked) {
    return config.failure(Kind.ALREADY_EXISTS, asked, "there is an object of that name");
  }
}
