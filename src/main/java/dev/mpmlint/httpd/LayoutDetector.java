package dev.mpmlint.httpd;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// Recognises a layout by the names around the main file and, where several layouts have the same names, by the words of
/// the main file itself. See [Layouts#detect].
final class LayoutDetector {
  private static final int READ = 64 * 1024;

  /// How far a folder listing is read, so that a huge folder costs nothing.
  private static final int ENTRIES = 4096;

  /// Where the main file stands below the top of a tree, the most telling first.
  private static final List<String> MAIN_FILES =
      List.of(
          "etc/apache2/apache2.conf",
          "usr/local/apache2/conf/httpd.conf",
          "usr/local/etc/apache24/httpd.conf",
          "private/etc/apache2/httpd.conf",
          "etc/apache2/conf/httpd.conf",
          "etc/apache2/httpd.conf",
          "etc/httpd/conf/httpd.conf",
          "xampp/apache/conf/httpd.conf",
          "Apache24/conf/httpd.conf",
          "etc/apache24/httpd.conf",
          "apache2/apache2.conf",
          "apache24/httpd.conf",
          "apache2/httpd.conf",
          "httpd/conf/httpd.conf",
          "apache2.conf",
          "conf/httpd.conf",
          "httpd.conf");

  private LayoutDetector() {}

  static String detect(Path mainFileOrTree) {
    Path start = mainFileOrTree.toAbsolutePath().normalize();
    Path main = Files.isDirectory(start) ? mainFileIn(start) : start;
    return main == null ? "upstream" : byMainFile(main);
  }

  private static @Nullable Path mainFileIn(Path tree) {
    for (String name : MAIN_FILES) {
      Path file = tree.resolve(name);
      if (Files.isRegularFile(file)) {
        return file;
      }
    }
    return null;
  }

  private static String byMainFile(Path main) {
    Path parent = main.getParent();
    if (parent == null) {
      return "upstream";
    }
    String path = main.toString().replace('\\', '/');
    if (Files.isDirectory(parent.resolve("mods-enabled")) || path.endsWith("/etc/apache2/apache2.conf")) {
      return "debian";
    }
    String byPlace = byPlace(path);
    if (byPlace != null) {
      return byPlace;
    }
    if (Files.isRegularFile(parent.resolve("uid.conf")) || Files.isRegularFile(parent.resolve("loadmodule.conf"))) {
      return "suse";
    }
    String text = head(main);
    String byText = byText(text);
    if (byText != null) {
      return byText;
    }
    Path root = parent.getParent();
    if (root != null && Files.isDirectory(root.resolve("conf.modules.d"))) {
      return hasEntry(root.resolve("conf.modules.d"), "000_mod_") || path.contains("/apache2/") ? "cpanel" : "rhel";
    }
    if (path.endsWith("/etc/apache2/httpd.conf") || Files.isDirectory(parent.resolve("conf.d"))) {
      return "alpine";
    }
    return "upstream";
  }

  /// Places that only one layout has.
  private static @Nullable String byPlace(String path) {
    if (path.endsWith("/usr/local/apache2/conf/httpd.conf")) {
      return "docker";
    }
    if (path.endsWith("/apache24/httpd.conf")) {
      return "freebsd";
    }
    if (path.endsWith("/private/etc/apache2/httpd.conf")) {
      return "macos";
    }
    if (path.endsWith("/etc/apache2/conf/httpd.conf")) {
      return "cpanel";
    }
    String lower = Ascii.lower(path);
    return lower.contains("/xampp/") || lower.contains("/apache24/conf/") ? "windows" : null;
  }

  /// Words that only one layout's main file has.
  private static @Nullable String byText(String text) {
    if (hasDriveLetter(text)) {
      return "windows";
    }
    if (text.contains(" libexec/apache24/")) {
      return "freebsd";
    }
    if (text.contains(" libexec/apache2/")) {
      return "macos";
    }
    if (text.contains("/usr/lib/apache2-prefork") || text.contains("/etc/apache2/uid.conf")) {
      return "suse";
    }
    if (text.contains("\"/usr/local/apache2\"")) {
      return "docker";
    }
    if (text.contains("ServerRoot /var/www") || text.contains("/etc/apache2/conf.d/")) {
      return "alpine";
    }
    boolean loadsHere = text.contains("LoadModule mpm_") && text.contains("conf/extra/");
    return loadsHere && text.contains("ServerRoot \"/etc/httpd\"") ? "arch" : null;
  }

  /// `ServerRoot "C:/…"` or `Define SRVROOT "C:/…"`: a drive letter after a blank or a quote.
  private static boolean hasDriveLetter(String text) {
    for (String directive : List.of("ServerRoot", "Define SRVROOT", "DocumentRoot")) {
      for (int at = text.indexOf(directive); at >= 0; at = text.indexOf(directive, at + 1)) {
        int i = at + directive.length();
        while (i < text.length() && (text.charAt(i) == ' ' || text.charAt(i) == '\t' || text.charAt(i) == '"')) {
          i++;
        }
        if (i + 2 < text.length()
            && Ascii.lower(text.charAt(i)) >= 'a'
            && Ascii.lower(text.charAt(i)) <= 'z'
            && text.charAt(i + 1) == ':'
            && (text.charAt(i + 2) == '/' || text.charAt(i + 2) == '\\')) {
          return true;
        }
      }
    }
    return false;
  }

  private static String head(Path file) {
    if (!Files.isRegularFile(file)) {
      return "";
    }
    try (InputStream in = Files.newInputStream(file)) {
      return new String(in.readNBytes(READ), StandardCharsets.ISO_8859_1);
    } catch (IOException _) {
      return "";
    }
  }

  private static boolean hasEntry(Path folder, String prefix) {
    try (DirectoryStream<Path> entries = Files.newDirectoryStream(folder)) {
      int seen = 0;
      for (Path entry : entries) {
        if (entry.getFileName().toString().startsWith(prefix)) {
          return true;
        }
        if (++seen > ENTRIES) {
          return false;
        }
      }
      return false;
    } catch (IOException _) {
      return false;
    }
  }
}
