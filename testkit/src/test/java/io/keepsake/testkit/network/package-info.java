/** Tries the network contract with a small store over plain sockets. */
@NullMarked
package io.keepsake.testkit.network;

import org.jspecify.annotations.NullMarked;
