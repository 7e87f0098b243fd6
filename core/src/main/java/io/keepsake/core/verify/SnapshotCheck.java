package io.keepsake.core.verify;

import io.keepsake.core.format.Content;
import io.keepsake.core.format.Content.StoredExtent;
import io.keepsake.core.format.Hash;
import io.keepsake.core.format.TreeEntry;
import io.keepsake.core.index.ChunkIndex;
import io.keepsake.core.index.ChunkLocation;
import io.keepsake.core.snapshot.ChunkReader;
import io.keepsake.core.snapshot.FileExtents;
import io.keepsake.core.snapshot.TreeVisitor;
import io.keepsake.core.spi.source.EntryKind;
import java.io.IOException;
import java.util.Optional;

/** Checks that a snapshot's files find all their chunks, with the right lengths in sum. */
final class SnapshotCheck implements TreeVisitor {

  private final String name;
  private final ChunkIndex index;
  private final ChunkReader trees;
  private final Findings findings;

  SnapshotCheck(String name, ChunkIndex index, ChunkReader trees, Findings findings) {
    this.name = name;
    this.index = index;
    this.trees = trees;
    this.findings = findings;
  }

  @Override
  public Descent enter(String path, TreeEntry directory) {
    if (directory.content() instanceof Content.Dense(byte[] ids)) {
      for (int i = 0; i < ids.length / Hash.BYTES; i++) {
        if (index.find(ids, i).isEmpty()) {
          findings.add("", name, "the listing of " + path + " is lost: no pack has a part of it");
          return Descent.SKIP;
        }
      }
    }
    return Descent.ENTER;
  }

  @Override
  public void leaf(String path, TreeEntry entry) {
    if (entry.attributes().kind() != EntryKind.FILE) {
      return;
    }
    try {
      FileExtents.visit(entry, trees, extent -> check(path, extent));
    } catch (IOException e) {
      findings.add("", name, "the content of " + path + " is lost: " + e.getMessage());
    }
  }

  private void check(String path, StoredExtent extent) {
    byte[] ids = extent.ids();
    long sum = 0;
    for (int i = 0; i < ids.length / Hash.BYTES; i++) {
      Optional<ChunkLocation> location = index.find(ids, i);
      if (location.isEmpty()) {
        findings.add("", name, "the content of " + path + " is lost: no pack has a part of it");
        return;
      }
      sum += location.get().length();
    }
    if (sum != extent.length()) {
      findings.add("", name, path + " has chunks of " + sum + " bytes, not " + extent.length());
    }
  }

  @Override
  public void leave(String path, TreeEntry directory) {}

  @Override
  public void unreadable(String path, TreeEntry directory, IOException cause) {
    findings.add("", name, "the listing of " + path + " is lost: " + cause.getMessage());
  }
}
