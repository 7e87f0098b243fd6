/**
 * The program {@code keepsake}. In flow the arguments and what the shell provides; out flow an exit
 * code and what was printed. Finds the command by its first argument and touches no other.
 */
@NullMarked
package io.keepsake.cli;

import org.jspecify.annotations.NullMarked;
