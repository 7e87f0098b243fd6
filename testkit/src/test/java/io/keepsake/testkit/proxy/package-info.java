/** Tries the proxy with plain sockets. */
@NullMarked
package io.keepsake.testkit.proxy;

import org.jspecify.annotations.NullMarked;
