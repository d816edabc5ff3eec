package dev.mpmlint.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeFalse;

import dev.mpmlint.lint.Input;
import dev.mpmlint.lint.Linter;
import dev.mpmlint.lint.Settings;
import dev.mpmlint.mpm.Mpm;
import dev.mpmlint.mpm.MpmDirective;
import dev.mpmlint.mpm.MpmOutcome;
import dev.mpmlint.mpm.MpmPlan;
import dev.mpmlint.rules.Finding;
import dev.mpmlint.rules.Severity;
import dev.mpmlint.support.DebianTree;
import dev.mpmlint.support.RealHttpd;
import dev.mpmlint.support.RequiresProgram;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

/// `switch`, with `check` and the real httpd as judges of what it leaves.
class SwitchTest {
  @TempDir
  @SuppressWarnings("NullAway.Init")
  Path root;

  private static final List<String> MPMS = List.of("prefork", "worker", "event", "itk");

  static List<List<String>> pairs() {
    List<List<String>> pairs = new ArrayList<>();
    for (String from : MPMS) {
      for (String to : MPMS) {
        if (!from.equals(to)) {
          pairs.add(List.of(from, to));
        }
      }
    }
    return pairs;
  }

  private static String[] debianModules(String mpm) {
    return switch (mpm) {
      case "itk" -> new String[] {"mpm_prefork", "mpm_itk", "php8.2", "cgi"};
      case "prefork" -> new String[] {"mpm_prefork", "php8.2", "cgi"};
      default -> new String[] {"mpm_" + mpm, "cgid"};
    };
  }

  @ParameterizedTest
  @MethodSource("pairs")
  @RequiresProgram({"apache2", "/usr/lib/apache2/modules/mpm_itk.so", "/usr/lib/apache2/modules/libphp8.2.so"})
  void debiansTreeHasTheOtherMpmAlone(List<String> pair) throws Exception {
    String to = pair.getLast();
    DebianTree tree = DebianTree.in(root, debianModules(pair.getFirst()));
    Map<String, String> before = snapshot(tree.top());

    Terminal.Outcome dry = new Terminal(tree.top()).run("switch", "--dry-run", to, "apache2.conf");
    assertThat(dry.code()).as(dry.err()).isZero();
    assertThat(dry.out()).contains("+++ ");
    assertThat(snapshot(tree.top())).as("after a dry run").isEqualTo(before);
    Terminal.Outcome done = new Terminal(tree.top()).run("switch", to, "apache2.conf");

    assertThat(done.code()).as(done.err()).isZero();
    isClean(tree.mainFile(), Settings.NONE, to);
    RealHttpd.Answer test = tree.test();
    assertThat(test.err()).contains("Syntax OK");
    loadsOnly(tree.modules().out(), to);
    assertThat(new Terminal(tree.top()).run("switch", to, "apache2.conf").out()).contains("nothing to change");
  }

  @ParameterizedTest
  @MethodSource("pairs")
  @RequiresProgram({"apache2", "/usr/lib/apache2/modules/mpm_itk.so"})
  void linesOfAPlainMainFileAreCommentedInAndOut(List<String> pair) throws Exception {
    String to = pair.getLast();
    Path conf = plain(pair.getFirst());
    String before = Files.readString(conf);

    Terminal.Outcome done = new Terminal(root).run("switch", to, "httpd.conf");

    assertThat(done.code()).as(done.err()).isZero();
    isClean(conf, Settings.NONE, to);
    RealHttpd.Answer test = RealHttpd.installed().test(conf);
    assertThat(test.err()).contains("Syntax OK");
    loadsOnly(RealHttpd.installed().modules(conf).out(), to);
    assertThat(new Terminal(root).run("switch", pair.getFirst(), "httpd.conf").code()).isZero();
    assertThat(Files.readString(conf)).as("there and back").isEqualTo(before);
  }

  /// A main file as distributions ship it: all MPMs listed, all but one commented out.
  private Path plain(String mpm) throws IOException {
    Files.createDirectories(root.resolve("logs"));
    StringBuilder text = new StringBuilder("ServerRoot \"" + root + "\"\nListen 127.0.0.1:18099\n");
    text.append("ServerName localhost\nPidFile ").append(root).append("/pid\nErrorLog logs/error.log\n");
    for (String each : List.of("event", "prefork", "worker")) {
      boolean on = each.equals(mpm) || each.equals("prefork") && mpm.equals("itk");
      text.append(on ? "" : "#").append("LoadModule mpm_").append(each).append("_module ");
      text.append("/usr/lib/apache2/modules/mod_mpm_").append(each).append(".so\n");
    }
    text.append(mpm.equals("itk") ? "" : "#").append("LoadModule mpm_itk_module /usr/lib/apache2/modules/mpm_itk.so\n");
    text.append("LoadModule authz_core_module /usr/lib/apache2/modules/mod_authz_core.so\n");
    text.append("LoadModule reqtimeout_module /usr/lib/apache2/modules/mod_reqtimeout.so\nTimeout 60\nKeepAliveTimeout 5\n");
    return Files.writeString(root.resolve("httpd.conf"), text);
  }

  @ParameterizedTest
  @CsvSource({
    "rhel, event", "rhel, prefork", "rhel, worker", "rhel-prefork-php, event", "rhel-prefork-php, worker",
    "rhel-event-php-zts, prefork", "rhel-event-php-zts, worker",
  })
  @RequiresProgram("apache2")
  void redHatsTreeHasTheOtherMpmAlone(String stock, String to) throws Exception {
    Path tree = copy(Path.of("src/test/resources/stock").resolve(stock), root.resolve("tree"));

    Terminal.Outcome done =
        new Terminal(root).run("switch", "--root", tree.toString(), to, "/etc/httpd/conf/httpd.conf");

    assertThat(done.code()).as(done.err()).isZero();
    Settings settings = new Settings(null, null, null, null, null, tree, List.of(), Map.of(), false);
    isClean(tree.resolve("etc/httpd/conf/httpd.conf"), settings, to);
    // Of the tree's modules the machine has only some: the judge gets the file that chooses the MPM.
    Files.createSymbolicLink(root.resolve("modules"), Path.of("/usr/lib/apache2/modules"));
    Path judged = root.resolve("judged.conf");
    Files.writeString(
        judged, "ServerRoot " + root + "\nListen 127.0.0.1:18098\nServerName localhost\nErrorLog error.log\nInclude " + tree + "/etc/httpd/conf.modules.d/00-mpm.conf\n");
    loadsOnly(RealHttpd.installed().modules(judged).out(), to);
  }

  @ParameterizedTest
  @CsvSource({
    "docker, usr/local/apache2/conf/httpd.conf", "arch, etc/httpd/conf/httpd.conf", "alpine, etc/apache2/httpd.conf",
    "macos, private/etc/apache2/httpd.conf", "freebsd, usr/local/etc/apache24/httpd.conf",
  })
  void otherTreesToo(String stock, String main) throws Exception {
    Path tree = copy(Path.of("src/test/resources/stock").resolve(stock), root.resolve("tree"));
    for (String to : List.of("prefork", "worker", "event")) {
      Terminal.Outcome done = new Terminal(tree).run("switch", to, main);
      assertThat(done.code()).as(done.err()).isZero();
      isClean(tree.resolve(main), Settings.NONE, to);
    }
  }

  @Test
  void windowsHasWinntOnly() throws Exception {
    Path tree = copy(Path.of("src/test/resources/stock/windows"), root.resolve("tree"));
    Terminal.Outcome refused = new Terminal(tree).run("switch", "event", "Apache24/conf/httpd.conf");
    assertThat(refused.code()).isEqualTo(2);
    assertThat(refused.err()).contains("httpd for Windows has no event, only winnt");
    Path conf = tree.resolve("Apache24/conf/httpd.conf");
    String clean = Files.readString(conf);
    Files.writeString(conf, clean + "LoadModule mpm_event_module modules/mod_mpm_event.so\r\n");
    assertThat(new Terminal(tree).run("switch", "winnt", "Apache24/conf/httpd.conf").code()).isZero();
    assertThat(Files.readString(conf)).isEqualTo(clean + "#LoadModule mpm_event_module modules/mod_mpm_event.so\r\n");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = ';',
      value = {
        // From, its numbers, to, what is to run: processes × threads.
        "prefork; MaxRequestWorkers 250; event; 10 × 25",
        "prefork; MaxRequestWorkers 1000|ServerLimit 1000; event; 40 × 25",
        "prefork; MaxRequestWorkers 260; worker; 11 × 25",
        "prefork; MaxRequestWorkers 40|StartServers 30|MinSpareServers 10; event; 2 × 25",
        "event; ThreadsPerChild 50|MaxRequestWorkers 800|MaxSpareThreads 300; worker; 16 × 50",
        "event; ThreadsPerChild 50|MaxRequestWorkers 800; prefork; 800 × 1",
        "worker; MaxRequestWorkers 100|StartServers 4; prefork; 100 × 1",
        "worker; ThreadLimit 200|ThreadsPerChild 128|MaxRequestWorkers 512|MaxSpareThreads 500; event; 4 × 128",
        "event; Mutex file:/tmp default|ThreadsPerChild 25; worker; 16 × 25",
      })
  void asManyRequestsAtOnceAsBefore(String from, String numbers, String to, String runs) throws Exception {
    Path conf = plain(from);
    Files.writeString(conf, Files.readString(conf) + numbers.replace('|', '\n') + "\n");

    Terminal.Outcome done = new Terminal(root).run("switch", to, "httpd.conf");

    assertThat(done.code()).as(done.err()).isZero();
    MpmPlan plan = isClean(conf, Settings.NONE, to);
    assertThat(plan.processes() + " × " + plan.threadsPerProcess()).isEqualTo(runs);
  }

  @Test
  void whatTheOtherMpmRefusesIsCommentedOut() throws Exception {
    Path conf = plain("itk");
    Files.writeString(
        conf,
        Files.readString(conf)
            + "MinSpareServers 5\nMutex file:/tmp mpm-accept\n<VirtualHost *:18099>\n  AssignUserID www-data www-data\n"
            + "</VirtualHost>\n<IfModule mpm_prefork_module>\n  MaxSpareServers 10\n</IfModule>\n");

    assertThat(new Terminal(root).run("switch", "event", "httpd.conf").code()).isZero();

    assertThat(Files.readString(conf))
        .contains("\n#MinSpareServers 5\n", "\n#Mutex file:/tmp mpm-accept\n", "\n  #AssignUserID www-data")
        .contains("\n  MaxSpareServers 10\n");
  }

  @Test
  void theMpmThatIsLoadedTwiceOrBesideAnotherIsLoadedOnce() throws Exception {
    Path conf = plain("event");
    String text = Files.readString(conf);
    Files.writeString(conf, text.replace("#LoadModule mpm_prefork", "LoadModule mpm_prefork")
        + "LoadModule mpm_event_module /usr/lib/apache2/modules/mod_mpm_event.so\n");

    assertThat(new Terminal(root).run("switch", "event", "httpd.conf").code()).isZero();

    isClean(conf, Settings.NONE, "event");
    assertThat(Files.readString(conf))
        .isEqualTo(text + "#LoadModule mpm_event_module /usr/lib/apache2/modules/mod_mpm_event.so\n");
  }

  @Test
  void theNewMpmIsLoadedAboveTheSectionThatAsksForIt() throws Exception {
    Path conf = plain("prefork");
    String text = Files.readString(conf);
    String guard = "<IfModule mpm_event_module>\n  ThreadsPerChild 50\n</IfModule>\n";
    Files.writeString(conf, text.replace("#LoadModule mpm_event", guard + "#LoadModule mpm_event"));

    assertThat(new Terminal(root).run("switch", "event", "httpd.conf").code()).isZero();

    assertThat(isClean(conf, Settings.NONE, "event").threadsPerProcess()).isEqualTo(50);
  }

  @Test
  void theAdvisorsNumbersInsteadOfTheOldOnes() throws Exception {
    Path conf = plain("prefork");
    Files.writeString(conf, Files.readString(conf) + "MaxRequestWorkers 300\nMaxConnectionsPerChild 10\n");

    Terminal.Outcome done = new Terminal(root).run("switch", "event", "--advised", "httpd.conf");

    assertThat(done.code()).as(done.err()).isZero();
    isClean(conf, Settings.NONE, "event");
    assertThat(Files.readString(conf)).doesNotContain("MaxConnectionsPerChild 10\n");
  }

  @Test
  void modPhpDoesNotGoWithoutSomethingInItsPlace() throws Exception {
    Path conf = plain("prefork");
    String text = Files.readString(conf) + "LoadModule php_module /usr/lib/apache2/modules/libphp8.2.so\n";
    Files.writeString(conf, text);

    Terminal.Outcome refused = new Terminal(root).run("switch", "event", "httpd.conf");

    assertThat(refused.code()).isEqualTo(2);
    assertThat(refused.err()).contains("httpd would send PHP files as text", "--without-php");
    assertThat(Files.readString(conf)).isEqualTo(text);
    assertThat(new Terminal(root).run("switch", "event", "--without-php", "httpd.conf").code()).isZero();
    assertThat(Files.readString(conf)).contains("\n#LoadModule php_module");
  }

  @Test
  void whenAStepFailsAllIsAsItWas() throws Exception {
    assumeFalse(Files.notExists(Path.of("/proc/self")), "Linux only");
    Path conf = plain("prefork");
    Files.writeString(conf, Files.readString(conf) + "Include extra.conf\n");
    Path extra = Files.writeString(root.resolve("zextra.conf"), "MinSpareServers 5\n");
    Files.createSymbolicLink(root.resolve("extra.conf"), extra);
    // A further hard link: replacing the file would leave the other name behind, so it is refused.
    Files.createLink(root.resolve("zextra.again"), extra);
    Map<String, String> before = snapshot(root);

    Terminal.Outcome refused = new Terminal(root).run("switch", "event", "httpd.conf");

    assertThat(refused.code()).isEqualTo(2);
    assertThat(refused.err()).contains("has further hard links", "nothing is changed");
    assertThat(snapshot(root)).isEqualTo(before);
  }

  @Test
  void modeStaysAndALinkStaysOne() throws Exception {
    Path conf = plain("prefork");
    Path real = Files.move(conf, root.resolve("real.conf"));
    Files.createSymbolicLink(conf, Path.of("real.conf"));
    Files.setPosixFilePermissions(real, PosixFilePermissions.fromString("rw-r-----"));

    assertThat(new Terminal(root).run("switch", "worker", "httpd.conf").code()).isZero();

    assertThat(conf).isSymbolicLink();
    assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(real))).isEqualTo("rw-r-----");
    assertThat(Files.readString(real)).contains("\nLoadModule mpm_worker_module");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = ';',
      value = {
        "event fragment.conf; is a fragment that loads no MPM",
        "evnt httpd.conf; evnt is no MPM",
        "winnt httpd.conf; winnt is for Windows only",
        "event gone.conf; gone.conf does not exist",
        "prefork upstream; event is compiled in or chosen outside of the configuration",
        "event -; standard input cannot be changed in place",
      })
  void whatCannotBeIsSaidInASentence(String line, String said) throws Exception {
    plain("prefork");
    Files.writeString(root.resolve("fragment.conf"), "<VirtualHost *:80>\n  ServerName a\n</VirtualHost>\n");
    copy(Path.of("src/test/resources/stock/upstream"), root.resolve("upstream"));
    List<String> args = new ArrayList<>(List.of("switch"));
    args.addAll(List.of(line.split(" ", -1)));

    Terminal.Outcome refused = new Terminal(root).typing("Listen 80\n").run(args.toArray(String[]::new));

    assertThat(refused.code()).isEqualTo(2);
    assertThat(refused.err()).contains(said).hasLineCount(1);
  }

  private static MpmPlan isClean(Path main, Settings settings, String mpm) throws Exception {
    List<Finding> findings = Linter.lint(List.of(new Input.OnDisk(main)), settings).findings();
    assertThat(findings.stream().filter(f -> f.severity() != Severity.INFO).map(Finding::message)).isEmpty();
    var subject = Linter.read(new Input.OnDisk(main), settings).subjects().getFirst();
    assertThat(subject.configuration().module("mpm_itk_module").isPresent()).isEqualTo(mpm.equals("itk"));
    assertThat(subject.mpm()).isInstanceOf(MpmOutcome.One.class);
    MpmPlan plan = ((MpmOutcome.One) subject.mpm()).plan();
    assertThat(plan.mpm()).isEqualTo(mpm.equals("itk") ? Mpm.PREFORK : Mpm.find(mpm).orElseThrow());
    assertThat(plan.effective(MpmDirective.MAX_REQUEST_WORKERS)).isPositive();
    return plan;
  }

  private static void loadsOnly(String modules, String mpm) {
    List<String> expected = mpm.equals("itk") ? List.of("mpm_itk", "mpm_prefork") : List.of("mpm_" + mpm);
    assertThat(modules.lines().map(String::strip).filter(l -> l.startsWith("mpm_")).map(l -> l.split("_module", 2)[0]))
        .containsExactlyInAnyOrderElementsOf(expected);
  }

  private static Path copy(Path from, Path to) throws IOException {
    try (Stream<Path> all = Files.walk(from)) {
      for (Path each : all.toList()) {
        Path copy = to.resolve(from.relativize(each).toString());
        Files.createDirectories(copy.getParent());
        Files.copy(each, copy, LinkOption.NOFOLLOW_LINKS);
      }
    }
    return to;
  }

  /// Every file with its contents, every link with what it holds.
  private static Map<String, String> snapshot(Path folder) throws IOException {
    Map<String, String> all = new TreeMap<>();
    try (Stream<Path> walk = Files.walk(folder)) {
      for (Path each : walk.sorted(Comparator.naturalOrder()).toList()) {
        if (Files.isSymbolicLink(each)) {
          all.put(each.toString(), "-> " + Files.readSymbolicLink(each));
        } else if (Files.isRegularFile(each)) {
          all.put(each.toString(), Files.readString(each, java.nio.charset.StandardCharsets.ISO_8859_1));
        }
      }
    }
    return all;
  }
}
