package dev.mpmlint.support;

import java.io.IOException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/// A copy of this machine's `/etc/apache2`, links as they are, with the modules that a test enables and with Listen and the
/// default site on a free port of 127.0.0.1. httpd gets what Debian's `envvars` sets, with scratch folders instead of `/var`, from
/// its environment. Tests that use it carry `@RequiresProgram("apache2")`.
public final class DebianTree {
  private static final Path INSTALLED = Path.of("/etc/apache2");
  private static final Duration PATIENCE = Duration.ofSeconds(60);
  /// What packages enable that choose an MPM or need a certain one.
  private static final List<String> CHOICES = List.of("mpm_", "php");

  private final Path root;
  private final int port;

  private DebianTree(Path root, int port) {
    this.root = root;
    this.port = port;
  }

  /// @param root an empty folder, which stands for `/`
  /// @param modules enabled besides those that every MPM can have, as `a2enmod` names them
  public static DebianTree in(Path root, String... modules) throws IOException {
    DebianTree tree = new DebianTree(root, Engine.freePort());
    copy(INSTALLED, tree.top());
    tree.enableOnly(List.of(modules));
    Path ports = tree.top().resolve("ports.conf");
    Files.writeString(ports, Files.readString(ports).replaceFirst("(?m)^Listen 80$", "Listen 127.0.0.1:" + tree.port));
    Path site = tree.top().resolve("sites-available/000-default.conf");
    Files.writeString(site, Files.readString(site).replace("<VirtualHost *:80>", "<VirtualHost *:" + tree.port + ">"));
    Files.createDirectories(tree.run());
    return tree;
  }

  /// Disables what has to do with MPMs, then enables what is asked for.
  private void enableOnly(List<String> modules) throws IOException {
    Path enabled = top().resolve("mods-enabled");
    List<Path> links;
    try (Stream<Path> all = Files.list(enabled)) {
      links = all.toList();
    }
    for (Path link : links) {
      if (CHOICES.stream().anyMatch(link.getFileName().toString()::startsWith)) {
        Files.delete(link);
      }
    }
    for (String module : modules) {
      for (String name : List.of(module + ".load", module + ".conf")) {
        if (Files.exists(top().resolve("mods-available").resolve(name))) {
          Files.createSymbolicLink(enabled.resolve(name), Path.of("../mods-available", name));
        }
      }
    }
  }

  /// Replaces or adds a file.
  ///
  /// @param name relative to the tree; a link there gives way
  public void write(String name, String text) throws IOException {
    Path file = top().resolve(name);
    Files.deleteIfExists(file);
    Files.writeString(file, text);
  }

  /// What stands for `/etc/apache2`.
  public Path top() {
    return root.resolve("etc/apache2");
  }

  public Path mainFile() {
    return top().resolve("apache2.conf");
  }

  public int port() {
    return port;
  }

  private Path run() {
    return root.resolve("run");
  }

  /// The variables of httpd's environment.
  public Map<String, String> environment() {
    return Map.of(
        "APACHE_RUN_USER", "www-data",
        "APACHE_RUN_GROUP", "www-data",
        "APACHE_PID_FILE", run().resolve("apache2.pid").toString(),
        "APACHE_RUN_DIR", run().toString(),
        "APACHE_LOCK_DIR", run().toString(),
        "APACHE_LOG_DIR", run().toString());
  }

  private RealHttpd httpd() {
    RealHttpd httpd = RealHttpd.installed();
    for (Map.Entry<String, String> variable : environment().entrySet()) {
      httpd = httpd.with(variable.getKey(), variable.getValue());
    }
    return httpd;
  }

  /// `-t`.
  public RealHttpd.Answer test() throws IOException, InterruptedException {
    return httpd().test(mainFile(), "-d", top().toString());
  }

  /// `-V`.
  public RealHttpd.Answer version() throws IOException, InterruptedException {
    return httpd().version(mainFile(), "-d", top().toString());
  }

  /// `-M`.
  public RealHttpd.Answer modules() throws IOException, InterruptedException {
    return httpd().modules(mainFile(), "-d", top().toString());
  }

  /// `-l`.
  public RealHttpd.Answer compiledIn() throws IOException, InterruptedException {
    return httpd().run(PATIENCE, "-l");
  }

  /// Starts the server; see [RealHttpd#start].
  public RunningHttpd start() throws IOException, InterruptedException {
    return httpd().start(mainFile(), "-d", top().toString());
  }

  private static void copy(Path from, Path to) throws IOException {
    Files.createDirectories(to.getParent());
    Files.walkFileTree(
        from,
        new SimpleFileVisitor<>() {
          @Override
          public FileVisitResult preVisitDirectory(Path folder, BasicFileAttributes attributes) throws IOException {
            Files.createDirectory(to.resolve(from.relativize(folder)));
            return FileVisitResult.CONTINUE;
          }

          @Override
          public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) throws IOException {
            Files.copy(file, to.resolve(from.relativize(file)), LinkOption.NOFOLLOW_LINKS);
            return FileVisitResult.CONTINUE;
          }
        });
  }
}
