/**
 * What a failover drill needs beside a restore: a sample of files to restore, a place that is
 * removed again, and a comparison with the files that are still there. In flow the entries of a
 * snapshot; out flow chosen files, and what was found different.
 */
@NullMarked
package io.keepsake.core.drill;

import org.jspecify.annotations.NullMarked;
