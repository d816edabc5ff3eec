package dev.mpmlint.verify.scenario;

import dev.mpmlint.config.Configuration;
import dev.mpmlint.config.Occurrence;
import dev.mpmlint.config.Scope;
import dev.mpmlint.lint.Whereabouts;
import dev.mpmlint.os.Users;
import dev.mpmlint.rules.Finding;
import dev.mpmlint.syntax.SectionOpen;
import dev.mpmlint.verify.model.Replacement;
import dev.mpmlint.verify.model.Source;
import java.util.ArrayList;
import java.util.IdentityHashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/// Copies a configuration line by line, as httpd has understood it: conditional sections are decided, files included,
/// variables replaced. Owned by one thread, used once.
final class Copying {
  static final Set<String> DONE_WHILE_READING =
      Set.of(
          "include", "includeoptional", "define", "undefine", "use", "undefmacro", "macro", "ifmodule", "ifdefine",
          "ifversion", "iffile", "ifdirective", "ifsection", "loadmodule", "serverroot");

  /// Stands for the server's own folder.
  static final String FOLDER = "@FOLDER@";

  /// Stands for a file with a certificate and its key.
  static final String CERTIFICATE = "@CERTIFICATE@";

  /// Of a virtual host's first address.
  private static final Pattern FIRST_PORT = Pattern.compile("\\S+ [^ @]*@PORT(\\d+)@");
  private static final Pattern PLAIN_PATH = Pattern.compile("(/[A-Za-z0-9_-]+)+/?");
  private static final int LONGEST = 100;
  private static final int NAMED = 8;
  private static final int MOST_LISTED = 200;
  private static final String ROOT = "root";

  private final Configuration configuration;
  private final boolean root;
  private final RefusedLines refused;
  private final Map<String, Integer> ports = new LinkedHashMap<>();
  private final Map<String, Integer> byNumber = new LinkedHashMap<>();
  private final List<Replacement> commands = new ArrayList<>();
  private final List<Replacement> places = new ArrayList<>();
  private final Map<String, Integer> leftOut = new LinkedHashMap<>();
  private final List<Host> hosts = new ArrayList<>();
  private final List<String> listens = new ArrayList<>();

  /// @param root whether the servers will be started by root
  Copying(Configuration configuration, List<Finding> findings, boolean root) {
    this.configuration = configuration;
    this.root = root;
    this.refused = new RefusedLines(configuration, findings);
  }

  Copy copy() {
    for (Occurrence o : configuration.active("listen")) {
      port(o);
    }
    List<Draft> top = new ArrayList<>();
    IdentityHashMap<Occurrence, List<Draft>> sections = new IdentityHashMap<>();
    for (Occurrence o : configuration.occurrences()) {
      Scope scope = o.place().scope();
      List<Draft> around = scope == null ? top : sections.get(scope.open());
      boolean done = DONE_WHILE_READING.contains(o.key()) && !refused.isSpoilt(o);
      if (!o.active() || around == null || done) {
        continue;
      }
      String same = refused.as(o);
      String text = same == null ? text(o) : same;
      if (text == null) {
        continue;
      }
      Draft draft = new Draft(o, text.strip(), o.statement() instanceof SectionOpen ? new ArrayList<>() : null);
      if (draft.inside != null) {
        sections.put(o, draft.inside);
      }
      around.add(draft);
    }
    Assigned main = Assigned.NOTHING.with(lines(top));
    for (Draft d : top) {
      if (d.of.key().equals("virtualhost") && d.inside != null) {
        hosts(d, d.inside, main);
      }
    }
    if (hosts.isEmpty() && main.line() != null) {
      host("", -1, "", main, main.line());
    }
    Tls tls = Tls.of(configuration, top.stream().map(this::entry).toList(), ports.size());
    if (tls.noneIsPlain()) {
      Source at = new Source(configuration.main().name(), 1, "");
      places.add(new Replacement(at, "no port without TLS", "one port more, without TLS, at which experiments look", false));
    }
    FaultyLines fault = FaultyLines.of(configuration);
    boolean all = refused.any() || !fault.lines().isEmpty();
    List<Copy.Load> loads = new ModuleLoads(configuration, all, refused.modules(), leftOut).list();
    return new Copy(
        top.stream().map(this::entry).toList(),
        loads,
        replaced(),
        ports.size(),
        hosts,
        listens,
        refused.unchanged(),
        refused.all(),
        fault.lines(),
        fault.why(),
        tls);
  }

  private record Draft(Occurrence of, String text, @Nullable List<Draft> inside) {}

  private Entry entry(Draft d) {
    String at = Whereabouts.of(configuration, d.of);
    if (d.inside == null) {
      return new Entry(d.of.key(), d.text, "", List.of(), at);
    }
    boolean closed = d.of.statement() instanceof SectionOpen open && open.closed();
    String close = "</" + d.of.statement().name() + ">";
    return new Entry(
        d.of.key(), "<" + d.text + (closed ? ">" : ""), close, d.inside.stream().map(this::entry).toList(), at);
  }

  static String word(Occurrence o, int index) {
    return index < o.words().size() ? o.words().get(index).value() : "";
  }

  /// What stands for a line; null when it is left out.
  private @Nullable String text(Occurrence o) {
    String key = o.key();
    String name = o.statement().name();
    String args = o.statement().args();
    if (Kept.command(key, args)) {
      commands.add(new Replacement(source(o), shortened(o), "", true));
      return null;
    }
    return switch (key) {
      case "listen" -> {
        String protocol = word(o, 1).isEmpty() ? "" : " " + word(o, 1);
        String text = "Listen 127.0.0.1:" + placeholder(port(o)) + protocol;
        listens.add(text);
        place(o, "Listen 127.0.0.1 at a free port");
        yield text;
      }
      case "virtualhost" -> name + ' ' + addresses(o);
      case "user", "group" -> account(o);
      case "assignuserid" -> assigned(o);
      case "servername" -> name + ' ' + withoutPort(word(o, 0));
      case "mutex" -> null;
      case "location" -> {
        if (hasUser(o)) {
          yield name + ' ' + args;
        }
        leftOut.merge("<" + name + ">", 1, Integer::sum);
        yield null;
      }
      case "sslcertificatefile", "sslcertificatekeyfile" -> {
        place(o, "a certificate made for this run");
        yield name + " \"" + CERTIFICATE + '"';
      }
      default -> {
        if (Kept.directive(key)) {
          yield name + ' ' + args;
        }
        if (Kept.place(key)) {
          place(o, key.equals("documentroot") ? "a site of its own" : "a file in the scratch folder");
        } else {
          leftOut.merge(o.statement() instanceof SectionOpen ? "<" + name + ">" : name, 1, Integer::sum);
        }
        yield null;
      }
    };
  }

  /// The number of the port that stands for this Listen. The same text twice gives the same one: httpd refuses that.
  private int port(Occurrence o) {
    String written = word(o, 0);
    Integer known = ports.get(written);
    if (known == null) {
      known = ports.size();
      ports.put(written, known);
      byNumber.putIfAbsent(number(written), known);
    }
    return known;
  }

  private static String number(String address) {
    return address.substring(address.lastIndexOf(':') + 1);
  }

  static String placeholder(int port) {
    return "@PORT" + port + "@";
  }

  private static String withoutPort(String name) {
    int colon = name.lastIndexOf(':');
    return colon < 0 || name.indexOf(']') > colon ? name : name.substring(0, colon);
  }

  private String addresses(Occurrence o) {
    List<String> all = new ArrayList<>();
    for (int i = 0; i < o.words().size(); i++) {
      String written = word(o, i);
      int colon = written.lastIndexOf(':');
      boolean hasPort = colon > written.lastIndexOf(']') && colon >= 0;
      String address = hasPort ? written.substring(0, colon) : written;
      String number = hasPort ? written.substring(colon + 1) : "*";
      boolean any = address.equals("*") || address.equalsIgnoreCase("_default_") || address.isEmpty();
      Integer port = byNumber.get(number);
      // Nobody listens there; no client comes.
      String shown = number.equals("*") ? "" : ":" + (port == null ? "1" : placeholder(port));
      all.add((any ? "*" : "127.0.0.1") + shown);
    }
    return String.join(" ", new java.util.LinkedHashSet<>(all));
  }

  private static List<Occurrence> lines(List<Draft> drafts) {
    return drafts.stream().filter(d -> d.inside == null).map(Draft::of).toList();
  }

  /// A virtual host, and the places in it that have users of their own.
  private void hosts(Draft d, List<Draft> inside, Assigned main) {
    List<Occurrence> lines = lines(inside);
    String name = "";
    for (Occurrence o : lines) {
      name = o.key().equals("servername") ? withoutPort(word(o, 0)) : name;
    }
    Matcher first = FIRST_PORT.matcher(d.text);
    int port = first.lookingAt() ? Integer.parseInt(first.group(1)) : -1;
    Assigned own = main.with(lines);
    host(name, port, "", own, d.of);
    for (Draft inner : inside) {
      if (inner.inside != null && inner.of.key().equals("location")) {
        host(name, port, word(inner.of, 0), own.with(lines(inner.inside)), inner.of);
      }
    }
  }

  private void host(String name, int port, String path, Assigned assigned, Occurrence open) {
    String user = root ? configuration.last("user").map(o -> word(o, 0)).orElse(fallback(true)) : "";
    String group = root ? configuration.last("group").map(o -> word(o, 0)).orElse(fallback(false)) : "";
    Assigned.Who who = assigned.who(name, user, group);
    Occurrence line = assigned.line();
    hosts.add(
        new Host(
            name, port, path, who.user() == null ? "" : who.user(), who.group(), assigned.expression(),
            source(line == null ? open : line), who.untried()));
  }

  /// Whether it is a place of the site that has a user of its own.
  private boolean hasUser(Occurrence section) {
    return section.words().size() == 1
        && PLAIN_PATH.matcher(word(section, 0)).matches()
        && configuration.occurrences().stream()
            .anyMatch(
                o -> {
                  Scope scope = o.place().scope();
                  return o.active() && scope != null && scope.open() == section && Assigned.DIRECTIVES.contains(o.key());
                });
  }

  /// httpd's children must be somebody of this machine, and nobody else when it is not root who starts it.
  private @Nullable String account(Occurrence o) {
    boolean user = o.key().equals("user");
    String name = word(o, 0);
    boolean usable = (user ? Users.user(name) : Users.group(name)).isPresent() && !name.equals(ROOT) && !name.equals("#0");
    if (!root) {
      place(o, "");
      return null;
    }
    if (usable) {
      return o.statement().name() + ' ' + o.statement().args();
    }
    String other = fallback(user);
    place(o, o.statement().name() + ' ' + other);
    return o.statement().name() + ' ' + other;
  }

  /// A user, or a group, that servers may be on this machine.
  static String fallback(boolean user) {
    for (String name : user ? List.of("www-data", "apache", "nobody") : List.of("www-data", "apache", "nogroup", "nobody")) {
      if ((user ? Users.user(name) : Users.group(name)).isPresent()) {
        return name;
      }
    }
    return "#65534";
  }

  private @Nullable String assigned(Occurrence o) {
    if (Users.user(word(o, 0)).isPresent() && Users.group(word(o, 1)).isPresent()) {
      return o.statement().name() + ' ' + o.statement().args();
    }
    place(o, "");
    return null;
  }

  private void place(Occurrence o, String by) {
    places.add(new Replacement(source(o), shortened(o), by, false));
  }

  private List<Replacement> replaced() {
    List<Replacement> all = new ArrayList<>(commands.subList(0, Math.min(MOST_LISTED, commands.size())));
    all.addAll(places.subList(0, Math.min(MOST_LISTED, places.size())));
    int lines = leftOut.values().stream().mapToInt(Integer::intValue).sum();
    if (lines > 0) {
      List<String> names = leftOut.keySet().stream().limit(NAMED).toList();
      String more = leftOut.size() > NAMED ? " and " + (leftOut.size() - NAMED) + " other directives" : "";
      String what = lines + (lines == 1 ? " line" : " lines") + " (" + String.join(", ", names) + more + ")";
      all.add(new Replacement(new Source(configuration.main().name(), 1, ""), what, "", false));
    }
    return all;
  }

  static Source source(Occurrence o) {
    return new Source(o.span().file().name(), o.span().line(), shortened(o));
  }

  private static String shortened(Occurrence o) {
    String name = o.statement().name();
    String args = o.statement().args();
    String text = o.statement() instanceof SectionOpen ? "<" + name + " " + args + ">" : (name + " " + args).strip();
    String bounded = text.length() <= LONGEST ? text : text.substring(0, LONGEST) + "…";
    return bounded.toLowerCase(Locale.ROOT).contains("password") ? name + " …" : bounded;
  }
}
