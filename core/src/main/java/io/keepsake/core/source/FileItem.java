package io.keepsake.core.source;

import io.keepsake.core.spi.source.EntryAttributes;
import io.keepsake.core.spi.source.ExtendedAttribute;
import io.keepsake.core.spi.source.SourceContent;
import io.keepsake.core.spi.source.SourceItem;
import java.io.IOException;
import java.util.List;

/** An entry of the walk; holds its place, nothing open. */
record FileItem(FileTree tree, PathNode node, EntryAttributes attributes) implements SourceItem {

  @Override
  public String displayPath() {
    return node.toString();
  }

  @Override
  public List<ExtendedAttribute> extendedAttributes() throws IOException {
    return tree.extendedAttributes(node);
  }

  @Override
  public SourceContent open() throws IOException {
    return tree.open(node, attributes);
  }
}
