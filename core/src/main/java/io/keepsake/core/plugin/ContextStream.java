package io.keepsake.core.plugin;

import io.keepsake.core.spi.storage.ObjectStore;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;

/** A store's stream in the context class loader of the store: a read may connect anew. */
final class ContextStream extends FilterInputStream {

  private final ObjectStore store;

  ContextStream(InputStream stream, ObjectStore store) {
    super(stream);
    this.store = store;
  }

  @Override
  public int read() throws IOException {
    try (var _ = ContextClassLoader.of(store)) {
      return in.read();
    }
  }

  @Override
  public int read(byte[] target, int offset, int length) throws IOException {
    try (var _ = ContextClassLoader.of(store)) {
      return in.read(target, offset, length);
    }
  }

  @Override
  public int readNBytes(byte[] target, int offset, int length) throws IOException {
    try (var _ = ContextClassLoader.of(store)) {
      return in.readNBytes(target, offset, length);
    }
  }

  @Override
  public byte[] readNBytes(int length) throws IOException {
    try (var _ = ContextClassLoader.of(store)) {
      return in.readNBytes(length);
    }
  }

  @Override
  public byte[] readAllBytes() throws IOException {
    try (var _ = ContextClassLoader.of(store)) {
      return in.readAllBytes();
    }
  }

  @Override
  public long transferTo(OutputStream sink) throws IOException {
    try (var _ = ContextClassLoader.of(store)) {
      return in.transferTo(sink);
    }
  }

  @Override
  public long skip(long count) throws IOException {
    try (var _ = ContextClassLoader.of(store)) {
      return in.skip(count);
    }
  }

  @Override
  public int available() throws IOException {
    try (var _ = ContextClassLoader.of(store)) {
      return in.available();
    }
  }

  @Override
  public void close() throws IOException {
    try (var _ = ContextClassLoader.of(store)) {
      in.close();
    }
  }
}
