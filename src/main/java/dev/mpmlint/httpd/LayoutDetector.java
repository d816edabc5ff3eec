package dev.mpmlint.httpd;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// Recognises a layout by the names around the main file and, where several layouts have the same names, by the
/// words of the main file itself. See [Layouts#detect].
final class LayoutDetector {
  private static final int READ = 64 * 1024;

  /// How far a folder listing is read, so that a huge folder costs nothing.
  private static final int ENTRIES = 4096;

  /// How many files are looked into where only their text tells.
  private static final int FILES = 200;

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

  private static final List<String> NEAR_MAIN_FILES = List.of("apache2.conf", "conf/httpd.conf", "httpd.conf");

  /// How far above a file the main file is looked for: `extra` or `mods-enabled` below the folder of the main file,
  /// and one more.
  private static final int ANCESTORS = 3;

  private static final String LOADS_MPM = "LoadModule mpm_";

  private LayoutDetector() {}

  static String detect(Path mainFileOrTree) {
    Path start = mainFileOrTree.toAbsolutePath().normalize();
    Path main = Files.isDirectory(start) ? mainFileIn(start, MAIN_FILES) : mainFileOf(start);
    return main == null ? "upstream" : byMainFile(main);
  }

  /// The file itself if it is named as a main file, else the main file of the tree around it, else the file itself.
  private static Path mainFileOf(Path file) {
    String name = String.valueOf(file.getFileName());
    if (!name.equals("httpd.conf") && !name.equals("apache2.conf")) {
      Path folder = file.getParent();
      for (int up = 0; up < ANCESTORS && folder != null; up++) {
        Path main = mainFileIn(folder, NEAR_MAIN_FILES);
        if (main != null) {
          return main;
        }
        folder = folder.getParent();
      }
    }
    return file;
  }

  private static @Nullable Path mainFileIn(Path tree, List<String> names) {
    for (String name : names) {
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
    String text = head(main);
    String byPlace = byPlace(path, text);
    if (byPlace != null) {
      return byPlace;
    }
    if (Files.isRegularFile(parent.resolve("uid.conf")) || Files.isRegularFile(parent.resolve("loadmodule.conf"))) {
      return "suse";
    }
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
    return text.contains(LOADS_MPM) || loadsMpm(parent, 0, new int[1]) ? "shared" : "upstream";
  }

  /// Whether a file in that folder, or up to two below it, loads an MPM or has a comment that would. Links are not
  /// followed.
  private static boolean loadsMpm(Path folder, int depth, int[] seen) {
    try (DirectoryStream<Path> entries = Files.newDirectoryStream(folder)) {
      for (Path entry : entries) {
        if (++seen[0] > FILES) {
          return false;
        }
        if (Files.isDirectory(entry, LinkOption.NOFOLLOW_LINKS)) {
          if (depth < 2 && loadsMpm(entry, depth + 1, seen)) {
            return true;
          }
        } else if (isConfiguration(entry) && head(entry).contains(LOADS_MPM)) {
          return true;
        }
      }
      return false;
    } catch (IOException _) {
      return false;
    }
  }

  private static boolean isConfiguration(Path file) {
    String name = String.valueOf(file.getFileName());
    return (name.endsWith(".conf") || name.endsWith(".load"))
        && Files.isRegularFile(file, LinkOption.NOFOLLOW_LINKS);
  }

  /// Places that only one layout has.
  private static @Nullable String byPlace(String path, String text) {
    if (path.endsWith("/usr/local/apache2/conf/httpd.conf")) {
      // a build from the sources has the same place, but compiles its MPM in and so never names it
      return text.contains(LOADS_MPM) || !text.contains("LoadModule ") ? "docker" : null;
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
    if (text.contains("ServerRoot /var/www") || text.contains("/etc/apache2/conf.d/")) {
      return "alpine";
    }
    boolean loadsHere = text.contains(LOADS_MPM) && text.contains("conf/extra/");
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
