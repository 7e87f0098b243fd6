/**
 * The front door: open or create a {@link io.keepsake.core.vault.Vault}, then back up, restore,
 * list, compare and verify. In flow requests, out flow results; events tell of progress.
 */
@NullMarked
package io.keepsake.core.vault;

import org.jspecify.annotations.NullMarked;
