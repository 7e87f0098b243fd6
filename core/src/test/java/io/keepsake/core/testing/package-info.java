/** What the tests of several packages share. */
@NullMarked
package io.keepsake.core.testing;

import org.jspecify.annotations.NullMarked;
