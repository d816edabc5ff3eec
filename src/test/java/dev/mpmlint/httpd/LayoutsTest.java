package dev.mpmlint.httpd;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class LayoutsTest {
  private static final Path STOCK = Path.of("src/test/resources/stock");

  @TempDir Path tree;

  @ParameterizedTest
  @CsvSource({
    "debian-event,debian,etc/apache2/apache2.conf",
    "debian-worker,debian,etc/apache2/mods-available/mpm_worker.conf",
    "debian-prefork-php,debian,etc/apache2/apache2.conf",
    "debian-prefork-itk,debian,etc/apache2/sites-available/000-default.conf",
    "rhel,rhel,etc/httpd/conf/httpd.conf",
    "rhel-event-php-zts,rhel,etc/httpd/conf.d/php.conf",
    "rhel-prefork-php,rhel,etc/httpd/conf.modules.d/00-mpm.conf",
    "alpine,alpine,etc/apache2/httpd.conf",
    "arch,arch,etc/httpd/conf/extra/httpd-mpm.conf",
    "suse,suse,etc/apache2/httpd.conf",
    "docker,docker,usr/local/apache2/conf/httpd.conf",
    "freebsd,freebsd,usr/local/etc/apache24/httpd.conf",
    "macos,macos,private/etc/apache2/httpd.conf",
    "windows,windows,Apache24/conf/httpd.conf",
    "xampp,windows,xampp/apache/conf/extra/httpd-xampp.conf",
    "cpanel,cpanel,etc/apache2/conf/httpd.conf",
    "upstream,upstream,conf/httpd.conf"
  })
  void a_stock_tree_is_recognised_from_its_top_and_from_its_files(String stock, String layout, String file) {
    assertThat(STOCK.resolve(stock).resolve(file)).isRegularFile();
    assertThat(Layouts.detect(STOCK.resolve(stock)).name()).isEqualTo(layout);
    assertThat(Layouts.detect(STOCK.resolve(stock).resolve(file)).name()).isEqualTo(layout);
  }

  @Test
  void every_layout_has_a_stock_tree_with_its_main_file() {
    for (Layout layout : Layouts.all()) {
      if (!layout.name().equals("shared")) {
        String top = layout.name().equals("debian") ? "debian-event" : layout.name();
        assertThat(layout.mainFiles()).as(layout.name()).anyMatch(f -> Files.isRegularFile(STOCK.resolve(top)
            .resolve(f)));
      }
    }
  }

  @Test
  void a_source_build_with_a_loaded_mpm_has_none_compiled_in() throws IOException {
    Path main = write("conf/httpd.conf", "ServerRoot /opt/httpd\nInclude conf/extra/mpm.conf\n");
    assertThat(Layouts.detect(main).compiledIn()).contains("event.c");

    write("conf/extra/mpm.conf", "LoadModule mpm_worker_module modules/mod_mpm_worker.so\n");
    assertThat(Layouts.detect(main).name()).isEqualTo("shared");
    assertThat(Layouts.detect(main).compiledIn()).doesNotContain("event.c");
  }

  @Test
  void a_docker_file_at_its_place_is_told_from_a_source_build_at_the_same_place() throws IOException {
    Path main = write("usr/local/apache2/conf/httpd.conf", "LoadModule alias_module modules/mod_alias.so\n");
    assertThat(Layouts.detect(main).name()).isEqualTo("upstream");

    write("usr/local/apache2/conf/httpd.conf", "#LoadModule mpm_event_module modules/mod_mpm_event.so\n");
    assertThat(Layouts.detect(main).name()).isEqualTo("docker");
  }

  @ParameterizedTest
  @CsvSource(delimiter = '|', value = {"ServerRoot \"D:/server\"", "Define SRVROOT \"E:\\httpd\"", "ServerRoot C:/a"})
  void a_drive_letter_means_windows(String line) throws IOException {
    assertThat(Layouts.detect(write("httpd.conf", line + "\n")).os()).isEqualTo(Layout.Os.WINDOWS);
  }

  @Test
  void what_cannot_be_read_is_taken_for_a_source_build() throws IOException {
    assertThat(Layouts.detect(tree.resolve("nothing.conf")).name()).isEqualTo("upstream");
    assertThat(Layouts.detect(tree).name()).isEqualTo("upstream");
    assertThat(Layouts.detect(Files.createDirectories(tree.resolve("x/httpd.conf"))).name()).isEqualTo("upstream");
    assertThat(Layouts.detect(Path.of("/")).name()).isNotEmpty();
  }

  @Test
  void names_are_found_in_any_case_and_upstream_is_the_last() {
    assertThat(Layouts.find("DEBIAN")).isPresent();
    assertThat(Layouts.find("gentoo")).isEmpty();
    assertThat(Layouts.names()).startsWith("debian", "rhel").endsWith("upstream").hasSize(Layouts.all().size());
  }

  @Test
  void every_layout_names_modules_and_an_mpm_that_exist() {
    for (Layout layout : Layouts.all()) {
      assertThat(layout.compiledIn()).as(layout.name()).startsWith("core.c").allMatch(s -> Modules.find(s).isPresent());
      assertThat(Modules.find("mpm_" + layout.defaultMpm() + "_module")).as(layout.name()).isPresent();
      assertThat(layout.mpmChosenIn()).as(layout.name()).doesNotEndWith(".");
    }
    assertThat(Layouts.find("windows").orElseThrow().compiledIn()).contains("mpm_winnt.c");
    assertThat(Layouts.find("suse").orElseThrow().compiledIn()).contains("prefork.c");
  }

  private Path write(String name, String text) throws IOException {
    Path file = tree.resolve(name);
    Files.createDirectories(file.getParent());
    return Files.writeString(file, text);
  }
}
