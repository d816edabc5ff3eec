package dev.mpmlint.rules;

import dev.mpmlint.config.Configuration;
import dev.mpmlint.config.InputKind;
import dev.mpmlint.config.LoadedModule;
import dev.mpmlint.config.Occurrence;
import dev.mpmlint.httpd.DirectiveSpec;
import dev.mpmlint.httpd.Directives;
import dev.mpmlint.httpd.HttpdVersion;
import dev.mpmlint.httpd.ModuleSpec;
import dev.mpmlint.httpd.Modules;
import dev.mpmlint.httpd.Similar;
import dev.mpmlint.judge.Refusal;
import dev.mpmlint.judge.Sections;
import dev.mpmlint.source.Display;
import dev.mpmlint.source.Span;
import dev.mpmlint.source.TextEdit;
import dev.mpmlint.syntax.Directive;
import dev.mpmlint.syntax.SectionOpen;
import dev.mpmlint.syntax.Word;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/// The rules that pass on what httpd's walk would stop at: it is known what, where and in which words, and one row each is
/// all there is to say. Lines that a rule about MPMs or about section tags speaks of already are left to it.
enum DirectiveFault implements Rule.OfRefusal {
  UNKNOWN_DIRECTIVE("CFG001", Refusal.Kind.UNKNOWN, "A directive that no module has"),
  MODULE_NOT_LOADED("CFG002", Refusal.Kind.UNKNOWN, "A directive of a module that is not loaded"),
  DIRECTIVE_NOT_ALLOWED_HERE("CFG003", Refusal.Kind.CONTEXT, "A directive stands where it may not"),
  WRONG_NUMBER_OF_ARGUMENTS("CFG004", Refusal.Kind.ARGUMENTS, "A directive has too few arguments, or too many"),
  VALUE_NOT_ACCEPTED("CFG005", Refusal.Kind.VALUE, "An argument is not what its directive takes"),
  NAMED_FILE_NOT_FOUND("CFG006", Refusal.Kind.FILE, "A directive names a file or folder without which httpd does not start");

  private static final int MOST_NAMES = 4;
  /// So many lines are looked at for the first of two.
  private static final int MOST_LISTENS = 1000;

  // A record of strings and an enum; nothing in it changes.
  @SuppressWarnings("ImmutableEnumChecker")
  private final RuleInfo info;
  private final Refusal.Kind kind;

  DirectiveFault(String code, Refusal.Kind kind, String summary) {
    this.info = new RuleInfo(code, name().toLowerCase(Locale.ROOT).replace('_', '-'), kind == Refusal.Kind.FILE ? Severity.MISSING : Severity.ERROR, summary, "0.2");
    this.kind = kind;
  }

  @Override
  public RuleInfo info() {
    return info;
  }

  @Override
  public void check(Refusal refusal, Subject subject, Consumer<Finding> out) {
    if (refusal.kind() != kind || isSaidElsewhere(refusal, subject)) {
      return;
    }
    boolean known = Directives.isKnown(name(refusal.at()));
    if (kind == Refusal.Kind.UNKNOWN && known != (this == MODULE_NOT_LOADED)) {
      return;
    }
    Finding finding =
        switch (this) {
          case UNKNOWN_DIRECTIVE -> unknown(refusal);
          case MODULE_NOT_LOADED -> notLoaded(refusal, subject.configuration());
          case DIRECTIVE_NOT_ALLOWED_HERE -> context(refusal);
          case WRONG_NUMBER_OF_ARGUMENTS, NAMED_FILE_NOT_FOUND -> argument(refusal);
          case VALUE_NOT_ACCEPTED -> seeingFirst(argument(refusal), refusal, subject.configuration());
        };
    boolean whole = subject.configuration().options().kind() == InputKind.WHOLE;
    out.accept(whole ? finding.claiming(new Claim.RefusesToStart(null, refusal.httpd())) : finding);
  }

  /// As httpd looks it up: a section with its `<`.
  private static String name(Occurrence o) {
    return o.statement() instanceof SectionOpen ? "<" + o.statement().name() : o.statement().name();
  }

  private static String title(Occurrence o) {
    String name = Display.of(o.statement().name());
    return o.statement() instanceof SectionOpen ? "<" + name + ">" : name;
  }

  // ---- what other rules say ----

  private static boolean isSaidElsewhere(Refusal refusal, Subject subject) {
    Occurrence o = refusal.at();
    if (o.statement() instanceof SectionOpen open
        && (MalformedSectionTag.isMalformed(open)
            || (!open.closed() || refusal.kind() == Refusal.Kind.ARGUMENTS) && SectionWithoutArgument.isWithoutArgument(open))) {
      return true;
    }
    boolean mpm = MpmNames.serverWide().contains(o.key());
    return switch (refusal.kind()) {
      case UNKNOWN -> mpm || refusal.httpd().startsWith("Invalid command '\\x") || isOfMpm(o) || isRemoved(o, subject);
      case CONTEXT ->
          mpm && MpmDirectiveInSection.isWrongPlace(o, subject.configuration().options().kind() == InputKind.HTACCESS);
      case ARGUMENTS -> MpmNames.ofNumbers().contains(o.key());
      case VALUE -> MpmNames.ofNumbers().contains(o.key()) || refusal.httpd().equals("Mutex type mpm-accept is not valid");
      case FILE -> false;
    };
  }

  private static boolean isOfMpm(Occurrence o) {
    for (DirectiveSpec spec : Directives.find(name(o))) {
      if (spec.status().equals("MPM") || spec.module().equals("mpm_itk_module")) {
        return true;
      }
    }
    return false;
  }

  private static boolean isRemoved(Occurrence o, Subject subject) {
    HttpdVersion version = subject.configuration().options().version();
    String series = version.major() + "." + version.minor() / 2 * 2;
    return Directives.legacy(name(o)).filter(l -> !l.trunkOnly() && !l.series().contains(series)).isPresent();
  }

  // ---- findings ----

  private Finding unknown(Refusal refusal) {
    Occurrence o = refusal.at();
    List<String> similar = Directives.similar(name(o));
    String shown = similar.isEmpty() ? "" : similar.getFirst().startsWith("<") ? similar.getFirst() + ">" : similar.getFirst();
    String wayOut =
        similar.isEmpty()
            ? "load the module that defines it, or remove the line"
            : "did you mean " + shown + "?";
    Finding finding =
        Finding.at(
                info,
                o,
                o.statement().nameSpan(),
                "no module of httpd knows " + title(o) + ", so httpd refuses the line; " + wayOut)
            .labelled(similar.isEmpty() ? "nobody knows it" : "write " + shown);
    Span name = o.statement().nameSpan();
    boolean one = similar.size() == 1 && o.statement() instanceof Directive && name.text().equals(o.statement().name());
    return one
        ? finding.fixedBy(new Fix("write " + shown, Fix.Safety.UNSAFE, List.of(new TextEdit(name, shown))))
        : finding;
  }

  private Finding notLoaded(Refusal refusal, Configuration configuration) {
    Occurrence o = refusal.at();
    String folder = folder(configuration);
    Set<String> modules = new LinkedHashSet<>();
    List<String> loads = new ArrayList<>();
    for (DirectiveSpec spec : Directives.find(name(o))) {
      Optional<ModuleSpec> module = Modules.find(spec.module());
      modules.add(spec.source().endsWith(".c") ? spec.source().substring(0, spec.source().length() - 2) : spec.module());
      module
          .filter(m -> !m.files().isEmpty())
          .ifPresent(m -> loads.add("LoadModule " + m.identifier() + " " + folder + m.files().getFirst()));
    }
    String wayOut = loads.isEmpty() ? "load it" : "add " + loads.getFirst();
    String hint =
        o.key().equals("order") || o.key().equals("allow") || o.key().equals("deny") || o.key().equals("satisfy")
            ? ", or write Require instead, as httpd 2.4 does"
            : "";
    return Finding.at(
            info,
            o,
            o.statement().nameSpan(),
            title(o) + " belongs to " + String.join(" or ", modules) + ", which is not loaded, so httpd refuses the line; "
                + wayOut + hint)
        .labelled("not loaded");
  }

  /// Where this configuration has its modules, with a slash at the end.
  private static String folder(Configuration configuration) {
    for (LoadedModule module : configuration.modules()) {
      String file = module.file();
      int slash = file == null ? -1 : file.lastIndexOf('/');
      if (file != null && slash >= 0 && module.by() != null) {
        return Display.of(file.substring(0, slash + 1));
      }
    }
    return "modules/";
  }

  private Finding context(Refusal refusal) {
    Occurrence o = refusal.at();
    // These say themselves where they belong.
    String allowed = refusal.httpd().contains(" only used in ") ? "" : places(o);
    Finding finding =
        Finding.at(
                info,
                o,
                o.statement().nameSpan(),
                Display.of(refusal.httpd()) + (allowed.isEmpty() ? "" : "; it belongs " + allowed))
            .labelled("not allowed here");
    return refusal.inside() == null
        ? finding
        : finding.seeing(refusal.inside().open().span(), "inside " + Sections.title(refusal.inside()));
  }

  private static String places(Occurrence o) {
    List<DirectiveSpec> specs = Directives.find(name(o));
    if (specs.isEmpty()) {
      return "";
    }
    DirectiveSpec spec = specs.getFirst();
    List<String> places = new ArrayList<>(MOST_NAMES);
    if (spec.atServer()) {
      places.add(
          spec.inVhost() == DirectiveSpec.InVhost.REFUSED ? "outside of all sections" : "outside of sections or in <VirtualHost>");
    }
    if (spec.inDirectory()) {
      places.add("in <Directory> and its kind");
    } else if (spec.inProxy()) {
      places.add("in <Proxy>");
    }
    return String.join(", or ", places);
  }

  private Finding argument(Refusal refusal) {
    Occurrence o = refusal.at();
    Word word = refusal.word();
    Span at = word != null ? word.span() : this == WRONG_NUMBER_OF_ARGUMENTS ? whole(o) : o.span();
    String httpd = withoutStop(Display.of(refusal.httpd()));
    String shown = word == null ? title(o) : title(o) + " " + Display.of(word.value());
    String what =
        switch (this) {
          case NAMED_FILE_NOT_FOUND -> shown + ": " + httpd + "; create it, or correct the path";
          case WRONG_NUMBER_OF_ARGUMENTS -> httpd + "; httpd refuses the line";
          default -> shown + " is refused by httpd: " + httpd + accepted(o, word, httpd);
        };
    Finding finding = Finding.at(info, o, at, what).labelled(label());
    if (word == null) {
      return finding;
    }
    String meant = meant(o, word);
    boolean written = word.span().text().equals(word.value());
    return meant.isEmpty() || !written
        ? finding
        : finding.fixedBy(new Fix("write " + meant, Fix.Safety.UNSAFE, List.of(new TextEdit(word.span(), meant))));
  }

  /// Of a Listen that is there already, the line that came first.
  private static Finding seeingFirst(Finding finding, Refusal refusal, Configuration configuration) {
    Occurrence o = refusal.at();
    Endpoint twice = o.key().equals("listen") && !o.words().isEmpty() ? Endpoint.of(o.words().getFirst()) : null;
    if (twice == null || !refusal.httpd().contains("multiple Listeners")) {
      return finding;
    }
    List<Occurrence> all = configuration.all("listen");
    for (Occurrence first : all.subList(0, Math.min(all.size(), MOST_LISTENS))) {
      if (first == o) {
        break;
      }
      if (first.active() && !first.words().isEmpty() && twice.isSame(Endpoint.of(first.words().getFirst()))) {
        return finding.seeing(first.span(), "it listens there already" + Lines.chain(first.place().site()));
      }
    }
    return finding;
  }

  /// What the argument may be, unless httpd's words have it already.
  private static String accepted(Occurrence o, @Nullable Word word, String httpd) {
    int index = word == null ? -1 : indexOf(o, word);
    if (index < 0) {
      return "";
    }
    String lower = httpd.toLowerCase(Locale.ROOT);
    List<String> choice = AcceptedValues.choice(name(o), index);
    boolean said = !choice.isEmpty() && choice.stream().allMatch(c -> lower.contains(c.toLowerCase(Locale.ROOT)));
    String takes = said ? "" : AcceptedValues.of(name(o), index);
    return takes.isEmpty() ? "" : "; it takes " + takes;
  }

  /// The one word of those that the argument may be which is near to what is written; empty where it is none or several.
  private static String meant(Occurrence o, Word word) {
    int index = indexOf(o, word);
    List<String> near = index < 0 ? List.of() : Similar.to(word.value(), AcceptedValues.choice(name(o), index));
    return near.size() == 1 ? near.getFirst() : "";
  }

  private static int indexOf(Occurrence o, Word word) {
    List<Word> words = o.words();
    for (int i = 0; i < words.size(); i++) {
      if (words.get(i).span().equals(word.span())) {
        return i;
      }
    }
    return -1;
  }

  private String label() {
    return switch (this) {
      case NAMED_FILE_NOT_FOUND -> "not there";
      case WRONG_NUMBER_OF_ARGUMENTS -> "wrong number of arguments";
      default -> "not accepted";
    };
  }

  private static Span whole(Occurrence o) {
    return o.words().isEmpty() ? o.span() : o.statement().argsSpan();
  }

  private static String withoutStop(String text) {
    return text.endsWith(".") ? text.substring(0, text.length() - 1) : text;
  }
}
