package dev.mpmlint.httpd.tables;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/// Debian's packages of modules that are no part of httpd, and of what these need, unpacked into a folder: nothing is
/// installed, no script of theirs is run, and the machine's own `/etc/apache2` stays as it is.
final class DebianPackages {
  static final List<String> MODULES =
      List.of(
          "libapache2-mod-auth-gssapi", "libapache2-mod-auth-mellon", "libapache2-mod-auth-openidc", "libapache2-mod-bw",
          "libapache2-mod-evasive", "libapache2-mod-fcgid", "libapache2-mod-geoip", "libapache2-mod-jk", "libapache2-mod-passenger",
          "libapache2-mod-perl2", "libapache2-mod-python", "libapache2-mod-qos", "libapache2-mod-rpaf", "libapache2-mod-security2",
          "libapache2-mod-shib", "libapache2-mod-svn", "libapache2-mod-wsgi-py3", "libapache2-mod-xsendfile");

  private final Path folder;

  DebianPackages(Path folder) {
    this.folder = folder.toAbsolutePath();
  }

  /// What would be installed with them is fetched from Debian's archive, and unpacked. Does nothing where that was done.
  void unpack() throws IOException, InterruptedException {
    if (Files.isDirectory(modules())) {
      return;
    }
    List<String> simulate = new ArrayList<>(List.of("apt-get", "install", "-s", "--no-install-recommends"));
    simulate.addAll(MODULES);
    List<String> fetch = new ArrayList<>(List.of("apt-get", "download", "-q"));
    for (String line : run(folder, simulate).lines().toList()) {
      if (line.startsWith("Inst ")) {
        fetch.add(line.split(" ")[1]);
      }
    }
    Path archives = Files.createDirectories(folder.resolve("archives"));
    run(archives, fetch);
    try (Stream<Path> files = Files.list(archives)) {
      for (Path archive : files.sorted().toList()) {
        run(folder, List.of("dpkg", "-x", archive.toString(), folder.toString()));
      }
    }
  }

  Path modules() {
    return folder.resolve("usr/lib/apache2/modules");
  }

  /// For `LD_LIBRARY_PATH`.
  String libraries() {
    return folder.resolve("usr/lib/x86_64-linux-gnu") + ":" + folder.resolve("usr/lib");
  }

  private static String run(Path where, List<String> command) throws IOException, InterruptedException {
    Files.createDirectories(where);
    Process process = new ProcessBuilder(command).directory(where.toFile()).redirectErrorStream(true).start();
    process.getOutputStream().close();
    String said = new String(process.getInputStream().readAllBytes(), java.nio.charset.StandardCharsets.UTF_8);
    if (process.waitFor() != 0) {
      throw new IllegalStateException(command.getFirst() + " failed: " + said);
    }
    return said;
  }
}
