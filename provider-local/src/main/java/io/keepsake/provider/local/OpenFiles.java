package io.keepsake.provider.local;

import java.io.IOException;
import java.nio.channels.ClosedChannelException;
import java.nio.channels.FileChannel;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/** The channels of a store that are in use, so that closing the store ends the calls under way. */
final class OpenFiles {

  private final Set<FileChannel> channels = ConcurrentHashMap.newKeySet();
  private volatile boolean closed;

  boolean isClosed() {
    return closed;
  }

  /** Notes a channel. Closes it at once if the store is closed. */
  FileChannel add(FileChannel channel) throws IOException {
    channels.add(channel);
    if (closed) {
      close(channel);
      throw new ClosedChannelException();
    }
    return channel;
  }

  /** Closes a channel and forgets it. */
  void close(FileChannel channel) throws IOException {
    channels.remove(channel);
    channel.close();
  }

  /** Closes all channels, now and in future. */
  void closeAll() {
    closed = true;
    for (FileChannel channel : channels) {
      try {
        close(channel);
      } catch (IOException e) {
        // It was closed in the midst of a call, which fails by itself and says so.
      }
    }
  }
}
