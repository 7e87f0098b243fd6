/**
 * For authors of providers that talk to a server: what a store promises when the network fails, as
 * tests. In flow a running server and a way to open a store on it through a given host and port;
 * out come passed and failed cases of {@link io.keepsake.testkit.network.NetworkStoreContract},
 * which break the way between the two with a {@link io.keepsake.testkit.proxy.FaultProxy}.
 */
@NullMarked
package io.keepsake.testkit.network;

import org.jspecify.annotations.NullMarked;
