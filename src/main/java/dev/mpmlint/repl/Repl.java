package dev.mpmlint.repl;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;

/// The conversation: the package's one entry. Stateless.
public final class Repl {
  /// The longest script on standard input, in bytes.
  private static final int LONGEST = 16 << 20;

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
    Interpreter interpreter = open(setup, Asking.ofScript());
    byte[] bytes = setup.in().readNBytes(LONGEST + 1);
    if (bytes.length > LONGEST) {
      throw new IOException("standard input has more than " + (LONGEST >> 20) + " MiB of commands");
    }
    boolean good = new Script(new String(bytes, StandardCharsets.ISO_8859_1), "").run(interpreter, setup);
    int unwritten = interpreter.session().changes().size();
    if (unwritten > 0) {
      setup.err().println("mpmlint: " + Conversation.unwritten(unwritten));
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

  static Interpreter open(Setup setup, Asking asking) throws IOException {
    try {
      return new Interpreter(setup, new Session(setup), asking);
    } catch (FailedException e) {
      throw new IOException(e.getMessage(), e);
    }
  }
}
