package io.keepsake.core.repair;

import io.keepsake.core.repair.RepairOutcome.StoreOutcome;

/** Counts what is found at one store, from several threads. */
final class StoreTally {

  private final String storeId;
  private long missing;
  private long damaged;
  private long repaired;
  private long bytesWritten;
  private long owed;
  private long bytesOwed;
  private String problem = "";
  private boolean behind;
  private boolean unreadable;
  private boolean unwritable;

  StoreTally(String storeId) {
    this.storeId = storeId;
  }

  synchronized void found(Flaw flaw) {
    switch (flaw) {
      case MISSING -> missing++;
      case DAMAGED -> damaged++;
    }
  }

  synchronized void repaired(long bytes) {
    repaired++;
    bytesWritten += bytes;
  }

  /** A copy that another store has is still missing or wrong. */
  synchronized void owed(long bytes) {
    owed++;
    bytesOwed += bytes;
    behind = true;
  }

  /** A copy is missing or wrong, as it is everywhere. */
  synchronized void lost() {
    owed++;
  }

  /** Remembers the first thing that went wrong. */
  synchronized void failed(String reason) {
    if (problem.isEmpty()) {
      problem = reason;
    }
  }

  /** Nothing more is read from the store, nor written to it. */
  synchronized void unreadable(String reason) {
    failed(reason);
    unreadable = true;
    unwritable = true;
  }

  /** Nothing more is written to the store. */
  synchronized void unwritable(String reason) {
    failed(reason);
    unwritable = true;
  }

  synchronized boolean isUnreadable() {
    return unreadable;
  }

  synchronized boolean isUnwritable() {
    return unwritable;
  }

  /** Whether the store lacks something, or may lack it, that another one has. */
  synchronized boolean isBehind() {
    return behind || unreadable;
  }

  synchronized StoreOutcome outcome() {
    return new StoreOutcome(
        storeId, missing, damaged, repaired, bytesWritten, owed, bytesOwed, problem);
  }
}
