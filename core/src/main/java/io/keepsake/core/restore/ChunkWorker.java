package io.keepsake.core.restore;

import io.keepsake.core.format.FormatException;
import io.keepsake.core.format.Hash;
import io.keepsake.core.format.PackDirectory.Codec;
import io.keepsake.core.index.IndexedPack;
import io.keepsake.core.pack.BlockDecoder;
import io.keepsake.core.repository.Repository;
import io.keepsake.core.spi.crypto.KeyedHash;
import java.io.IOException;
import java.util.List;

/** Unpacks blocks, checks their chunks and hands them to their files. One thread's own. */
final class ChunkWorker implements AutoCloseable {

  private final KeyedHash hash;
  private final BlockDecoder decoder = new BlockDecoder();

  ChunkWorker(Repository repository) throws IOException {
    this.hash = repository.newDataHash();
  }

  /**
   * Serves some requests of one pack.
   *
   * @param requests in ascending order of block and entry
   */
  void serve(PackFetch fetched, List<ChunkRequest> requests) throws InterruptedException {
    int from = 0;
    while (from < requests.size()) {
      if (Thread.interrupted()) {
        throw new InterruptedException();
      }
      int to = from + 1;
      int block = requests.get(from).location().block();
      while (to < requests.size() && requests.get(to).location().block() == block) {
        to++;
      }
      serveBlock(fetched, block, requests.subList(from, to));
      from = to;
    }
  }

  private void serveBlock(PackFetch fetched, int block, List<ChunkRequest> requests) {
    IndexedPack pack = fetched.pack();
    byte[] raw = fetched.plaintext();
    int begin = pack.blockOffset(block);
    if (pack.codec(block) == Codec.ZSTD) {
      try {
        int stored = pack.blockStoredLength(block);
        raw = decoder.unpack(raw, begin, stored, pack.blockRawLength(block));
        begin = 0;
      } catch (IOException e) {
        requests.forEach(request -> request.file().lost(e));
        return;
      }
    }
    int checkedEntry = -1;
    for (ChunkRequest request : requests) {
      int entry = request.location().entry();
      int offset = begin + pack.chunkOffset(block, entry);
      int length = request.location().length();
      if (entry != checkedEntry && !matches(raw, offset, length, request.id())) {
        request
            .file()
            .lost(
                new FormatException("a chunk in pack " + pack.hash() + " is not what was stored"));
        continue;
      }
      checkedEntry = entry;
      request.file().write(request.offset(), raw, offset, length);
    }
  }

  private boolean matches(byte[] raw, int offset, int length, Hash id) {
    return Hash.of(hash.hash(raw, offset, length)).equals(id);
  }

  @Override
  public void close() {
    decoder.close();
  }
}
