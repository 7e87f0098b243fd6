/**
 * Which chunks a vault has and where they are. In flow index records, out flow locations; compact
 * enough for many millions of chunks.
 */
@NullMarked
package io.keepsake.core.index;

import org.jspecify.annotations.NullMarked;
