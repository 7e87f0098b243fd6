package io.keepsake.core.format;

import java.util.Arrays;
import java.util.List;

/** Where the content of a file or the listing of a directory is: ids of chunks. */
@SuppressWarnings("ArrayRecordComponent") // millions of them; equality is spelled out where needed
public sealed interface Content {

  /** Nothing: an empty file or directory. */
  Content EMPTY = new Dense(new byte[0]);

  /** Whether both name the same chunks at the same places. */
  static boolean same(Content first, Content second) {
    if (first instanceof Dense one && second instanceof Dense other) {
      return Arrays.equals(one.ids, other.ids);
    }
    if (first instanceof Indirect one && second instanceof Indirect other) {
      return Arrays.equals(one.treeIds, other.treeIds);
    }
    if (first instanceof Sparse one && second instanceof Sparse other) {
      return sameExtents(one.extents, other.extents);
    }
    return false;
  }

  private static boolean sameExtents(List<StoredExtent> first, List<StoredExtent> second) {
    if (first.size() != second.size()) {
      return false;
    }
    for (int i = 0; i < first.size(); i++) {
      StoredExtent one = first.get(i);
      StoredExtent other = second.get(i);
      if (one.offset != other.offset
          || one.length != other.length
          || !Arrays.equals(one.ids, other.ids)) {
        return false;
      }
    }
    return true;
  }

  /**
   * Chunks that follow each other from offset 0.
   *
   * @param ids joined, 32 bytes each; not to be changed
   */
  record Dense(byte[] ids) implements Content {}

  /**
   * Chunks with holes between them.
   *
   * @param extents ascending
   */
  record Sparse(List<StoredExtent> extents) implements Content {
    /** Copies the list. */
    public Sparse {
      extents = List.copyOf(extents);
    }
  }

  /**
   * Too many extents for an entry: they are in tree chunks.
   *
   * @param treeIds ids of the tree chunks, joined; not to be changed
   */
  record Indirect(byte[] treeIds) implements Content {}

  /**
   * A run of data.
   *
   * @param offset where it belongs in the file
   * @param length its bytes
   * @param ids its chunks, joined; not to be changed
   */
  record StoredExtent(long offset, long length, byte[] ids) {

    void write(CborWriter out) {
      out.array(3).integer(offset).integer(length).bytes(ids);
    }

    static StoredExtent read(CborReader in) throws FormatException {
      in.array(3);
      return new StoredExtent(in.unsigned(), in.unsigned(), Content.ids(in.bytes()));
    }

    /** Encodes extents as a CBOR sequence. */
    public static byte[] encode(List<StoredExtent> extents) {
      CborWriter out = new CborWriter();
      extents.forEach(extent -> extent.write(out));
      return out.toBytes();
    }

    /** Decodes the next extent of a CBOR sequence. */
    public static StoredExtent decode(CborReader in) throws FormatException {
      return read(in);
    }
  }

  /** Refuses joined ids of a broken length. */
  static byte[] ids(byte[] joined) throws FormatException {
    if (joined.length % Hash.BYTES != 0) {
      throw new FormatException("joined ids have " + joined.length + " bytes");
    }
    return joined;
  }
}
