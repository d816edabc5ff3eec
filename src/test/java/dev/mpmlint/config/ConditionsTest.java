package dev.mpmlint.config;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;

import dev.mpmlint.httpd.Layouts;
import dev.mpmlint.source.SourceFile;
import java.util.List;
import org.junit.jupiter.api.Test;

class ConditionsTest {
  @Test
  void aSwitchedOffLineKnowsTheConditionAndWhy() {
    Configuration c = read(InputKind.WHOLE, List.of(), "<IfModule mpm_event_module>\nThreadsPerChild 5\n</IfModule>\n");
    Occurrence o = c.all("ThreadsPerChild").getFirst();
    assertThat(o.active()).isFalse();
    Condition by = ((Standing.SwitchedOff) o.place().standing()).by();
    assertThat(by.test()).isEqualTo("mpm_event_module");
    assertThat(by.reason()).contains("no module called mpm_event_module has been loaded before this line");
  }

  @Test
  void aConditionKnowsTheLineThatDecidedIt() {
    Configuration c =
        read(InputKind.WHOLE, List.of(), "Define Fast\n<IfDefine Fast>\nThreadsPerChild 5\n</IfDefine>\n");
    Occurrence o = c.active("threadsperchild").getFirst();
    Condition condition = requireNonNull(o.place().condition());
    assertThat(condition.truth()).isEqualTo(Condition.Truth.TRUE);
    assertThat(condition.decidedAt()).isNotNull().extracting(s -> s.line()).isEqualTo(1);
  }

  @Test
  void flagsOfTheCommandLineCount() {
    String text = "<IfDefine SSL>\nListen 443\n</IfDefine>\n<IfDefine !SSL>\nListen 80\n</IfDefine>\n";
    assertThat(read(InputKind.WHOLE, List.of("SSL"), text).last("Listen").orElseThrow().words().getFirst().value())
        .isEqualTo("443");
    assertThat(read(InputKind.WHOLE, List.of(), text).last("Listen").orElseThrow().words().getFirst().value())
        .isEqualTo("80");
  }

  @Test
  void inAFragmentWhatIsDecidedElsewhereIsAssumed() {
    Configuration c = read(InputKind.FRAGMENT, List.of(), "<IfModule ssl_module>\nListen 443\n</IfModule>\n");
    Occurrence listen = c.active("Listen").getFirst();
    assertThat(requireNonNull(listen.place().condition()).truth()).isEqualTo(Condition.Truth.ASSUMED);
  }

  @Test
  void aLineOfAMacroCountsWhereItIsUsedAndKnowsTheUse() {
    String text = "LoadModule macro_module m.so\n<Macro port $n>\nListen $n\n</Macro>\nUse port 81\nUse port 82\n";
    Configuration c = read(InputKind.WHOLE, List.of(), text);
    assertThat(c.all("Listen")).hasSize(3);
    assertThat(c.all("Listen").getFirst().place().standing()).isInstanceOf(Standing.InMacro.class);
    List<Occurrence> active = c.active("Listen");
    assertThat(active).extracting(o -> o.words().getFirst().value()).containsExactly("81", "82");
    Occurrence use = requireNonNull(active.getLast().place().site().includedBy());
    assertThat(use.statement().number()).isEqualTo(6);
    assertThat(active.getLast().span().line()).isEqualTo(3);
  }

  @Test
  void variablesLeadBackToTheTextThatHoldsThem() {
    Configuration c = read(InputKind.WHOLE, List.of(), "Define N 8080\nListen 127.0.0.1:${n}\n");
    Occurrence listen = c.last("Listen").orElseThrow();
    assertThat(listen.words().getFirst().value()).isEqualTo("127.0.0.1:8080");
    assertThat(listen.words().getFirst().span().text()).isEqualTo("127.0.0.1:${n}");
  }

  private static Configuration read(InputKind kind, List<String> defines, String text) {
    return ConfigReader.read(
        SourceFile.ofText("httpd.conf", text),
        ReadOptions.of(kind, Layouts.find("rhel").orElseThrow()).withDefines(defines));
  }
}
