package io.keepsake.core.backup;

import io.keepsake.core.format.Content;
import io.keepsake.core.spi.source.EntryAttributes;
import io.keepsake.core.spi.source.ExtendedAttribute;
import java.util.List;

/**
 * A file whose content is on its way into packs.
 *
 * @param attributes as they were when the content was read
 * @param extendedAttributes likewise
 * @param content its chunks; {@code Indirect} is left to the tree
 */
record StoredFile(
    EntryAttributes attributes, List<ExtendedAttribute> extendedAttributes, Content content) {}
