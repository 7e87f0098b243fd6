package io.keepsake.core.target;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.keepsake.core.posix.FileAccess;
import io.keepsake.core.source.FileSource;
import io.keepsake.core.source.MountPoints;
import io.keepsake.core.source.Shell;
import io.keepsake.core.spi.source.Globs;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Copies difficult trees and has them compared by a program that shares no code with this. */
class RoundTripTest {

  @TempDir Path dir;

  @AfterEach
  void clean() throws IOException {
    System.clearProperty(FileAccess.PROPERTY);
    // Paths too long for java.nio, and directories that lock their owner out.
    Shell.run(dir, "chmod -R u+rwx . ; rm -rf ./*");
  }

  private TreeCopy copy(Path from, Path to, Replacement replacement) throws IOException {
    FileSource source = new FileSource(List.of(from), Globs.NONE, MountPoints.CROSS);
    return TreeCopy.run(source, to, replacement);
  }

  private static String under(Path target, Path source) {
    return target + source.toString();
  }

  @Test
  void aNastyTreeComesBackAsItWas() throws IOException {
    Path nasty = dir.resolve("nasty");
    Shell.tool("make-nasty-tree.py", nasty.toString());
    Path to = dir.resolve("to");
    TreeCopy copy = copy(nasty, to, Replacement.REFUSE);
    assertEquals(List.of(), copy.problems);
    assertEquals(List.of(), copy.skipped);
    Shell.tool("compare-trees.py", "--skip", "socket", nasty.toString(), under(to, nasty));
  }

  @Test
  void aNastyTreeReplacesAnother() throws IOException {
    Path nasty = dir.resolve("nasty");
    Shell.tool("make-nasty-tree.py", nasty.toString());
    Path to = dir.resolve("to");
    copy(nasty, to, Replacement.REFUSE);
    Shell.run(
        Path.of(under(to, nasty)),
        "echo changed > contents/one; chmod 0 contents/random; ln -sfn x contents/zeros;"
            + " setfacl -d -m u:3:rwx contents || true");
    assertEquals(List.of(), copy(nasty, to, Replacement.REPLACE).problems);
    Shell.tool("compare-trees.py", "--skip", "socket", nasty.toString(), under(to, nasty));
  }

  @Test
  void thePortableWayKeepsWhatJavaOffers() throws IOException {
    System.setProperty(FileAccess.PROPERTY, "portable");
    Path from = dir.resolve("from");
    Shell.python(
        dir,
        """
        import os
        os.makedirs(b"from/d\\xff/empty")
        for name in (b"plain", b"bad\\xfe\\n", "\\u00e9".encode(), b"a%41b", b"x" * 255):
            open(b"from/" + name, "wb").write(name * 1000)
            os.utime(b"from/" + name, ns=(5, 1234567890123456789))
        os.link("from/plain", "from/hard")
        for target in (b"plain", b"/abs/x", b"no\\xffne", b"../up/\\xfe"):
            os.symlink(target, b"from/l-" + target.replace(b"/", b"_"))
        os.setxattr("from/plain", "user.a", b"v\\0")
        os.chmod("from/plain", 0o4751)
        os.chmod(b"from/d\\xff", 0o1750)
        with open("from/sparse", "wb") as f:
            f.truncate(1 << 20)
        """);
    Path to = dir.resolve("to");
    TreeCopy copy = copy(from, to, Replacement.REFUSE);
    assertEquals(List.of(), copy.skipped);
    assertEquals(List.of(), copy.problems);
    // java.nio cannot set the times of a symbolic link itself.
    Shell.run(dir, "find from to -type l -exec touch -h -d @7 {} +");
    Shell.run(dir, "touch -d @7 from ./to" + from);
    // Nor does it tell where holes are.
    Shell.tool("compare-trees.py", "--skip", "sparse", from.toString(), under(to, from));
  }

  @Test
  void thePortableWayReplaces() throws IOException {
    System.setProperty(FileAccess.PROPERTY, "portable");
    Path from = dir.resolve("from");
    Shell.run(dir, "mkdir from; echo 1 > from/a; ln from/a from/b; ln -s a from/l");
    Path to = dir.resolve("to");
    copy(from, to, Replacement.REFUSE);
    Shell.run(Path.of(under(to, from)), "echo 2 > a; rm b; echo 3 > b; ln -sfn b l");
    assertEquals(List.of(), copy(from, to, Replacement.REPLACE).problems);
    Shell.tool("compare-trees.py", "--skip", "time", from.toString(), under(to, from));
  }
}
