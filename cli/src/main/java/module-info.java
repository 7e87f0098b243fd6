/**
 * The command line: {@code io.keepsake.cli.Keepsake} is the program, one class in {@code
 * io.keepsake.cli.verb} is one command.
 */
module io.keepsake.cli {
  requires info.picocli;
  requires io.keepsake.core;
  requires io.keepsake.monitor;
  requires java.logging;
  requires org.slf4j;
  requires org.snakeyaml.engine;
  requires static org.jspecify;
  requires tools.jackson.core;

  exports io.keepsake.cli.log to
      java.logging;

  opens io.keepsake.cli to
      info.picocli;
  opens io.keepsake.cli.verb to
      info.picocli;
}
