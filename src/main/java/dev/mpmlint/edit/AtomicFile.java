package dev.mpmlint.edit;

import dev.mpmlint.source.SourceFile;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFileAttributeView;
import java.nio.file.attribute.PosixFileAttributes;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/// Replaces files as a whole: whoever reads sees the old bytes or the new ones, also after a crash or a full disk.
///
/// The new bytes go into a file beside the old one, to the disk, and take its name then. Mode, owner and group stay; a
/// symbolic link stays one, and what it leads to is replaced. Stateless.
public final class AtomicFile {
  private static final FileAttribute<?>[] ANY = {};
  /// Until it has the old one's mode, nobody else may look into the new file.
  private static final FileAttribute<?>[] OWNER_ONLY = {
    PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------"))
  };

  private AtomicFile() {}

  /// Replaces a file that was read before, unless someone else changed it since then.
  ///
  /// @param before what was read
  /// @param after what is to stand there
  /// @throws IOException whose message is a sentence; the file is as it was then
  public static void replace(Path file, SourceFile before, SourceFile after) throws IOException {
    Path real = file.toRealPath();
    if (!Files.isRegularFile(real)) {
      throw refused(file, "is no regular file");
    }
    write(file, real, after.bytes(), before.bytes());
  }

  /// Writes a file, new or in the place of an old one.
  ///
  /// @throws IOException whose message is a sentence; the file is as it was then
  public static void write(Path file, byte[] content) throws IOException {
    Path real = Files.exists(file) ? file.toRealPath() : followed(file);
    if (Files.exists(real) && !Files.isRegularFile(real)) {
      // A terminal, a pipe, /dev/stdout: nothing to replace.
      Files.write(real, content);
      return;
    }
    write(file, real, content, null);
  }

  private static void write(Path file, Path real, byte[] content, byte @Nullable [] expected) throws IOException {
    Path folder = real.toAbsolutePath().getParent();
    if (folder == null) {
      throw refused(file, "is no file");
    }
    PosixFileAttributes old = attributes(real);
    if (old != null && links(real) > 1) {
      throw refused(file, "has further hard links, which would keep the old text; change it by hand, or undo them");
    }
    Path fresh = create(file, folder, real, old == null ? ANY : OWNER_ONLY);
    try {
      try (FileChannel channel = FileChannel.open(fresh, StandardOpenOption.WRITE)) {
        ByteBuffer bytes = ByteBuffer.wrap(content);
        while (bytes.hasRemaining()) {
          channel.write(bytes);
        }
        if (old != null) {
          keep(old, fresh, file);
        }
        channel.force(true);
      }
      if (expected != null && !Arrays.equals(expected, Files.readAllBytes(real))) {
        throw refused(file, "was changed by someone else meanwhile; nothing is written, run mpmlint again");
      }
      Files.move(fresh, real, StandardCopyOption.ATOMIC_MOVE);
    } finally {
      Files.deleteIfExists(fresh);
    }
    sync(folder);
  }

  /// A file of a new name, which no Include of a usual pattern reads.
  private static Path create(Path file, Path folder, Path real, FileAttribute<?>[] mode) throws IOException {
    for (int i = 0; ; i++) {
      Path fresh = folder.resolve("." + real.getFileName() + "." + ProcessHandle.current().pid() + "-" + i + ".tmp");
      try {
        return Files.createFile(fresh, mode);
      } catch (java.nio.file.FileAlreadyExistsException e) {
        if (i == 100) {
          throw e;
        }
      } catch (AccessDeniedException _) {
        throw refused(file, "cannot be replaced: no permission to write in " + folder);
      }
    }
  }

  private static @Nullable PosixFileAttributes attributes(Path real) throws IOException {
    PosixFileAttributeView view =
        Files.getFileAttributeView(real, PosixFileAttributeView.class, LinkOption.NOFOLLOW_LINKS);
    return view == null || !Files.exists(real) ? null : view.readAttributes();
  }

  private static int links(Path real) throws IOException {
    return Files.getAttribute(real, "unix:nlink") instanceof Integer n ? n : 1;
  }

  /// Owner and group first: changing them takes set-user-id bits away.
  private static void keep(PosixFileAttributes old, Path fresh, Path file) throws IOException {
    PosixFileAttributeView view = Files.getFileAttributeView(fresh, PosixFileAttributeView.class);
    PosixFileAttributes now = view.readAttributes();
    try {
      if (!now.owner().equals(old.owner())) {
        view.setOwner(old.owner());
      }
      if (!now.group().equals(old.group())) {
        view.setGroup(old.group());
      }
    } catch (FileSystemException _) {
      String whose = old.owner().getName() + ":" + old.group().getName();
      throw refused(file, "belongs to " + whose + ", which only root can keep; run mpmlint as root");
    }
    view.setPermissions(old.permissions());
  }

  /// Where a link that leads to nothing yet leads.
  private static Path followed(Path file) throws IOException {
    Path at = file;
    for (int i = 0; i < 40 && Files.isSymbolicLink(at); i++) {
      at = at.resolveSibling(Files.readSymbolicLink(at));
    }
    return at;
  }

  /// The name is safe only when the folder is on the disk; some file systems cannot open one, and need not.
  private static void sync(Path folder) {
    try (FileChannel channel = FileChannel.open(folder, StandardOpenOption.READ)) {
      channel.force(true);
    } catch (IOException _) {
      // The file itself is written; only a crash in the next seconds could bring the old one back.
    }
  }

  private static IOException refused(Path file, String why) {
    return new IOException(file + " " + why);
  }
}
