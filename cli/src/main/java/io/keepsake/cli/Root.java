package io.keepsake.cli;

import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** The program without a command: its help page. */
@Command(
    name = "keepsake",
    sortOptions = false,
    synopsisHeading = "Usage: ",
    customSynopsis = "keepsake COMMAND [options]",
    description = {
      "",
      "Backs up what cannot be made again to several stores at once: encrypted,",
      "deduplicated, and restorable from any one of them."
    },
    commandListHeading = "%nCommands:%n",
    optionListHeading = "%nOptions:%n",
    footer = {
      "",
      "'keepsake COMMAND --help' explains a command.",
      "",
      "Exit codes: 0 done, 1 failed, 2 usage or configuration,",
      "3 degraded or files skipped, 4 damage found, 130 interrupted."
    })
final class Root {

  @Option(
      names = {"-h", "--help"},
      description = "Show this page.")
  boolean help;

  @Option(
      names = {"-V", "--version"},
      description = "Show the version.")
  boolean version;
}
