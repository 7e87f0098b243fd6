package io.keepsake.core.audit;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.keepsake.core.format.AuditLine;
import io.keepsake.core.format.Hash;
import io.keepsake.core.format.ObjectNames;
import io.keepsake.core.seal.GrowingBuffer;
import io.keepsake.core.spi.storage.ObjectName;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * Segments at two stores. Each is its plaintext, as if whoever meddles with it had the key, and
 * could give it the name that fits.
 */
final class PlainSegments implements SegmentSource {

  private final SortedMap<String, SortedMap<ObjectName, byte[]>> stores = new TreeMap<>();

  PlainSegments() {
    stores.put("nas", new TreeMap<>());
    stores.put("usb", new TreeMap<>());
  }

  /** Stores records at both, under the name that fits them. */
  ObjectName put(List<AuditLine> lines) {
    AuditSegment segment = new AuditSegment(lines);
    return put(segment.writer(), segment.last(), segment.encode());
  }

  /** Stores bytes at both. */
  ObjectName put(String writer, long last, byte[] plaintext) {
    ObjectName name = ObjectNames.audit(writer, last, hash(plaintext));
    stores.values().forEach(store -> store.put(name, plaintext));
    return name;
  }

  static Hash hash(byte[] bytes) {
    return GrowingBuffer.sha256(bytes);
  }

  /** Takes it from everywhere. */
  void remove(ObjectName name) {
    stores.values().forEach(store -> store.remove(name));
  }

  /** Takes it from one store. */
  void remove(String store, ObjectName name) {
    stores.getOrDefault(store, new TreeMap<>()).remove(name);
  }

  /** Puts other bytes in its place at one store. */
  void replace(String store, ObjectName name, byte[] bytes) {
    stores.getOrDefault(store, new TreeMap<>()).put(name, bytes);
  }

  /** The bytes of a segment. */
  byte[] bytes(ObjectName name) {
    return stores.values().iterator().next().getOrDefault(name, new byte[0]);
  }

  /** Puts other bytes everywhere in its place, under the name that fits these. */
  void rewrite(ObjectName name, byte[] bytes) {
    remove(name);
    SegmentName said = SegmentName.of(name).orElseThrow();
    put(said.writer(), said.last(), bytes);
  }

  @Override
  public Collection<Listed> list() {
    SortedMap<ObjectName, List<String>> holders = new TreeMap<>();
    stores.forEach(
        (id, store) ->
            store
                .keySet()
                .forEach(name -> holders.computeIfAbsent(name, _ -> new ArrayList<>()).add(id)));
    List<Listed> listed = new ArrayList<>();
    holders.forEach(
        (name, ids) -> {
          List<String> lacking = new ArrayList<>(stores.keySet());
          lacking.removeAll(ids);
          listed.add(new Listed(name, ids, lacking));
        });
    return listed;
  }

  @Override
  public Copy read(ObjectName name, String storeId) {
    byte[] bytes = stores.getOrDefault(storeId, new TreeMap<>()).getOrDefault(name, new byte[0]);
    boolean right = ObjectNames.hashOf(name).equals(Optional.of(hash(bytes)));
    return right
        ? new Copy(Optional.empty(), Optional.of(bytes))
        : new Copy(Optional.of("changed"), Optional.empty());
  }

  /** Lines as a journal has them. */
  static AuditJournal.Content journal(List<AuditLine> lines) {
    return new AuditJournal.Content(
        lines.stream().map(line -> line.text().getBytes(UTF_8)).toList(), 0);
  }

  /** Bytes with one bit changed. */
  static byte[] flipped(byte[] bytes, int bit) {
    byte[] other = Arrays.copyOf(bytes, bytes.length);
    other[bit / 8] ^= (byte) (1 << bit % 8);
    return other;
  }
}
