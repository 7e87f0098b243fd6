package io.keepsake.provider.local.remote;

import io.keepsake.core.spi.storage.BlockInputStream;
import io.keepsake.core.spi.storage.ObjectName;
import io.keepsake.core.spi.storage.StoreException;
import java.io.IOException;
import java.io.InputStream;

/** The bytes of one object, or of a part of it. */
final class RemoteReader extends BlockInputStream {

  private final ObjectName name;
  private final RemoteInput file;
  private final InputStream bytes;
  private final RemoteErrors errors;

  RemoteReader(ObjectName name, RemoteInput file, InputStream bytes, RemoteErrors errors) {
    this.name = name;
    this.file = file;
    this.bytes = bytes;
    this.errors = errors;
  }

  @Override
  protected int readBlock(byte[] target, int offset, int length) throws IOException {
    try {
      return bytes.read(target, offset, length);
    } catch (RemoteException e) {
      throw failure(e);
    }
  }

  private StoreException failure(RemoteException cause) {
    return errors.of("read " + name, cause);
  }

  @Override
  public int available() throws IOException {
    return bytes.available();
  }

  @Override
  public void close() {
    file.close();
  }
}
