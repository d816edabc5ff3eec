package dev.mpmlint.mpm;

import static org.assertj.core.api.Assertions.assertThat;

import dev.mpmlint.httpd.HttpdVersion;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

class CatalogueTest {
  @ParameterizedTest
  @EnumSource
  void everyMpmHasARow(Mpm mpm) {
    MpmFacts facts = mpm.facts();

    assertThat(facts.name()).isEqualTo(mpm.shortName());
    assertThat(facts.sentence()).endsWith(".");
    String today = facts.replacedBy();
    if (today != null) {
      assertThat(Catalogue.find(today)).isPresent();
    }
    assertThat(facts.until() == null || today != null).as("what is gone has a replacement").isTrue();
  }

  @Test
  void itkIsNoMpm() {
    assertThat(Mpm.find("itk")).isEmpty();
    assertThat(Catalogue.itk().own()).containsKey("AssignUserID").containsEntry("MaxClientsVHost", "-1");
    assertThat(Catalogue.all()).hasSize(Mpm.all().size() + 1).contains(Catalogue.itk());
  }

  @ParameterizedTest(name = "{1} of {0} in {2}: {3}, at most {4}")
  @CsvSource({
    "prefork, MaxRequestWorkers, 2.4, 256, 0", "prefork, ServerLimit, 2.4, 256, 200000",
    "prefork, ServerLimit, 2.2, 256, 200000", "prefork, ServerLimit, 2.0, 256, 20000",
    "worker, ServerLimit, 2.4, 16, 20000", "worker, ThreadLimit, 2.4, 64, 20000",
    "event, ThreadLimit, 2.4, 64, 100000", "event, ThreadLimit, 2.2, 64, 100000",
    "event, StartServers, 2.4, 3, 0", "event, AsyncRequestWorkerFactor, 2.4, 2, 0",
    "worker, MinSpareThreads, 2.4, 75, 0", "worker, MaxSpareThreads, 2.4, 250, 0",
    "winnt, ThreadLimit, 2.4, 1920, 15000", "winnt, ThreadsPerChild, 2.4, 64, 0",
    "netware, MaxThreads, 2.4, 2048, 2048", "netware, ThreadStackSize, 2.4, 65536, 0",
    "mpmt_os2, StartServers, 2.4, 2, 0", "beos, MaxRequestWorkers, 2.2, 50, 50",
    "worker, MaxConnectionsPerChild, 2.2, 10000, 0", "worker, MaxConnectionsPerChild, 2.4, 0, 0",
    "worker, MaxMemFree, 2.4, 2048, 0", "event, ListenBacklog, 2.4, 511, 0"
  })
  void defaultsAndLimits(String mpm, String directive, String series, long fallback, long most) {
    MpmFacts.Limit limit =
        Mpm.find(mpm)
            .orElseThrow()
            .facts()
            .limit(MpmDirective.find(directive).orElseThrow(), HttpdVersion.parse(series).orElseThrow())
            .orElseThrow();

    assertThat(limit.fallback()).isEqualTo(fallback);
    assertThat(limit.most() == null ? Long.valueOf(0) : limit.most()).isEqualTo(most);
  }

  @ParameterizedTest(name = "{0}")
  @CsvSource(
      delimiter = '|',
      value = {
        "ThreadsPerChild          | WORKER EVENT WINNT",
        "MinSpareServers          | PREFORK",
        "maxclients               | PREFORK WORKER EVENT",
        "AsyncRequestWorkerFactor | EVENT",
        "MaxThreads               | NETWARE",
        "SimpleProcCount          | ",
        "DocumentRoot             | ",
      })
  void whoseDirectiveItIs(String directive, String owners) {
    String names = owners == null ? "" : owners;

    assertThat(String.join(" ", Catalogue.owners(directive, Written.NEWEST).stream().map(Mpm::name).toList()))
        .isEqualTo(names);
  }

  @Test
  void anMpmHasItsTime() {
    HttpdVersion old = new HttpdVersion(2, 0, 65);
    assertThat(Catalogue.owners("MaxClients", old))
        .containsExactly(Mpm.PREFORK, Mpm.WORKER, Mpm.BEOS, Mpm.LEADER, Mpm.THREADPOOL);
    assertThat(Mpm.PERCHILD.facts().isIn(old)).isTrue();
    assertThat(Mpm.PERCHILD.facts().isIn(new HttpdVersion(2, 2, 0))).isFalse();
    assertThat(Mpm.MOTORZ.facts().isIn(Written.NEWEST)).isFalse();
    assertThat(Catalogue.itk().isIn(new HttpdVersion(2, 4, 6))).isFalse();
  }

  @Test
  void theShownNameChangedWith24() {
    assertThat(Mpm.PREFORK.facts().shown(new HttpdVersion(2, 2, 34))).isEqualTo("Prefork");
    assertThat(Mpm.PREFORK.facts().shown(Written.NEWEST)).isEqualTo("prefork");
    assertThat(Mpm.NETWARE.facts().shown(new HttpdVersion(2, 2, 34))).isEqualTo("NetWare_Threaded");
    assertThat(Mpm.WINNT.facts().threadedWords()).isEqualTo("yes (fixed thread count)");
    assertThat(Mpm.WINNT.facts().forkedWords()).isEqualTo("no");
  }

  @Test
  void onlyTheOldNamesWereKnownBefore24() {
    assertThat(MpmDirective.MAX_REQUEST_WORKERS.names(new HttpdVersion(2, 2, 34))).containsExactly("MaxClients");
    assertThat(MpmDirective.MAX_REQUEST_WORKERS.names(Written.NEWEST))
        .containsExactly("MaxRequestWorkers", "MaxClients");
    assertThat(MpmDirective.SERVER_LIMIT.names(Written.NEWEST)).containsExactly("ServerLimit");
  }
}
