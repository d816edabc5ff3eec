package dev.mpmlint.advise;

import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/// A process and what memory it takes.
///
/// @param name its `comm`, 15 characters at most
/// @param bytes its proportional set size (PSS): each page divided by the number of processes that have it; where that
///     must not be read, its resident set size
/// @param isPss which of them
record ProcessMemory(long pid, long parent, String name, double bytes, boolean isPss) {
  private static final double KIB = 1024;

  /// Every process but those that end meanwhile; memory is read of httpd and php-fpm only.
  static List<ProcessMemory> all(Path proc) {
    List<ProcessMemory> all = new ArrayList<>();
    try (DirectoryStream<Path> entries = Files.newDirectoryStream(proc, "[0-9]*")) {
      for (Path entry : entries) {
        String name = Machine.text(entry.resolve("comm")).strip();
        if (name.startsWith("httpd") || name.startsWith("apache2") || name.startsWith("php-fpm")) {
          add(all, entry, name);
        }
      }
    } catch (IOException | java.nio.file.DirectoryIteratorException _) {
      return all;
    }
    all.sort((a, b) -> Long.compare(a.pid, b.pid));
    return all;
  }

  private static void add(List<ProcessMemory> all, Path entry, String name) {
    String id = entry.getFileName().toString();
    String status = Machine.text(entry.resolve("status"));
    double parent = number(status, "PPid:");
    double pss = number(Machine.text(entry.resolve("smaps_rollup")), "Pss:");
    double rss = number(status, "VmRSS:");
    if (!id.matches("[0-9]{1,15}") || Double.isNaN(parent) || Double.isNaN(pss) && Double.isNaN(rss)) {
      return;
    }
    boolean isPss = !Double.isNaN(pss);
    all.add(new ProcessMemory(Long.parseLong(id), (long) parent, name, (isPss ? pss : rss) * KIB, isPss));
  }

  /// NaN where there is none.
  private static double number(String text, String key) {
    for (String line : text.lines().toList()) {
      if (line.startsWith(key)) {
        String value = line.substring(key.length()).strip().split("\\s+", 2)[0];
        return value.matches("[0-9]{1,15}") ? Double.parseDouble(value) : Double.NaN;
      }
    }
    return Double.NaN;
  }
}
