package io.keepsake.cli.vault;

import io.keepsake.core.spi.source.BackupSource;
import io.keepsake.core.spi.source.EntryAttributes;
import io.keepsake.core.spi.source.ExtendedAttribute;
import io.keepsake.core.spi.source.Extent;
import io.keepsake.core.spi.source.SkippedItem;
import io.keepsake.core.spi.source.SourceContent;
import io.keepsake.core.spi.source.SourceItem;
import io.keepsake.core.spi.source.SourceVisitor;
import java.io.IOException;
import java.util.List;

/**
 * A source that does something to one of its files while it is backed up.
 *
 * @param behind the source
 * @param path which file
 * @param opening runs before the file is opened
 * @param reading runs before each read of it
 */
record MeddlingSource(BackupSource behind, String path, Act opening, Act reading)
    implements BackupSource {

  /** Something to do to a file. */
  @FunctionalInterface
  interface Act {
    Act NOTHING = () -> {};

    void run() throws IOException;
  }

  @Override
  public List<String> roots() {
    return behind.roots();
  }

  @Override
  public void walk(SourceVisitor visitor) throws IOException {
    behind.walk(new Visitor(visitor));
  }

  @Override
  public void close() {
    behind.close();
  }

  private final class Visitor implements SourceVisitor {

    private final SourceVisitor visitor;

    Visitor(SourceVisitor visitor) {
      this.visitor = visitor;
    }

    @Override
    public void enterDirectory(SourceItem directory) throws IOException {
      visitor.enterDirectory(directory);
    }

    @Override
    public void leaf(SourceItem item) throws IOException {
      visitor.leaf(item.displayPath().equals(path) ? new Item(item) : item);
    }

    @Override
    public void leaveDirectory() throws IOException {
      visitor.leaveDirectory();
    }

    @Override
    public void skipped(SkippedItem item) {
      visitor.skipped(item);
    }
  }

  private final class Item implements SourceItem {

    private final SourceItem item;

    Item(SourceItem item) {
      this.item = item;
    }

    @Override
    public String displayPath() {
      return item.displayPath();
    }

    @Override
    public EntryAttributes attributes() {
      return item.attributes();
    }

    @Override
    public List<ExtendedAttribute> extendedAttributes() throws IOException {
      return item.extendedAttributes();
    }

    @Override
    public SourceContent open() throws IOException {
      opening.run();
      return new Content(item.open());
    }
  }

  private final class Content implements SourceContent {

    private final SourceContent content;

    Content(SourceContent content) {
      this.content = content;
    }

    @Override
    public List<Extent> extents() throws IOException {
      return content.extents();
    }

    @Override
    public void seek(long offset) throws IOException {
      content.seek(offset);
    }

    @Override
    public int read(byte[] target, int offset, int length) throws IOException {
      reading.run();
      return content.read(target, offset, length);
    }

    @Override
    public EntryAttributes attributesNow() throws IOException {
      return content.attributesNow();
    }

    @Override
    public void close() throws IOException {
      content.close();
    }
  }
}
