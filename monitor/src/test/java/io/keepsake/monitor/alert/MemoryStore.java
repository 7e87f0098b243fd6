package io.keepsake.monitor.alert;

import io.keepsake.monitor.alert.store.StateStore;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.EnumMap;
import java.util.Map;
import java.util.Optional;

/** A disk that may be full. */
final class MemoryStore implements StateStore {

  private final Map<Generation, byte[]> files = new EnumMap<>(Generation.class);
  boolean full;
  int saves;

  @Override
  public Optional<byte[]> load(Generation generation) {
    return Optional.ofNullable(files.get(generation));
  }

  @Override
  public void save(byte[] bytes) throws IOException {
    if (full) {
      throw new IOException("No space left on device");
    }
    saves++;
    if (files.containsKey(Generation.LAST)) {
      files.put(Generation.PREVIOUS, files.get(Generation.LAST));
    }
    files.put(Generation.LAST, bytes);
  }

  @Override
  public String setAside(Generation generation, String suffix) {
    files.remove(generation);
    return "aside-" + suffix;
  }

  void damage(Generation generation) {
    files.put(generation, "{\"version\":1,".getBytes(StandardCharsets.UTF_8));
  }
}
