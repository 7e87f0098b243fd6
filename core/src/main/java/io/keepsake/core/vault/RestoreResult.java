package io.keepsake.core.vault;

/**
 * What a restore did.
 *
 * @param entries entries restored, directories included
 * @param alreadyThere files that were found in place with the right content
 * @param bytes bytes written or found in place
 * @param problems entries that could not be restored as they were; each was told by an event
 * @param lost how many of them because no store has their content undamaged
 * @param ownersNotRestored entries that belong to the restoring user, because only root may give
 *     files away; no problem of its own
 */
public record RestoreResult(
    long entries,
    long alreadyThere,
    long bytes,
    long problems,
    long lost,
    long ownersNotRestored) {}
