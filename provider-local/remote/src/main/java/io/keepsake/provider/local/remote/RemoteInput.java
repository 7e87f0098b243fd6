package io.keepsake.provider.local.remote;

import java.io.InputStream;

/** A file that is open for reading. Used by one thread at a time. */
public interface RemoteInput extends AutoCloseable {

  /** What the server tells of the open file, whatever has become of its name. */
  RemoteFiles.Facts facts() throws RemoteException;

  /**
   * The bytes from {@code start} to before {@code end}, both within the file. Asked for once. The
   * stream throws {@link RemoteException} and is closed with this, not by itself.
   *
   * @param end what {@link #facts} tells as the file's end, or less
   * @param tail what has to follow: a file that is shorter or longer than was told is corrupt
   */
  InputStream bytes(long start, long end, Tail tail) throws RemoteException;

  /** What follows the bytes that are asked for. */
  enum Tail {
    /** More of the file. */
    MORE,
    /** The end of the file. */
    END
  }

  /** Lets go of the file, without waiting. */
  @Override
  void close();
}
