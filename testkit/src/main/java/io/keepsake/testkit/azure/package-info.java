/** Azure's emulator for tests: out comes a server on 127.0.0.1 with an account of its own. */
@NullMarked
package io.keepsake.testkit.azure;

import org.jspecify.annotations.NullMarked;
