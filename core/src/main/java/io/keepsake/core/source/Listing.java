package io.keepsake.core.source;

import io.keepsake.core.spi.source.EntryAttributes;
import io.keepsake.core.spi.source.RawName;
import java.util.List;

/**
 * A directory as it was when it was listed.
 *
 * @param self its own attributes
 * @param names the names wanted of it, ascending
 * @param first what the first of the names are; the rest is looked at when the walk gets there
 */
record Listing(EntryAttributes self, List<RawName> names, List<Found> first) {}
