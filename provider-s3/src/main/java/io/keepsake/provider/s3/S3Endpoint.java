package io.keepsake.provider.s3;

import java.net.URI;
import java.util.Optional;
import java.util.stream.Stream;
import software.amazon.awssdk.core.exception.SdkClientException;
import software.amazon.awssdk.profiles.Profile;
import software.amazon.awssdk.profiles.ProfileFile;
import software.amazon.awssdk.profiles.ProfileFileSystemSetting;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.regions.providers.AwsProfileRegionProvider;
import software.amazon.awssdk.regions.providers.AwsRegionProvider;
import software.amazon.awssdk.regions.providers.AwsRegionProviderChain;
import software.amazon.awssdk.regions.providers.DefaultAwsRegionProviderChain;
import software.amazon.awssdk.regions.providers.SystemSettingsRegionProvider;

/**
 * The service that a store talks to, after the environment and the profile have been asked.
 *
 * @param custom the service's place, if it is not Amazon's usual one
 * @param region the region to sign for; empty if none is told anywhere
 * @param pathStyle whether buckets are named in the path
 */
record S3Endpoint(Optional<URI> custom, Optional<Region> region, boolean pathStyle) {

  static S3Endpoint of(S3Config config) {
    Optional<String> profile = config.credentials().profile();
    Optional<URI> custom = config.connection().endpoint().or(() -> configured(profile));
    Optional<Region> region =
        config.connection().region().map(Region::of).or(() -> region(profile, custom.isPresent()));
    boolean pathStyle = config.connection().pathStyle().orElseGet(() -> isForeign(custom));
    return new S3Endpoint(custom, region, pathStyle);
  }

  /** The region to sign for in any case. */
  Region signingRegion() {
    return region.orElse(Region.US_EAST_1);
  }

  /** Whether it is asked without TLS. */
  boolean isPlain() {
    return custom.isPresent() && "http".equalsIgnoreCase(custom.get().getScheme());
  }

  /** For people. */
  String words() {
    return custom.map(URI::toString).orElseGet(() -> "Amazon S3 in " + signingRegion());
  }

  /** Few services but Amazon's have a host name for each bucket. */
  private static boolean isForeign(Optional<URI> custom) {
    return custom.isPresent() && !String.valueOf(custom.get().getHost()).endsWith(".amazonaws.com");
  }

  /** An instance's own region says nothing of a service elsewhere, and asking for it takes time. */
  private static Optional<Region> region(Optional<String> profile, boolean elsewhere) {
    AwsRegionProvider chain =
        elsewhere
            ? new AwsRegionProviderChain(
                new SystemSettingsRegionProvider(),
                new AwsProfileRegionProvider(null, profile.orElse(null)))
            : profile
                .<AwsRegionProvider>map(
                    name -> DefaultAwsRegionProviderChain.builder().profileName(name).build())
                .orElseGet(DefaultAwsRegionProviderChain::new);
    try {
      return Optional.ofNullable(chain.getRegion());
    } catch (SdkClientException e) {
      return Optional.empty();
    }
  }

  /**
   * What the SDK would find too; found here to choose path style by it and to name it in errors.
   */
  private static Optional<URI> configured(Optional<String> profile) {
    if (Boolean.parseBoolean(System.getenv("AWS_IGNORE_CONFIGURED_ENDPOINT_URLS"))) {
      return Optional.empty();
    }
    return Stream.of("AWS_ENDPOINT_URL_S3", "AWS_ENDPOINT_URL")
        .flatMap(name -> Optional.ofNullable(System.getenv(name)).stream())
        .filter(value -> !value.isBlank())
        .findFirst()
        .or(() -> profileEndpoint(profile))
        .map(URI::create);
  }

  private static Optional<String> profileEndpoint(Optional<String> profile) {
    String name =
        profile.orElseGet(() -> ProfileFileSystemSetting.AWS_PROFILE.getStringValueOrThrow());
    ProfileFile file = ProfileFile.defaultProfileFile();
    Optional<Profile> found = file.profile(name);
    return found
        .flatMap(p -> p.property("services"))
        .flatMap(services -> file.getSection("services", services))
        .flatMap(section -> section.property("s3.endpoint_url"))
        .or(() -> found.flatMap(p -> p.property("endpoint_url")));
  }
}
