package dev.mpmlint.server.site;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.FileTime;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/// The files, the configuration and the requests that the real httpd and the bundled server are compared with.
public final class SiteTree {
  private static final String MODULES = "/usr/lib/apache2/modules";
  private static final FileTime MODIFIED = FileTime.from(Instant.parse("2024-01-02T03:04:05Z"));
  private static final List<String> SMALL =
      List.of(
          "list/a.txt", "list/b c&d.html", "list/z.bak", "list/.hidden", "list/sub/x.txt", "secret/s.txt", "secret/open/o.txt",
          "nolink/plain.txt", "noslash/n.txt", "noetag/n.txt", "sizeetag/n.txt", "wild1/w.txt", "r12/r.txt", "pathinfo/p.txt",
          "limits/l.txt", "except/l.txt", "net/n.txt", "net2/n.txt", "none/n.txt", "local/n.txt", "anded/n.txt", "old/n.txt",
          "old2/n.txt", "docs/hidden.txt", "docs/thing.own", "docs2/x", "docs3/y", "errors/403.html", "errors/missing.txt",
          "loc/l.txt", "loc/deniedmore", "empty/x", "fallback/y", "txtindex/index.txt", "sp ace.txt", "ü.txt", "x.html.bak",
          "noext", ".dotfile", ".htaccess", "f.txt.gz", "page.de.html", "page.html.utf8", "thing.own", "thing.odd", "UPPER.TXT",
          "owner/plain.txt", "m1/x");

  private SiteTree() {}

  static String resource(String name) throws IOException {
    try (InputStream in = SiteTree.class.getResourceAsStream(name)) {
      if (in == null) {
        throw new IOException(name + " is missing");
      }
      return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    }
  }

  /// The configuration, for a folder and a port.
  public static String configuration(Path dir, int port) throws IOException {
    String user = System.getProperty("user.name", "").equals("root") ? "User www-data\nGroup www-data" : "";
    return resource("site.conf")
        .replace("@DIR@", dir.toString())
        .replace("@MODULES@", MODULES)
        .replace("@USER@", user)
        .replace("@PORT@", Integer.toString(port));
  }

  /// The heads of all requests, lines ended by CR LF, without the empty line; each ends the connection.
  public static List<String> requests() throws IOException {
    List<String> all = new ArrayList<>();
    for (String line : resource("requests.txt").split("\n")) {
      if (line.isBlank() || line.startsWith("#")) {
        continue;
      }
      String text = line.replace("@LONG@", "x".repeat(300)).replace(" | ", "\r\n");
      boolean needsHost = text.contains(" HTTP/1.1") && !text.contains("\r\nHost:") && !text.contains("\r\nNo-Host:");
      all.add((needsHost ? text + "\r\nHost: first.test" : text) + "\r\nConnection: close\r\n");
    }
    return all;
  }

  /// Makes `www`, `other` and `mime.types`.
  public static void make(Path dir) throws IOException {
    Path www = dir.resolve("www");
    for (String name : SMALL) {
      write(www.resolve(name), "This is " + name + "\n");
    }
    write(www.resolve("index.html"), "<html>hello</html>\n");
    write(www.resolve("sub/index.html"), "<html>sub</html>\n");
    write(www.resolve("a.txt"), "0123456789".repeat(10));
    write(www.resolve("big.bin"), "0123456789abcdef".repeat(12_500));
    write(www.resolve("empty.txt"), "");
    write(dir.resolve("other/x.txt"), "other x\n");
    write(dir.resolve("other/sub/index.html"), "other sub\n");
    write(dir.resolve("mime.types"), "text/html html htm\n# text/wrong txt\ntext/plain\ttxt\napplication/gzip gz\n");
    Files.createSymbolicLink(www.resolve("link"), Path.of("a.txt"));
    Files.createSymbolicLink(www.resolve("linkdir"), Path.of("sub"));
    Files.createSymbolicLink(www.resolve("dangling"), Path.of("nowhere"));
    Files.createSymbolicLink(www.resolve("outside"), dir.resolve("other"));
    Files.createSymbolicLink(www.resolve("nolink/link"), Path.of("../a.txt"));
    Files.createSymbolicLink(www.resolve("nolink/linkdir"), Path.of("../sub"));
    Files.createSymbolicLink(www.resolve("owner/link"), Path.of("plain.txt"));
    Files.createSymbolicLink(www.resolve("owner/dangling"), Path.of("nowhere"));
    Files.walkFileTree(
        dir,
        new SimpleFileVisitor<>() {
          @Override
          public FileVisitResult preVisitDirectory(Path d, BasicFileAttributes attributes) throws IOException {
            Files.setPosixFilePermissions(d, PosixFilePermissions.fromString("rwxr-xr-x"));
            return FileVisitResult.CONTINUE;
          }

          @Override
          public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) throws IOException {
            if (Files.isRegularFile(file, LinkOption.NOFOLLOW_LINKS)) {
              Files.setLastModifiedTime(file, MODIFIED);
            }
            return FileVisitResult.CONTINUE;
          }
        });
  }

  private static void write(Path file, String text) throws IOException {
    Path folder = file.getParent();
    if (folder != null) {
      Files.createDirectories(folder);
    }
    Files.writeString(file, text);
  }
}
