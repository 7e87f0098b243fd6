package io.keepsake.testkit.storage;

import io.keepsake.core.spi.storage.StoreException;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;

/** Part of an array, readable as long as its store allows. */
final class MemoryStream extends InputStream {

  /** Whether reading may go on. */
  @FunctionalInterface
  interface Check {
    void run() throws StoreException;
  }

  private final ByteArrayInputStream bytes;
  private final Check check;

  MemoryStream(byte[] bytes, int start, int end, Check check) {
    this.bytes = new ByteArrayInputStream(bytes, start, end - start);
    this.check = check;
  }

  @Override
  public int read() throws IOException {
    check.run();
    return bytes.read();
  }

  @Override
  public int read(byte[] target, int offset, int length) throws IOException {
    check.run();
    return bytes.read(target, offset, length);
  }

  @Override
  public int available() {
    return bytes.available();
  }
}
