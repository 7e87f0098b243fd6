package io.keepsake.core.format;

import io.keepsake.core.spi.source.EntryAttributes;
import io.keepsake.core.spi.source.ExtendedAttribute;
import io.keepsake.core.spi.source.Owner;
import java.time.Instant;
import java.util.List;

/** Encodes tree entries: section 8 of the format. */
public final class TreeEntryWriter {

  private TreeEntryWriter() {}

  /** Appends an entry. */
  public static void write(CborWriter out, TreeEntry entry) {
    EntryAttributes attributes = entry.attributes();
    out.map(fields(entry));
    out.integer(0).bytes(attributes.name().bytes());
    optional(out, 1, attributes.kind().code());
    out.integer(2).integer(attributes.mode());
    owner(out, attributes.owner());
    time(out, 7, attributes.modified());
    time(out, 9, attributes.changed());
    optional(out, 11, attributes.size());
    out.integer(12).integer(attributes.device());
    out.integer(13).integer(attributes.inode());
    if (attributes.links() != 1) {
      out.integer(14).integer(attributes.links());
    }
    optional(out, 15, attributes.deviceId());
    if (attributes.linkTarget().length() > 0) {
      out.integer(16).bytes(attributes.linkTarget().bytes());
    }
    extendedAttributes(out, entry.extendedAttributes());
    content(out, entry.content());
  }

  private static int fields(TreeEntry entry) {
    EntryAttributes attributes = entry.attributes();
    return 8 // name, mode, uid, gid, both seconds, device, inode
        + present(attributes.kind().code())
        + (attributes.owner().user().isEmpty() ? 0 : 1)
        + (attributes.owner().group().isEmpty() ? 0 : 1)
        + nanos(attributes.modified())
        + nanos(attributes.changed())
        + present(attributes.size())
        + (attributes.links() == 1 ? 0 : 1)
        + present(attributes.deviceId())
        + (attributes.linkTarget().length() == 0 ? 0 : 1)
        + (entry.extendedAttributes().isEmpty() ? 0 : 1)
        + (entry.content() instanceof Content.Dense(byte[] ids) && ids.length == 0 ? 0 : 1);
  }

  private static int nanos(Instant time) {
    return time.equals(Instant.ofEpochSecond(time.getEpochSecond())) ? 0 : 1;
  }

  private static void time(CborWriter out, int key, Instant time) {
    out.integer(key).integer(time.getEpochSecond());
    optional(out, key + 1, time.getNano());
  }

  private static int present(long value) {
    return value == 0 ? 0 : 1;
  }

  private static void optional(CborWriter out, int key, long value) {
    if (value != 0) {
      out.integer(key).integer(value);
    }
  }

  private static void owner(CborWriter out, Owner owner) {
    out.integer(3).integer(owner.uid()).integer(4).integer(owner.gid());
    if (!owner.user().isEmpty()) {
      out.integer(5).text(owner.user());
    }
    if (!owner.group().isEmpty()) {
      out.integer(6).text(owner.group());
    }
  }

  private static void extendedAttributes(CborWriter out, List<ExtendedAttribute> attributes) {
    if (attributes.isEmpty()) {
      return;
    }
    out.integer(17).array(attributes.size());
    for (ExtendedAttribute attribute : attributes) {
      out.array(2).bytes(attribute.name().bytes()).bytes(attribute.value());
    }
  }

  private static void content(CborWriter out, Content content) {
    switch (content) {
      case Content.Dense(byte[] ids) -> {
        if (ids.length > 0) {
          out.integer(18).bytes(ids);
        }
      }
      case Content.Sparse(List<Content.StoredExtent> extents) -> {
        out.integer(19).array(extents.size());
        extents.forEach(extent -> extent.write(out));
      }
      case Content.Indirect(byte[] treeIds) -> out.integer(20).bytes(treeIds);
    }
  }
}
