package io.keepsake.monitor.prometheus;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The guide, the dashboard and the alert rules, against a scrape. */
class DocumentationTest {

  private static final Path ROOT = Path.of("..", "..");
  private static final Path SHARE = ROOT.resolve("distribution/src/main/share/monitoring");
  private static final Pattern ROW = Pattern.compile("\\| `(keepsake_\\w+)` \\|([^|]*)\\| .+ \\|");
  private static final Pattern NAME = Pattern.compile("\\bkeepsake_\\w+");
  private static final Pattern SELECTOR = Pattern.compile("(keepsake_\\w+)\\{([^}]*)}");
  private static final Pattern WORD = Pattern.compile("(\\w+)(?==)");

  private static Map<String, SortedSet<String>> scraped() {
    return ScrapeText.of(Figures.full()).labels();
  }

  @Test
  void theGuideListsEachFigureWithItsLabels() throws IOException {
    String guide = Files.readString(ROOT.resolve("docs/guides/metrics.md"));
    Map<String, SortedSet<String>> listed = new TreeMap<>();
    ROW.matcher(guide)
        .results()
        .forEach(
            row ->
                listed.put(
                    row.group(1),
                    Stream.concat(
                            Stream.of("vault"),
                            Pattern.compile("`(\\w+)`")
                                .matcher(row.group(2))
                                .results()
                                .map(label -> label.group(1)))
                        .collect(Collectors.toCollection(TreeSet::new))));
    assertEquals(scraped(), listed);
  }

  @ParameterizedTest
  @ValueSource(strings = {"keepsake-dashboard.json", "keepsake-alerts.yml"})
  void whatIsShippedUsesFiguresAndLabelsThatThereAre(String file) throws IOException {
    // The name of the job in a scrape's configuration is no figure, nor are comments.
    String text =
        Files.readString(SHARE.resolve(file)).replace("\\\"", "\"").replaceAll("(?m)^ *#.*$", "");
    Set<String> used =
        NAME.matcher(text).results().map(found -> found.group()).collect(Collectors.toSet());
    assertTrue(used.size() > 8, used.toString());
    Map<String, SortedSet<String>> scraped = scraped();
    used.forEach(name -> assertTrue(scraped.containsKey(name), file + " uses " + name));
    SELECTOR
        .matcher(text)
        .results()
        .forEach(
            selector -> {
              Set<String> labels =
                  WORD.matcher(selector.group(2).replaceAll("\"[^\"]*\"", ""))
                      .results()
                      .map(label -> label.group(1))
                      .collect(Collectors.toSet());
              assertTrue(scraped.get(selector.group(1)).containsAll(labels), selector.group());
            });
  }

  @Test
  void eachFigureOfProvidersAndJobsIsOnTheDashboardOrInARuleOrAnExtra() throws IOException {
    Set<String> extras =
        Set.of(
            "keepsake_provider_last_probe_timestamp_seconds",
            "keepsake_provider_last_success_timestamp_seconds",
            "keepsake_snapshot_oldest_timestamp_seconds",
            "keepsake_snapshot_newest_files",
            "keepsake_job_last_end_timestamp_seconds",
            "keepsake_job_running");
    String shipped =
        Files.readString(SHARE.resolve("keepsake-dashboard.json"))
            + Files.readString(SHARE.resolve("keepsake-alerts.yml"));
    Set<String> unused = new TreeSet<>();
    scraped().keySet().stream().filter(name -> !shipped.contains(name)).forEach(unused::add);
    assertEquals(new TreeSet<>(extras), unused);
  }

  @Test
  void prometheusUnderstandsTheRules() throws Exception {
    Outcome outcome = promtool("check", "rules", SHARE.resolve("keepsake-alerts.yml").toString());
    assertEquals(0, outcome.code(), outcome.said());
  }

  /**
   * What the dashboard asks Prometheus, as rules, with a name where Grafana puts the chosen one.
   */
  @Test
  void prometheusUnderstandsTheDashboard() throws Exception {
    String dashboard = Files.readString(SHARE.resolve("keepsake-dashboard.json"));
    List<String> queries =
        Pattern.compile("\"expr\": *\"((?:[^\"\\\\]|\\\\.)*)\"")
            .matcher(dashboard)
            .results()
            .map(query -> query.group(1).replace("\\\"", "\"").replace("$vault", "weddings"))
            .toList();
    assertTrue(queries.size() > 10, queries.toString());
    StringBuilder rules = new StringBuilder("groups:\n  - name: dashboard\n    rules:\n");
    for (String query : queries) {
      rules.append("      - { record: \"panel:").append(rules.length()).append("\", expr: '");
      rules.append(query).append("' }\n");
    }
    Path file = Files.createTempFile("dashboard", ".yml");
    try {
      Files.writeString(file, rules);
      Outcome outcome = promtool("check", "rules", file.toString());
      assertEquals(0, outcome.code(), outcome.said() + rules);
      assertTrue(outcome.said().contains(queries.size() + " rules found"), outcome.said());
    } finally {
      Files.delete(file);
    }
  }

  @Test
  void prometheusUnderstandsAScrape() throws Exception {
    Path scrape = Files.createTempFile("scrape", ".txt");
    try {
      Files.writeString(scrape, ScrapeText.of(Figures.full()).body());
      Outcome outcome = promtool(Optional.of(scrape), "check", "metrics");
      assertEquals(0, outcome.code(), outcome.said());
    } finally {
      Files.delete(scrape);
    }
  }

  private record Outcome(int code, String said) {}

  private static Outcome promtool(String... arguments) throws Exception {
    return promtool(Optional.empty(), arguments);
  }

  private static Outcome promtool(Optional<Path> input, String... arguments) throws Exception {
    Optional<Path> tool =
        Stream.of(System.getenv().getOrDefault("PATH", "").split(":", -1))
            .map(directory -> Path.of(directory, "promtool"))
            .filter(Files::isExecutable)
            .findFirst();
    assumeTrue(tool.isPresent(), "promtool is missing: install Debian's package prometheus");
    List<String> command = new ArrayList<>(List.of(tool.get().toString()));
    command.addAll(List.of(arguments));
    ProcessBuilder builder = new ProcessBuilder(command).redirectErrorStream(true);
    input.ifPresent(file -> builder.redirectInput(file.toFile()));
    Process process = builder.start();
    String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    return new Outcome(process.waitFor(), said);
  }
}
