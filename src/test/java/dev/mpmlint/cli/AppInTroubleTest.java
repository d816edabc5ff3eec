package dev.mpmlint.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// The program where the machine or the reader of its output fails it.
class AppInTroubleTest {
  @TempDir
  @SuppressWarnings("NullAway.Init")
  Path here;

  @BeforeEach
  void files() throws IOException {
    Files.writeString(here.resolve("clean.conf"), "ServerName a.example\n");
    Files.writeString(here.resolve("broken.conf"), "</Directory>\nServerName a.example\n");
  }

  @Test
  void aMachineThatIsTooSmallIsSaid() {
    assertThat(said(new StackOverflowError()))
        .isEqualTo("mpmlint: the configuration nests deeper than mpmlint can follow\n");
    assertThat(said(new OutOfMemoryError("Java heap space")))
        .isEqualTo(
            "mpmlint: the configuration needs more memory than mpmlint may use; check its parts one by one\n");
  }

  /// What is printed when that happens while standard input is read.
  private String said(Error happens) {
    InputStream in =
        new InputStream() {
          @Override
          public int read() {
            throw happens;
          }

          @Override
          public int read(byte[] bytes, int offset, int length) {
            throw happens;
          }
        };
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    ByteArrayOutputStream err = new ByteArrayOutputStream();
    int code =
        new App(new Surroundings(here, Map.of(), () -> false))
            .run(in, new PrintStream(out, true, StandardCharsets.UTF_8), new PrintStream(err, true, StandardCharsets.UTF_8), "check", "-");
    assertThat(code).isEqualTo(2);
    assertThat(out.size()).isZero();
    return err.toString(StandardCharsets.UTF_8);
  }

  @Test
  void aReaderWhoGoesAwayIsNoFault() {
    OutputStream closed = failing("Broken pipe");
    ByteArrayOutputStream err = new ByteArrayOutputStream();
    int code = run(new PrintStream(new StandardOutput(closed)), err, "broken.conf");
    assertThat(code).isEqualTo(1);
    assertThat(err.size()).isZero();
  }

  @Test
  void aFullDiskIsSaid() {
    ByteArrayOutputStream err = new ByteArrayOutputStream();
    OutputStream full = failing("No space left on device");
    int code = run(new PrintStream(new StandardOutput(full)), err, "clean.conf");
    assertThat(code).isEqualTo(2);
    assertThat(err.toString(StandardCharsets.UTF_8)).isEqualTo("mpmlint: cannot write to standard output\n");
  }

  private int run(PrintStream out, ByteArrayOutputStream err, String file) {
    PrintStream errors = new PrintStream(err, true, StandardCharsets.UTF_8);
    return new App(new Surroundings(here, Map.of(), () -> false))
        .run(new ByteArrayInputStream(new byte[0]), out, errors, "check", file);
  }

  private static OutputStream failing(String why) {
    return new OutputStream() {
      @Override
      public void write(int b) throws IOException {
        throw new IOException(why);
      }
    };
  }
}
