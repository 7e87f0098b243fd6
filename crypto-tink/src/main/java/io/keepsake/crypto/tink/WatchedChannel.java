package io.keepsake.crypto.tink;

import io.keepsake.core.spi.crypto.ReadOnlyChannel;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.SeekableByteChannel;
import java.util.Optional;

/** Passes everything on to a channel, and remembers the last exception that came from it. */
final class WatchedChannel extends ReadOnlyChannel {

  private final SeekableByteChannel channel;
  private Optional<IOException> failure = Optional.empty();

  WatchedChannel(SeekableByteChannel channel) {
    this.channel = channel;
  }

  /** What the channel threw since the last call, or else {@code other}. */
  IOException orElse(IOException other) {
    IOException result = failure.orElse(other);
    failure = Optional.empty();
    return result;
  }

  @Override
  public int read(ByteBuffer target) throws IOException {
    try {
      return channel.read(target);
    } catch (IOException e) {
      throw remembered(e);
    }
  }

  @Override
  public long position() throws IOException {
    try {
      return channel.position();
    } catch (IOException e) {
      throw remembered(e);
    }
  }

  @Override
  public SeekableByteChannel position(long position) throws IOException {
    try {
      channel.position(position);
      return this;
    } catch (IOException e) {
      throw remembered(e);
    }
  }

  @Override
  public long size() throws IOException {
    try {
      return channel.size();
    } catch (IOException e) {
      throw remembered(e);
    }
  }

  @Override
  public boolean isOpen() {
    return channel.isOpen();
  }

  @Override
  public void close() throws IOException {
    channel.close();
  }

  private IOException remembered(IOException thrown) {
    failure = Optional.of(thrown);
    return thrown;
  }
}
