/**
 * Where a vault is. In flow a YAML file or places named on the command line; out flow vault
 * settings, or all that is wrong at once.
 */
@NullMarked
package io.keepsake.cli.config;

import org.jspecify.annotations.NullMarked;
