package dev.mpmlint.advise;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.mpmlint.config.ConfigReader;
import dev.mpmlint.config.Configuration;
import dev.mpmlint.config.InputKind;
import dev.mpmlint.config.ReadOptions;
import dev.mpmlint.httpd.Layouts;
import dev.mpmlint.mpm.Planner;
import dev.mpmlint.source.SourceFile;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class QuestionnaireTest {
  private static Questionnaire of(String text) {
    ReadOptions options = ReadOptions.of(InputKind.WHOLE, Layouts.find("rhel").orElseThrow());
    Configuration configuration = ConfigReader.read(SourceFile.ofText("httpd.conf", text), options);
    return new Questionnaire(configuration, Planner.PLAIN.decide(configuration), Inputs.NONE);
  }

  /// Answers every question with what is suggested; returns the suggestions.
  private static List<String> suggestions(Questionnaire questions) throws UnusableInputException {
    List<String> suggestions = new ArrayList<>();
    for (Questionnaire.Question q = questions.next(); q != null; q = questions.next()) {
      assertThat(q.text()).endsWith("?");
      suggestions.add(q.suggested());
      questions.answer(q.suggested());
    }
    return suggestions;
  }

  @Test
  void theConfigurationSuggestsTheAnswersAndEachSuggestionIsOne() throws Exception {
    Questionnaire event = of("LoadModule mpm_event_module a.so\nProtocols h2 http/1.1\n");
    assertThat(suggestions(event)).hasSize(8).startsWith("none", "no", "yes");
    assertThat(event.inputs().wishes()).isEqualTo(new Inputs.Wishes(false, false, true));
    assertThat(event.inputs().known(Quantity.MEMORY).orElseThrow().source()).isEqualTo(Known.Source.ANSWER);

    Questionnaire php =
        of("LoadModule mpm_prefork_module a.so\nLoadModule php_module libphp.so\nLoadModule mpm_itk_module b.so\n");
    assertThat(suggestions(php)).startsWith("mod_php", "yes", "no");
    assertThat(php.inputs().known(Quantity.PROCESS_SIZE).orElseThrow().value()).isEqualTo(60.0 * (1 << 20));

    assertThat(suggestions(of("LoadModule mpm_event_module a.so\nSetHandler \"proxy:unix:/run/a.sock|fcgi://localhost\"\n")))
        .startsWith("php-fpm");
  }

  @Test
  void whatIsNoAnswerIsSaidAndAskedAgain() throws Exception {
    Questionnaire questions = of("LoadModule mpm_event_module a.so\n");
    assertThatThrownBy(() -> questions.answer("perl")).hasMessage("perl is no answer; say mod_php, php-fpm or none");
    questions.answer("PHP-FPM");
    assertThatThrownBy(() -> questions.answer("maybe")).hasMessage("maybe is no answer; say yes or no");
    questions.answer("n");
    questions.answer("y");
    assertThatThrownBy(() -> questions.answer("0")).hasMessageStartingWith("0 is no answer; write it like 8G");
    assertThatThrownBy(() -> questions.answer("lots")).hasMessageStartingWith("lots is no answer");
    assertThat(questions.next()).extracting(Questionnaire.Question::text).asString().startsWith("how much memory");
  }
}
