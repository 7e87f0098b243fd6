package io.keepsake.provider.local.remote;

/** A file that is being written. Used by one thread at a time. */
public interface RemoteOutput extends AutoCloseable {

  /** How many bytes are best handed over at once. */
  int portion();

  /** Appends the first {@code length} bytes of an array that the caller does not touch again. */
  void write(byte[] bytes, int length) throws RemoteException;

  /** Waits until all bytes have arrived, and are durable where the server can promise that. */
  void commit() throws RemoteException;

  /** Lets go of the file, without waiting. */
  @Override
  void close();
}
