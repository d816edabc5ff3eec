package dev.mpmlint.advise;

import dev.mpmlint.config.Configuration;
import dev.mpmlint.config.LoadedModule;
import dev.mpmlint.config.Occurrence;
import dev.mpmlint.httpd.HttpdVersion;
import dev.mpmlint.httpd.Layout;
import dev.mpmlint.mpm.Mpm;
import dev.mpmlint.source.Span;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// Which MPM, and why. Used once, by one thread.
final class Choosing {
  private final Inputs inputs;
  private final Configuration configuration;
  private final List<Advice.Reason> reasons = new ArrayList<>();
  private final List<String> steps = new ArrayList<>();

  private Choosing(Inputs inputs, Configuration configuration) {
    this.inputs = inputs;
    this.configuration = configuration;
  }

  static Advice.Choice choose(Inputs inputs, Configuration configuration) {
    return new Choosing(inputs, configuration).choose();
  }

  private Advice.Choice choose() {
    Mpm wanted = inputs.mpm();
    Advice.Choice best = best();
    if (wanted == null || wanted == best.mpm()) {
      return best;
    }
    List<Advice.Reason> all = new ArrayList<>(List.of(because("it is the one that was asked for", null)));
    for (Advice.Reason reason : best.reasons()) {
      all.add(because("for " + best.name() + " speaks: " + reason.sentence(), reason.at()));
    }
    return new Advice.Choice(wanted, false, all, List.of());
  }

  private Advice.Choice best() {
    Optional<Mpm> only = onlyOne(configuration.options().layout().os());
    if (only.isPresent()) {
      Mpm mpm = only.get();
      reasons.add(because(mpm + " is the only MPM that httpd has on " + mpm.facts().platforms(), null));
      return new Advice.Choice(mpm, false, reasons, steps);
    }
    Optional<Occurrence> http2 = Circumstances.http2(configuration);
    boolean wantsHttp2 = answer(inputs.wishes().http2(), http2.isPresent());
    boolean unsafe = threadUnsafe();
    boolean users = users();
    if (unsafe || users) {
      if (wantsHttp2) {
        reasons.add(because("HTTP/2 is asked for, and stays inactive for as long as prefork runs (AH10034)", span(http2)));
        steps.add("until then, take h2 and h2c out of Protocols: nobody gets them");
      }
      return new Advice.Choice(Mpm.PREFORK, users && !ruid2(), reasons, steps);
    }
    Mpm threaded = threaded();
    if (wantsHttp2) {
      reasons.add(because("HTTP/2 is asked for, and does not work under prefork (AH10034)", span(http2)));
    }
    fastCgi();
    Circumstances.KeepAlive keepAlive = Circumstances.keepAlive(configuration);
    if (threaded == Mpm.EVENT && keepAlive.seconds() > 0) {
      reasons.add(
          because(
              "idle keep-alive connections (for " + Unit.SECONDS.show(keepAlive.seconds())
                  + " each) hold no worker under event, and one each under prefork and worker",
              span(keepAlive.at())));
    }
    reasons.add(because("no module is loaded that must not run in threads", null));
    return new Advice.Choice(threaded, false, reasons, steps);
  }

  private static Optional<Mpm> onlyOne(Layout.Os os) {
    return switch (os) {
      case UNIX -> Optional.empty();
      case WINDOWS -> Optional.of(Mpm.WINNT);
      case NETWARE -> Optional.of(Mpm.NETWARE);
      case OS2 -> Optional.of(Mpm.MPMT_OS2);
      case BEOS -> Optional.of(Mpm.BEOS);
    };
  }

  /// event was an experiment up to 2.2, and later than worker.
  private Mpm threaded() {
    HttpdVersion version = configuration.options().version();
    if (version.atLeast(2, 3, 13)) {
      return Mpm.EVENT;
    }
    reasons.add(because("event is an experiment in httpd " + version + ", and fit for use since 2.4", null));
    return Mpm.WORKER;
  }

  private boolean threadUnsafe() {
    Boolean answered = inputs.wishes().modPhp();
    List<LoadedModule> unsafe = Circumstances.threadUnsafe(configuration);
    boolean php = false;
    boolean others = false;
    for (LoadedModule module : unsafe) {
      boolean isPhp = Circumstances.isPhp(module);
      if (isPhp && answered != null && !answered) {
        continue;
      }
      php |= isPhp;
      others |= !isPhp;
      reasons.add(
          because(
              module.identifier() + " must not run in threads" + (isPhp ? ": worker and event refuse to start with it" : ""),
              span(module.by())));
    }
    if (answered != null && answered && !php) {
      php = true;
      reasons.add(because("PHP is to run inside httpd, and usual builds of mod_php must not run in threads", null));
    }
    if (php) {
      steps.add("install php-fpm with as many children as PHP requests are to run at once (pm.max_children)");
      steps.add(
          "load proxy_module and proxy_fcgi_module, and pass PHP on: <FilesMatch \"\\.php$\"> SetHandler"
              + " \"proxy:unix:/run/php/php-fpm.sock|fcgi://localhost\" </FilesMatch>");
      steps.add("take the LoadModule of mod_php and its php_value and php_admin_value lines out");
      steps.add("then mpmlint switch event, and mpmlint advise again");
    } else if (others) {
      steps.add("ask the module's author for a build that may run in threads, or do without it; then mpmlint switch event");
    }
    return php || others;
  }

  private boolean ruid2() {
    return configuration.module("ruid2_module").isPresent();
  }

  private boolean users() {
    Boolean answered = inputs.wishes().usersPerHost();
    if (answered != null && !answered) {
      return false;
    }
    List<Occurrence> lines = Circumstances.users(configuration);
    Optional<LoadedModule> itk = Circumstances.itk(configuration);
    if (lines.isEmpty() && itk.isEmpty() && answered == null) {
      return false;
    }
    if (!lines.isEmpty()) {
      String more = lines.size() == 1 ? "" : ", as do " + (lines.size() - 1) + " more lines";
      reasons.add(
          because(lines.getFirst().statement().name() + " has requests run as users of their own" + more
              + ", which takes a process per connection", span(lines.getFirst())));
    } else if (itk.isPresent()) {
      reasons.add(because("mpm-itk is loaded, and refuses threaded MPMs", span(itk.get().by())));
    } else {
      reasons.add(because("virtual hosts are to run as users of their own: mpm-itk does that, on prefork", null));
    }
    steps.add("the way to event: a php-fpm pool for each user (user = NAME), and SetHandler with its socket in each virtual host");
    return true;
  }

  private void fastCgi() {
    List<Occurrence> lines = Circumstances.fastCgi(configuration);
    if (!lines.isEmpty()) {
      reasons.add(because("PHP runs outside of httpd, so threads do not matter to it", lines.getFirst().span()));
    }
  }

  private static boolean answer(@Nullable Boolean answered, boolean otherwise) {
    return answered == null ? otherwise : answered;
  }

  private static Advice.Reason because(String sentence, @Nullable Span at) {
    return new Advice.Reason(sentence, at);
  }

  private static @Nullable Span span(Optional<Occurrence> at) {
    return at.map(Occurrence::span).orElse(null);
  }

  private static @Nullable Span span(@Nullable Occurrence at) {
    return at == null ? null : at.span();
  }
}
