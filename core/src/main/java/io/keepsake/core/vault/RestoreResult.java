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
 * @param copiesHealed copies that were found to be bad or missing and were rewritten
 * @param copiesLeft copies that are bad or missing still; {@code repair} tells why
 */
public record RestoreResult(
    long entries,
    long alreadyThere,
    long bytes,
    long problems,
    long lost,
    long ownersNotRestored,
    long copiesHealed,
    long copiesLeft) {}
