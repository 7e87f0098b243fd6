package io.keepsake.cli.config;

import io.keepsake.cli.shell.UsageException;
import io.keepsake.core.placement.ProviderTraits;
import io.keepsake.core.spi.storage.StoreSettings;
import java.io.IOException;
import java.net.URI;
import java.nio.charset.CharacterCodingException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.snakeyaml.engine.v2.common.FlowStyle;
import org.snakeyaml.engine.v2.nodes.MappingNode;
import org.snakeyaml.engine.v2.nodes.Node;
import org.snakeyaml.engine.v2.nodes.ScalarNode;
import org.snakeyaml.engine.v2.nodes.SequenceNode;

/**
 * A change of a vault file that leaves everything else in it as it is, comments too. Each step is
 * read back, and refused if the file does not say what it should then.
 */
public final class VaultFileEdit {

  private final Path file;
  private final String original;
  private String text;
  private VaultFile now;

  private VaultFileEdit(Path file, String original) throws UsageException {
    this.file = file;
    this.original = original;
    this.text = original;
    this.now = VaultFile.of(file, original);
  }

  /**
   * A change of this file, with nothing changed so far.
   *
   * @throws UsageException if it cannot be read, or is wrong as it is
   */
  public static VaultFileEdit of(Path file) throws UsageException {
    try {
      return new VaultFileEdit(file, Files.readString(file));
    } catch (NoSuchFileException e) {
      throw UsageException.configuration("There is no vault file " + file + ".");
    } catch (CharacterCodingException e) {
      throw UsageException.configuration(
          "The vault file %s is not written in UTF-8; edit it by hand.".formatted(file));
    } catch (IOException e) {
      throw UsageException.configuration(
          "The vault file %s cannot be read: %s.".formatted(file, e.getMessage()));
    }
  }

  /** What it says with the changes so far. */
  public VaultFile now() {
    return now;
  }

  /** Whether the section {@code vault} has a key, which otherwise means what is usual. */
  public boolean says(String key) throws UsageException {
    Problems ignored = new Problems(file);
    return Section.of(root(), "", VaultFile.KEYS, ignored)
        .value("vault")
        .flatMap(vault -> Section.of(vault, "vault", PolicySection.KEYS, ignored).value(key))
        .isPresent();
  }

  /** An id for one more provider, made of its place. */
  public String newId(URI url) {
    Set<String> taken = new TreeSet<>();
    now.settings().stores().forEach(store -> taken.add(store.id()));
    return StoreIds.another(url, taken);
  }

  /** Adds a provider behind the others. */
  public void add(StoreSettings store, ProviderTraits traits) throws UsageException {
    List<StoreSettings> stores = new ArrayList<>(now.settings().stores());
    stores.add(store);
    change(entries().added(store, traits), stores);
    if (!now.settings().traits().getLast().equals(traits)) {
      throw byHand();
    }
  }

  /** Removes a provider. Comments beside it go too, those above it stay. */
  public void remove(String id) throws UsageException {
    List<StoreSettings> stores = new ArrayList<>(now.settings().stores());
    int index = stores.stream().map(StoreSettings::id).toList().indexOf(id);
    stores.remove(index);
    change(entries().removed(index), stores);
  }

  /** Sets how many copies are wanted. */
  public void copies(int copies) throws UsageException {
    change(set("copies", copies), now.settings().stores());
  }

  /** Sets how many copies a backup needs. */
  public void minimum(int minimum) throws UsageException {
    change(set("minimum", minimum), now.settings().stores());
  }

  private void change(String changed, List<StoreSettings> stores) throws UsageException {
    VaultFile read = VaultFile.of(file, changed);
    if (!read.settings().stores().equals(stores)) {
      throw byHand();
    }
    text = changed;
    now = read;
  }

  /**
   * Puts the changed file in the place of the old one, at once: whoever reads it sees one or the
   * other. Owner and permissions stay as far as the user may keep them.
   *
   * @throws UsageException if it cannot be written, or was changed by somebody else meanwhile; then
   *     it is left as it is
   */
  public void write() throws UsageException {
    try {
      if (!Files.readString(file).equals(original)) {
        throw UsageException.configuration(
            "The vault file %s was changed meanwhile; it was left as it is. Run it again."
                .formatted(file));
      }
      FileReplacement.write(file.toRealPath(), text);
    } catch (IOException e) {
      throw UsageException.configuration(
          "The vault file %s cannot be written, and was left as it is: %s."
              .formatted(file, e.getMessage()));
    }
  }

  private ProviderEntries entries() throws UsageException {
    Node list =
        Section.of(root(), "", VaultFile.KEYS, new Problems(file)).value("providers").orElseThrow();
    return new ProviderEntries(new TextPlaces(text), (SequenceNode) list);
  }

  private Node root() throws UsageException {
    return YamlTree.of(text, new Problems(file)).orElseThrow(this::byHand);
  }

  private String set(String key, int value) throws UsageException {
    TextPlaces places = new TextPlaces(text);
    Section top = Section.of(root(), "", VaultFile.KEYS, new Problems(file));
    String line = key + ": " + value;
    if (top.value("vault").isEmpty()) {
      if (((MappingNode) top.node()).getFlowStyle() == FlowStyle.FLOW) {
        throw byHand();
      }
      int start = places.lineStart(places.start(top.node()));
      return places.with(
          start, start, "vault:" + places.lineEnd() + "  " + line + places.lineEnd());
    }
    MappingNode vault = (MappingNode) top.value("vault").get();
    Section section = Section.of(vault, "vault", PolicySection.KEYS, new Problems(file));
    if (section.entry(key).isPresent()) {
      ScalarNode there = section.entry(key).get();
      return places.with(places.start(there), places.end(there), String.valueOf(value));
    }
    int start = places.start(vault);
    if (vault.getFlowStyle() == FlowStyle.FLOW) {
      return places.with(
          start + 1, start + 1, vault.getValue().isEmpty() ? line : " " + line + ",");
    }
    String indent = text.substring(places.lineStart(start), start);
    return places.with(start, start, line + places.lineEnd() + indent);
  }

  private UsageException byHand() {
    return UsageException.configuration(
        "The vault file %s is written in a way that cannot be changed here; it was left as it is."
                .formatted(file)
            + " Edit it by hand.");
  }
}
