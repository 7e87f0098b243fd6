/** Stores in local directories. */
@NullMarked
package io.keepsake.provider.local;

import org.jspecify.annotations.NullMarked;
