/**
 * How the key of a vault reaches the program: never as an argument. In flow files, a command's
 * output, the environment or the keyboard; out flow a vault key whose secret the caller closes.
 */
@NullMarked
package io.keepsake.cli.key;

import org.jspecify.annotations.NullMarked;
