package dev.mpmlint.judge;

import static org.assertj.core.api.Assertions.assertThat;

import dev.mpmlint.judge.Court.Judgement;
import dev.mpmlint.support.RequiresProgram;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// mpmlint's verdict against that of the real httpd with all of Debian's modules: accepted or not, and the number, line and
/// file of the first error. More cases: `-Dmpmlint.agreement=20000`, and `all` until each directive stood in each section and had
/// each number of arguments; others: `-Dmpmlint.agreement.seed=7`; other people's configurations: `-Dmpmlint.corpus=DIR`.
@RequiresProgram("apache2")
class AgreementTest {
  private static final String DEFAULT = "2000";
  private static final int AT_ONCE = Math.max(2, Runtime.getRuntime().availableProcessors());

  @TempDir Path scratch;

  @Test
  void generatedConfigurations() throws Exception {
    String wanted = System.getProperty("mpmlint.agreement", DEFAULT);
    long seed = Long.getLong("mpmlint.agreement.seed", 1);
    List<Path> bases = new ArrayList<>(List.of(Path.of("src/test/resources/stock"), Path.of("samples")));
    for (String name : List.of("mods-available", "conf-available", "sites-available")) {
      bases.add(Path.of("/etc/apache2", name));
    }
    Cases maker = new Cases(seed, Cases.below(bases.stream().filter(Files::isDirectory).toList()));
    int count = wanted.equals("all") ? maker.whole() : Integer.parseInt(wanted);
    List<Case> cases = maker.make(count);

    List<Judgement> judged = judge(cases);

    assertThat(judged).hasSize(count);
    assertThat(judged.stream().filter(j -> j.httpd() instanceof Verdict.Accepted)).hasSizeGreaterThan(count / 10);
    assertThat(judged.stream().filter(j -> j.httpd() instanceof Verdict.Refused)).hasSizeGreaterThan(count / 10);
    assertThat(disagreements(judged)).isEmpty();
  }

  /// With more than the cases that are made by default: some six thousand of its own.
  @Test
  void emptyWords() throws Exception {
    String wanted = System.getProperty("mpmlint.agreement", DEFAULT);
    Assumptions.assumeFalse(wanted.equals(DEFAULT), "skipped: -Dmpmlint.agreement asks for no more than by default");
    List<Judgement> judged = judge(new Cases(Long.getLong("mpmlint.agreement.seed", 1), List.of()).withEmptyWords());

    assertThat(judged).hasSizeGreaterThan(5_000);
    assertThat(disagreements(judged)).isEmpty();
  }

  @Test
  void otherPeoplesConfigurations() throws Exception {
    String corpus = System.getProperty("mpmlint.corpus", "");
    Assumptions.assumeTrue(!corpus.isEmpty(), "skipped: no folder of configurations is given with -Dmpmlint.corpus=DIR");
    List<Judgement> judged = judge(filesIn(Path.of(corpus)));

    assertThat(judged).isNotEmpty();
    assertThat(disagreements(judged)).isEmpty();
  }

  /// What they install for httpd; see PROVENANCE.tsv there.
  @Test
  void debiansWebApplications() throws Exception {
    List<Judgement> judged = judge(filesIn(Path.of("src/test/resources/dev/mpmlint/judge/debian")));

    assertThat(judged).hasSizeGreaterThan(75);
    assertThat(judged.stream().filter(j -> j.httpd() instanceof Verdict.Accepted)).hasSizeGreaterThan(40);
    assertThat(disagreements(judged)).isEmpty();
  }

  /// What runs with other seeds have shown; each was mended.
  @Test
  void casesThatOnceDiffered() throws Exception {
    List<String> texts =
        List.of(
            "SetEnvIf \"(\" -1 5M", "CacheLastModifiedFactor info", "<Macro from \"\" x>\n</Macro>", "Mutex", "MDInitialDelay 5ms\\\\\n",
            "<If \"true\">\nAuthnzFcgiCheckAuthnProvider \"\"\n</If>", "ErrorDocument 404/ x", "CookieExpires permanent", "MDPrivateKeys \"\"",
            "<Location /x>\nSSLCACertificatePath /tmp\n</Location>", "AddOutputFilterByType DEFLATE text/html", "LuaAuthzProvider a b",
            "RedirectTemp -x 127.0.0.1:80", "SSLOCSPProxyURL *:80", "<AuthnProviderAlias file x>\nThreadLimit 1\n</AuthnProviderAlias>",
            "<AuthnProviderAlias file file>\n</AuthnProviderAlias>", "<AuthzProviderAlias ip x 10>\nNoSuch x\n</AuthzProviderAlias>",
            "<Macro x /x /x>\n</Macro>\nUse x y", "<Macro x /x>\n</Macro>\nUse x", "<Macro x /x >\n</Macro>\nUse x", "<Macro x /a b /c>\n</Macro>\nUse x y",
            "<Macro x a /b /b>\n</Macro>", "<Macro x //>\n</Macro>\nUse x", "ExtFilterDefine \"true\"\\\\", "ExtFilterDefine \"a\"b cmd=/bin/cat",
            "LogMessage /x\\\\", "LogMessage x \"\"", "LogMessage \"\" \"\"", "LogMessage x hook=all \"\"", "LogMessage \"x\\\\\"", "LogMessage \"x\\\\\\\\\"",
            "RedirectMatch -1 x \"\"", "RedirectMatch gone x \"\"", "RedirectMatch 301 x \"\"", "Redirect 301 /x \"\"", "Redirect x http://a/ \"\"",
            "GlobalLog x 127.0.0.1 \"\"", "CustomLog x 127.0.0.1 \"\"", "LDAPConnectionPoolTTL -1\\\\", "LDAPConnectionPoolTTL -5x",
            "LDAPConnectionPoolTTL --1", "LDAPConnectionPoolTTL 0x", "AddIconByType (VID,/i.gif)v x/*", "AddIconByType (VID)a,b x/*", "AddIcon () x",
            "AddIconByType (VID,a(b x/*", "H2PushPriority * 1 \"\"", "H2PushPriority * after \"\"", "H2PushPriority * before \"\"",
            "RequestHeader set \"\" x", "RequestHeader unset \"\"", "RequestHeader unset",
            "RequestHeader set \"\"", "RequestHeader set a b \"\"", "Header unset a \"\"", "Header edit a b c \"\"", "Header set a b env=c \"\"",
            "Header always set a b \"\"", "Header echo \"\"", "MDCertificateAuthority \"\"", "MDCertificateAuthority \"\" \"\"",
            "<Location /x>\nAuthnzFcgiCheckAuthnProvider \"\" \"\"\n</Location>", "SetEnvIf 0 \"\" t", "SetEnvIf \"\" x y",
            "SetEnvIfExpr \"\" x", "MDPrivateKeys \"\" a", "MDPrivateKeys \"\" \"\"", "MDPrivateKeys Default \"\"",
            "MDPrivateKeys Default \"\" \"\"", "IndexOptions \"\"", "IndexOptions \"\" \"\"", "Listen 8001 \"\"",
            "<Location /x>\nAuthnzFcgiCheckAuthnProvider a \"\"\n</Location>", "<Location /x>\nAuthnzFcgiCheckAuthnProvider None \"\"\n</Location>",
            "<Location /x>\nAuthnzFcgiCheckAuthnProvider a \"\" \"\"\n</Location>", "H2PushResource /x \"\"", "H2PushResource add /x \"\"", "H2PushResource x \"\" \"\"", "H2PushResource add \"\"",
            "ProxyHCExpr on \"true\" 1s", "ProxyHCExpr on {true} 1s", "ProxyHCExpr on {true}}", "ProxyHCExpr on {true", "ProxyHCExpr on { true } \"\"",
            "ProxyHCExpr \"on x\" {true}", "ProxyHCExpr on {}", "ProxyHCExpr on", "ProxyHCExpr \"\" true", "ProxyHCExpr a123456789012345 true",
            "MDPrivateKeys +x default", "MDPrivateKeys default", "MDPrivateKeys rsa 2048 default", "MDPrivateKeys rsa100", "MDPrivateKeys rsa rsa2048",
            "MDPrivateKeys rsa 100x", "MDPrivateKeys rsa2048 100", "MDPrivateKeys rsax rsax", "MDPrivateKeys rsa 2147483647", "MDPrivateKeys rsa 99999999999");
    List<Case> cases = new ArrayList<>();
    for (String text : texts) {
      Case one = new Case("known", "event", text + "\n");
      cases.addAll(List.of(one, one.leanly()));
    }

    List<Judgement> judged = judge(cases);

    assertThat(judged).hasSize(2 * texts.size());
    assertThat(disagreements(judged)).isEmpty();
  }

  /// Each file below a folder, as if it were included; a `.htaccess` as if it stood in a Directory section.
  private static List<Case> filesIn(Path folder) throws IOException {
    List<Case> cases = new ArrayList<>();
    try (Stream<Path> all = Files.walk(folder)) {
      for (Path file : all.filter(Files::isRegularFile).filter(AgreementTest::isConfiguration).sorted().toList()) {
        boolean htaccess = file.toString().contains("/htaccess/") || file.toString().endsWith(".htaccess");
        String include = "Include \"" + file.toAbsolutePath() + "\"\n";
        cases.add(new Case(file.getFileName().toString(), "event", htaccess ? "<Directory /srv>\n" + include + "</Directory>\n" : include));
      }
    }
    return cases;
  }

  @Test
  void theListOfReasonsIsShort() {
    assertThat(Explained.values()).hasSizeLessThanOrEqualTo(Explained.MOST);
    assertThat(Explained.values()).allMatch(e -> e.why().length() > 20);
  }

  private static boolean isConfiguration(Path file) {
    String name = file.getFileName().toString();
    return !name.endsWith(".md") && !name.endsWith(".tsv");
  }

  /// Smallest first, those with a reason left out.
  private static List<String> disagreements(List<Judgement> judged) {
    return judged.stream()
        .filter(j -> !j.agrees() && !Explained.covers(j))
        .sorted(Comparator.comparingInt((Judgement j) -> j.of().text().length()).thenComparing(j -> j.of().text()))
        .map(Judgement::toString)
        .toList();
  }

  private List<Judgement> judge(List<Case> cases) throws InterruptedException, ExecutionException {
    long start = System.nanoTime();
    List<Judgement> judged = new ArrayList<>();
    AtomicInteger next = new AtomicInteger();
    try (ExecutorService pool = Executors.newFixedThreadPool(AT_ONCE)) {
      List<Future<List<Judgement>>> parts = new ArrayList<>();
      for (int i = 0; i < AT_ONCE; i++) {
        Path dir = scratch.resolve("court" + i + "-" + cases.size());
        parts.add(pool.submit(part(dir, cases, next)));
      }
      for (Future<List<Judgement>> part : parts) {
        judged.addAll(part.get());
      }
    }
    long explained = judged.stream().filter(j -> !j.agrees() && Explained.covers(j)).count();
    System.out.println(
        "agreement: " + judged.size() + " configurations, httpd refuses "
            + judged.stream().filter(j -> j.httpd() instanceof Verdict.Refused).count() + ", " + disagreements(judged).size()
            + " disagreements, " + explained + " explained, in " + Duration.ofNanos(System.nanoTime() - start).toSeconds() + " s");
    return judged;
  }

  private static Callable<List<Judgement>> part(Path dir, List<Case> cases, AtomicInteger next) {
    return () -> {
      Files.createDirectories(dir);
      Court court = new Court(dir);
      List<Judgement> judged = new ArrayList<>();
      for (int i = next.getAndIncrement(); i < cases.size(); i = next.getAndIncrement()) {
        judged.add(court.judge(cases.get(i)));
      }
      return judged;
    };
  }

  @Test
  void aDisagreementIsNoticed() throws IOException {
    Case one = new Case("test", "event", "ServerAdmin a b\n");
    Judgement judgement = new Judgement(one, new Verdict.Accepted(), new Verdict.Refused(null, "x", 1, ""));

    assertThat(judgement.agrees()).isFalse();
    assertThat(disagreements(List.of(judgement))).hasSize(1);
  }
}
