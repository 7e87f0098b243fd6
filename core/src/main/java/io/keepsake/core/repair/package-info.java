/**
 * Brings the replicas of a vault to byte identity, copying objects by name from stores that have
 * them right to those that have not. Needs no key: objects are named by the hashes of their bytes.
 * In flow stores and their listings, out flow copies and a count of what was found, per store.
 */
@NullMarked
package io.keepsake.core.repair;

import org.jspecify.annotations.NullMarked;
