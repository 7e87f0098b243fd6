package io.keepsake.core.format;

import io.keepsake.core.spi.source.EntryAttributes;
import io.keepsake.core.spi.source.EntryKind;
import io.keepsake.core.spi.source.ExtendedAttribute;
import io.keepsake.core.spi.source.Owner;
import io.keepsake.core.spi.source.RawName;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/** Decodes tree entries: section 8 of the format. One reader decodes one entry. */
public final class TreeEntryReader {

  private static final int REQUIRED =
      1 | 1 << 2 | 1 << 3 | 1 << 4 | 1 << 7 | 1 << 9 | 1 << 12 | 1 << 13;

  private static final int CONTENTS = 1 << 18 | 1 << 19 | 1 << 20;

  private RawName name = RawName.EMPTY;
  private EntryKind kind = EntryKind.FILE;
  private int mode;
  private long uid;
  private long gid;
  private String user = "";
  private String group = "";
  private long modifiedSeconds;
  private int modifiedNanos;
  private long changedSeconds;
  private int changedNanos;
  private long size;
  private long device;
  private long inode;
  private long links = 1;
  private long deviceId;
  private RawName linkTarget = RawName.EMPTY;
  private List<ExtendedAttribute> extendedAttributes = List.of();
  private Content content = Content.EMPTY;

  private TreeEntryReader() {}

  /** Decodes the next entry. */
  public static TreeEntry read(CborReader in) throws FormatException {
    return new TreeEntryReader().entry(in);
  }

  private TreeEntry entry(CborReader in) throws FormatException {
    int fields = in.map();
    int seen = 0;
    int last = -1;
    for (int i = 0; i < fields; i++) {
      int key = in.unsigned(20);
      if (key <= last) {
        throw new FormatException("keys of a tree entry are not ascending");
      }
      last = key;
      seen |= 1 << key;
      field(key, in);
    }
    if (Integer.bitCount(seen & CONTENTS) > 1) {
      throw new FormatException("a tree entry has two contents");
    }
    if ((seen & REQUIRED) != REQUIRED) {
      throw new FormatException("a tree entry lacks a required field");
    }
    return build();
  }

  private void field(int key, CborReader in) throws FormatException {
    switch (key) {
      case 0 -> name = RawName.of(in.bytes());
      case 1 -> kind = kind(in.unsigned(255));
      case 2 -> mode = in.unsigned(07777);
      case 3 -> uid = in.unsigned();
      case 4 -> gid = in.unsigned();
      case 5 -> user = in.text();
      case 6 -> group = in.text();
      case 7 -> modifiedSeconds = in.integer();
      case 8 -> modifiedNanos = in.unsigned(999_999_999);
      case 9 -> changedSeconds = in.integer();
      case 10 -> changedNanos = in.unsigned(999_999_999);
      case 11 -> size = in.unsigned();
      case 12 -> device = in.unsigned();
      case 13 -> inode = in.unsigned();
      case 14 -> links = in.unsigned();
      case 15 -> deviceId = in.unsigned();
      case 16 -> linkTarget = RawName.of(in.bytes());
      case 17 -> extendedAttributes = extendedAttributes(in);
      default -> content(key, in);
    }
  }

  private void content(int key, CborReader in) throws FormatException {
    content =
        switch (key) {
          case 18 -> new Content.Dense(Content.ids(in.bytes()));
          case 19 -> new Content.Sparse(extents(in));
          default -> new Content.Indirect(Content.ids(in.bytes()));
        };
  }

  private static EntryKind kind(int code) throws FormatException {
    try {
      return EntryKind.ofCode(code);
    } catch (IllegalArgumentException e) {
      throw new FormatException(e.getMessage());
    }
  }

  private static List<ExtendedAttribute> extendedAttributes(CborReader in) throws FormatException {
    int count = TreeLimits.items(in);
    List<ExtendedAttribute> attributes = new ArrayList<>(Math.min(count, 64));
    for (int i = 0; i < count; i++) {
      in.array(2);
      attributes.add(new ExtendedAttribute(RawName.of(in.bytes()), in.bytes()));
    }
    return attributes;
  }

  private static List<Content.StoredExtent> extents(CborReader in) throws FormatException {
    int count = TreeLimits.items(in);
    List<Content.StoredExtent> extents = new ArrayList<>(Math.min(count, 1024));
    for (int i = 0; i < count; i++) {
      extents.add(Content.StoredExtent.read(in));
    }
    return extents;
  }

  private TreeEntry build() throws FormatException {
    try {
      EntryAttributes attributes =
          new EntryAttributes(
              name,
              kind,
              mode,
              new Owner(uid, gid, user, group),
              Instant.ofEpochSecond(modifiedSeconds, modifiedNanos),
              Instant.ofEpochSecond(changedSeconds, changedNanos),
              size,
              device,
              inode,
              links,
              deviceId,
              linkTarget);
      return new TreeEntry(attributes, extendedAttributes, content);
    } catch (IllegalArgumentException | DateTimeException e) {
      throw new FormatException(e.getMessage());
    }
  }
}
