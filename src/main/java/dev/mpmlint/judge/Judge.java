package dev.mpmlint.judge;

import dev.mpmlint.config.Configuration;
import dev.mpmlint.config.InputKind;
import dev.mpmlint.config.Occurrence;
import dev.mpmlint.config.Problem;
import dev.mpmlint.config.Scope;
import dev.mpmlint.httpd.ArgForm;
import dev.mpmlint.httpd.DirectiveCheck;
import dev.mpmlint.httpd.DirectiveSpec;
import dev.mpmlint.httpd.Directives;
import dev.mpmlint.source.Display;
import dev.mpmlint.syntax.SectionOpen;
import dev.mpmlint.syntax.Word;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashSet;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// Walks over a configuration as httpd does when all is read, and says of each line whether httpd would refuse it. httpd
/// stops at the first; this goes on. Owned by one thread, used once.
public final class Judge {
  /// From here on httpd's language is what the tables say.
  private static final int SERIES = 4;

  private final Server server;
  private final boolean htaccess;
  private final boolean fragment;
  private final List<Problem> marks;
  private final IdentityHashMap<Scope, Context> contexts = new IdentityHashMap<>();
  /// Sections whose contents are no directives, or nobody knows of which kind.
  private final Set<Occurrence> unread = new HashSet<>();
  private final Deque<Opened> open = new ArrayDeque<>();
  private final List<Refusal> refusals = new ArrayList<>();

  private Judge(Configuration configuration) {
    this.server = new Server(configuration);
    this.marks =
        configuration.problems().stream()
            .filter(p -> p.kind() == Problem.Kind.BYTE_ORDER_MARK && p.fatal() && p.httpd() != null)
            .toList();
    this.fragment = configuration.options().kind() == InputKind.FRAGMENT;
    this.htaccess = configuration.options().kind() == InputKind.HTACCESS;
  }

  /// Every line that is refused, in the order in which httpd comes upon them. None for an httpd before 2.4, of which the
  /// tables do not tell.
  public static List<Refusal> refusals(Configuration configuration) {
    var version = configuration.options().version();
    if (version.major() == 2 && version.minor() < SERIES) {
      return List.of();
    }
    Judge judge = new Judge(configuration);
    judge.walk();
    return List.copyOf(judge.refusals);
  }

  /// The line at which httpd stops.
  public static Optional<Refusal> first(Configuration configuration) {
    List<Refusal> all = refusals(configuration);
    return all.isEmpty() ? Optional.empty() : Optional.of(all.getFirst());
  }

  private void walk() {
    for (Occurrence o : server.configuration().occurrences()) {
      if (!o.active()) {
        continue;
      }
      Scope here = o.place().scope();
      closeAllBut(here);
      Context context = context(here);
      if (context != null) {
        judge(o, context);
      }
    }
    closeAllBut(null);
  }

  /// What holds inside a section; null where httpd does not look at the contents as directives.
  private @Nullable Context context(@Nullable Scope scope) {
    if (scope == null) {
      return htaccess ? Context.HTACCESS : Context.SERVER;
    }
    Context known = contexts.get(scope);
    if (known != null || unread.contains(scope.open())) {
      return known;
    }
    Context around = context(scope.parent());
    if (around == null) {
      unread.add(scope.open());
      return null;
    }
    Context inside = around.inside(scope);
    contexts.put(scope, inside);
    return inside;
  }

  private void judge(Occurrence o, Context context) {
    String name = Server.name(o);
    if (isSpoilt(o)) {
      refuse(o, Refusal.Kind.UNKNOWN, unknown("\u00ef\u00bb\u00bf" + name), null, null);
      return;
    }
    DirectiveSpec spec = server.find(name);
    if (spec == null) {
      if (o.statement() instanceof SectionOpen) {
        unread.add(o);
      }
      if (isUnknown(name)) {
        refuse(o, Refusal.Kind.UNKNOWN, unknown(name), null, null);
      }
      return;
    }
    boolean section = o.statement() instanceof SectionOpen;
    if (spec.execOnRead()) {
      if (section) {
        unread.add(o);
      } else if (htaccess && !spec.inHtaccess() && !o.key().startsWith("include")) {
        // Include is refused while reading.
        refuse(o, Refusal.Kind.CONTEXT, spec.name() + " not allowed here", null, null);
      }
      return;
    }
    Opened opened = new Opened(o, spec, context);
    if (section) {
      open.push(opened);
    }
    if (!context.allows(spec.bits())) {
      Scope scope = context.scope();
      String where = scope == null ? " not allowed here" : " not allowed in " + Sections.title(scope) + " context";
      refuse(o, Refusal.Kind.CONTEXT, spec.name() + where, null, scope);
      return;
    }
    List<Word> words = o.words();
    Complaint complaint = Arguments.check(spec, words);
    if (complaint == null) {
      DirectiveCheck check = DirectiveCheck.of(spec.name(), spec.source());
      String forbidden = context.forbids(check.forbidden(), spec.title(), htaccess);
      if (forbidden != null) {
        refuse(o, Refusal.Kind.CONTEXT, forbidden, null, context.scope());
        return;
      }
      List<Word> seen = Arguments.seen(spec.form(), words);
      if (spec.form() == ArgForm.ITERATE2 && seen.size() < 2) {
        // The function is called for each word behind the first: never.
        return;
      }
      Call call = new Call(o, spec, seen, context, server);
      complaint = section ? Containers.check(call) : null;
      complaint = complaint == null ? Checks.of(check).check(call) : complaint;
    }
    if (complaint != null) {
      refuse(o, complaint.kind(), complaint.httpd(), complaint.word(), null);
    }
  }

  /// Whether a byte order mark stands before the name: httpd takes it for a part of it.
  private boolean isSpoilt(Occurrence o) {
    for (Problem problem : marks) {
      if (problem.number() == o.statement().number() && problem.at().file() == o.span().file()) {
        return true;
      }
    }
    return false;
  }

  /// Whether it can be said that no module of the server has it. A fragment may be for a server with any modules, so that
  /// only what looks like a typing error is one, and a module that nobody knows may define anything.
  private boolean isUnknown(String name) {
    boolean nobodys = Directives.find(name).isEmpty();
    if (server.isOpen()) {
      return nobodys && !Directives.similar(name).isEmpty();
    }
    return !(nobodys && server.hasForeignModules());
  }

  private static String unknown(String name) {
    return "Invalid command '" + escaped(name)
        + "', perhaps misspelled or defined by a module not included in the server configuration";
  }

  /// Bytes that are no ASCII as httpd's log has them.
  private static String escaped(String bytes) {
    if (bytes.chars().allMatch(c -> c < 0x80)) {
      return Display.of(bytes);
    }
    StringBuilder text = new StringBuilder();
    bytes.chars().forEach(c -> text.append(c < 0x80 ? String.valueOf((char) c) : String.format("\\x%02x", c)));
    return text.toString();
  }

  private void refuse(
      Occurrence o, Refusal.Kind kind, String httpd, @Nullable Word word, @Nullable Scope inside) {
    if (kind == Refusal.Kind.CONTEXT && fragment && o.place().scope() == null) {
      // Where a fragment is included nobody knows.
      return;
    }
    refusals.add(new Refusal(o, kind, httpd, word, inside));
  }

  /// Sections end where the next line stands outside of them; httpd then looks at some once more.
  private void closeAllBut(@Nullable Scope here) {
    while (!open.isEmpty() && (here == null || open.peek().at() != here.open())) {
      Opened section = open.pop();
      List<Word> seen = Arguments.seen(section.spec().form(), section.at().words());
      Complaint complaint = Containers.closing(new Call(section.at(), section.spec(), seen, section.context(), server));
      if (complaint != null) {
        refuse(section.at(), complaint.kind(), complaint.httpd(), complaint.word(), null);
      }
    }
  }

  private record Opened(Occurrence at, DirectiveSpec spec, Context context) {}
}
