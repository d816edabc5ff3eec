package dev.mpmlint.rules;

import dev.mpmlint.config.Configuration;
import dev.mpmlint.config.LoadedModule;
import dev.mpmlint.httpd.AhNumber;
import dev.mpmlint.httpd.ModuleSpec;
import dev.mpmlint.httpd.Modules;
import dev.mpmlint.mpm.Mpm;
import dev.mpmlint.mpm.MpmFacts;
import dev.mpmlint.mpm.MpmOutcome;
import dev.mpmlint.source.Display;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.function.Consumer;

/// mod_php as it is usually built, or another module that must not run in threads, under an MPM that has threads.
final class ThreadUnsafeModuleWithThreadedMpm implements Rule.OfConfiguration {
  static final RuleInfo INFO =
      new RuleInfo(
          "MPM004",
          "thread-unsafe-module-with-threaded-mpm",
          Severity.ERROR,
          "A module that is not thread-safe is loaded beside an MPM that runs threads",
          "0.1");

  private static final String PHP_SAYS =
      "Apache is running a threaded MPM, but your PHP Module is not compiled to be threadsafe."
          + "  You need to recompile PHP.";

  @Override
  public RuleInfo info() {
    return INFO;
  }

  @Override
  public void check(Subject subject, Consumer<Finding> out) {
    if (!(subject.mpm() instanceof MpmOutcome.One(var plan)) || !runsThreads(plan.mpm())) {
      return;
    }
    for (LoadedModule module : modules(subject.configuration())) {
      boolean php = isPhp(module);
      String file = module.file();
      String which = module.identifier() + (file == null ? "" : " (" + baseName(Display.of(file)) + ")");
      String outcome = php ? "; httpd refuses to start (AH00013)" : "";
      String wayOut =
          php ? "; load prefork instead, or run PHP as php-fpm behind mod_proxy_fcgi" : "; load prefork instead";
      Finding finding =
          Lines.atModule(
                  INFO,
                  module,
                  subject.configuration(),
                  which + " is not built for threads and " + plan.mpm() + " runs threads" + outcome + wayOut)
              .labelled(php ? "needs prefork, unless this PHP is a thread-safe (ZTS) build" : "needs prefork");
      if (php) {
        finding = finding.claiming(new Claim.RefusesToStart(new AhNumber(13), PHP_SAYS));
      }
      out.accept(Lines.seeingMpm(finding, plan));
    }
  }

  /// Whether requests run in several threads of one process. Windows is left out: there, builds for threads are the
  /// usual ones.
  static boolean runsThreads(Mpm mpm) {
    return mpm != Mpm.WINNT && mpm.facts().threaded() != MpmFacts.Width.NO;
  }

  /// The loaded modules that must not run in threads.
  static List<LoadedModule> modules(Configuration configuration) {
    List<LoadedModule> unsafe = new ArrayList<>();
    for (LoadedModule module : configuration.modules()) {
      boolean known =
          Modules.find(module.identifier())
              .filter(spec -> spec.threadSafe() == ModuleSpec.ThreadSafety.NO)
              .isPresent();
      if (known && !module.identifier().equals("mpm_itk_module") && !isThreadSafeBuild(module.file())) {
        unsafe.add(module);
      }
    }
    return unsafe;
  }

  private static boolean isPhp(LoadedModule module) {
    return module.identifier().startsWith("php");
  }

  /// Packages name the thread-safe build so: `libphp-zts.so`, `php8apache2_4.dll`, `libphp8ts.so`.
  private static boolean isThreadSafeBuild(@org.jspecify.annotations.Nullable String file) {
    if (file == null) {
      return false;
    }
    String name = baseName(file).toLowerCase(Locale.ROOT);
    return name.contains("zts") || name.endsWith("ts.so") || name.endsWith(".dll");
  }

  private static String baseName(String path) {
    return path.substring(Math.max(path.lastIndexOf('/'), path.lastIndexOf('\\')) + 1);
  }
}
