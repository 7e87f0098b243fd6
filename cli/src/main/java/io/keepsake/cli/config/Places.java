package io.keepsake.cli.config;

import io.keepsake.cli.shell.UsageException;
import io.keepsake.core.spi.storage.StoreSettings;
import io.keepsake.core.vault.VaultSettings;
import java.net.URI;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** Makes vault settings of places named on the command line, without a file. */
public final class Places {

  private Places() {}

  /**
   * Settings for these stores.
   *
   * @param places URLs or directories, at least one
   * @param base where relative directories begin
   */
  public static VaultSettings settings(List<String> places, Path base) throws UsageException {
    List<URI> urls = new ArrayList<>();
    for (String place : places) {
      URI url = url(place, base);
      if (urls.contains(url)) {
        throw UsageException.usage(
            "--to names %s twice; each copy needs a place of its own."
                .formatted(StoreUrl.masked(place)));
      }
      urls.add(url);
    }
    List<String> ids = StoreIds.of(urls);
    List<StoreSettings> stores = new ArrayList<>();
    for (int i = 0; i < urls.size(); i++) {
      stores.add(new StoreSettings(ids.get(i), urls.get(i), Map.of()));
    }
    return VaultSettings.of(stores);
  }

  private static URI url(String place, Path base) throws UsageException {
    try {
      return StoreUrl.of(place, base);
    } catch (UsageException e) {
      throw UsageException.usage("--to %s: %s.".formatted(StoreUrl.masked(place), e.getMessage()));
    }
  }
}
