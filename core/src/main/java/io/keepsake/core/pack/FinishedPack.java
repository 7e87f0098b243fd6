package io.keepsake.core.pack;

import io.keepsake.core.format.Hash;
import io.keepsake.core.format.IndexRecord;
import io.keepsake.core.format.ObjectType;
import io.keepsake.core.format.PackDirectory;
import io.keepsake.core.seal.GrowingBuffer;

/**
 * A pack as it goes to the stores.
 *
 * @param hash SHA-256 of its bytes
 * @param type data or tree pack
 * @param object its bytes
 * @param directory what it holds
 */
public record FinishedPack(
    Hash hash, ObjectType type, GrowingBuffer object, PackDirectory directory) {

  /** Its line in an index. */
  public IndexRecord indexRecord() {
    return new IndexRecord(hash, type, object.size(), directory);
  }
}
