package io.keepsake.core.target;

/**
 * Something about an entry that could not be put back as it was, while the rest of it was.
 *
 * @param path where it is in the target, for people
 * @param detail what is missing and why, one sentence without the path
 */
public record RestoreProblem(String path, String detail) {}
