package dev.mpmlint.mpm;

import static org.assertj.core.api.Assertions.assertThat;

import dev.mpmlint.config.ConfigReader;
import dev.mpmlint.config.Configuration;
import dev.mpmlint.config.InputKind;
import dev.mpmlint.config.LoadedModule;
import dev.mpmlint.config.Occurrence;
import dev.mpmlint.config.ReadOptions;
import dev.mpmlint.httpd.HttpdVersion;
import dev.mpmlint.httpd.Layout;
import dev.mpmlint.httpd.Layouts;
import dev.mpmlint.source.SourceFile;
import java.util.List;
import org.junit.jupiter.api.Test;

class PlannerTest {
  private static final String EVENT = "LoadModule mpm_event_module modules/mod_mpm_event.so\n";
  private static final String PREFORK = "LoadModule mpm_prefork_module modules/mod_mpm_prefork.so\n";

  @Test
  void theLoadModuleLineDecides() {
    MpmPlan plan = one(whole("ServerName a\n" + EVENT + "MaxRequestWorkers 150\nThreadsPerChild 16\n"));

    assertThat(plan.mpm()).isEqualTo(Mpm.EVENT);
    assertThat(plan.decidedBy())
        .isInstanceOfSatisfying(Decision.Loaded.class, d -> assertThat(d.by().span().line()).isEqualTo(2));
    assertThat(plan.simultaneousRequests()).isEqualTo(144);
    assertThat(plan.announced()).extracting(Correction::line).singleElement().asString().startsWith("AH00513: WARNING");
    assertThat(line(plan, MpmDirective.MAX_REQUEST_WORKERS)).isEqualTo(3);
    assertThat(setting(plan, MpmDirective.SERVER_LIMIT).isDefault()).isTrue();
  }

  @Test
  void withoutOneHttpdDoesNotStart() {
    assertThat(Planner.PLAIN.decide(whole("ServerName a\n"))).isInstanceOf(MpmOutcome.None.class);
  }

  @Test
  void withTwoNeither() {
    assertThat(Planner.PLAIN.decide(whole(EVENT + PREFORK)))
        .isInstanceOfSatisfying(
            MpmOutcome.Several.class,
            s ->
                assertThat(s.modules())
                    .extracting(LoadedModule::identifier)
                    .containsExactly("mpm_event_module", "mpm_prefork_module"));
  }

  @Test
  void theSameOneTwiceCountsOnce() {
    assertThat(one(whole(EVENT + EVENT)).mpm()).isEqualTo(Mpm.EVENT);
  }

  @Test
  void thatOfItkIsPrefork() {
    assertThat(one(whole(PREFORK + "LoadModule mpm_itk_module modules/mpm_itk.so\n")).mpm()).isEqualTo(Mpm.PREFORK);
    assertThat(Planner.PLAIN.decide(whole("LoadModule mpm_itk_module modules/mpm_itk.so\n")))
        .isInstanceOf(MpmOutcome.None.class);
  }

  @Test
  void up22PreforkIsCompiledInUnlessSomethingSaysOtherwise() {
    Configuration old = read("MaxClients 500\n", options(InputKind.WHOLE).withVersion(new HttpdVersion(2, 2, 34)));

    assertThat(one(old).mpm()).isEqualTo(Mpm.PREFORK);
    assertThat(one(old).decidedBy()).isEqualTo(new Decision.CompiledIn("the default of httpd 2.2 on Unix"));
    assertThat(one(old).simultaneousRequests()).isEqualTo(256);
    MpmPlan stated = one(new Planner(Mpm.WORKER, "--mpm", 0).decide(old));
    assertThat(stated.decidedBy()).isEqualTo(new Decision.CompiledIn("--mpm"));
    assertThat(stated.simultaneousRequests()).isEqualTo(400);
  }

  @Test
  void whatALayoutUsuallyCompilesInGivesWayToALine() {
    ReadOptions upstream = ReadOptions.of(InputKind.WHOLE, Layouts.upstream());

    assertThat(one(read("ServerName a\n", upstream)).mpm()).isEqualTo(Mpm.EVENT);
    assertThat(one(read("ServerName a\n", upstream)).decidedBy()).isInstanceOf(Decision.CompiledIn.class);
    assertThat(one(read(PREFORK, upstream)).mpm()).isEqualTo(Mpm.PREFORK);
    assertThat(one(read("MaxClients 9\n", upstream.withVersion(new HttpdVersion(2, 2, 34)))).mpm())
        .isEqualTo(Mpm.PREFORK);
    // A list that was read from the server itself is no guess.
    assertThat(Planner.PLAIN.decide(read(PREFORK, upstream.withCompiledIn(List.of("core.c", "worker.c")))))
        .isInstanceOf(MpmOutcome.Several.class);

    ReadOptions piece = ReadOptions.of(InputKind.FRAGMENT, Layouts.upstream());
    Configuration guarded =
        read("<IfModule prefork.c>\nMaxRequestWorkers 9\n</IfModule>\n", Planner.open(piece));
    assertThat(open(guarded)).extracting(MpmPlan::mpm).containsExactly(Mpm.PREFORK);
  }

  @Test
  void onWindowsItIsWinnt() {
    Layout windows = Layouts.find("windows").orElseThrow();
    Configuration c = read("ThreadsPerChild 150\n", ReadOptions.of(InputKind.WHOLE, windows));

    assertThat(one(c).mpm()).isEqualTo(Mpm.WINNT);
    assertThat(one(c).decidedBy()).isInstanceOf(Decision.CompiledIn.class);
    assertThat(one(c).simultaneousRequests()).isEqualTo(150);
  }

  @Test
  void theLastLineWinsUnderEitherName() {
    MpmPlan plan =
        one(whole(PREFORK + "MaxClients 100\nMaxRequestWorkers 60\nMaxRequestWorkers 70\nMaxClients 50\n"));
    Setting workers = setting(plan, MpmDirective.MAX_REQUEST_WORKERS);

    assertThat(workers.effective()).isEqualTo(50);
    assertThat(line(plan, MpmDirective.MAX_REQUEST_WORKERS)).isEqualTo(5);
    assertThat(workers.overridden()).extracting(o -> o.span().line()).containsExactly(2, 3, 4);
  }

  @Test
  void whatDoesNotCountSetsNothing() {
    MpmPlan plan =
        one(
            whole(
                "<IfModule mpm_prefork_module>\nMaxRequestWorkers 10\n</IfModule>\n"
                    + PREFORK
                    + "<IfModule mpm_event_module>\nMaxRequestWorkers 20\n</IfModule>\n"
                    + "<VirtualHost *:80>\nMaxRequestWorkers 30\n</VirtualHost>\n"
                    + "MaxRequestWorkers 40 # not a comment\nMaxRequestWorkers\nMaxRequestWorkers \"\"\n"));

    assertThat(setting(plan, MpmDirective.MAX_REQUEST_WORKERS).isDefault()).isTrue();
  }

  @Test
  void aFragmentsGuardsTellItsMpms() {
    Configuration c =
        fragment(
            "tuning.conf",
            """
            <IfModule mpm_prefork_module>
            MaxRequestWorkers 300
            </IfModule>
            <IfModule !mpm_prefork_module>
            MaxRequestWorkers 130
            </IfModule>
            <IfModule event.c>
            ThreadsPerChild 20
            </IfModule>
            """);

    assertThat(Planner.PLAIN.mentioned(c)).containsExactly(Mpm.PREFORK, Mpm.EVENT);
    List<MpmPlan> plans = open(c);
    assertThat(plans).extracting(MpmPlan::mpm).containsExactly(Mpm.PREFORK, Mpm.EVENT);
    assertThat(plans).extracting(MpmPlan::simultaneousRequests).containsExactly(256, 120);
    assertThat(plans.getLast().decidedBy())
        .isEqualTo(new Decision.Assumed("<IfModule event.c> at tuning.conf:7"));
  }

  @Test
  void readUnderAnAssumptionAFragmentHasOneMpm() {
    String text =
        """
        <IfModule mpm_prefork_module>
        MaxRequestWorkers 300
        </IfModule>
        <IfModule mpm_worker_module>
        MaxRequestWorkers 100
        </IfModule>
        """;
    Configuration c = read(text, options(InputKind.FRAGMENT).withAssumedModules(List.of("mpm_worker_module")));

    assertThat(open(c)).extracting(MpmPlan::mpm).containsExactly(Mpm.WORKER);
    assertThat(Planner.PLAIN.plan(c, Mpm.WORKER, new Decision.Assumed("")).simultaneousRequests()).isEqualTo(100);
  }

  @Test
  void otherCluesOfAFragment() {
    assertThat(open(fragment("a.conf", "MinSpareServers 5\n"))).extracting(MpmPlan::mpm).containsExactly(Mpm.PREFORK);
    assertThat(open(fragment("a.conf", "AsyncRequestWorkerFactor 2\n")))
        .extracting(MpmPlan::mpm)
        .containsExactly(Mpm.EVENT);
    assertThat(open(fragment("a.conf", "ThreadsPerChild 25\n")))
        .extracting(MpmPlan::mpm)
        .containsExactly(Mpm.WORKER, Mpm.EVENT);
    assertThat(open(fragment("conf/mpm_event.conf", "MaxRequestWorkers 150\n")))
        .extracting(MpmPlan::mpm)
        .containsExactly(Mpm.EVENT);
    assertThat(one(fragment("mpm_event.load", EVENT)).mpm()).isEqualTo(Mpm.EVENT);
  }

  @Test
  void aFragmentThatTellsNothingHasNoPlan() {
    assertThat(open(fragment("a.conf", "MaxRequestWorkers 150\nServerName a\n"))).isEmpty();
    assertThat(open(fragment("mpm_event.conf", "ServerName a\n"))).isEmpty();
    assertThat(open(read("MaxRequestWorkers 1\n", options(InputKind.HTACCESS)))).isEmpty();
  }

  @Test
  void theReportSaysItInWords() {
    MpmReport event = MpmReport.of(one(whole(EVENT + "StartServers 4\n")), HttpdVersion.NEWEST);
    assertThat(event.shown()).isEqualTo("event");
    assertThat(event.threaded()).isEqualTo("yes (fixed thread count)");
    assertThat(event.forked()).isEqualTo("yes (variable process count)");
    assertThat(event.arithmetic())
        .startsWith("4 processes at start, up to 16 processes × 25 threads = 400 simultaneous requests")
        .contains("at most 25 × (1 + 2) = 75 connections per process, 1200 in all, while every thread is idle");
    assertThat(event.connections()).contains(new MpmReport.Connections(25, 2, 75, 1200));

    MpmReport prefork = MpmReport.of(one(whole(PREFORK + "MaxRequestWorkers 1\n")), HttpdVersion.NEWEST);
    assertThat(prefork.arithmetic())
        .containsExactly("1 process at start, up to 1 process with one request each = 1 simultaneous request");
    assertThat(prefork.connections()).isEmpty();
  }

  @Test
  void theReportWarnsOfTheNominalNumber() {
    MpmReport capped = MpmReport.of(one(whole(EVENT + "MaxRequestWorkers 1000\n")), HttpdVersion.NEWEST);

    assertThat(capped.arithmetic().get(1)).contains("MaxRequestWorkers 1000").contains("full scoreboard");
  }

  private static Setting setting(MpmPlan plan, MpmDirective directive) {
    return plan.setting(directive).orElseThrow();
  }

  private static int line(MpmPlan plan, MpmDirective directive) {
    return switch (setting(plan, directive).origin()) {
      case Origin.Written(Occurrence at) -> at.span().line();
      case Origin.Default() -> 0;
    };
  }

  private static MpmPlan one(Configuration c) {
    return one(Planner.PLAIN.decide(c));
  }

  private static MpmPlan one(MpmOutcome outcome) {
    assertThat(outcome).isInstanceOf(MpmOutcome.One.class);
    return ((MpmOutcome.One) outcome).plan();
  }

  private static List<MpmPlan> open(Configuration c) {
    MpmOutcome outcome = Planner.PLAIN.decide(c);
    assertThat(outcome).isInstanceOf(MpmOutcome.Open.class);
    return ((MpmOutcome.Open) outcome).plans();
  }

  private static ReadOptions options(InputKind kind) {
    return ReadOptions.of(kind, Layouts.find("debian").orElseThrow());
  }

  private static Configuration whole(String text) {
    return read(text, options(InputKind.WHOLE));
  }

  private static Configuration fragment(String name, String text) {
    return ConfigReader.read(SourceFile.ofText(name, text), options(InputKind.FRAGMENT));
  }

  private static Configuration read(String text, ReadOptions options) {
    return ConfigReader.read(SourceFile.ofText("httpd.conf", text), options);
  }
}
