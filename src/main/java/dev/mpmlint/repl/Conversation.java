package dev.mpmlint.repl;

import dev.mpmlint.source.Display;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.jline.reader.Candidate;
import org.jline.reader.EOFError;
import org.jline.reader.EndOfFileException;
import org.jline.reader.Highlighter;
import org.jline.reader.LineReader;
import org.jline.reader.LineReaderBuilder;
import org.jline.reader.ParsedLine;
import org.jline.reader.Parser;
import org.jline.reader.UserInterruptException;
import org.jline.reader.impl.DefaultParser;
import org.jline.terminal.Terminal;
import org.jline.terminal.Terminal.Signal;
import org.jline.terminal.Terminal.SignalHandler;
import org.jline.terminal.TerminalBuilder;
import org.jline.utils.AttributedString;
import org.jline.utils.AttributedStringBuilder;
import org.jline.utils.AttributedStyle;

/// A conversation at a terminal, with JLine, which nothing else knows. Owned by the thread that runs it.
final class Conversation {
  private final Setup setup;
  private final Terminal terminal;
  private final LineReader reader;
  private final LineReader answers;
  private final Interpreter interpreter;
  /// Whether the end was asked for while something was not written.
  private boolean warned;

  private Conversation(Setup setup, Terminal terminal, Path history) throws IOException {
    this.setup = setup;
    this.terminal = terminal;
    this.answers = LineReaderBuilder.builder().terminal(terminal).option(LineReader.Option.DISABLE_EVENT_EXPANSION, true).build();
    this.interpreter = Repl.open(setup, this::answer);
    LineReaderBuilder builder =
        LineReaderBuilder.builder()
            .terminal(terminal)
            .appName("mpmlint")
            .parser(parser())
            .completer((_, line, candidates) -> complete(line, candidates))
            .highlighter(highlighter())
            .variable(LineReader.SECONDARY_PROMPT_PATTERN, "%P ... ")
            .variable(LineReader.INDENTATION, 0)
            .option(LineReader.Option.DISABLE_EVENT_EXPANSION, true)
            .option(LineReader.Option.CASE_INSENSITIVE, true)
            .option(LineReader.Option.AUTO_FRESH_LINE, true);
    if (isUsable(history)) {
      builder.variable(LineReader.HISTORY_FILE, history);
    }
    this.reader = builder.build();
    if (setup.style().colour()) {
      reader.setAutosuggestion(LineReader.SuggestionType.TAIL_TIP);
    }
  }

  static Repl.Ending run(Setup setup, Path history) throws IOException {
    try (Terminal terminal = TerminalBuilder.builder().system(true).provider("ffm").dumb(true).build()) {
      Conversation conversation = new Conversation(setup, terminal, history);
      conversation.talk();
      return Repl.Ending.GOOD;
    }
  }

  /// Makes the folder of the history; without one, lines are kept for this conversation only.
  private static boolean isUsable(Path history) {
    Path folder = history.getParent();
    try {
      if (folder != null) {
        Files.createDirectories(folder);
      }
      return true;
    } catch (IOException _) {
      return false;
    }
  }

  private void talk() {
    setup.say(greeting());
    setup.out().flush();
    while (!interpreter.ended()) {
      String said;
      try {
        said = reader.readLine(prompt());
      } catch (UserInterruptException _) {
        continue;
      } catch (EndOfFileException _) {
        said = Verb.QUIT.word();
      }
      if (isEnd(said) && mustWarn()) {
        continue;
      }
      warned = isEnd(said);
      carryOut(said);
      setup.out().flush();
      setup.err().flush();
    }
  }

  private static boolean isEnd(String said) {
    return Verb.find(said.strip()).filter(verb -> verb == Verb.QUIT).isPresent();
  }

  /// The first time that the end would lose changes.
  private boolean mustWarn() {
    int unwritten = interpreter.session().changes().size();
    if (unwritten == 0 || warned) {
      return false;
    }
    warned = true;
    setup.say(Repl.unwritten(unwritten) + ": write, or quit once more");
    setup.out().flush();
    return true;
  }

  /// Ctrl-C during a command interrupts the command and not the conversation.
  private void carryOut(String said) {
    Thread talking = Thread.currentThread();
    SignalHandler before = terminal.handle(Signal.INT, _ -> talking.interrupt());
    try {
      interpreter.run(Display.toBytes(said));
    } catch (FailedException e) {
      setup.out().flush();
      String why = String.valueOf(e.getMessage());
      if (!why.isEmpty()) {
        setup.err().println(setup.style().safe(setup.names().in(why)));
      }
    } finally {
      terminal.handle(Signal.INT, before);
      // Whoever was interrupted has noticed by now.
      Thread.interrupted();
    }
  }

  private String greeting() {
    View view = interpreter.session().view();
    int findings = view.findings().size();
    return setup.main().path() + ": " + view.mpm() + ", " + (findings == 0 ? "no findings" : findings + (findings == 1 ? " finding" : " findings"))
        + "; help lists what can be said";
  }

  private String prompt() {
    boolean changed = !interpreter.session().changes().isEmpty();
    return interpreter.session().view().mpm() + (changed ? "*" : "") + "> ";
  }

  private String answer(String question, String byDefault) throws FailedException {
    setup.out().flush();
    try {
      String said = answers.readLine(question + (byDefault.isEmpty() ? "" : " [" + byDefault + "]") + " ");
      return said.isBlank() ? byDefault : said.strip();
    } catch (UserInterruptException | EndOfFileException _) {
      throw new FailedException("nothing more is asked");
    }
  }

  // ---- for JLine ----

  /// Words at blanks, nothing escaped; a line that is to go on is not accepted yet.
  private static Parser parser() {
    DefaultParser words = new DefaultParser();
    words.setEscapeChars(new char[0]);
    words.setQuoteChars(new char[0]);
    return new Parser() {
      @Override
      public ParsedLine parse(String line, int cursor, ParseContext context) {
        if (context == ParseContext.ACCEPT_LINE && Continuation.isOpen(line)) {
          String section = Continuation.openSection(line);
          throw new EOFError(-1, cursor, "goes on", section.isEmpty() ? "\\" : "<" + section + ">");
        }
        return words.parse(line, cursor, context);
      }

      @Override
      public boolean isEscapeChar(char c) {
        return false;
      }
    };
  }

  private void complete(ParsedLine line, List<Candidate> candidates) {
    Completions completions = new Completions(interpreter.session().view(), setup.here());
    for (Completions.Item item : completions.of(line.line().substring(0, line.cursor()))) {
      String about = item.about().isEmpty() ? null : item.about();
      candidates.add(new Candidate(item.value(), item.value(), null, about, null, null, item.whole()));
    }
  }

  private Highlighter highlighter() {
    return (lineReader, text) -> {
      lineReader.setTailTip(Hints.of(text, interpreter.session().view()));
      AttributedStringBuilder painted = new AttributedStringBuilder();
      for (Painter.Part part : Painter.parts(text)) {
        painted.append(text.substring(part.start(), part.end()), setup.style().colour() ? style(part.kind()) : AttributedStyle.DEFAULT);
      }
      AttributedString all = painted.toAttributedString();
      return all;
    };
  }

  private static AttributedStyle style(Painter.Kind kind) {
    AttributedStyle plain = AttributedStyle.DEFAULT;
    return switch (kind) {
      case VERB -> plain.bold();
      case DIRECTIVE -> plain.foreground(AttributedStyle.CYAN);
      case UNKNOWN -> plain.foreground(AttributedStyle.RED);
      case TAG -> plain.foreground(AttributedStyle.BLUE);
      case NUMBER -> plain.foreground(AttributedStyle.YELLOW);
      case TEXT -> plain.foreground(AttributedStyle.GREEN);
      case COMMENT -> plain.faint();
      case PLAIN -> plain;
    };
  }
}
