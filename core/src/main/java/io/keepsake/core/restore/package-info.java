/**
 * The restore pipeline: walk a snapshot's tree, plan by packs, fetch, open, check every chunk,
 * write. In flow a snapshot and a selection, out flow files below a target directory.
 */
@NullMarked
package io.keepsake.core.restore;

import org.jspecify.annotations.NullMarked;
