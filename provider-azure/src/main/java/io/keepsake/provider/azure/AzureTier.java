package io.keepsake.provider.azure;

import com.azure.storage.blob.models.AccessTier;

/** The access tiers that can hold a store: those that are read at once. */
enum AzureTier {
  HOT,
  COOL,
  COLD;

  /** As the SDK names it. */
  AccessTier tier() {
    return switch (this) {
      case HOT -> AccessTier.HOT;
      case COOL -> AccessTier.COOL;
      case COLD -> AccessTier.COLD;
    };
  }
}
