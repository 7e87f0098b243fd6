package io.keepsake.cli.config;

import io.keepsake.cli.shell.PrivateFile;
import io.keepsake.core.placement.CopyPolicy;
import io.keepsake.core.placement.ProviderTraits;
import io.keepsake.core.placement.Role;
import io.keepsake.core.spi.storage.StoreSettings;
import io.keepsake.core.vault.VaultSettings;
import java.io.IOException;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.TreeMap;

/** Writes a vault file that {@link VaultFile} reads back as the same settings. */
public final class VaultFileText {

  private VaultFileText() {}

  /**
   * Writes a new file that only its owner can read.
   *
   * @throws java.nio.file.FileAlreadyExistsException if there is one
   * @throws IOException if it could not be written; nothing is left behind
   */
  public static void write(Path file, VaultSettings settings) throws IOException {
    PrivateFile.write(file, text(settings).getBytes(StandardCharsets.UTF_8));
  }

  static String text(VaultSettings settings) {
    StringBuilder yaml = new StringBuilder();
    yaml.append("# A Keepsake vault. It holds no secret: the passphrase or key file opens it.\n");
    yaml.append("vault:\n");
    CopyPolicy policy = settings.policy();
    yaml.append("  copies: ").append(policy.copies());
    yaml.append("   # so many providers are wanted to have all of a backup\n");
    yaml.append("  minimum: ").append(policy.minimum());
    yaml.append("  # a backup fails when fewer than this hold all of it\n");
    if (policy.regions() > 0) {
      yaml.append("  regions: ").append(policy.regions());
      yaml.append("  # so many regions are wanted to have a copy\n");
    }
    yaml.append("providers:\n");
    for (int i = 0; i < settings.stores().size(); i++) {
      StoreSettings store = settings.stores().get(i);
      yaml.append("  - id: ").append(quoted(store.id())).append('\n');
      fields(store, settings.traits().get(i))
          .forEach(
              (key, value) ->
                  yaml.append("    ").append(key).append(": ").append(value).append('\n'));
    }
    return yaml.toString();
  }

  /** What is to be written of a provider beside its id, and not the same when left out. */
  static Map<String, String> fields(StoreSettings store, ProviderTraits traits) {
    Map<String, String> fields = new LinkedHashMap<>();
    fields.put("url", quoted(store.url().toString()));
    if (traits.role() != Role.ACTIVE) {
      fields.put("role", traits.role().word());
    }
    traits.region().ifPresent(region -> fields.put("region", quoted(region)));
    if (traits.cost() != 0) {
      fields.put("cost", BigDecimal.valueOf(traits.cost()).toPlainString());
    }
    if (traits.preference() != 0) {
      fields.put("preference", String.valueOf(traits.preference()));
    }
    new TreeMap<>(store.options())
        .forEach((key, value) -> fields.putIfAbsent(quotedKey(key), quoted(value)));
    return fields;
  }

  private static String quotedKey(String key) {
    return key.matches("[A-Za-z][A-Za-z0-9-]*") ? key : quoted(key);
  }

  static String quoted(String value) {
    return '"' + value.replace("\\", "\\\\").replace("\"", "\\\"") + '"';
  }
}
