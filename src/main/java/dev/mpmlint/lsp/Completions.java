package dev.mpmlint.lsp;

import dev.mpmlint.config.LoadedModule;
import dev.mpmlint.config.Occurrence;
import dev.mpmlint.config.ServerFiles;
import dev.mpmlint.httpd.ArgForm;
import dev.mpmlint.httpd.ArgumentWords;
import dev.mpmlint.httpd.DirectiveSpec;
import dev.mpmlint.httpd.Directives;
import dev.mpmlint.httpd.ModuleSpec;
import dev.mpmlint.httpd.Modules;
import dev.mpmlint.mpm.MpmDirective;
import dev.mpmlint.mpm.MpmPlan;
import dev.mpmlint.mpm.Setting;
import dev.mpmlint.rules.Subject;
import dev.mpmlint.source.Display;
import dev.mpmlint.source.Span;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.eclipse.lsp4j.CompletionItem;
import org.eclipse.lsp4j.CompletionItemKind;
import org.eclipse.lsp4j.InsertTextFormat;
import org.eclipse.lsp4j.Range;
import org.eclipse.lsp4j.TextEdit;
import org.eclipse.lsp4j.jsonrpc.messages.Either;

/// What may be written at a place: directives that may stand in the sections around it, and the words that the
/// directive before it takes. Made for one answer.
final class Completions {
  /// Sections whose contents are for directories, files and locations.
  private static final Set<String> PER_DIRECTORY =
      Set.of("directory", "directorymatch", "location", "locationmatch", "files", "filesmatch", "if", "elseif", "else",
          "limit", "limitexcept", "proxy", "proxymatch");

  /// Which argument of a directive is a path, relative to the ServerRoot.
  private static final Map<String, Integer> PATHS =
      Map.ofEntries(
          Map.entry("include", 1), Map.entry("includeoptional", 1), Map.entry("serverroot", 1), Map.entry("documentroot", 1),
          Map.entry("<directory", 1), Map.entry("errorlog", 1), Map.entry("customlog", 1), Map.entry("transferlog", 1),
          Map.entry("alias", 2), Map.entry("scriptalias", 2), Map.entry("authuserfile", 1), Map.entry("authgroupfile", 1),
          Map.entry("pidfile", 1), Map.entry("typesconfig", 1), Map.entry("sslcertificatefile", 1),
          Map.entry("sslcertificatekeyfile", 1), Map.entry("sslcertificatechainfile", 1), Map.entry("sslcacertificatefile", 1),
          Map.entry("sslcacertificatepath", 1));
  private static final int MOST_NAMES = 500;

  private final Spot spot;
  private final Analysis analysis;
  private final boolean snippets;
  private final Map<String, CompletionItem> items = new LinkedHashMap<>();
  private int wordStart;

  private Completions(Spot spot, Analysis analysis, boolean snippets) {
    this.spot = spot;
    this.analysis = analysis;
    this.snippets = snippets;
  }

  /// @param snippets whether the editor knows snippets
  static List<CompletionItem> of(Spot spot, Analysis analysis, boolean snippets) {
    Completions completions = new Completions(spot, analysis, snippets);
    completions.collect();
    return new ArrayList<>(completions.items.values());
  }

  private void collect() {
    String line = spot.before();
    String typed = line.stripLeading();
    if (typed.startsWith("#")) {
      return;
    }
    int variable = line.lastIndexOf("${");
    wordStart = spot.offset();
    if (variable >= 0 && line.indexOf('}', variable) < 0) {
      wordStart = spot.begin() + variable + 2;
      defined().forEach(name -> add(name, CompletionItemKind.Variable, "", name + "}"));
      return;
    }
    List<String> words = new ArrayList<>(List.of(typed.split("[ \t\\\\\n\r]+", -1)));
    String last = words.removeLast();
    wordStart = spot.offset() - last.length();
    if (!words.isEmpty()) {
      arguments(words);
    } else if (typed.startsWith("</")) {
      if (!spot.around().isEmpty()) {
        add("</" + spot.around().getLast().name() + ">", CompletionItemKind.Module, "", "</" + spot.around().getLast().name() + ">");
      }
    } else {
      names();
    }
  }

  // ---- names ----

  private void names() {
    for (DirectiveSpec spec : Directives.all()) {
      if (mayStandHere(spec) && !items.containsKey(spec.title())) {
        String detail = spec.module() + (spec.byDefault().isEmpty() ? "" : ", default " + spec.byDefault());
        CompletionItem item =
            spec.isSection()
                ? section(spec, detail)
                : add(spec.title(), CompletionItemKind.Property, detail, spec.title());
        // What a loaded module has comes first.
        item.setSortText((analysis.module(spec.module()).isPresent() ? "0" : "1") + spec.title());
      }
    }
  }

  private CompletionItem section(DirectiveSpec spec, String detail) {
    String name = spec.name().substring(1);
    if (!snippets) {
      return add(spec.title(), CompletionItemKind.Module, detail, spec.name());
    }
    CompletionItem item = add(spec.title(), CompletionItemKind.Module, detail, "<" + name + " $1>\n\t$0\n</" + name + ">");
    item.setInsertTextFormat(InsertTextFormat.Snippet);
    return item;
  }

  private boolean mayStandHere(DirectiveSpec spec) {
    Path name = spot.document().path().getFileName();
    if (name != null && name.toString().endsWith(".htaccess")) {
      return spec.inHtaccess();
    }
    List<String> around = spot.aroundKeys();
    if (around.stream().anyMatch(PER_DIRECTORY::contains)) {
      return spec.inDirectory() || spec.execOnRead();
    }
    if (around.contains("virtualhost")) {
      return spec.atServer() && spec.inVhost() != DirectiveSpec.InVhost.REFUSED || spec.execOnRead();
    }
    return spec.atServer() || spec.execOnRead() || spec.bits().isEmpty();
  }

  // ---- arguments ----

  /// @param before the words before the one that is being typed, the name first
  private void arguments(List<String> before) {
    String name = before.getFirst();
    int argument = before.size();
    String key = name.toLowerCase(Locale.ROOT);
    if (PATHS.getOrDefault(key, 0) == argument) {
      paths();
    }
    switch (key) {
      case "loadmodule" -> modules(argument);
      case "<ifmodule" -> tested();
      case "<ifdefine", "undefine" -> defined().forEach(n -> add(n, CompletionItemKind.Variable, "", n));
      case "use", "undefmacro" -> {
        if (argument == 1) {
          macros().forEach(n -> add(n, CompletionItemKind.Function, "", n));
        }
      }
      case "<ifdirective", "allowoverridelist" -> named(false);
      case "<ifsection" -> named(true);
      case "customlog" -> {
        if (argument == 2) {
          nicknames().forEach(n -> add(n, CompletionItemKind.Value, "LogFormat", n));
        }
        values(name, argument);
      }
      default -> values(name, argument);
    }
  }

  /// What is in the folder that is typed so far.
  private void paths() {
    String typed = Display.of(spot.document().file().text().substring(wordStart, spot.offset()));
    String folder = typed.substring(0, typed.lastIndexOf('/') + 1);
    String bare = folder.startsWith("\"") ? folder.substring(1) : folder;
    for (Subject subject : analysis.subjectsOf(spot.document())) {
      for (String name : new ServerFiles(subject.configuration()).names(bare.isEmpty() ? "." : bare, MOST_NAMES)) {
        boolean inside = name.endsWith("/");
        String quote = typed.equals("\"") ? typed : "";
        add(quote + folder + name, inside ? CompletionItemKind.Folder : CompletionItemKind.File, "", quote + folder + name);
      }
    }
  }

  /// @param sections names of sections, else of directives
  private void named(boolean sections) {
    for (DirectiveSpec spec : Directives.all()) {
      if (spec.isSection() == sections) {
        String name = spec.name().replace("<", "");
        add(name, CompletionItemKind.Property, spec.module(), name);
      }
    }
  }

  /// Of the formats that the configuration defines.
  private Set<String> nicknames() {
    Set<String> names = new TreeSet<>();
    for (Subject subject : analysis.subjects()) {
      for (Occurrence o : subject.configuration().active("LogFormat")) {
        if (o.words().size() == 2) {
          names.add(Display.of(o.words().get(1).value()));
        }
      }
    }
    return names;
  }

  private void values(String name, int argument) {
    MpmDirective.find(name).filter(_ -> argument == 1).ifPresent(this::numbers);
    String sign = sign(name);
    for (String word : ArgumentWords.of(name, argument)) {
      if (sign.isEmpty() || !word.startsWith("-")) {
        add(sign + word, CompletionItemKind.EnumMember, "", sign + word);
      }
    }
    boolean flag = Directives.find(name).stream().anyMatch(s -> s.form() == ArgForm.FLAG);
    if (flag && argument == 1 && items.isEmpty()) {
      add("On", CompletionItemKind.EnumMember, "", "On");
      add("Off", CompletionItemKind.EnumMember, "", "Off");
    }
    for (DirectiveSpec spec : Directives.find(name)) {
      String byDefault = spec.byDefault();
      if (argument == 1 && byDefault.matches("[A-Za-z0-9./_-]+")) {
        add(byDefault, CompletionItemKind.Value, "default", byDefault);
      }
    }
  }

  /// The `+` or `-` that is typed already before a word that may have one; and the module before a level of LogLevel.
  private String sign(String name) {
    String typed = Display.of(spot.document().file().text().substring(wordStart, spot.offset()));
    if (name.equalsIgnoreCase("LogLevel")) {
      return typed.substring(0, typed.indexOf(':') + 1);
    }
    boolean signed = ArgumentWords.signed(name) && (typed.startsWith("+") || typed.startsWith("-"));
    return signed ? typed.substring(0, 1) : "";
  }

  private void numbers(MpmDirective directive) {
    for (Subject subject : analysis.subjectsOf(spot.document())) {
      for (MpmPlan plan : subject.plans()) {
        plan.setting(directive).map(Setting::effective).map(Hints::shown).ifPresent(n -> add(n, CompletionItemKind.Value, "in effect (" + plan.mpm() + ")", n));
        plan.mpm()
            .facts()
            .limit(directive, subject.configuration().options().version())
            .map(limit -> Long.toString(limit.fallback()))
            .ifPresent(n -> add(n, CompletionItemKind.Value, "default of " + plan.mpm(), n));
      }
    }
  }

  private void modules(int argument) {
    if (argument == 1) {
      for (ModuleSpec module : Modules.all()) {
        add(module.identifier(), CompletionItemKind.Module, module.brief(), module.identifier());
      }
      return;
    }
    String[] words = spot.before().strip().split("[ \t]+");
    String identifier = words.length > 1 ? words[1] : "";
    Modules.find(identifier).ifPresent(m -> {
      String file = moduleFolder() + "mod_" + m.identifier().replaceAll("_module$", "") + ".so";
      add(file, CompletionItemKind.File, "", file);
    });
  }

  /// Where the modules are that are loaded already.
  private String moduleFolder() {
    for (Subject subject : analysis.subjectsOf(spot.document())) {
      for (LoadedModule module : subject.configuration().modules()) {
        String file = module.file();
        if (file != null && file.indexOf('/') >= 0) {
          return Display.of(file.substring(0, file.lastIndexOf('/') + 1));
        }
      }
    }
    return "modules/";
  }

  private void tested() {
    boolean negated = spot.document().file().text().startsWith("!", wordStart);
    for (Subject subject : analysis.subjects()) {
      for (LoadedModule m : subject.configuration().modules()) {
        add((negated ? "!" : "") + m.identifier(), CompletionItemKind.Module, "loaded", (negated ? "!" : "") + m.identifier());
      }
    }
    for (ModuleSpec module : Modules.all()) {
      add((negated ? "!" : "") + module.identifier(), CompletionItemKind.Module, module.brief(), (negated ? "!" : "") + module.identifier());
    }
  }

  private Set<String> defined() {
    Set<String> names = firstArguments("Define");
    for (Subject subject : analysis.subjects()) {
      names.addAll(subject.configuration().options().environment().keySet());
    }
    return names;
  }

  private Set<String> macros() {
    return firstArguments("Macro");
  }

  private Set<String> firstArguments(String directive) {
    Set<String> names = new TreeSet<>();
    for (Subject subject : analysis.subjects()) {
      for (Occurrence o : subject.configuration().active(directive)) {
        if (!o.words().isEmpty()) {
          names.add(Display.of(o.words().getFirst().value()));
        }
      }
    }
    return names;
  }

  private CompletionItem add(String label, CompletionItemKind kind, String detail, String text) {
    return items.computeIfAbsent(label, _ -> {
      CompletionItem item = new CompletionItem(label);
      item.setKind(kind);
      if (!detail.isEmpty()) {
        item.setDetail(detail);
      }
      Range range = spot.document().positions().range(new Span(spot.document().file(), wordStart, spot.offset()));
      item.setTextEdit(Either.forLeft(new TextEdit(range, text)));
      item.setFilterText(label);
      return item;
    });
  }
}
