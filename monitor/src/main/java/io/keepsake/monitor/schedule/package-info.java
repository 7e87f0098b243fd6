/**
 * Runs jobs when they are due: in flow {@link io.keepsake.monitor.schedule.ScheduledJob}s and a
 * {@link io.keepsake.monitor.schedule.JobRunner} that can do them, out flow runs, heartbeats, a
 * history, and what is overdue.
 *
 * <p>What is to be done is decided in one place, {@code DueJobs}, from what is known and the time
 * alone; {@link io.keepsake.monitor.schedule.Scheduler} does it, on virtual threads, and keeps what
 * it knows in a file, so that runs that were missed are known after a restart.
 */
@NullMarked
package io.keepsake.monitor.schedule;

import org.jspecify.annotations.NullMarked;
