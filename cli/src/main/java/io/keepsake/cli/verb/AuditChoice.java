package io.keepsake.cli.verb;

import io.keepsake.cli.shell.UsageException;
import io.keepsake.core.vault.AuditOutcome;
import io.keepsake.core.vault.AuditedRecord;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import picocli.CommandLine.Option;

/** Which audit records are to be shown. */
final class AuditChoice extends AuditSince {

  @Option(
      names = "--all",
      description = "Also the records that tell that something began, and another tells its end.")
  private boolean all;

  @Override
  List<AuditedRecord> of(List<AuditedRecord> records) throws UsageException {
    Set<String> ended = new HashSet<>();
    records.forEach(
        record -> record.begun().ifPresent(number -> ended.add(record.writer() + number)));
    return super.of(records).stream().filter(record -> all || !isOver(record, ended)).toList();
  }

  private static boolean isOver(AuditedRecord record, Set<String> ended) {
    return record.outcome().equals(AuditOutcome.BEGUN.word())
        && ended.contains(record.writer() + record.number());
  }
}
