package io.keepsake.core.repository;

import io.keepsake.core.snapshot.ChunkReader;

/** Tree chunks of an open vault, with what was read last kept in memory until it is closed. */
public interface TreeReading extends ChunkReader, AutoCloseable {

  @Override
  void close();
}
