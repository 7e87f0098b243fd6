/**
 * When to stop waiting for a store, when to leave it alone, and which one to ask first. In flow
 * calls and how they went, out flow calls that end in time, breakers, and an order of stores.
 */
@NullMarked
package io.keepsake.core.failover;

import org.jspecify.annotations.NullMarked;
