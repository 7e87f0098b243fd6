package io.keepsake.core.vault;

/**
 * What a snapshot holds.
 *
 * @param files regular files
 * @param directories directories, roots and the directories above them included
 * @param others links, pipes, devices and sockets
 * @param bytes size of all regular files
 */
public record SnapshotTotals(long files, long directories, long others, long bytes) {}
