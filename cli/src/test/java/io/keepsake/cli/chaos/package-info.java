/**
 * Whole vaults under random trouble: in this process, with calls that fail, and in processes that
 * are killed. In flow seeds, out flow schedules that break a promise.
 */
@NullMarked
package io.keepsake.cli.chaos;

import org.jspecify.annotations.NullMarked;
