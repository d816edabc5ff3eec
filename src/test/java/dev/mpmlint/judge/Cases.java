package dev.mpmlint.judge;

import dev.mpmlint.httpd.DirectiveSpec;
import dev.mpmlint.httpd.Directives;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;

/// Makes configurations from a seed. The same seed gives the same ones.
final class Cases {
  static final List<String> VALUES =
      List.of(
          "on", "off", "1", "0", "-1", "100", "70000", "99999999999", "abc", "1s", "5ms", "1h", "10k", "5M", "1.5", "/x", "/tmp",
          "x/y", "*", "none", "all", "default", "auto", "http://h/", "http://h:8080/x", "127.0.0.1", "127.0.0.1:80",
          "10.0.0.0/8", "\"(\"", "\".*\"", "%{X}i", "\"%{\"", "\"1 -eq 1\"", "\"true\"", "+x", "-x", "x=y", "x:y", "\"x y\"", "full",
          "yes", "optional", "GET", "404", "^/x$", "\"\"", "'a b'", "\"%{REQUEST_URI}\"", "*:80", "[::1]:80", "permanent", "file",
          "Indexes", "+Indexes", "-All", "300", "8192", "text/html", "\"access plus 1 day\"", "leaf", "email", "info");

  private static final List<String> SMALL =
      List.of("x", "1", "on", "/x", "http://h/", "-1", ".*", "\"(\"", "all", "x=1", "127.0.0.1", "\"a b\"", "from", "set", "file", "\"\"");

  private static final List<String> CONTEXTS =
      List.of(
          "%s",
          "<VirtualHost *:80>\n%s</VirtualHost>\n",
          "<Directory /srv>\n%s</Directory>\n",
          "<DirectoryMatch x>\n%s</DirectoryMatch>\n",
          "<Location /srv>\n%s</Location>\n",
          "<LocationMatch x>\n%s</LocationMatch>\n",
          "<Files x>\n%s</Files>\n",
          "<If \"true\">\n%s</If>\n",
          "<Directory /srv>\n<Limit GET>\n%s</Limit>\n</Directory>\n",
          "<Directory /srv>\n<LimitExcept GET>\n%s</LimitExcept>\n</Directory>\n",
          "<Proxy http://x/>\n%s</Proxy>\n",
          "<ProxyMatch x>\n%s</ProxyMatch>\n",
          "<Directory /srv>\n<Files x>\n%s</Files>\n</Directory>\n",
          "<Directory /srv>\n<If \"true\">\n</If>\n<Else>\n%s</Else>\n</Directory>\n",
          "<VirtualHost *:80>\n<Location /x>\n%s</Location>\n</VirtualHost>\n",
          "<Directory /srv>\n<RequireAll>\n%s</RequireAll>\n</Directory>\n",
          "<AuthnProviderAlias file x>\n%s</AuthnProviderAlias>\n",
          "<MDomain a.example>\n%s</MDomain>\n");

  private static final List<String> MPM_NUMBERS =
      List.of(
          "ServerLimit", "ThreadLimit", "ThreadsPerChild", "MaxRequestWorkers", "StartServers", "MinSpareThreads",
          "MaxSpareThreads", "MinSpareServers", "MaxSpareServers", "MaxConnectionsPerChild", "AsyncRequestWorkerFactor",
          "GracefulShutdownTimeout", "ListenBacklog", "ListenCoresBucketsRatio", "ThreadStackSize", "MaxMemFree",
          "ReceiveBufferSize", "SendBufferSize", "MaxClients", "MaxRequestsPerChild", "ListenTCPDeferAccept");

  private static final List<String> BOUNDARIES =
      List.of("-1", "0", "1", "2", "64", "511", "512", "20000", "20001", "200000", "2147483647", "2147483648", "x", "1.5", "\"\"", "1 2");

  private static final List<String> PIECES =
      List.of(
          "<Directory />", "</Directory>", "<Files x>", "</Files>", "<VirtualHost *:80>", "</VirtualHost>", "<Location /x>",
          "</Location>", "<If \"true\">", "</If>", "<Else>", "</Else>", "<ElseIf \"false\">", "</ElseIf>", "<Limit GET POST>",
          "</Limit>", "<RequireAll>", "</RequireAll>", "<RequireAny>", "</RequireAny>", "<RequireNone>", "</RequireNone>",
          "Require all granted", "Require not ip 10.1", "Require ip 10", "Require valid-user", "ServerAdmin a@b",
          "ServerName x", "Options Indexes", "Options +Indexes -Includes", "AllowOverride None", "<IfModule event.c>",
          "<IfModule nosuch.c>", "</IfModule>", "<IfDefine A>", "</IfDefine>", "Define A", "UnDefine A", "<IfVersion >= 2.4>",
          "</IfVersion>", "<IfDirective ServerAdmin>", "</IfDirective>", "NoSuchDirective x", "<NoSuch x>", "</NoSuch>",
          "RewriteEngine On", "RewriteRule ^ - [L]", "Listen 127.0.0.1:18081", "# comment \\", "", "Timeout 5 \\", "<Proxy *>",
          "</Proxy>", "Order allow,deny", "Allow from all", "Header set X y", "ErrorDocument 404 /x", "Alias /a /b",
          "<Macro m $a>", "</Macro>", "Use m 1", "LogLevel warn", "DirectoryIndex a b", "SetEnv a b", "<FilesMatch \"\\.x$\">",
          "</FilesMatch>", "StartServers 3", "User nobody_at_all", "<DirectoryMatch \"(\">", "</DirectoryMatch>");

  private final Random random;
  private final List<Path> bases;
  private final List<DirectiveSpec> directives = new ArrayList<>();

  /// @param bases files to be changed in places
  Cases(long seed, List<Path> bases) {
    this.random = new Random(seed);
    this.bases = List.copyOf(bases);
    for (DirectiveSpec spec : Directives.all()) {
      if (spec.inDebian() && !spec.execOnRead() && !spec.status().equals("ThirdParty") && !spec.module().equals("mpm_itk_module")
          && !spec.module().equals("php_module")) {
        directives.add(spec);
      }
    }
  }

  /// As many as asked for, of all families in turn.
  List<Case> make(int count) {
    List<Case> cases = new ArrayList<>(count);
    while (cases.size() < count) {
      int at = cases.size();
      cases.add(
          switch (at % 16) {
            case 0, 1, 2, 3 -> inContext();
            case 4, 5 -> counted();
            case 6, 7, 8, 9 -> valued();
            case 10 -> mpmPair();
            case 11, 12 -> mixture();
            case 13 -> quoted();
            default -> bases.isEmpty() ? mixture() : mutated();
          });
    }
    return cases;
  }

  private <T> T any(List<T> list) {
    return list.get(random.nextInt(list.size()));
  }

  /// One of the modules that fits the MPM: directives of MPMs repeat.
  private DirectiveSpec directive() {
    return any(directives);
  }

  private String mpmFor(DirectiveSpec spec) {
    return switch (spec.source()) {
      case "prefork.c" -> "prefork";
      case "worker.c" -> "worker";
      default -> "event";
    };
  }

  private String line(DirectiveSpec spec, String arguments) {
    if (spec.isSection()) {
      String name = spec.name().substring(1);
      return "<" + name + (arguments.isEmpty() ? "" : " " + arguments) + ">\n</" + name + ">\n";
    }
    return spec.name() + (arguments.isEmpty() ? "" : " " + arguments) + "\n";
  }

  private String likely(DirectiveSpec spec) {
    return switch (spec.form()) {
      case FLAG -> any(List.of("on", "Off", "x"));
      case NO_ARGS -> "";
      case TAKE2, ITERATE2 -> any(SMALL) + " " + any(SMALL);
      case TAKE3 -> any(SMALL) + " " + any(SMALL) + " " + any(SMALL);
      case TAKE23 -> any(SMALL) + " " + any(SMALL) + (random.nextBoolean() ? " " + any(SMALL) : "");
      default -> any(VALUES);
    };
  }

  private Case inContext() {
    DirectiveSpec spec = directive();
    return new Case("context", mpmFor(spec), any(CONTEXTS).formatted(line(spec, likely(spec))));
  }

  private String home(DirectiveSpec spec) {
    return spec.atServer() ? "%s" : "<Directory /srv>\n%s</Directory>\n";
  }

  private Case counted() {
    DirectiveSpec spec = directive();
    int count = random.nextInt(6);
    List<String> words = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      words.add(any(SMALL));
    }
    return new Case("count", mpmFor(spec), home(spec).formatted(line(spec, String.join(" ", words))));
  }

  private Case valued() {
    DirectiveSpec spec = directive();
    String arguments =
        switch (spec.form()) {
          case TAKE2, ITERATE2 -> any(VALUES) + " " + any(VALUES);
          case TAKE3 -> any(VALUES) + " " + any(VALUES) + " " + any(VALUES);
          case TAKE12, TAKE23, TAKE123, RAW_ARGS, TAKE_ARGV, ITERATE ->
              any(VALUES) + (random.nextInt(3) > 0 ? " " + any(VALUES) : "") + (random.nextInt(4) == 0 ? " " + any(VALUES) : "");
          default -> any(VALUES);
        };
    return new Case("value", mpmFor(spec), home(spec).formatted(line(spec, arguments)));
  }

  private Case mpmPair() {
    String lines = any(MPM_NUMBERS) + " " + any(BOUNDARIES) + "\n" + any(MPM_NUMBERS) + " " + any(BOUNDARIES) + "\n";
    return new Case("mpm", any(List.of("prefork", "worker", "event")), lines);
  }

  private Case mixture() {
    StringBuilder text = new StringBuilder();
    int lines = 2 + random.nextInt(9);
    for (int i = 0; i < lines; i++) {
      text.append(any(PIECES)).append('\n');
    }
    return new Case("mixture", "event", text.toString());
  }

  /// A directive whose line is written in unusual ways.
  private Case quoted() {
    DirectiveSpec spec = directive();
    String line = line(spec, likely(spec));
    String name = spec.name();
    String changed =
        switch (random.nextInt(9)) {
          case 0 -> line.replace(" ", " \\\n ");
          case 1 -> line.replace(" ", "\t  ");
          case 2 -> line.toUpperCase(java.util.Locale.ROOT);
          case 3 -> line.replace("\n", "\r\n");
          case 4 -> line.replaceFirst("\n", " # comment\n");
          case 5 -> spec.isSection() ? line : line.replace(name, "\"" + name + "\"");
          case 6 -> "   " + line;
          case 7 -> line.replaceFirst("\n", " \"open\n");
          default -> line.replaceFirst("\n", "\\\\\\\\\n");
        };
    return new Case("quoting", mpmFor(spec), home(spec).formatted(changed));
  }

  /// A real file with some lines lost, doubled, moved or spoilt.
  private Case mutated() {
    List<String> lines = new ArrayList<>(List.of(read(any(bases)).split("\n", -1)));
    if (lines.size() > 400) {
      lines = new ArrayList<>(lines.subList(0, 400));
    }
    int changes = random.nextInt(4);
    for (int i = 0; i < changes && !lines.isEmpty(); i++) {
      int at = random.nextInt(lines.size());
      String line = lines.get(at);
      switch (random.nextInt(7)) {
        case 0 -> lines.remove(at);
        case 1 -> lines.add(at, line);
        case 2 -> lines.add(random.nextInt(lines.size()), lines.remove(at));
        case 3 -> lines.set(at, line + " x");
        case 4 -> lines.set(at, line.isEmpty() ? any(PIECES) : line.substring(0, random.nextInt(line.length())));
        case 5 -> lines.add(at, any(PIECES));
        default -> lines.set(at, swapped(line));
      }
    }
    return new Case("mutation", "event", String.join("\n", lines));
  }

  private String swapped(String line) {
    if (line.length() < 3) {
      return line + "x";
    }
    int at = random.nextInt(line.length() - 1);
    return line.substring(0, at) + line.charAt(at + 1) + line.charAt(at) + line.substring(at + 2);
  }

  private static String read(Path file) {
    try {
      return Files.readString(file, StandardCharsets.ISO_8859_1);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /// The configuration files below some folders, sorted.
  static List<Path> below(List<Path> folders) {
    List<Path> files = new ArrayList<>();
    for (Path folder : folders) {
      try (Stream<Path> all = Files.walk(folder)) {
        all.filter(f -> f.toString().endsWith(".conf") && Files.isRegularFile(f)).sorted().forEach(files::add);
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }
    return files;
  }
}
