/** Contract tests and fakes for authors of plugins. */
@NullMarked
package io.keepsake.testkit;

import org.jspecify.annotations.NullMarked;
