package dev.mpmlint.repl;

import dev.mpmlint.advise.Advice;
import dev.mpmlint.advise.Advisor;
import dev.mpmlint.advise.Inputs;
import dev.mpmlint.advise.Questionnaire;
import dev.mpmlint.advise.UnusableInputException;
import dev.mpmlint.config.Configuration;
import dev.mpmlint.edit.ChangeSet;
import dev.mpmlint.edit.Draft;
import dev.mpmlint.edit.MpmSwitch;
import dev.mpmlint.mpm.MpmDirective;
import dev.mpmlint.report.AdviceText;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;

/// Asks what matters for the choice of an MPM and its numbers, then advises, and makes the changes in memory when that is
/// wanted. Used once.
final class Guide {
  /// So often an answer that is none is asked for again.
  private static final int PATIENCE = 3;

  private final Asking asking;
  private final Session session;
  private final Setup setup;

  Guide(Asking asking, Session session, Setup setup) {
    this.asking = asking;
    this.session = session;
    this.setup = setup;
  }

  void run() throws FailedException {
    Configuration configuration = session.view().subject().configuration();
    Questionnaire questionnaire =
        new Questionnaire(configuration, session.view().subject().mpm(), asking.known(configuration));
    for (Questionnaire.Question q = questionnaire.next(); q != null; q = questionnaire.next()) {
      ask(questionnaire, q);
    }
    Inputs inputs = questionnaire.inputs();
    Advice advice = Advisor.advise(inputs, configuration, session.view().subject().mpm());
    new AdviceText(setup.out(), setup.style(), setup.names()).print(advice, List.of(), "");
    if (!advice.changesMpm() && advice.changes().isEmpty()) {
      return;
    }
    if (asking.ask("make these changes (in memory; undo takes them back)?", "no").startsWith("y")) {
      List<String> notes = new ArrayList<>();
      Difference difference = session.change("what was advised", (base, reading) -> make(advice, base, reading, notes));
      setup.say(difference.line());
      notes.forEach(note -> setup.say("note: " + note));
    }
  }

  private void ask(Questionnaire questionnaire, Questionnaire.Question question) throws FailedException {
    for (int i = 0; ; i++) {
      String answer = asking.ask(question.text(), question.suggested());
      try {
        questionnaire.answer(answer);
        return;
      } catch (UnusableInputException e) {
        if (i == PATIENCE) {
          throw new FailedException(String.valueOf(e.getMessage()));
        }
        setup.say(String.valueOf(e.getMessage()));
      }
    }
  }

  private static ChangeSet make(
      Advice advice, ChangeSet base, dev.mpmlint.edit.Rereading rereading, List<String> notes)
      throws dev.mpmlint.edit.CannotEditException {
    if (!advice.changesMpm()) {
      Draft draft = new Draft(base);
      advice.edits().forEach(draft::edit);
      return draft.build();
    }
    Map<MpmDirective, Long> numbers = new EnumMap<>(MpmDirective.class);
    advice.changes().forEach(change -> numbers.put(change.directive(), change.to()));
    String name = advice.choice().itk() ? "itk" : advice.choice().mpm().shortName();
    MpmSwitch.Switched switched = MpmSwitch.to(name, base, rereading, new MpmSwitch.Wishes(false, numbers));
    notes.addAll(switched.notes());
    return switched.changes();
  }
}
