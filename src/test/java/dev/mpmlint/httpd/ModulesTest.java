package dev.mpmlint.httpd;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.HashSet;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ModulesTest {
  @ParameterizedTest
  @CsvSource({"mpm_event_module,event.c", "mpm_prefork_module,prefork.c", "mpm_winnt_module,mpm_winnt.c",
      "mpm_itk_module,mpm_itk.c",
    "php_module,mod_php.c", "php7_module,mod_php7.c", "php5_module,mod_php5.c", "ldap_module,util_ldap.c",
        "core_module,core.c",
    "http_module,http_core.c", "something_module,mod_something.c", "odd,mod_odd.c"})
  void IfModule_compares_with_the_source_name(String identifier, String source) {
    assertThat(Modules.sourceOf(identifier)).isEqualTo(source);
  }

  @Test
  void a_module_is_found_by_identifier_and_source_exactly() {
    ModuleSpec event = Modules.find("mpm_event_module").orElseThrow();

    assertThat(Modules.find("event.c")).contains(event);
    assertThat(Modules.find("EVENT.C")).isEmpty();
    assertThat(Modules.find("mpm_event")).isEmpty();
    assertThat(event.isMpm()).isTrue();
    assertThat(event.shortName()).isEqualTo("mpm_event");
    assertThat(Modules.find("mpm_itk.c").orElseThrow().isMpm()).isFalse();
  }

  @ParameterizedTest
  @CsvSource({"modules/mod_mpm_event.so,mpm_event_module", "/usr/lib/apache2/modules/libphp8.2.so,php_module",
    "libphp7.4.so,php7_module", "modules\\mod_ssl.so,ssl_module", "C:/php/php7apache2_4.dll,php7_module",
    "mod_mpm_itk.so,mpm_itk_module"})
  void a_module_is_found_by_its_file(String file, String identifier) {
    assertThat(Modules.byFile(file)).map(ModuleSpec::identifier).contains(identifier);
  }

  @Test
  void an_unsafe_module_says_why() {
    Set<String> unsafe = new HashSet<>();
    for (ModuleSpec module : Modules.all()) {
      assertThat(module.whyNot().isEmpty()).isEqualTo(module.threadSafe() != ModuleSpec.ThreadSafety.NO);
      if (module.threadSafe() == ModuleSpec.ThreadSafety.NO) {
        unsafe.add(module.identifier());
      }
    }
    assertThat(unsafe)
        .containsExactlyInAnyOrder(
            "php_module", "php5_module", "php7_module", "mpm_itk_module", "privileges_module", "ruid2_module");
  }

  @ParameterizedTest
  @CsvSource({"php_module,C:/xampp/php/php8apache2_4.dll,YES", "php_module,modules/libphp-zts.so,YES",
      "php_module,modules/libphp.so,NO",
    "php7_module,modules/libphp7-zts.so,YES", "php7_module,modules/libphp7.so,NO", "php_module,unheard-of.so,NO",
    "mpm_itk_module,modules/mpm_itk.so,NO", "ssl_module,modules/mod_ssl.so,YES",
        "perl_module,modules/mod_perl.so,UNKNOWN"})
  void thread_safety_may_depend_on_the_file(String identifier, String file, ModuleSpec.ThreadSafety safety) {
    assertThat(Modules.find(identifier).orElseThrow().threadSafe(file)).isEqualTo(safety);
  }

  @ParameterizedTest
  @CsvSource({"mpm_event.c,event.c", "mod_mpm_event.c,event.c", "EVENT.C,event.c", "Prefork.c,prefork.c",
      "mpm_event,mpm_event_module",
    "event,mpm_event_module", "mod_mpm_prefork.so,mpm_prefork_module", "mod_ssl,ssl_module",
        "mod_rewrit.c,mod_rewrite.c",
    "worker_module,mpm_worker_module", "mod_php8.c,mod_php.c"})
  void a_name_that_never_matches_is_answered_with_what_was_meant(String typed, String meant) {
    assertThat(Modules.similar(typed)).contains(meant);
  }

  @Test
  void of_some_modules_not_all_directives_are_known() {
    assertThat(Modules.find("pagespeed_module").orElseThrow().directivesKnown()).isFalse();
    assertThat(Modules.find("suphp_module").orElseThrow().directivesKnown()).isFalse();
    assertThat(Modules.find("security2_module").orElseThrow().directivesKnown()).isTrue();
    assertThat(Modules.find("mpm_itk_module").orElseThrow().directivesKnown()).isTrue();
    assertThat(Modules.find("rewrite_module").orElseThrow().directivesKnown()).isTrue();
  }
}
