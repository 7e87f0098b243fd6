/**
 * Tests of the engine as an application uses it: through {@code io.keepsake.core.vault.Vault}, with
 * real encryption and stores in local directories. What lies in the stores is damaged, and what
 * comes out is compared with what went in.
 */
@NullMarked
package io.keepsake.cli.vault;

import org.jspecify.annotations.NullMarked;
