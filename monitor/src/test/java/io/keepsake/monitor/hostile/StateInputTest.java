package io.keepsake.monitor.hostile;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.keepsake.monitor.alert.store.Command;
import io.keepsake.monitor.alert.store.StateCodec;
import io.keepsake.monitor.health.HealthInput;
import io.keepsake.monitor.schedule.ScheduleInput;
import io.keepsake.monitor.schedule.timing.Timing;
import io.keepsake.monitor.schedule.timing.TimingException;
import io.keepsake.testkit.hostile.Decoder;
import io.keepsake.testkit.hostile.HostileInputContract;
import java.io.IOException;
import java.time.Instant;
import java.time.ZoneId;
import java.util.List;

/** What the agent keeps in files, and what it is told by files. */
final class StateInputTest extends HostileInputContract {

  private static final Instant NOW = Instant.parse("2026-11-26T12:00:00Z");

  @Override
  public List<Decoder> decoders() {
    return List.of(
        Decoder.of("alerts", bytes -> StateCodec.write(StateCodec.read(bytes)), IOException.class),
        Decoder.of(
            "alert-command",
            bytes -> Command.read(new String(bytes, UTF_8)).toBytes(),
            IOException.class),
        HealthInput.history(),
        ScheduleInput.jobs(),
        Decoder.of("timing", StateInputTest::timing, TimingException.class));
  }

  private static void timing(byte[] bytes) throws TimingException {
    Timing.parse(new String(bytes, UTF_8)).next(NOW, ZoneId.of("Europe/Berlin"));
  }
}
