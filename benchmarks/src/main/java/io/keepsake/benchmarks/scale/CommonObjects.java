package io.keepsake.benchmarks.scale;

import java.nio.file.Path;

/**
 * What all stores of a vault have until they delete it.
 *
 * @param directory of the store whose objects these are
 * @param simulation the data packs
 */
record CommonObjects(Path directory, Simulation simulation) {}
