/**
 * A TCP proxy that breaks the network on request, for tests of what talks to a server.
 *
 * <p>In flow the address of a real server and {@link io.keepsake.testkit.proxy.NetworkFault}s; out
 * comes an address on 127.0.0.1 that behaves as the server does until a fault is injected:
 *
 * {@snippet :
 * try (FaultProxy proxy = FaultProxy.to("127.0.0.1", server.port())) {
 *   ObjectStore store = open("http://" + proxy.host() + ":" + proxy.port());
 *   proxy.inject(Direction.DOWNLOAD, new NetworkFault.Flips(100_000)); // a bit in the answer's body
 *   proxy.inject(Direction.UPLOAD, new NetworkFault.Stalls(1 << 20)); // a black hole after 1 MiB
 *   proxy.awaitHeld(); // until the stall holds bytes back
 *   proxy.heal(); // what was held goes on, and new connections are accepted again
 *   proxy.refuse(); // as if nothing listened on the port
 *   proxy.resetConnections(); // those open now, at once
 * }
 * }
 *
 * <p>Where a fault has an offset, bytes are counted on each connection and in its direction from
 * the injection on, so that a client's pooled connections and its new ones are hit alike. Bytes are
 * those on the wire: an HTTP head counts, and so does the framing of TLS.
 */
@NullMarked
package io.keepsake.testkit.proxy;

import org.jspecify.annotations.NullMarked;
