package dev.mpmlint.glob;

import static org.assertj.core.api.Assertions.assertThat;

import dev.mpmlint.support.Engine;
import dev.mpmlint.support.RealHttpd;
import dev.mpmlint.support.RequiresProgram;
import dev.mpmlint.support.RunningHttpd;
import dev.mpmlint.verify.load.Http;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.NavigableSet;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class WildcardsTest {
  private static final String MODULES = "/usr/lib/apache2/modules/mod_";

  @ParameterizedTest
  @ValueSource(strings = {"*", "a?", "[a]", "[]", "a[b-c]d", "[[]", "x\\*y*"})
  void patterns(String text) {
    assertThat(Wildcards.isPattern(text)).isTrue();
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "a", "a[", "a]", "]a[", "a\\*", "\\[a]", "a\\", "/a/b"})
  void plainTexts(String text) {
    assertThat(Wildcards.isPattern(text)).isFalse();
  }

  @ParameterizedTest
  @CsvSource(
      ignoreLeadingAndTrailingWhitespace = true,
      value = {"*, a/b, true, false", "a/*, a/b, true, true", "a/*, a/b/c, true, false", "?, /, true, false", "*.conf, .a.conf, true, true", "'', '', true, true", "*, '', true, true"})
  void slashesAreMatchedBySlashesInPathsOnly(String pattern, String text, boolean name, boolean path) {
    assertThat(Wildcards.name(pattern, text)).isEqualTo(name);
    assertThat(Wildcards.path(pattern, text)).isEqualTo(path);
  }

  @ParameterizedTest
  @CsvSource({"*.conf, .a.conf, false", ".*, .a, true", "\\.*, .a, true", "?a, .a, false", "[.]a, .a, false", "a*, a.b, true"})
  void aPeriodInFrontIsMatchedByAPeriod(String pattern, String text, boolean matches) {
    assertThat(Wildcards.visibleName(pattern, text)).isEqualTo(matches);
  }

  @ParameterizedTest
  @CsvSource({"*.example.org, a.b.example.org, true", "a?c, abc, true", "a?c, ac, false", "[a], a, false", "[a], [a], true", "\\*, \\x, true", "\\*, *, false"})
  void namesOfHostsKnowStarsAndQuestionMarksOnly(String pattern, String text, boolean matches) {
    assertThat(Wildcards.stars(pattern, text)).isEqualTo(matches);
  }

  /// Each star goes back to itself only.
  @Test
  void aPatternOfManyStarsEnds() {
    assertThat(Wildcards.name("*a".repeat(2_000) + "b", "a".repeat(20_000))).isFalse();
  }

  private static final List<String> PATTERNS =
      List.of(
          "/*", "/a*", "/*/*", "/?", "/??", "/a/*", "/a/?", "/[ab]", "/[!a]", "/[^a]", "/[a-c]", "/[a-c]*", "/[]a]", "/[!]a]", "/[a\\]b]", "/[\\]]",
          "/[a-]", "/[-a]", "/[a?", "/[a/*", "/a[/]*", "/\\a*", "/\\**", "/*\\*", "/*.html", "/.*", "/*a*b", "/*a?b", "/a**b", "/*[b-d]",
          "/[c-a]*", "/[a-c-e]", "/[--a]*", "/[!a-c]*", "/*\\", "*a", "/a\\/*");

  private static final List<String> TEXTS =
      List.of(
          "/", "/a", "/b", "/c", "/e", "/ab", "/abc", "/a/b", "/a/", "/a/b/c", "/-", "/]", "/[a", "/[a/x", "/a[", "/*", "/a*", "/x.html",
          "/.x", "/.x.html", "/aab", "/axb", "/acb", "/a!b", "/^", "/!", "/a-c", "/ad", "/%5C", "/x%5C", "/a%5Cb");

  /// `<Location>` compares paths, `<Files>` names.
  @Test
  @RequiresProgram("apache2")
  void agreesWithHttpd(@TempDir Path dir) throws Exception {
    Files.setPosixFilePermissions(dir, PosixFilePermissions.fromString("rwxr-xr-x"));
    int port = Engine.freePort();
    StringBuilder text = new StringBuilder();
    for (String module : List.of("mpm_prefork", "authz_core", "headers")) {
      text.append("LoadModule ").append(module).append("_module ").append(MODULES).append(module).append(".so\n");
    }
    text.append("ServerRoot ").append(dir).append("\nServerName localhost\nListen 127.0.0.1:").append(port);
    text.append("\nPidFile pid\nUser www-data\nGroup www-data\nStartServers 1\nMaxKeepAliveRequests 0\nDocumentRoot ").append(dir);
    for (int i = 0; i < PATTERNS.size(); i++) {
      String header = "\nHeader always set L" + i + " 1";
      text.append("\n<Location ").append(quoted(PATTERNS.get(i))).append('>').append(header).append("\n</Location>");
      if (isOfFiles(PATTERNS.get(i))) {
        text.append("\n<Files ").append(quoted(PATTERNS.get(i).substring(1))).append('>');
        text.append(header.replace('L', 'F')).append("\n</Files>");
      }
    }
    Map<String, NavigableSet<String>> real = new TreeMap<>();
    List<String> differences = new ArrayList<>();
    try (RunningHttpd _ = RealHttpd.installed().start(Files.writeString(dir.resolve("httpd.conf"), text.append('\n')))) {
      for (String path : TEXTS) {
        NavigableSet<String> found = matched(port, path);
        real.put(path, found);
        NavigableSet<String> ours = new TreeSet<>();
        for (int i = 0; i < PATTERNS.size(); i++) {
          String pattern = PATTERNS.get(i);
          if (Wildcards.path(pattern, decoded(path))) {
            ours.add("L" + i + " " + pattern);
          }
          // What follows a name that is not there is its PATH_INFO.
          String file = decoded(path).substring(1).replaceAll("/.*", "");
          if (isOfFiles(pattern) && Wildcards.name(pattern.substring(1), file)) {
            ours.add("F" + i + " " + pattern);
          }
        }
        for (String one : ours) {
          if (!found.remove(one)) {
            differences.add(path + ": only here " + one);
          }
        }
        found.forEach(one -> differences.add(path + ": only httpd " + one));
        found.addAll(ours);
      }
    }

    assertThat(differences).isEmpty();
    assertThat(real.values().stream().mapToInt(NavigableSet::size).sum()).isGreaterThan(100);
  }

  private static boolean isOfFiles(String pattern) {
    return pattern.startsWith("/") && pattern.indexOf('/', 1) < 0 && Wildcards.isPattern(pattern.substring(1));
  }

  private static String quoted(String pattern) {
    return '"' + pattern.replaceAll("\\\\$", "\\\\\\\\") + '"';
  }

  private static String decoded(String path) {
    return path.replace("%5C", "\\");
  }

  private static NavigableSet<String> matched(int port, String path) throws IOException {
    NavigableSet<String> found = new TreeSet<>();
    try (Http http = new Http(port)) {
      http.send("GET " + path + " HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n");
      for (String line : http.answer("GET").head().split("\r\n", -1)) {
        var field = Pattern.compile("([LF])(\\d+): 1").matcher(line);
        if (field.matches()) {
          found.add(field.group(1) + field.group(2) + " " + PATTERNS.get(Integer.parseInt(field.group(2))));
        }
      }
    }
    return found;
  }
}
