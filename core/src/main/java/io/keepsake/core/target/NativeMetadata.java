package io.keepsake.core.target;

import io.keepsake.core.posix.Accounts;
import io.keepsake.core.posix.AttributeCalls;
import io.keepsake.core.posix.Errno;
import io.keepsake.core.posix.PosixException;
import io.keepsake.core.posix.XattrCalls;
import io.keepsake.core.spi.source.EntryAttributes;
import io.keepsake.core.spi.source.EntryKind;
import io.keepsake.core.spi.source.ExtendedAttribute;
import io.keepsake.core.spi.source.Owner;
import io.keepsake.core.spi.source.RawName;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;

/**
 * Puts attributes back, in the order in which none undoes another: the owner first, because that
 * clears set-id bits and capabilities; extended attributes while the file may still be written;
 * then permissions, then times.
 */
final class NativeMetadata {

  private static final int SET_USER = 04000;
  private static final int SET_GROUP = 02000;
  private static final List<RawName> INHERITED =
      List.of(RawName.of("system.posix_acl_access"), RawName.of("system.posix_acl_default"));

  private final Owner user = Accounts.effectiveOwner();
  private final AtomicLong ownersNotRestored = new AtomicLong();
  private volatile boolean inheritsAcls;

  long ownersNotRestored() {
    return ownersNotRestored.get();
  }

  /** Notes a directory that was there before: new entries may get access lists from it. */
  void noteExisting(int directory, Object display) throws IOException {
    if (!inheritsAcls && XattrCalls.names(directory, display).contains(INHERITED.get(1))) {
      inheritsAcls = true;
    }
  }

  /** Puts everything back on an open file or directory. */
  List<RestoreProblem> apply(
      int descriptor, EntryAttributes wanted, List<ExtendedAttribute> extended, Object path)
      throws IOException {
    Problems problems = new Problems(path);
    int mode = wanted.mode();
    if (mayOwn(wanted.owner())) {
      Owner owner = wanted.owner();
      long result = AttributeCalls.owner(descriptor, owner.uid(), owner.gid());
      mode = afterOwner(result, wanted, problems);
    } else if (isForeign(wanted.owner())) {
      mode = ownerLost(wanted);
    }
    if (inheritsAcls) {
      removeInherited(descriptor, extended);
    }
    for (ExtendedAttribute attribute : extended) {
      problems.add(XattrCalls.set(descriptor, attribute), what(attribute));
    }
    problems.add(AttributeCalls.mode(descriptor, mode), "The permissions were not restored");
    problems.add(
        AttributeCalls.modified(descriptor, wanted.modified()),
        "The modification time was not restored");
    return problems.list();
  }

  /**
   * Puts everything back on a name that is no regular file.
   *
   * @param itself a path to the name that no one can swap, for what has no call by name
   */
  List<RestoreProblem> apply(
      int directory,
      RawName name,
      byte[] itself,
      EntryAttributes wanted,
      List<ExtendedAttribute> extended,
      Object path)
      throws IOException {
    Problems problems = new Problems(path);
    byte[] bytes = name.bytes();
    if (mayOwn(wanted.owner())) {
      Owner owner = wanted.owner();
      problems.add(
          AttributeCalls.owner(directory, bytes, owner.uid(), owner.gid()),
          "The owner was not restored");
    } else if (isForeign(wanted.owner())) {
      ownersNotRestored.incrementAndGet();
    }
    for (ExtendedAttribute attribute : extended) {
      problems.add(XattrCalls.set(itself, attribute), what(attribute));
    }
    if (wanted.kind() != EntryKind.SYMLINK) {
      problems.add(
          AttributeCalls.mode(directory, itself, wanted.mode()),
          "The permissions were not restored");
    }
    problems.add(
        AttributeCalls.modified(directory, bytes, wanted.modified()),
        "The modification time was not restored");
    return problems.list();
  }

  /** Root may give to anyone; a user may give the own files to a group of theirs. */
  private boolean mayOwn(Owner owner) {
    return user.uid() == 0 || (owner.uid() == user.uid() && owner.gid() != user.gid());
  }

  private boolean isForeign(Owner owner) {
    return owner.uid() != user.uid() || owner.gid() != user.gid();
  }

  private int afterOwner(long result, EntryAttributes wanted, Problems problems)
      throws IOException {
    if (result >= 0) {
      return wanted.mode();
    }
    if (user.uid() == 0) {
      problems.add(result, "The owner was not restored");
    }
    return ownerLost(wanted);
  }

  /** A program must not run with the rights of an owner it never had. */
  private int ownerLost(EntryAttributes wanted) {
    ownersNotRestored.incrementAndGet();
    return wanted.kind() == EntryKind.FILE
        ? wanted.mode() & ~(SET_USER | SET_GROUP)
        : wanted.mode();
  }

  private static void removeInherited(int descriptor, List<ExtendedAttribute> extended) {
    for (RawName acl : INHERITED) {
      if (extended.stream().noneMatch(attribute -> attribute.name().equals(acl))) {
        // Mostly there is none; what remains otherwise only grants what the directory grants.
        long _ = XattrCalls.remove(descriptor, acl);
      }
    }
  }

  private static String what(ExtendedAttribute attribute) {
    return "The attribute " + attribute.name() + " was not restored";
  }

  /** Collects refusals; anything else the system says is thrown. */
  private static final class Problems {
    private final Object path;
    private List<RestoreProblem> found = List.of();

    Problems(Object path) {
      this.path = path;
    }

    void add(long result, String what) throws IOException {
      if (result >= 0) {
        return;
      }
      switch ((int) -result) {
        case Errno.EPERM,
            Errno.EACCES,
            Errno.EOPNOTSUPP,
            Errno.EINVAL,
            Errno.E2BIG,
            Errno.ERANGE,
            Errno.ENOSPC -> {
          if (found.isEmpty()) {
            found = new ArrayList<>();
          }
          found.add(
              new RestoreProblem(path.toString(), what + ": " + Errno.text((int) -result) + "."));
        }
        default -> throw PosixException.of(result, path);
      }
    }

    List<RestoreProblem> list() {
      return List.copyOf(found);
    }
  }
}
