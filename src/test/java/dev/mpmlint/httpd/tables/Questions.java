package dev.mpmlint.httpd.tables;

import static java.util.Objects.requireNonNull;

import dev.mpmlint.httpd.ArgForm;
import dev.mpmlint.httpd.DirectiveCheck.Place;
import dev.mpmlint.httpd.DirectiveSpec.InVhost;
import dev.mpmlint.httpd.OverrideBit;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/// What a httpd answers when a directive is put in each kind of section, which no command table tells.
final class Questions {
  /// Some value for each kind of argument; one of them is taken by most directives.
  private static final List<String> VALUES =
      List.of(
          "x", "on", "1", "/x", "http://h/", "127.0.0.1", "all", "off", "none", "x=1", "text/html", "\"true\"", "GET", "404", "/tmp",
          "file", ".x.y", "20000", "1024", "5", "10", "default", "full", "allow,deny", "dbm", "shmcb", "builtin", "info", "never",
          "any", "temporary", "md5", "parent-first", "18", "*", "email", "www-data", "127.0.0.1:18081", "early", "\"access plus 1 day\"");

  private static final List<String> PAIRS =
      List.of(
          "x y", "/x /y", "x /y", "on x", "1 2", "x on", "GET x", "404 /x", "from all", "set x", "/x http://h/", "x file:/tmp", "text/html x",
          "x file", "file x", "/tmp x", "x 1", "http://h/ http://h/", ".x.y x", "ascending name", "wx env=x", "connect builtin", "x \"true\"");

  private static final List<String> TRIPLES =
      List.of("x y z", "1 2 3", "set x y", "/x /y /z", "x 1 2", "x y early", "\"true\" x y", "x x/ x", "+x log x", "/x /y x", "on x y");

  private static final Map<Place, String> SECTIONS = new LinkedHashMap<>();

  static {
    SECTIONS.put(Place.VHOST, "<VirtualHost *:80>\n%s</VirtualHost>\n");
    SECTIONS.put(Place.DIRECTORY, "<Directory /srv>\n%s</Directory>\n");
    SECTIONS.put(Place.LOCATION, "<Location /srv>\n%s</Location>\n");
    SECTIONS.put(Place.FILES, "<Files x>\n%s</Files>\n");
    SECTIONS.put(Place.PROXY, "<Proxy http://x/>\n%s</Proxy>\n");
    SECTIONS.put(Place.LIMIT, "<Directory /srv>\n<Limit GET>\n%s</Limit>\n</Directory>\n");
    SECTIONS.put(Place.MDOMAIN, "<MDomain a.example>\n%s</MDomain>\n");
  }

  /// Sections and providers that questions are asked with.
  private static final List<String> ALWAYS =
      List.of(
          "authn_core_module", "authn_file_module", "authz_core_module", "authz_host_module", "auth_basic_module", "socache_shmcb_module",
          "proxy_module", "proxy_http_module", "md_module");

  private final InstalledHttpd httpd;

  Questions(InstalledHttpd httpd) {
    this.httpd = httpd;
  }

  /// Whether it is accepted inside a virtual host, whatever is then said of its arguments.
  InVhost inVhost(CommandTable.Command command, CommandTable.Module module) {
    for (String arguments : guesses(command.form()).subList(0, 3)) {
      String said = ask(module, requireNonNull(SECTIONS.get(Place.VHOST)).formatted(line(command, arguments)));
      if (said.contains("cannot occur within <VirtualHost>") || said.contains(" not allowed in <VirtualHost")) {
        return InVhost.REFUSED;
      }
      // Of what they are to load, LoadModule and LoadFile say the same.
      if (said.contains("Cannot load ") && !module.identifier().equals("so_module")) {
        return InVhost.UNKNOWN;
      }
    }
    return InVhost.ACCEPTED;
  }

  /// The sections that its own function does not allow though its bits do (`ap_check_cmd_context`).
  Set<Place> forbidden(CommandTable.Command command, CommandTable.Module module) {
    Set<Place> forbidden = EnumSet.noneOf(Place.class);
    String arguments = accepted(command, module);
    SECTIONS.forEach((place, section) -> {
      String said = ask(module, section.formatted(line(command, arguments)));
      boolean spoken = said.contains("cannot occur within") || said.contains("is not allowed inside an '<MDomainSet'");
      if (spoken) {
        forbidden.add(said.contains("directory context") ? Place.ANY_DIRECTORY : place);
      }
    });
    return forbidden;
  }

  /// What it says of those arguments where the directive may stand.
  String complaint(CommandTable.Command command, CommandTable.Module module, String arguments) {
    return ask(module, home(command).formatted(line(command, arguments)));
  }

  private static String home(CommandTable.Command command) {
    return command.bits().stream().anyMatch(OverrideBit::atServer) ? "%s" : "<Directory /srv>\n%s</Directory>\n";
  }

  /// Arguments that are accepted where the directive may stand, as far as guesses go.
  private String accepted(CommandTable.Command command, CommandTable.Module module) {
    List<String> guesses = guesses(command.form());
    for (String guess : guesses) {
      if (complaint(command, module, guess).isEmpty()) {
        return guess;
      }
    }
    return guesses.getFirst();
  }

  private String ask(CommandTable.Module module, String lines) {
    List<String> modules = new java.util.ArrayList<>(ALWAYS);
    modules.add(module.identifier());
    return httpd.complaint(mpm(module.source()), modules, lines);
  }

  private static List<String> guesses(ArgForm form) {
    return switch (form) {
      case TAKE2, ITERATE2, TAKE23 -> PAIRS;
      case TAKE3 -> TRIPLES;
      case FLAG -> List.of("on", "off", "on");
      case NO_ARGS, RAW_ARGS, TAKE_ARGV -> java.util.stream.Stream.of(VALUES, PAIRS, TRIPLES, List.of("")).flatMap(List::stream).toList();
      default -> VALUES;
    };
  }

  static String line(CommandTable.Command command, String arguments) {
    String name = command.name();
    String rest = arguments.isEmpty() ? "" : " " + arguments;
    return name.startsWith("<") ? name + rest + ">\n</" + name.substring(1) + ">\n" : name + rest + "\n";
  }

  /// The MPM that has to be loaded for it.
  static String mpm(String source) {
    return source.equals("worker.c") || source.equals("event.c") ? source.substring(0, source.length() - 2) : "prefork";
  }
}
