/**
 * Random trouble for a whole vault. In flows a {@link io.keepsake.testkit.chaos.Schedule}, made
 * from a seed by a {@link io.keepsake.testkit.chaos.ScheduleMix} or read from text: backups,
 * restores, verifications and repairs, while providers go down, hang, slow down, fail now and then,
 * corrupt what is read, are full, refuse credentials, list badly, and lose or damage what they
 * store. Out comes nothing, or a {@link io.keepsake.testkit.chaos.ChaosFailure} that says which
 * promise the program broke, and the schedule that shows it.
 *
 * <p>A {@link io.keepsake.testkit.chaos.World} runs a schedule through the front door of the engine
 * only, {@code io.keepsake.core.vault}, and looks past it at what {@link
 * io.keepsake.testkit.chaos.Site}s really store. It holds that
 *
 * <ul>
 *   <li>an operation succeeds when enough providers are well, and fails only in ways that are
 *       documented; all end in time, also after an interrupt;
 *   <li>no backup is called a success with fewer complete copies than the minimum;
 *   <li>each provider that a backup named complete restores it alone, byte for byte, unless it was
 *       harmed since;
 *   <li>what the program says is owed is what is really missing or wrong;
 *   <li>what was forgotten is never listed again, also after a repair, and what is held never goes;
 *   <li>a repair makes all providers alike, byte for byte, after which nothing is wrong, every
 *       backup restores, and the audit trail is whole.
 * </ul>
 *
 * <p>Where a {@link io.keepsake.testkit.chaos.Victim} is at hand, processes that work on the vault
 * are killed as well. What such a process did not tell before its end is promised to nobody; what
 * it told, and what was there before, has to hold.
 *
 * <p>Troubles begin and end by numbers of calls, not by time, so that a seed does the same again as
 * far as the engine's threads allow.
 */
@NullMarked
package io.keepsake.testkit.chaos;

import org.jspecify.annotations.NullMarked;
