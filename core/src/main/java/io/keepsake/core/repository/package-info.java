/**
 * An open vault as the pipelines see it: keys, replicas, index and tree chunks. In flow object
 * names, out flow checked and opened contents.
 */
@NullMarked
package io.keepsake.core.repository;

import org.jspecify.annotations.NullMarked;
