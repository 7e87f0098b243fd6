/** Tests of health: in flow stores that fail as told and a clock that is set, out flow verdicts. */
@NullMarked
package io.keepsake.monitor.health;

import org.jspecify.annotations.NullMarked;
