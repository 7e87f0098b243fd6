package io.keepsake.testkit.replicate;

import io.keepsake.core.spi.storage.ByteRange;
import io.keepsake.core.spi.storage.ObjectName;
import io.keepsake.core.spi.storage.ObjectStore;
import io.keepsake.core.spi.storage.Purpose;
import io.keepsake.testkit.storage.MemoryStore;
import java.io.IOException;
import java.io.InputStream;
import java.util.HexFormat;
import java.util.Map;
import java.util.TreeMap;

/** What stores hold, to be compared. */
final class Contents {

  private Contents() {}

  /** The bytes of everything in a store, in hex. */
  static Map<ObjectName, String> of(MemoryStore store) throws IOException {
    Map<ObjectName, String> contents = new TreeMap<>();
    for (ObjectName name : store.names()) {
      contents.put(name, of(store, name));
    }
    return contents;
  }

  private static String of(ObjectStore store, ObjectName name) throws IOException {
    try (InputStream in = store.get(name, ByteRange.ALL, Purpose.VERIFY)) {
      return HexFormat.of().formatHex(in.readAllBytes());
    }
  }
}
