package dev.mpmlint.verify.scenario;

import dev.mpmlint.config.Configuration;
import dev.mpmlint.config.InputKind;
import dev.mpmlint.config.LoadedModule;
import dev.mpmlint.httpd.HttpdVersion;
import dev.mpmlint.httpd.Layouts;
import dev.mpmlint.lint.CannotLintException;
import dev.mpmlint.lint.Checked;
import dev.mpmlint.lint.Input;
import dev.mpmlint.lint.Linter;
import dev.mpmlint.lint.Settings;
import dev.mpmlint.lint.StartRefusal;
import dev.mpmlint.mpm.Decision;
import dev.mpmlint.mpm.Mpm;
import dev.mpmlint.mpm.MpmDirective;
import dev.mpmlint.mpm.MpmOutcome;
import dev.mpmlint.mpm.MpmPlan;
import dev.mpmlint.rules.Finding;
import dev.mpmlint.rules.Subject;
import dev.mpmlint.source.SourceFile;
import dev.mpmlint.verify.model.Replacement;
import dev.mpmlint.verify.model.Scale;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// A configuration's scratch copy, ready to be written for any server, folder and ports. Immutable.
public final class Scenario {
  private static final Set<String> TIMES =
      Set.of("timeout", "requestreadtimeout", "maxconnectionsperchild", "maxrequestsperchild");
  /// No experiment holds a request as long as that.
  private static final String PATIENCE = "Timeout 600";
  /// Beside the site, a certificate and its key.
  public static final String CERTIFICATE = "certificate.pem";
  /// mod_cgid's, in the server's folder.
  public static final String CGI_SOCKET = "cgi";
  private static final String NO_SITE = "DocumentRoot '";

  private final Copy copy;
  private final Configuration configuration;
  private final Scaling scaling;
  private final @Nullable MpmPlan given;
  private final List<Finding> findings;
  private final boolean root;

  private Scenario(
      Copy copy,
      Configuration configuration,
      Scaling scaling,
      @Nullable MpmPlan given,
      List<Finding> findings,
      boolean root) {
    this.copy = copy;
    this.configuration = configuration;
    this.scaling = scaling;
    this.given = given;
    this.findings = List.copyOf(findings);
    this.root = root;
  }

  /// What this machine can run of one server.
  ///
  /// @param root whether servers are started by root
  public record Machine(int processes, int workers, boolean root) {}

  /// @param subject a whole configuration
  public static Scenario of(Subject subject, List<Finding> findings, Machine machine) {
    return of(subject, findings, machine, 1);
  }

  /// @param subject a whole configuration
  /// @param leastFactor by which its numbers are divided at least: as another's, with which it is compared
  public static Scenario of(Subject subject, List<Finding> findings, Machine machine, int leastFactor) {
    Copy copy = new Copying(subject.configuration(), findings, machine.root).copy();
    MpmPlan plan = subject.mpm() instanceof MpmOutcome.One(MpmPlan one) ? one : null;
    Scaling scaling =
        plan == null
            ? new Scaling(Scale.NONE, java.util.Map.of())
            : Scaling.of(plan, itk(copy, plan), machine.processes, machine.workers, leastFactor);
    return new Scenario(copy, subject.configuration(), scaling, plan, findings, machine.root);
  }

  /// What httpd makes of the scratch copy.
  ///
  /// @param plan null when no server runs it
  /// @param refusal when httpd does not start with it; but for mpm-itk's
  public record Predicted(@Nullable MpmPlan plan, Optional<StartRefusal> refusal, Configuration configuration) {}

  /// The plan of the user's own configuration; null when there is not exactly one MPM.
  public @Nullable MpmPlan given() {
    return given;
  }

  /// What `check` finds in the user's configuration.
  public List<Finding> findings() {
    return findings;
  }

  public HttpdVersion version() {
    return configuration.options().version();
  }

  public Scale scale() {
    return scaling.scale();
  }

  public List<Replacement> replaced() {
    return copy.replaced();
  }

  public List<Host> hosts() {
    return copy.hosts();
  }

  /// How many ports its servers need.
  public int ports() {
    return Math.max(1, copy.ports() + (copy.tls().noneIsPlain() ? 1 : 0));
  }

  /// The number of the port at which experiments look.
  public int plainPort() {
    return copy.tls().plain();
  }

  /// The numbers of the ports that speak TLS.
  public Set<Integer> tlsPorts() {
    return copy.tls().ports();
  }

  public boolean has(String module) {
    return copy.loads().stream().anyMatch(l -> l.identifier().equals(module));
  }

  /// Whether mpm-itk runs it.
  public boolean itk() {
    return itk(copy, given);
  }

  private static boolean itk(Copy copy, @Nullable MpmPlan plan) {
    return plan != null && plan.mpm() == Mpm.PREFORK && copy.loads().stream().anyMatch(l -> l.identifier().equals("mpm_itk_module"));
  }

  /// Whether it loads mod_php.
  public boolean php() {
    return copy.loads().stream().anyMatch(l -> Kept.isPhp(l.identifier()));
  }

  /// The MPM when it is compiled in, which `mpmlint serve` must be told.
  public Optional<Mpm> compiledIn() {
    return Optional.ofNullable(given).filter(p -> p.decidedBy() instanceof Decision.CompiledIn).map(MpmPlan::mpm);
  }

  /// Modules without which a server is another one, and whose files are not on this machine.
  public List<String> missing(Build build) {
    return copy.loads().stream()
        .filter(l -> l.essential() && !build.compiledIn().contains(l.source()) && build.file(l.file()).isEmpty())
        .map(l -> l.file().getFileName().toString())
        .distinct()
        .toList();
  }

  /// The configuration file.
  ///
  /// @param folder the server's own
  /// @param ports of 127.0.0.1, as many as [#ports]
  public CopyText text(Build build, Path folder, Path site, List<Integer> ports, Variant variant) {
    String own = CopyText.bytes(folder);
    CopyText out = new CopyText(folder);
    out.line("ServerRoot \"" + own + '"');
    out.line("DefaultRuntimeDir \"" + own + '"');
    loadLines(build, variant).forEach(out::line);
    out.line("PidFile \"" + own + "/pid\"");
    out.line("ErrorLog \"" + own + "/error.log\"");
    out.line("LogLevel info");
    if (loads("cgid_module", build)) {
      out.line("ScriptSock \"" + own + '/' + CGI_SOCKET + '"');
    }
    if (has("mime_module")) {
      out.line("TypesConfig /dev/null");
    }
    boolean tls = loads("ssl_module", build);
    List<Entry> body = Entry.filter(copy.body(), e -> keeps(e, variant) && (tls || !e.key().startsWith("ssl")));
    if (body.stream().noneMatch(e -> e.key().equals("servername"))) {
      out.line("ServerName localhost");
    }
    for (String account : List.of("User", "Group")) {
      if (root && body.stream().noneMatch(e -> e.text().startsWith(account + " "))) {
        out.line(account + ' ' + Copying.fallback(account.equals("User")));
      }
    }
    Entry.write(body, out);
    if (copy.tls().noneIsPlain()) {
      own(out, copy.tls());
    }
    if (variant.scaled()) {
      scaling.numbers().forEach((d, n) -> out.line(d + " " + n));
    }
    if (variant.patient()) {
      out.line(PATIENCE);
      if (has("reqtimeout_module")) {
        out.line("RequestReadTimeout header=0 body=0");
      }
    }
    variant.more().forEach(out::line);
    // Behind all others: where a prediction is made, there is no such folder, which is complained of after them.
    out.line("DocumentRoot \"" + CopyText.bytes(site) + '"');
    Entry.write(copy.fault(), out);
    for (int i = 0; i < ports.size(); i++) {
      out.replace(Copying.placeholder(i), Integer.toString(ports.get(i)));
    }
    out.replace(Copying.FOLDER, own);
    out.replace(Copying.CERTIFICATE, CopyText.bytes(site.resolveSibling(CERTIFICATE)));
    return out;
  }

  private boolean loads(String module, Build build) {
    return copy.loads().stream().anyMatch(l -> l.identifier().equals(module) && build.has(l.source(), l.file()));
  }

  private static void own(CopyText out, Tls tls) {
    String port = Copying.placeholder(tls.plain());
    out.line("Listen 127.0.0.1:" + port + " http");
    if (tls.everywhere()) {
      out.line("<VirtualHost *:" + port + ">");
      out.line("SSLEngine off");
      out.line("</VirtualHost>");
    }
  }

  private boolean keeps(Entry e, Variant variant) {
    boolean scaledAway =
        variant.scaled() && MpmDirective.find(e.key()).filter(scaling.numbers()::containsKey).isPresent();
    return !scaledAway
        && !(variant.patient() && TIMES.contains(e.key()))
        && !(e.key().startsWith("protocols") && !variant.http2())
        && !variant.without().contains(e.key());
  }

  private List<String> loadLines(Build build, Variant variant) {
    List<String> lines = new ArrayList<>();
    compiledIn()
        .filter(mpm -> mpm != Mpm.WINNT && configuration.options().version().loadsMpm() && build.modules() != null)
        .ifPresent(mpm -> lines.add("LoadModule " + mpm.identifier() + " \"" + build.modules() + "/mod_mpm_" + mpm + ".so\""));
    for (Copy.Load l : copy.loads()) {
      // What is compiled into the user's httpd is told to the bundled server, and loaded above into the installed one.
      boolean left =
          compiledIn().filter(mpm -> mpm.identifier().equals(l.identifier())).isPresent()
              || l.identifier().equals("http2_module") && !variant.http2() || Kept.isPhp(l.identifier()) && !variant.php();
      if (!left && !build.compiledIn().contains(l.source())) {
        build.file(l.file()).ifPresent(f -> lines.add("LoadModule " + l.identifier() + " \"" + f + "\""));
      }
    }
    return lines;
  }

  /// Reads the scratch copy as `check` reads a configuration.
  public Predicted predicted(Variant variant) {
    Path folder = Path.of("/mpmlint-verify");
    List<Integer> ports = new ArrayList<>();
    for (int i = 0; i < ports(); i++) {
      ports.add(20_000 + i);
    }
    CopyText text = text(nominal(), folder, folder.resolve("site"), ports, variant);
    try {
      SourceFile source = SourceFile.of(text.file().toString(), text.bytes());
      Checked read = Linter.lint(List.of(new Input.Text(source, text.file())), settings()).checked().getFirst();
      Subject subject = read.subjects().getFirst();
      MpmPlan plan = subject.mpm() instanceof MpmOutcome.One(MpmPlan one) ? one : null;
      List<Finding> findings = read.findings();
      return new Predicted(plan, refusal(subject.configuration(), findings, text), subject.configuration());
    } catch (CannotLintException e) {
      throw new IllegalStateException("the scratch copy cannot be read: " + e.getMessage(), e);
    }
  }

  /// The scratch site is not there when this is asked, and will be.
  private static Optional<StartRefusal> refusal(Configuration scratch, List<Finding> findings, CopyText text) {
    return StartRefusal.of(scratch, findings)
        .filter(r -> !r.message().startsWith(NO_SITE))
        .map(r -> new StartRefusal(r.number(), text.inUsersWords(r.message()), text.inUsersWords(r.at())));
  }

  /// With what httpd refuses the user's own configuration. What it says of a document root that is not on this machine is
  /// left aside.
  public Optional<StartRefusal> refusal() {
    return StartRefusal.of(configuration, findings).filter(r -> !r.message().startsWith(NO_SITE));
  }

  /// Whether httpd stops reading somewhere, so that nobody knows the rest.
  public boolean stopsReading() {
    return StartRefusal.ofReading(configuration).filter(p -> !FaultyLines.OF_FILES.contains(p.kind())).isPresent();
  }

  /// The lines that httpd would refuse behind the one with which it refuses the configuration, each in a copy of its own.
  ///
  /// @param most at most so many
  public List<Alone> refusedBehind(int most) {
    return Alone.behind(this, copy, most);
  }

  /// This one with another copy.
  Scenario with(Copy other) {
    return new Scenario(other, configuration, scaling, given, findings, root);
  }

  /// Why the scratch copy does not have the line that is refused; empty when it has it.
  public String lacks(StartRefusal refusal) {
    if (refusal.number() == null) {
      return copy.noFault();
    }
    return refusal.at().isEmpty() || copy.refused().contains(refusal.at())
        ? ""
        : "the scratch copy does not have " + refusal.at();
  }

  private Settings settings() {
    return new Settings(
        InputKind.WHOLE,
        Layouts.find("debian").orElseThrow(),
        version(),
        null,
        compiledIn().orElse(null),
        null,
        List.of(),
        java.util.Map.of(),
        false);
  }

  /// What the bundled server takes for compiled in, of the layout that it is told.
  public static Build nominal() {
    return new Build(Set.copyOf(Layouts.find("debian").orElseThrow().compiledIn()), null);
  }

  /// The modules of the user's configuration.
  public List<LoadedModule> modules() {
    return configuration.modules();
  }

  public Configuration configuration() {
    return configuration;
  }
}
