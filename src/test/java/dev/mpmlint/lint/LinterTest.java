package dev.mpmlint.lint;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.mpmlint.config.InputKind;
import dev.mpmlint.httpd.HttpdVersion;
import dev.mpmlint.httpd.Layouts;
import dev.mpmlint.httpd.SavedHttpdV;
import dev.mpmlint.mpm.Decision;
import dev.mpmlint.mpm.Mpm;
import dev.mpmlint.mpm.MpmOutcome;
import dev.mpmlint.mpm.MpmPlan;
import dev.mpmlint.rules.Finding;
import dev.mpmlint.rules.Severity;
import dev.mpmlint.rules.Subject;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LinterTest {
  private static final String PREFORK = "LoadModule mpm_prefork_module modules/mod_mpm_prefork.so\n";
  private static final String EVENT = "LoadModule mpm_event_module modules/mod_mpm_event.so\n";

  @TempDir
  @SuppressWarnings("NullAway.Init")
  Path here;

  private Path file(String name, String text) throws IOException {
    Path file = here.resolve(name);
    Files.createDirectories(file.getParent());
    return Files.writeString(file, text, StandardCharsets.UTF_8);
  }

  private static LintResult lint(Settings settings, Path... paths) throws CannotLintException {
    return Linter.lint(List.of(paths).stream().<Input>map(Input.OnDisk::new).toList(), settings);
  }

  private static LintResult lint(Path... paths) throws CannotLintException {
    return lint(Settings.NONE, paths);
  }

  private List<String> found(LintResult result) {
    return result.findings().stream().filter(f -> f.severity() != Severity.INFO).map(this::shown).toList();
  }

  private String shown(Finding finding) {
    String name = finding.at().file().name();
    Path path = Path.of(name);
    String shown = path.startsWith(here) ? here.relativize(path).toString() : name;
    return finding.rule().code() + " " + shown + ":" + finding.at().line();
  }

  private static Settings of(InputKind kind) {
    return new Settings(kind, Layouts.find("debian").orElseThrow(), null, null, null, null, List.of(), Map.of(), false);
  }

  private static Settings root(Path root) {
    return new Settings(null, null, null, null, null, root, List.of(), Map.of(), false);
  }

  @Test
  void aCopyOfATreeIncludesItsOwnFilesAlsoByAbsolutePaths() throws Exception {
    Path main = file("copy/httpd.conf", "ServerRoot /var/www\nListen 80\nIncludeOptional /etc/apache2/conf.d/*.conf\n");
    file("copy/conf.d/mpm.conf", EVENT + "</Broken>\n");
    Settings alpine =
        new Settings(null, Layouts.find("alpine").orElseThrow(), null, null, null, null, List.of(), Map.of(), false);
    assertThat(found(lint(alpine, main))).contains("SYN001 copy/conf.d/mpm.conf:2").noneMatch(f -> f.startsWith("INC"));
  }

  private Path debianTree(String top) throws IOException {
    file(top + "/envvars", "export APACHE_RUN_USER=www-data\nexport APACHE_LOG_DIR=/var/log/apache2$SUFFIX\n");
    file(top + "/mods-available/mpm_event.load", EVENT);
    file(top + "/mods-available/mpm_event.conf", "<IfModule mpm_event_module>\nThreadsPerChild 25\n</IfModule>\n");
    file(top + "/mods-available/unused.conf", "</VirtualHost>\n");
    Path enabled = Files.createDirectories(here.resolve(top).resolve("mods-enabled"));
    Files.createSymbolicLink(enabled.resolve("mpm_event.load"), Path.of("../mods-available/mpm_event.load"));
    Files.createSymbolicLink(enabled.resolve("mpm_event.conf"), Path.of("../mods-available/mpm_event.conf"));
    return file(
        top + "/apache2.conf",
        """
        User ${APACHE_RUN_USER}
        ErrorLog ${APACHE_LOG_DIR}/error.log
        Listen 80
        Include mods-enabled/*.load
        Include mods-enabled/*.conf
        """);
  }

  @Test
  void aDebianTreeWithoutItsEnvvarsHasTheValuesOfThePackage() throws Exception {
    Path main = debianTree("tree");
    Files.delete(here.resolve("tree/envvars"));
    List<String> without = found(lint(main));
    Files.writeString(here.resolve("tree/envvars"), "export APACHE_RUN_USER=www-data\n");
    List<String> incomplete = found(lint(main));
    assertThat(without).noneMatch(f -> f.endsWith("tree/apache2.conf:1") || f.endsWith("tree/apache2.conf:2"));
    assertThat(incomplete)
        .noneMatch(f -> f.endsWith("tree/apache2.conf:1"))
        .anyMatch(f -> f.endsWith("tree/apache2.conf:2"));
  }

  @Test
  void aCheckedOutDebianTreeIsReadFromItsMainFile() throws Exception {
    LintResult result = lint(debianTree("apache2"));

    assertThat(found(result)).isEmpty();
    assertThat(result.files()).hasSize(3);
    assertThat(result.tops()).containsExactly(here.resolve("apache2"));
    MpmOutcome mpm = result.checked().getFirst().subjects().getFirst().mpm();
    assertThat(mpm)
        .isInstanceOfSatisfying(MpmOutcome.One.class, one -> assertThat(one.plan().mpm()).isEqualTo(Mpm.EVENT));
  }

  @Test
  void aFolderIsItsTreeAndTheFragmentsThatTheTreeDoesNotReach() throws Exception {
    debianTree("apache2");

    LintResult result = lint(here.resolve("apache2"));

    assertThat(found(result)).containsExactly("SYN001 apache2/mods-available/unused.conf:1");
    assertThat(result.checked()).hasSize(2);
    assertThat(result.files()).hasSize(4);
  }

  @Test
  void aFileThatBelongsToAWholeIsNotJudgedAgainOnItsOwn() throws Exception {
    Path main = debianTree("apache2");
    Path part = here.resolve("apache2/mods-available/mpm_event.conf");
    Files.writeString(part, "MaxRequestWorkers 100 # many\n");

    LintResult both = lint(part, main);

    assertThat(found(both)).containsExactly("MPM017 apache2/mods-enabled/mpm_event.conf:1");
    assertThat(both.checked()).hasSize(1);
    assertThat(found(lint(part))).containsExactly("MPM017 apache2/mods-available/mpm_event.conf:1");
  }

  @Test
  void theServerRootOfACheckedOutTreeIsTheTree() throws Exception {
    file("repo/conf.modules.d/00-mpm.conf", PREFORK + EVENT);
    Path main = file("repo/conf/httpd.conf", "ServerRoot \"/etc/httpd\"\nInclude conf.modules.d/*.conf\nListen 80\n");

    assertThat(found(lint(main))).containsExactly("MPM002 repo/conf.modules.d/00-mpm.conf:2");
  }

  @Test
  void aWholeFileSystemIsRecognisedByThePlaceOfTheMainFile() throws Exception {
    file("image/etc/httpd/conf.d/a.conf", PREFORK);
    Path main = file("image/etc/httpd/conf/httpd.conf", "ServerRoot /etc/httpd\nListen 80\nInclude /etc/httpd/conf.d/a.conf\n");

    assertThat(found(lint(main))).isEmpty();
    assertThat(lint(root(here.resolve("image")), main).files()).hasSize(2);
    assertThat(Linter.usualMainFile(root(here.resolve("image")))).contains(main);
  }

  @Test
  void nothingOutsideTheRootIsReadThroughLinks() throws Exception {
    Path secret = file("secret.conf", "</Secret>\n");
    Path root = Files.createDirectories(here.resolve("root"));
    Path link = Files.createSymbolicLink(root.resolve("httpd.conf"), secret);

    assertThatThrownBy(() -> lint(root(root), link))
        .isInstanceOf(CannotLintException.class)
        .hasMessageContaining("it leads out of --root");
  }

  @Test
  void whatAFileIsFollowsFromItsNameItsPlaceAndItsText() {
    assertThat(InputKinds.of(Path.of("/srv/www/.htaccess"), "ServerRoot /x\n")).isEqualTo(InputKind.HTACCESS);
    assertThat(InputKinds.of(Path.of("/etc/apache2/apache2.conf"), "")).isEqualTo(InputKind.WHOLE);
    assertThat(InputKinds.of(Path.of("/etc/httpd/conf/httpd.conf"), "")).isEqualTo(InputKind.WHOLE);
    assertThat(InputKinds.of(Path.of("/x/any.conf"), "# main\n  serverroot \"/x\"\n")).isEqualTo(InputKind.WHOLE);
    assertThat(InputKinds.of(Path.of("/x/any.conf"), EVENT + PREFORK + "Listen 80\n")).isEqualTo(InputKind.WHOLE);
    assertThat(InputKinds.of(Path.of("/x/any.conf"), "Include mods-enabled/*.load\n")).isEqualTo(InputKind.WHOLE);
    assertThat(InputKinds.of(Path.of("/x/httpd.conf"), "Listen 80\n")).isEqualTo(InputKind.WHOLE);
    assertThat(InputKinds.of(Path.of("/x/httpd.conf"), "ProxyPass / http://a/\n")).isEqualTo(InputKind.FRAGMENT);
    assertThat(InputKinds.of(Path.of("/x/any.conf"), "Listen 80\n")).isEqualTo(InputKind.FRAGMENT);
    assertThat(InputKinds.of(Path.of("/x/conf.d/a.conf"), EVENT + PREFORK + "Listen 80\n"))
        .isEqualTo(InputKind.FRAGMENT);
    assertThat(InputKinds.of(Path.of("/x/mods-available/httpd.conf"), "Listen 80\n")).isEqualTo(InputKind.FRAGMENT);
    assertThat(InputKinds.of(Path.of("<stdin>"), "")).isEqualTo(InputKind.FRAGMENT);
  }

  @Test
  void theUserKnowsBetterWhatAFileIs() throws Exception {
    Path file = file("any.conf", "Listen 80\n");

    assertThat(found(lint(of(InputKind.FRAGMENT), file))).isEmpty();
    assertThat(found(lint(of(InputKind.WHOLE), file))).containsExactly("MPM001 any.conf:1");
  }

  @Test
  void aFragmentForSeveralMpmsIsReadOnceForEach() throws Exception {
    Path file =
        file(
            "mpm.conf",
            """
            <IfModule mpm_prefork_module>
              MaxRequestWorkers 150
            </IfModule>
            <IfModule mpm_event_module>
              MaxRequestWorkers 300
              MaxRequestWorkers 200 # twice
            </IfModule>
            """);

    LintResult result = lint(file);

    List<Subject> subjects = result.checked().getFirst().subjects();
    assertThat(subjects).hasSize(2);
    assertThat(subjects.stream().flatMap(s -> s.plans().stream()).map(MpmPlan::mpm))
        .containsExactly(Mpm.PREFORK, Mpm.EVENT);
    assertThat(found(result)).containsOnlyOnce("MPM017 mpm.conf:6").allMatch(f -> f.endsWith(":5") || f.endsWith(":6"));
  }

  @Test
  void theOtherwiseOfAFragmentIsReadToo() throws Exception {
    Path file = file("mpm.conf", "<IfModule !mpm_event_module>\nMaxRequestWorkers 150\n</IfModule>\n");

    List<Subject> subjects = lint(file).checked().getFirst().subjects();

    assertThat(subjects.stream().flatMap(s -> s.plans().stream()).map(MpmPlan::mpm))
        .containsExactly(Mpm.PREFORK, Mpm.EVENT);
  }

  @Test
  void aSavedOutputTellsTheCompiledInMpmOfAnOldServer() throws Exception {
    Path file = file("httpd.conf", "ServerRoot /x\n<IfModule worker.c>\nThreadsPerChild 10\n</IfModule>\n");
    String output = "Server version: Apache/2.2.15 (Unix)\nServer MPM:     Worker\n  threaded:     yes\n";
    SavedHttpdV saved =
        switch (SavedHttpdV.parse(output)) {
          case SavedHttpdV.Reading.Understood(SavedHttpdV understood) -> understood;
          case SavedHttpdV.Reading.NotUsable(String reason) -> throw new AssertionError(reason);
        };

    Checked read =
        Linter.read(
            new Input.OnDisk(file),
            new Settings(InputKind.WHOLE, null, null, saved, null, null, List.of(), Map.of(), false));

    MpmPlan plan = read.subjects().getFirst().plans().getFirst();
    assertThat(plan.mpm()).isEqualTo(Mpm.WORKER);
    assertThat(plan.decidedBy()).isEqualTo(new Decision.CompiledIn("the saved httpd -V"));
    assertThat(plan.threadsPerProcess()).isEqualTo(10);
  }

  @Test
  void withoutAWordHttpd22OnUnixRunsPrefork() throws Exception {
    Path file = file("httpd.conf", "ServerRoot /x\n");
    HttpdVersion old = HttpdVersion.parse("2.2").orElseThrow();

    Checked read =
        Linter.read(
            new Input.OnDisk(file), new Settings(InputKind.WHOLE, null, old, null, null, null, List.of(), Map.of(), false));

    assertThat(read.subjects().getFirst().plans().getFirst().mpm()).isEqualTo(Mpm.PREFORK);
  }

  @Test
  void flagsAndVariablesOfTheUserCount() throws Exception {
    Path file = file("httpd.conf", "ServerRoot /x\n<IfDefine FAST>\n" + EVENT + "</IfDefine>\nUser ${WHO}\nListen 80\n");
    Settings settings =
        new Settings(null, null, null, null, null, null, List.of("FAST"), Map.of("WHO", "www-data"), false);

    assertThat(found(lint(file))).contains("MPM001 httpd.conf:1", "SYN015 httpd.conf:5");
    assertThat(found(lint(settings, file))).isEmpty();
  }

  @Test
  void everyFileOfAFolderWithoutATreeIsAFragment() throws Exception {
    file("sites/b.conf", "</Directory>\n");
    file("sites/a.conf", "ServerName a\n");
    file("sites/deep/.htaccess", "</Files>\n");
    file("sites/readme.txt", "</Files>\n");

    LintResult result = lint(here.resolve("sites"));

    assertThat(found(result)).containsExactly("SYN001 sites/b.conf:1", "SYN001 sites/deep/.htaccess:1");
    assertThat(result.files()).hasSize(3);
  }

  @Test
  void aLoopOfLinksInAFolderDoesNotMatter() throws Exception {
    file("sites/a.conf", "ServerName a\n");
    Files.createSymbolicLink(here.resolve("sites/loop"), here.resolve("sites"));

    assertThat(lint(here.resolve("sites")).files()).hasSize(1);
  }

  @Test
  void whatCannotBeReadIsSaid() throws Exception {
    Path empty = Files.createDirectories(here.resolve("empty"));

    assertThatThrownBy(() -> lint(empty)).hasMessage("there is no *.conf and no .htaccess in " + empty);
    assertThatThrownBy(() -> lint(here.resolve("none.conf")))
        .hasMessage("cannot read " + here.resolve("none.conf") + ": there is no such file");
    assertThatThrownBy(() -> Linter.read(new Input.OnDisk(empty), Settings.NONE))
        .hasMessage("there is no main file of httpd in " + empty + "; name a file");
  }
}
