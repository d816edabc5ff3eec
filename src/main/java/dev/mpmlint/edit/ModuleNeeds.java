package dev.mpmlint.edit;

import dev.mpmlint.config.Configuration;
import dev.mpmlint.config.LoadedModule;
import dev.mpmlint.config.Occurrence;
import dev.mpmlint.httpd.ModuleSpec;
import dev.mpmlint.httpd.Modules;
import dev.mpmlint.mpm.Mpm;
import dev.mpmlint.mpm.MpmFacts;
import dev.mpmlint.source.TextEdit;
import dev.mpmlint.syntax.Word;
import java.nio.file.Path;
import java.util.List;

/// The modules that must go, or come, with another MPM: what is not made for threads, mod_cgi and mod_cgid, mpm-itk.
final class ModuleNeeds {
  static final String ITK = "mpm_itk_module";

  private final Configuration configuration;
  private final Mpm target;
  private final boolean itk;
  private final boolean withoutPhp;
  private final List<String> notes;

  ModuleNeeds(Configuration configuration, Mpm target, boolean itk, boolean withoutPhp, List<String> notes) {
    this.configuration = configuration;
    this.target = target;
    this.itk = itk;
    this.withoutPhp = withoutPhp;
    this.notes = notes;
  }

  void adapt(Draft draft) throws CannotEditException {
    ModuleLines lines = new ModuleLines(configuration, draft);
    if (!itk && configuration.module(ITK).isPresent()) {
      lines.disable(ITK);
      notes.add("mpm-itk goes, so every virtual host runs as User and Group; give users pools of php-fpm instead");
    }
    if (target == Mpm.WINNT || target.facts().threaded() == MpmFacts.Width.NO) {
      return;
    }
    for (LoadedModule module : configuration.modules()) {
      if (!module.identifier().equals(ITK) && isUnsafe(module)) {
        outOfThreads(module, lines);
      }
    }
    if (configuration.module("cgi_module").isPresent()) {
      cgid(lines, draft);
    }
  }

  private static boolean isUnsafe(LoadedModule module) {
    return Modules.find(module.identifier())
        .map(spec -> module.file() == null ? spec.threadSafe() : spec.threadSafe(module.file()))
        .filter(safety -> safety == ModuleSpec.ThreadSafety.NO)
        .isPresent();
  }

  private void outOfThreads(LoadedModule module, ModuleLines lines) throws CannotEditException {
    boolean php = module.identifier().startsWith("php");
    if (php) {
      php(module, lines);
    } else {
      notes.add(module.identifier() + " is not made for threads and goes; what it did needs another way under " + target);
    }
    lines.disable(module.identifier());
  }

  /// Without its module httpd would send PHP files as they are, passwords included.
  private void php(LoadedModule module, ModuleLines lines) throws CannotEditException {
    Occurrence by = module.by();
    String stem = by == null ? "php" : ModuleLines.stem(Path.of(by.place().site().file().name()));
    String fpm = stem.startsWith("php") ? stem + "-fpm" : "php-fpm";
    if (lines.enableConf(fpm, List.of("proxy_fcgi", "setenvif"))) {
      notes.add("mod_php goes and " + fpm + " comes in its place: see that the service " + fpm + " runs");
    } else if (handsPhpOn()) {
      notes.add("mod_php goes; the configuration hands PHP files to php-fpm then: see that it runs");
    } else if (withoutPhp) {
      notes.add("mod_php goes and nothing takes its place: httpd sends PHP files as text until php-fpm is set up");
    } else {
      throw new CannotEditException(
          module.identifier() + " does not run under " + target + ", and without it httpd would send PHP files as text; set"
              + " up php-fpm with mod_proxy_fcgi first (on Debian: install " + fpm + "), or say --without-php");
    }
  }

  /// Whether a line hands PHP on to FastCGI, now or when mod_php is gone.
  private boolean handsPhpOn() {
    for (String directive : List.of("SetHandler", "ProxyPassMatch", "ProxyPass")) {
      for (Occurrence line : configuration.all(directive)) {
        if (line.statement().args().contains("fcgi://")) {
          return true;
        }
      }
    }
    return false;
  }

  /// mod_cgid in the place of mod_cgi, or mod_cgi out where both are there.
  private void cgid(ModuleLines lines, Draft draft) throws CannotEditException {
    if (configuration.module("cgid_module").isPresent()) {
      lines.disable("cgi_module");
      return;
    }
    for (Occurrence line : lines.lines("cgi_module")) {
      if (ModuleLines.available(configuration, "cgid_module").isPresent()) {
        lines.takeOut(line);
        ModuleLines.ways(configuration, "cgid_module", line).getFirst().take(draft);
      } else {
        Draft.requireVerbatim(line);
        for (Word word : line.words()) {
          String text = word.span().text();
          String changed = text.replace("cgi_module", "cgid_module").replace("mod_cgi.so", "mod_cgid.so");
          if (!changed.equals(text)) {
            draft.edit(new TextEdit(word.span(), changed));
          }
        }
      }
    }
  }
}
