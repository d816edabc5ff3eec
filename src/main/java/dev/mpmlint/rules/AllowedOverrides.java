package dev.mpmlint.rules;

import dev.mpmlint.config.Configuration;
import dev.mpmlint.config.Occurrence;
import dev.mpmlint.config.Scope;
import dev.mpmlint.glob.Wildcards;
import dev.mpmlint.httpd.DirectiveSpec;
import dev.mpmlint.httpd.OverrideBit;
import dev.mpmlint.syntax.Word;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// What AllowOverride and AllowOverrideList let the `.htaccess` of one folder do, in one server: the main one, or a virtual
/// host (`ap_directory_walk`, server/request.c). Immutable.
///
/// @param classes the classes that are allowed
/// @param options what Options may name, in lower case; null where that is anything
/// @param listed single directives that are allowed, in lower case
/// @param skipped whether a directive that is not allowed is skipped, and does not end the request
/// @param by the AllowOverride line that holds; null where none does
/// @param list the AllowOverrideList line that holds; null where none does
record AllowedOverrides(
    Set<OverrideBit> classes,
    @Nullable Set<String> options,
    Set<String> listed,
    boolean skipped,
    @Nullable Occurrence by,
    @Nullable Occurrence list) {
  private static final Set<OverrideBit> ALL =
      EnumSet.of(OverrideBit.OR_LIMIT, OverrideBit.OR_OPTIONS, OverrideBit.OR_FILEINFO, OverrideBit.OR_AUTHCFG, OverrideBit.OR_INDEXES);

  private static final AllowedOverrides UNSAID = new AllowedOverrides(Set.of(), null, Set.of(), false, null, null);
  private static final String OPTIONS = "options=";

  AllowedOverrides {
    options = options == null ? null : Set.copyOf(options);
    classes = Set.copyOf(classes);
    listed = Set.copyOf(listed);
  }

  /// Whether the file is read at all. Without any AllowOverride it is, and nothing in it is allowed.
  boolean isRead() {
    return by == null || !classes.isEmpty() || !listed.isEmpty();
  }

  /// The first word of an Options line that must not stand there; null where all may.
  @Nullable Word forbiddenOption(Occurrence line) {
    if (options == null || !line.key().equals("options")) {
      return null;
    }
    for (Word word : line.words()) {
      String value = word.value().toLowerCase(Locale.ROOT);
      String bare = value.startsWith("+") || value.startsWith("-") ? value.substring(1) : value;
      if (!bare.equals("none") && !options.contains(bare)) {
        return word;
      }
    }
    return null;
  }

  boolean allows(List<DirectiveSpec> specs, String name) {
    if (listed.contains(name)) {
      return true;
    }
    for (DirectiveSpec spec : specs) {
      for (OverrideBit bit : spec.bits()) {
        if (bit == OverrideBit.OR_ALL ? !classes.isEmpty() : classes.contains(bit)) {
          return true;
        }
      }
    }
    return false;
  }

  /// What holds in the main server and in each virtual host that says something of its own for the folder; empty where
  /// it cannot be told: the folder is in nothing that the server speaks of, or a path is written in a way that is not
  /// understood.
  static List<AllowedOverrides> of(Surroundings around) {
    Configuration server = around.server();
    String folder = around.folder();
    List<Said> said = new ArrayList<>();
    for (String name : List.of("allowoverride", "allowoverridelist")) {
      for (Occurrence o : server.active(name)) {
        Scope scope = o.place().scope();
        if (scope != null && scope.key().equals("directory") && scope.open().words().size() == 1) {
          String path = scope.open().words().getFirst().value();
          if (path.indexOf('[') >= 0) {
            return List.of();
          }
          int depth = depthOfMatch(path, folder);
          if (depth >= 0) {
            said.add(new Said(o, Folders.host(scope), depth));
          }
        }
      }
    }
    if (!isServed(server, folder)) {
      return List.of();
    }
    Set<Occurrence> hosts = new HashSet<>();
    List<AllowedOverrides> all = new ArrayList<>();
    all.add(in(null, said));
    for (Said each : said) {
      if (each.host != null && hosts.add(each.host)) {
        all.add(in(each.host, said));
      }
    }
    return all;
  }

  private record Said(Occurrence line, @Nullable Occurrence host, int depth) {}

  /// Shorter paths first, the main server's before the virtual host's; the last one wins.
  private static AllowedOverrides in(@Nullable Occurrence host, List<Said> said) {
    List<Said> mine = new ArrayList<>();
    for (Said each : said) {
      if (each.host == null || each.host == host) {
        mine.add(each);
      }
    }
    mine.sort(
        (a, b) -> a.depth != b.depth ? Integer.compare(a.depth, b.depth) : Boolean.compare(a.host != null, b.host != null));
    AllowedOverrides result = UNSAID;
    for (Said each : mine) {
      result = each.line.key().equals("allowoverride") ? result.with(each.line) : result.withList(each.line);
    }
    return result;
  }

  private AllowedOverrides with(Occurrence line) {
    Set<OverrideBit> allowed = EnumSet.noneOf(OverrideBit.class);
    Set<String> only = null;
    boolean skips = false;
    for (Word word : line.words()) {
      String value = word.value().toLowerCase(Locale.ROOT);
      if (value.startsWith(OPTIONS)) {
        allowed.add(OverrideBit.OR_OPTIONS);
        only = new HashSet<>(List.of(value.substring(OPTIONS.length()).split(",", -1)));
        continue;
      }
      switch (value) {
        case "all" -> allowed.addAll(ALL);
        case "limit" -> allowed.add(OverrideBit.OR_LIMIT);
        case "options" -> allowed.add(OverrideBit.OR_OPTIONS);
        case "fileinfo" -> allowed.add(OverrideBit.OR_FILEINFO);
        case "authconfig" -> allowed.add(OverrideBit.OR_AUTHCFG);
        case "indexes" -> allowed.add(OverrideBit.OR_INDEXES);
        case "none" -> allowed.clear();
        case "nonfatal=override", "nonfatal=all" -> skips = true;
        default -> {}
      }
    }
    return new AllowedOverrides(allowed, only, listed, skips, line, list);
  }

  private AllowedOverrides withList(Occurrence line) {
    Set<String> names = new HashSet<>();
    for (Word word : line.words()) {
      names.add(word.value().toLowerCase(Locale.ROOT));
    }
    names.remove("none");
    return new AllowedOverrides(classes, options, names, skipped, by, line);
  }

  /// Whether the server speaks of the folder, or of one above it that is not the root of all.
  static boolean isServed(Configuration server, String folder) {
    for (String name : List.of("documentroot", "directory")) {
      for (Occurrence o : server.active(name)) {
        if (o.words().size() == 1 && depthOfMatch(o.words().getFirst().value(), folder) > 0) {
          return true;
        }
      }
    }
    return false;
  }

  /// How many names the pattern has, where it matches the folder or one above it; -1 where it does not. A wildcard stands
  /// for no slash.
  private static int depthOfMatch(String pattern, String folder) {
    List<String> wanted = names(pattern);
    List<String> have = names(folder);
    if (!pattern.startsWith("/") || wanted.size() > have.size()) {
      return -1;
    }
    for (int i = 0; i < wanted.size(); i++) {
      if (!Wildcards.name(wanted.get(i), have.get(i))) {
        return -1;
      }
    }
    return wanted.size();
  }

  private static List<String> names(String path) {
    List<String> names = new ArrayList<>();
    for (int from = 0; from < path.length(); ) {
      int slash = path.indexOf('/', from);
      int end = slash < 0 ? path.length() : slash;
      if (end > from) {
        names.add(path.substring(from, end));
      }
      from = end + 1;
    }
    return names;
  }
}
