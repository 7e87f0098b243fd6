/** The command line. */
module io.keepsake.cli {
  requires io.keepsake.core;
  requires static org.jspecify;
}
