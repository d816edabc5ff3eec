package dev.mpmlint.advise;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.mpmlint.config.ConfigReader;
import dev.mpmlint.config.Configuration;
import dev.mpmlint.config.InputKind;
import dev.mpmlint.config.ReadOptions;
import dev.mpmlint.edit.Edits;
import dev.mpmlint.httpd.HttpdVersion;
import dev.mpmlint.httpd.Layouts;
import dev.mpmlint.mpm.Mpm;
import dev.mpmlint.mpm.MpmDirective;
import dev.mpmlint.mpm.MpmOutcome;
import dev.mpmlint.mpm.MpmPlan;
import dev.mpmlint.mpm.Planner;
import dev.mpmlint.source.SourceFile;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class AdvisorTest {
  private static final double GIB = 1L << 30;
  private static final double MIB = 1L << 20;
  private static final String PREFORK = "LoadModule mpm_prefork_module modules/mod_mpm_prefork.so\n";
  private static final String EVENT = "LoadModule mpm_event_module modules/mod_mpm_event.so\n";

  private static ReadOptions options(String layout) {
    return ReadOptions.of(InputKind.WHOLE, Layouts.find(layout).orElseThrow());
  }

  private static Configuration configuration(String text) {
    return ConfigReader.read(SourceFile.ofText("httpd.conf", text), options("debian"));
  }

  private static Advice advise(Inputs inputs, String text) {
    Configuration configuration = configuration(text);
    return Advisor.advise(inputs, configuration, Planner.PLAIN.decide(configuration));
  }

  private static Inputs given(Object... numbers) {
    Inputs inputs = Inputs.NONE;
    for (int i = 0; i < numbers.length; i += 2) {
      inputs = inputs.with((Quantity) numbers[i], ((Number) numbers[i + 1]).doubleValue(), Known.Source.OPTION);
    }
    return inputs;
  }

  private static Advice.Ceiling ceiling(Advice advice, Advice.Limit limit) {
    return advice.ceilings().stream().filter(c -> c.limit() == limit).findFirst().orElseThrow();
  }

  private static String edited(Advice advice, String text) {
    SourceFile file = SourceFile.ofText("httpd.conf", text);
    return Edits.apply(file, advice.edits()).text();
  }

  // Which MPM.

  @Test
  void modPhpMeansPreforkNowAndTheWayToEvent() {
    Advice advice = advise(Inputs.NONE, EVENT + "LoadModule php_module modules/libphp8.2.so\n");

    assertThat(advice.choice().name()).isEqualTo("prefork");
    Advice.Reason reason = advice.choice().reasons().getFirst();
    assertThat(reason.sentence()).contains("php_module must not run in threads");
    assertThat(reason.at()).hasToString("httpd.conf:2");
    assertThat(advice.choice().steps()).anyMatch(s -> s.contains("php-fpm")).anyMatch(s -> s.contains("mpmlint switch event"));
    assertThat(advice.general().getFirst()).startsWith("change to prefork: mpmlint switch prefork");
    assertThat(advice.needsFullRestart()).isTrue();
  }

  @Test
  void aThreadSafePhpMayStayUnderEvent() {
    assertThat(advise(Inputs.NONE, EVENT + "LoadModule php_module modules/libphp-zts.so\n").choice().mpm()).isEqualTo(Mpm.EVENT);
  }

  @Test
  void usersPerVirtualHostMeanItkOrPools() {
    Advice advice =
        advise(
            Inputs.NONE,
            PREFORK + "LoadModule mpm_itk_module modules/mpm_itk.so\n<VirtualHost *:80>\nAssignUserID alice alice\n</VirtualHost>\n");

    assertThat(advice.choice().name()).isEqualTo("itk (on prefork)");
    assertThat(advice.choice().reasons().getFirst().at()).hasToString("httpd.conf:4");
    assertThat(advice.choice().steps()).anyMatch(s -> s.contains("a php-fpm pool for each user"));
    assertThat(advice.changesMpm()).isFalse();
  }

  @Test
  void http2MeansNotPreforkAndIsTakenBackForModPhp() {
    Advice plain = advise(Inputs.NONE, PREFORK + "Protocols h2 http/1.1\n");
    assertThat(plain.choice().mpm()).isEqualTo(Mpm.EVENT);
    assertThat(plain.choice().reasons().getFirst().sentence()).contains("HTTP/2 is asked for", "AH10034");
    assertThat(plain.choice().reasons().getFirst().at()).hasToString("httpd.conf:2");
    assertThat(plain.changesMpm()).isTrue();

    Advice php = advise(Inputs.NONE, PREFORK + "Protocols h2\nLoadModule php7_module modules/libphp7.so\n");
    assertThat(php.choice().mpm()).isEqualTo(Mpm.PREFORK);
    assertThat(php.choice().reasons()).anyMatch(r -> r.sentence().contains("stays inactive"));
  }

  @Test
  void otherSystemsAndOldVersionsHaveTheirOwn() {
    ReadOptions windows = options("windows");
    Configuration onWindows = ConfigReader.read(SourceFile.ofText("httpd.conf", "Listen 80\n"), windows);
    assertThat(Advisor.advise(Inputs.NONE, onWindows, Planner.PLAIN.decide(onWindows)).choice().mpm()).isEqualTo(Mpm.WINNT);

    ReadOptions old = options("upstream").withVersion(HttpdVersion.parse("2.2").orElseThrow());
    Configuration in22 = ConfigReader.read(SourceFile.ofText("httpd.conf", "Listen 80\n"), old);
    assertThat(Advisor.advise(Inputs.NONE, in22, Planner.PLAIN.decide(in22)).choice().mpm()).isEqualTo(Mpm.WORKER);
  }

  @Test
  void answersOutdoTheConfiguration() {
    Inputs php = Inputs.NONE.withWishes(new Inputs.Wishes(true, null, null));
    Inputs users = Inputs.NONE.withWishes(new Inputs.Wishes(null, true, null));
    Inputs leavesPhp = Inputs.NONE.withWishes(new Inputs.Wishes(false, false, true));

    assertThat(advise(php, EVENT).choice().name()).isEqualTo("prefork");
    assertThat(advise(users, EVENT).choice().name()).isEqualTo("itk (on prefork)");
    assertThat(advise(leavesPhp, PREFORK + "LoadModule php_module libphp.so\n").choice().name()).isEqualTo("event");
    assertThat(advise(Inputs.NONE.forMpm(Mpm.WORKER), EVENT).choice().name()).isEqualTo("worker");
  }

  // Ceilings.

  @Test
  void memoryOfPreforkIsWhatIsLeftDividedByAChild() {
    Advice advice = advise(given(Quantity.MEMORY, 8 * GIB, Quantity.PROCESS_SIZE, 60 * MIB, Quantity.RESERVE, 2 * GIB),
        PREFORK + "LoadModule php_module libphp.so\nMaxRequestWorkers 256\n");

    assertThat(ceiling(advice, Advice.Limit.MEMORY).workers()).isEqualTo((int) (6 * 1024 * 0.9 / 60));
    assertThat(ceiling(advice, Advice.Limit.MEMORY).formula())
        .isEqualTo("(8 GiB − 2 GiB for other programs) × 0.9 = 5.4 GiB; ÷ 60 MiB per process = 92");
    assertThat(advice.binding().orElseThrow().limit()).isEqualTo(Advice.Limit.MEMORY);
    assertThat(advice.workers()).isEqualTo(92);
    assertThat(advice.verdict()).contains("limited by memory");
  }

  @Test
  void memoryOfThreadsIsProcessesTimesThreads() {
    Advice advice =
        advise(given(Quantity.MEMORY, GIB, Quantity.PROCESS_SIZE, 20 * MIB, Quantity.THREAD_SIZE, MIB),
            EVENT + "ThreadsPerChild 50\nMaxRequestWorkers 1000\nServerLimit 30\n");

    int processes = (int) (1024 * 0.9 / 70);
    assertThat(ceiling(advice, Advice.Limit.MEMORY).workers()).isEqualTo(processes * 50);
    assertThat(advice.workers()).isEqualTo(processes * 50);
  }

  @Test
  void structureIsWhatIsCompiledIn() {
    assertThat(ceiling(advise(Inputs.NONE, PREFORK + "LoadModule php_module libphp.so\n"), Advice.Limit.STRUCTURE).workers()).isEqualTo(200_000);
    assertThat(ceiling(advise(Inputs.NONE, EVENT), Advice.Limit.STRUCTURE).workers()).isEqualTo(500_000);
    assertThat(ceiling(advise(Inputs.NONE, EVENT), Advice.Limit.STRUCTURE).formula()).contains("ServerLimit 16 now allows 400");
  }

  @Test
  void theBackendBinds() throws Exception {
    List<FpmPool> pools = FpmPool.parse("www.conf", "[www]\npm = static\npm.max_children = 50\n[app]\npm.max_children = 25\n");
    Inputs inputs = Inputs.NONE.withPool(pools.get(0)).withPool(pools.get(1));
    String text = EVENT + "MaxRequestWorkers 400\nProxyPass /php fcgi://localhost:9000/\n";

    Advice advice = advise(inputs, text);
    assertThat(advice.binding().orElseThrow())
        .isEqualTo(new Advice.Ceiling(Advice.Limit.BACKEND, 75, "pm.max_children 50 of www + pm.max_children 25 of app = 75", false));
    assertThat(advice.workers()).isEqualTo(75);

    Advice half = advise(inputs.with(Quantity.BACKEND_SHARE, 0.5, Known.Source.OPTION), text);
    assertThat(half.binding().orElseThrow().workers()).isEqualTo(150);
  }

  @Test
  void aTinyPoolLeavesOneProcessAndSaysWhy() throws Exception {
    Inputs inputs = Inputs.NONE.withPool(FpmPool.parse("www.conf", "[www]\npm.max_children = 5\n").getFirst());
    Advice advice = advise(inputs, EVENT + "SetHandler proxy:fcgi://localhost:9000\n");

    assertThat(advice.workers()).isEqualTo(25);
    assertThat(advice.general()).anyMatch(g -> g.startsWith("php-fpm serves 5 requests at once") && g.contains("www.conf:2"));
  }

  @Test
  void pidsAndProcessorsAndFiles() {
    Advice advice =
        advise(given(Quantity.TASKS, 100, Quantity.CPUS, 2, Quantity.OPEN_FILES, 128), EVENT);

    assertThat(ceiling(advice, Advice.Limit.TASKS).workers()).isEqualTo(75);
    assertThat(ceiling(advice, Advice.Limit.CPU)).extracting(Advice.Ceiling::workers, Advice.Ceiling::sanity).containsExactly(600, true);
    assertThat(ceiling(advice, Advice.Limit.OPEN_FILES).formula()).contains("below ThreadsPerChild 25");
    assertThat(advice.binding().orElseThrow().limit()).isEqualTo(Advice.Limit.TASKS);
    assertThat(advice.general()).anyMatch(g -> g.startsWith("raise the limit of open files"));
  }

  // Floors.

  @ParameterizedTest
  @CsvSource({"50,.2,.0285,15", "100,.5,.0426,60", "400,.25,.0389,110", "50,.2,.523,11"})
  void theLoadAsksForErlangsWorkers(double rate, double time, double wait, int workers) {
    Advice advice = advise(given(Quantity.RATE, rate, Quantity.SERVICE_TIME, time, Quantity.WAIT, wait), EVENT);

    assertThat(advice.demand().orElseThrow().workers()).isCloseTo(workers, within(1));
  }

  @ParameterizedTest
  @CsvSource({"5,48.3", "15,16.7", "100,2.6"})
  void keepAliveHoldsAWorker(double timeout, double connections) {
    assertThat(256 / Floors.holdingTime(6, .05, 0, timeout)).isCloseTo(connections, within(.06));
  }

  @Test
  void underPreforkConnectionsAreHeldAndUnderEventNot() {
    Inputs inputs = given(Quantity.RATE, 200, Quantity.SERVICE_TIME, .08, Quantity.REQUESTS_PER_CONNECTION, 6);
    String php = "LoadModule php_module libphp.so\nKeepAliveTimeout 15\n";

    Advice prefork = advise(inputs, PREFORK + php);
    assertThat(prefork.demand().orElseThrow().demand()).isEqualTo(Advice.Demand.KEEP_ALIVE);
    assertThat(prefork.demand().orElseThrow().workers()).isGreaterThan((int) (200 / 6.0 * 15.48));
    assertThat(prefork.general()).anyMatch(g -> g.startsWith("write KeepAliveTimeout 5 or less instead of 15"));

    Advice event = advise(inputs, EVENT + "KeepAliveTimeout 15\n");
    assertThat(event.demand().orElseThrow().workers()).isBetween(17, 30);
    Advice off = advise(inputs, PREFORK + php + "KeepAlive Off\n");
    assertThat(off.demand().orElseThrow().workers()).isBetween(17, 30);
  }

  @Test
  void idleClientsHoldAWorkerEachUnderPreforkAndNeedRoomUnderEvent() {
    Inputs inputs = given(Quantity.KEEPALIVE_CLIENTS, 3000);

    assertThat(advise(inputs, PREFORK + "LoadModule php_module libphp.so\n").demand().orElseThrow().workers()).isEqualTo(3000);
    Advice event = advise(inputs, EVENT);
    assertThat(event.demand()).isEmpty();
    assertThat(event.numbers()).containsEntry(MpmDirective.ASYNC_REQUEST_WORKER_FACTOR, 7L);
  }

  @Test
  void aLoadThatCannotBeServedIsSaid() {
    Advice advice =
        advise(
            given(Quantity.MEMORY, GIB, Quantity.PROCESS_SIZE, 100 * MIB, Quantity.RATE, 100, Quantity.SERVICE_TIME, 1, Quantity.KEEPALIVE_CLIENTS, 0),
            PREFORK + "LoadModule php_module libphp.so\n");

    assertThat(advice.workers()).isEqualTo(9);
    assertThat(advice.verdict()).startsWith("limited by memory: the load asks for 1").contains("and memory allows 9");
    assertThat(advice.general()).anyMatch(g -> g.contains("91 % of the requests are refused"));
  }

  // Numbers and edits.

  @Test
  void theNumbersAreChangedInTheirLinesAndAddedBelow() {
    String text = EVENT + "<IfModule mpm_event_module>\n\tThreadsPerChild 25\n\tMaxRequestWorkers   150  \n</IfModule>\n# end";
    Advice advice = advise(given(Quantity.RATE, 1000, Quantity.SERVICE_TIME, .5), text);

    assertThat(advice.workers()).isEqualTo(525);
    assertThat(edited(advice, text))
        .isEqualTo(
            EVENT + "<IfModule mpm_event_module>\n\tThreadsPerChild 25\n\tMaxRequestWorkers   525  \n\tServerLimit 26\n</IfModule>\n# end");
    assertThat(advice.needsFullRestart()).isTrue();
  }

  @Test
  void forAnotherMpmTheyStandInASectionOfItsOwn() {
    String text = PREFORK + "<IfModule mpm_prefork_module>\nServerLimit 600\nMaxRequestWorkers 600\n</IfModule>";
    Advice advice = advise(Inputs.NONE, text);

    assertThat(edited(advice, text))
        .isEqualTo(text + "\n<IfModule mpm_event_module>\n    ServerLimit 30\n    MaxRequestWorkers 600\n</IfModule>\n");
    String both = text + "\n<IfModule mpm_event_module>\n  MaxRequestWorkers 100\n</IfModule>\n";
    assertThat(edited(advise(Inputs.NONE, both), both))
        .endsWith("<IfModule mpm_event_module>\n  MaxRequestWorkers 600\n  ServerLimit 30\n</IfModule>\n");
  }

  @Test
  void oldNamesAndLinesInVainGo() {
    String text = EVENT + "MaxClients 256\r\nMaxRequestWorkers 260\nMaxRequestsPerChild 5000\n";

    assertThat(edited(advise(Inputs.NONE, text), text))
        .isEqualTo(EVENT + "#MaxClients 256\r\nMaxRequestWorkers 250\nMaxConnectionsPerChild 5000\n");
  }

  @Test
  void whatComesThroughAVariableIsLeftToThePerson() {
    String text = EVENT + "Define N 256\nMaxRequestWorkers ${N}\n";
    Advice advice = advise(Inputs.NONE, text);

    assertThat(advice.edits()).isEmpty();
    assertThat(advice.general()).anyMatch(g -> g.startsWith("set MaxRequestWorkers 250 by hand") && g.contains("httpd.conf:3"));
  }

  @Test
  void nothingIsChangedWhereNothingNeedsTo() {
    Advice advice = advise(Inputs.NONE, EVENT + "MaxRequestWorkers 150\nListen 80\n");

    assertThat(advice.changes()).isEmpty();
    assertThat(advice.edits()).isEmpty();
    assertThat(advice.needsFullRestart()).isFalse();
    assertThat(advice.confidence().level()).isEqualTo(Advice.Level.LOW);
    assertThat(advice.confidence().raisedBy()).hasSize(2);
  }

  @Test
  void confidenceIsHighWithMemoryAndLoad() {
    Advice advice =
        advise(given(Quantity.MEMORY, GIB, Quantity.PROCESS_SIZE, 20 * MIB, Quantity.RATE, 10, Quantity.SERVICE_TIME, .1), EVENT);

    assertThat(advice.confidence().level()).isEqualTo(Advice.Level.HIGH);
    assertThat(advice.confidence().raisedBy()).isEmpty();
  }

  /// Whatever is written, afterwards httpd corrects nothing, and a second advice changes nothing.
  @ParameterizedTest
  @ValueSource(strings = {"prefork", "worker", "event"})
  void httpdCorrectsNothingAfterwards(String name) {
    Mpm mpm = Mpm.find(name).orElseThrow();
    Random random = new Random(4);
    for (int i = 0; i < 400; i++) {
      StringBuilder text = new StringBuilder("LoadModule " + mpm.identifier() + " modules/mod_mpm_" + name + ".so\n");
      for (MpmDirective d : MpmDirective.all()) {
        boolean sized = List.of("GracefulShutdownTimeout", "ListenBacklog", "ListenCoresBucketsRatio", "MaxMemFree").contains(d.directive());
        if (!sized && mpm.facts().has(d, HttpdVersion.NEWEST) && random.nextInt(2) == 0) {
          String value = random.nextInt(12) == 0 ? "1e3" : Integer.toString(random.nextInt(random.nextInt(3) == 0 ? 30_000 : 300));
          text.append(d == MpmDirective.THREADS_PER_CHILD && value.equals("0") ? "ThreadsPerChild 1" : d + " " + value).append('\n');
        }
      }
      Inputs inputs = Inputs.NONE.forMpm(mpm);
      if (random.nextBoolean()) {
        inputs = inputs.with(Quantity.RATE, 1 + random.nextInt(2000), Known.Source.OPTION).with(Quantity.SERVICE_TIME, .1, Known.Source.OPTION);
      }
      if (random.nextBoolean()) {
        inputs = inputs.with(Quantity.MEMORY, GIB * (1 + random.nextInt(16)), Known.Source.OPTION);
      }
      Advice advice = advise(inputs, text.toString());
      String after = edited(advice, text.toString());
      MpmPlan plan = ((MpmOutcome.One) Planner.PLAIN.decide(configuration(after))).plan();

      assertThat(plan.simultaneousRequests()).as("%s\n→\n%s", text, after).isEqualTo(advice.workers());
      assertThat(plan.announced()).as("%s\n→\n%s", text, after).isEmpty();
      assertThat(advise(inputs, after).edits()).as("%s\n→\n%s", text, after).isEmpty();
      Map<MpmDirective, Long> numbers = advice.numbers();
      assertThat(numbers).allSatisfy((d, n) -> assertThat(plan.effective(d)).as("%s of\n%s\n→\n%s", d, text, after).isEqualTo(n.intValue()));
    }
  }
}
