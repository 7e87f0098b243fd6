/**
 * One class for each command. In flow parsed arguments; out flow calls of the vault, an answer on
 * standard output and an exit code.
 */
@NullMarked
package io.keepsake.cli.verb;

import org.jspecify.annotations.NullMarked;
