package io.keepsake.cli.config;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * A piece of a vault file in the documentation: in a fence, or indented.
 *
 * @param place file and line
 * @param text the piece
 */
record YamlExample(String place, String text) {

  private static final Pattern SECTION =
      Pattern.compile("(vault|providers|monitoring|alerts|schedules|retention|dashboard):.*");

  /** All of them: those of the README, the guides and the distribution. */
  static List<YamlExample> all() throws IOException {
    List<YamlExample> all = new ArrayList<>();
    Path example = SchemaCheck.ROOT.resolve("distribution/src/main/conf/keepsake.example.yaml");
    all.add(new YamlExample(example.toString(), Files.readString(example)));
    try (Stream<Path> guides = Files.walk(SchemaCheck.ROOT.resolve("docs"))) {
      for (Path page :
          Stream.concat(Stream.of(SchemaCheck.ROOT.resolve("README.md")), guides.sorted())
              .filter(path -> path.toString().endsWith(".md"))
              .toList()) {
        add(page, all);
      }
    }
    return all;
  }

  private static void add(Path page, List<YamlExample> all) throws IOException {
    List<String> lines = Files.readAllLines(page);
    for (int i = 0; i < lines.size(); i++) {
      boolean fence = lines.get(i).equals("```yaml");
      boolean indented = lines.get(i).startsWith("    ");
      if (!fence && !indented) {
        continue;
      }
      int first = fence ? i + 1 : i;
      int end = first;
      while (end < lines.size()
          && (fence
              ? !lines.get(end).equals("```")
              : lines.get(end).startsWith("    ") || lines.get(end).isEmpty())) {
        end++;
      }
      String text =
          String.join("\n", lines.subList(first, end)).stripTrailing().stripIndent().strip();
      if (text.lines().anyMatch(line -> SECTION.matcher(line).matches())) {
        all.add(new YamlExample(page.getFileName() + ":" + first, text + "\n"));
      }
      i = end;
    }
  }

  /** The piece as a file: with a provider, and with what is kept, if that is needed and missing. */
  String wholeFile() {
    String providers = has("providers") ? "" : "providers: [{ id: disk1, url: ./disk1 }]\n";
    boolean forgets = text.contains("forget: policy") && !has("retention");
    return text + providers + (forgets ? "retention: { keep-last: 1 }\n" : "");
  }

  private boolean has(String section) {
    return text.lines().anyMatch(line -> line.startsWith(section + ":"));
  }

  @Override
  public String toString() {
    return place;
  }
}
