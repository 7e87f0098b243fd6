/**
 * Kills and interrupts backups, restores and the making of vaults at chosen steps and at random
 * moments, and looks at what is left. In flow processes to kill, out flow claims that hold or not.
 */
@NullMarked
package io.keepsake.cli.crash;

import org.jspecify.annotations.NullMarked;
