package io.keepsake.cli.verb;

import picocli.CommandLine.Option;

/** How a command answers. */
final class OutputOptions {

  @Option(
      order = 301,
      names = "--json",
      description = "Answer with one JSON document on standard output, and nothing else there.")
  boolean json;

  @Option(
      order = 302,
      names = {"-q", "--quiet"},
      description = "No progress and no summary; warnings and errors stay.")
  boolean quiet;

  @Option(
      order = 303,
      names = "--debug",
      description = "Show where in the program an error came from.")
  boolean debug;

  @Option(
      order = 304,
      names = {"-h", "--help"},
      usageHelp = true,
      description = "Show this page.")
  boolean help;
}
