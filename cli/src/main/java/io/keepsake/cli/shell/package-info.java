/**
 * The border between the program and the process it runs in: streams, environment, terminal, exit
 * codes, interrupts. In flow what the system provides; out flow values that tests can provide too.
 */
@NullMarked
package io.keepsake.cli.shell;

import org.jspecify.annotations.NullMarked;
