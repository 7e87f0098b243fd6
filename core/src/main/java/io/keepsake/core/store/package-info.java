/**
 * What is laid around a store before it is used. In flows a store as its provider made it, out
 * comes one that tries again where trying again helps.
 */
@NullMarked
package io.keepsake.core.store;

import org.jspecify.annotations.NullMarked;
