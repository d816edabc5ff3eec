import java.io.IOException;
import java.io.OutputStream;
import java.lang.ProcessBuilder.Redirect;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;
import java.util.zip.GZIPOutputStream;

/// Packs the distribution that [Dist] made: `mpmlint-VERSION-linux-ARCH.tar.gz`, which may be unpacked anywhere, and
/// `mpmlint_VERSION_ARCH.deb`, which puts the program in `/usr/lib/mpmlint`, `/usr/bin/mpmlint` as a link to it, and
/// completions and manual pages where Debian has them. Prints the names of both. Needs tar and dpkg-deb.
///
///     java Packages.java APP VERSION OUT
final class Packages {
  private static final String MAINTAINER = "mpmlint <mpmlint@localhost>";

  private final Path app;
  private final String version;
  private final Path out;

  private Packages(Path app, String version, Path out) {
    this.app = app;
    this.version = version;
    this.out = out;
  }

  public static void main(String[] args) throws Exception {
    Packages packages = new Packages(Path.of(args[0]), args[1], Path.of(args[2]));
    Files.createDirectories(packages.out);
    Path work = Files.createTempDirectory(packages.out, "packages");
    try {
      System.out.println(packages.tar(work));
      System.out.println(packages.deb(work));
    } catch (Failure e) {
      System.err.println("mpmlint cannot be packed: " + e.getMessage());
      System.exit(1);
    } finally {
      delete(work);
    }
  }

  /// What went wrong, in a sentence.
  private static final class Failure extends Exception {
    private static final long serialVersionUID = 1L;

    Failure(String message) {
      super(message);
    }
  }

  /// The AOT cache knows the jars by size and time of modification: both survive.
  private Path tar(Path work) throws Exception {
    String name = "mpmlint-" + version + "-linux-" + System.getProperty("os.arch");
    copy(app, work.resolve(name));
    Path file = out.resolve(name + ".tar.gz");
    run("tar", "--owner=0", "--group=0", "--numeric-owner", "--sort=name", "-czf", file.toString(), "-C", work.toString(), name);
    return file;
  }

  private Path deb(Path work) throws Exception {
    String architecture = run("dpkg", "--print-architecture").strip();
    Path root = work.resolve("root");
    Path home = root.resolve("usr/lib/mpmlint");
    copy(app, home);
    Path share = root.resolve("usr/share");
    Files.createDirectories(share.resolve("man/man1"));
    try (Stream<Path> pages = Files.list(home.resolve("share/man/man1"))) {
      for (Path page : pages.toList()) {
        gzip(Files.readAllBytes(page), share.resolve("man/man1/" + page.getFileName() + ".gz"));
      }
    }
    delete(home.resolve("share/man"));
    copy(home.resolve("share"), share);
    delete(home.resolve("share"));
    Files.createDirectories(root.resolve("usr/bin"));
    Files.createSymbolicLink(root.resolve("usr/bin/mpmlint"), Path.of("../lib/mpmlint/bin/mpmlint"));
    Path doc = Files.createDirectories(share.resolve("doc/mpmlint"));
    Files.writeString(
        doc.resolve("copyright"),
        """
        mpmlint, a linter and MPM advisor for Apache httpd.
        It contains a Java runtime, which is under the GNU General Public License, version 2,
        with the Classpath Exception: see /usr/lib/mpmlint/runtime/legal.
        """);
    Files.createDirectories(root.resolve("DEBIAN"));
    Files.writeString(root.resolve("DEBIAN/control"), control(architecture, kibibytes(root)));
    openToAll(root);
    Path file = out.resolve("mpmlint_" + version + "_" + architecture + ".deb");
    run("dpkg-deb", "--root-owner-group", "-Zxz", "-z1", "--build", root.toString(), file.toString());
    return file;
  }

  private String control(String architecture, long kibibytes) {
    return """
        Package: mpmlint
        Version: %s
        Architecture: %s
        Maintainer: %s
        Installed-Size: %d
        Depends: libc6
        Suggests: apache2
        Section: web
        Priority: optional
        Description: linter and MPM advisor for Apache httpd configurations
         Reads a configuration as httpd would and says what is wrong, where, why, and
         what to write instead; which MPM runs, and what every number of it becomes.
         Needs no httpd. Its own server runs the configured MPM with real processes.
        """
        .formatted(version, architecture, MAINTAINER, kibibytes);
  }

  private static long kibibytes(Path root) throws IOException {
    try (Stream<Path> files = Files.walk(root)) {
      long bytes = 0;
      for (Path file : files.filter(f -> Files.isRegularFile(f, LinkOption.NOFOLLOW_LINKS)).toList()) {
        bytes += Files.size(file);
      }
      return bytes / 1024;
    }
  }

  /// Whatever the umask was when it was built.
  private static void openToAll(Path root) throws IOException {
    try (Stream<Path> files = Files.walk(root)) {
      for (Path file : files.toList()) {
        if (!Files.isSymbolicLink(file)) {
          boolean runs = Files.isDirectory(file) || Files.isExecutable(file);
          Files.setPosixFilePermissions(file, PosixFilePermissions.fromString(runs ? "rwxr-xr-x" : "rw-r--r--"));
        }
      }
    }
  }

  private static void gzip(byte[] bytes, Path file) throws IOException {
    try (OutputStream to = new GZIPOutputStream(Files.newOutputStream(file))) {
      to.write(bytes);
    }
  }

  private static void copy(Path from, Path to) throws IOException {
    Files.walkFileTree(
        from,
        new SimpleFileVisitor<>() {
          @Override
          public FileVisitResult preVisitDirectory(Path folder, BasicFileAttributes a) throws IOException {
            Files.createDirectories(to.resolve(from.relativize(folder)));
            return FileVisitResult.CONTINUE;
          }

          @Override
          public FileVisitResult visitFile(Path file, BasicFileAttributes a) throws IOException {
            Path target = to.resolve(from.relativize(file));
            Files.copy(file, target, StandardCopyOption.COPY_ATTRIBUTES, LinkOption.NOFOLLOW_LINKS);
            return FileVisitResult.CONTINUE;
          }
        });
  }

  private static String run(String... command) throws Exception {
    Process process;
    try {
      process = new ProcessBuilder(command).redirectErrorStream(true).redirectInput(Redirect.from(Path.of("/dev/null").toFile())).start();
    } catch (IOException e) {
      throw new Failure(command[0] + " is needed, and cannot be run: " + e.getMessage());
    }
    String said = new String(process.getInputStream().readAllBytes());
    if (process.waitFor() != 0) {
      List<String> words = new ArrayList<>(List.of(command));
      throw new Failure(String.join(" ", words) + " failed: " + said.strip());
    }
    return said;
  }

  private static void delete(Path folder) throws IOException {
    if (Files.exists(folder)) {
      try (Stream<Path> files = Files.walk(folder)) {
        for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
          Files.delete(file);
        }
      }
    }
  }
}
