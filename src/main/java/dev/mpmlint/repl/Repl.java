package dev.mpmlint.repl;

import java.io.IOException;
import java.nio.file.Path;

/// The conversation: the package's one entry. Stateless.
public final class Repl {
  private Repl() {}

  /// How a conversation ended.
  public enum Ending {
    /// All that was said was done.
    GOOD,
    /// The last `check` found errors or warnings.
    FOUND,
    /// Something could not be done; it was said on standard error.
    FAILED
  }

  /// Takes its lines from standard input, without a prompt.
  ///
  /// @throws IOException when the configuration or standard input cannot be read; the message is a sentence
  public static Ending script(Setup setup) throws IOException {
    Script script = new Script(setup.in(), "");
    Interpreter interpreter = open(setup, script);
    boolean good = script.run(interpreter, setup);
    int unwritten = interpreter.session().changes().size();
    if (unwritten > 0) {
      setup.err().println("mpmlint: " + unwritten(unwritten));
    }
    return good ? interpreter.found() ? Ending.FOUND : Ending.GOOD : Ending.FAILED;
  }

  /// Talks to a person at the terminal of this process.
  ///
  /// @param history where lines are kept from one conversation to the next
  /// @throws IOException when the configuration cannot be read, or the terminal fails; the message is a sentence
  public static Ending converse(Setup setup, Path history) throws IOException {
    return Conversation.run(setup, history);
  }

  static String unwritten(int files) {
    return "the changes in " + files + (files == 1 ? " file" : " files") + " are not written";
  }

  static Interpreter open(Setup setup, Asking asking) throws IOException {
    try {
      return new Interpreter(setup, new Session(setup), asking);
    } catch (FailedException e) {
      throw new IOException(e.getMessage(), e);
    }
  }
}
