package io.keepsake.core.restore;

/**
 * What a restore did.
 *
 * @param entries entries in place
 * @param alreadyThere files that were there before with the right content
 * @param bytes bytes in place
 * @param problems entries that could not be restored as they were
 * @param lost how many of them because no store has their content undamaged
 * @param ownersNotRestored entries that belong to the restoring user, because only root may give
 *     files away; no problem of its own
 */
public record RestoreOutcome(
    long entries,
    long alreadyThere,
    long bytes,
    long problems,
    long lost,
    long ownersNotRestored) {}
