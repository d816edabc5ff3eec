package dev.mpmlint.advise;

import dev.mpmlint.config.Configuration;
import dev.mpmlint.mpm.Mpm;
import dev.mpmlint.mpm.MpmOutcome;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/// What to ask a person before advising, at most eight questions, each with what configuration and machine suggest as its
/// answer. A later question may be left out because of an earlier answer. Owned by one thread, used once.
public final class Questionnaire {
  private static final double MIB = 1 << 20;
  private static final double WITH_PHP = 60 * MIB;
  private static final double PREFORK = 10 * MIB;
  private static final double THREADED = 30 * MIB;
  private static final int MOST_READ = 1 << 12;
  private static final double RATE = 50;
  private static final double SERVICE_TIME = 0.1;

  /// One question.
  ///
  /// @param text ends with a question mark
  /// @param suggested the answer of who just presses Enter
  public record Question(String text, String suggested) {}

  private enum Topic {
    PHP,
    USERS,
    HTTP2,
    MEMORY,
    PROCESS_SIZE,
    RATE,
    SERVICE_TIME,
    IDLE
  }

  private final Configuration configuration;
  private final MpmOutcome outcome;
  private Inputs inputs;
  private final List<Topic> left = new ArrayList<>(List.of(Topic.values()));
  private boolean modPhp;
  private boolean users;
  private boolean http2;

  /// @param known what the machine told
  public Questionnaire(Configuration configuration, MpmOutcome outcome, Inputs known) {
    this.configuration = configuration;
    this.outcome = outcome;
    this.inputs = known;
  }

  /// The next question; null when all is asked.
  public @org.jspecify.annotations.Nullable Question next() {
    if (left.isEmpty()) {
      return null;
    }
    Topic topic = left.getFirst();
    return switch (topic) {
      case PHP -> new Question("does PHP run, and how: mod_php, php-fpm or none?", php());
      case USERS ->
          new Question(
              "do virtual hosts run as users of their own (yes or no)?",
              yes(Circumstances.itk(configuration).isPresent() || !Circumstances.users(configuration).isEmpty()));
      case HTTP2 -> new Question("is HTTP/2 wanted (yes or no)?", yes(Circumstances.http2(configuration).isPresent()));
      case MEMORY -> number("how much memory is there for httpd?", Quantity.MEMORY, memory());
      case PROCESS_SIZE -> number("how much memory does one process of httpd take?", Quantity.PROCESS_SIZE, processSize());
      case RATE -> number("how many requests per second come at the busiest time?", Quantity.RATE, RATE);
      case SERVICE_TIME -> number("how long does one request take?", Quantity.SERVICE_TIME, SERVICE_TIME);
      case IDLE -> number("how many clients are idle in keep-alive then?", Quantity.KEEPALIVE_CLIENTS, idle());
    };
  }

  /// Takes the answer to [#next].
  ///
  /// @throws UnusableInputException when it is none; the question stays
  public void answer(String text) throws UnusableInputException {
    String said = text.strip().toLowerCase(Locale.ROOT);
    switch (left.getFirst()) {
      case PHP -> {
        String how = said.replace("_", "-").replace("mod-", "").replace("php-", "");
        if (!List.of("php", "fpm", "none", "no").contains(how)) {
          throw new UnusableInputException(text + " is no answer; say mod_php, php-fpm or none");
        }
        modPhp = how.equals("php");
      }
      case USERS -> users = yes(text, said);
      case HTTP2 -> http2 = yes(text, said);
      case MEMORY -> take(Quantity.MEMORY, text);
      case PROCESS_SIZE -> take(Quantity.PROCESS_SIZE, text);
      case RATE -> take(Quantity.RATE, text);
      case SERVICE_TIME -> take(Quantity.SERVICE_TIME, text);
      case IDLE -> take(Quantity.KEEPALIVE_CLIENTS, text);
    }
    left.removeFirst();
  }

  /// What was known and answered.
  public Inputs inputs() {
    return inputs.withWishes(new Inputs.Wishes(modPhp, users, http2));
  }

  private void take(Quantity quantity, String text) throws UnusableInputException {
    double value;
    try {
      value = quantity.parse(text);
    } catch (UnusableInputException _) {
      throw new UnusableInputException(text + " is no answer; write it like " + quantity.unit().form());
    }
    inputs = inputs.with(quantity, value, Known.Source.ANSWER);
  }

  private static boolean yes(String text, String said) throws UnusableInputException {
    return switch (said) {
      case "yes", "y" -> true;
      case "no", "n" -> false;
      default -> throw new UnusableInputException(text + " is no answer; say yes or no");
    };
  }

  private static String yes(boolean is) {
    return is ? "yes" : "no";
  }

  private Question number(String text, Quantity quantity, double otherwise) {
    double value = inputs.known(quantity).map(Known::value).orElse(otherwise);
    return new Question(text, quantity.show(value).replace(" ", "").replace("iB", "").replace("/s", "").replace("persecond", ""));
  }

  /// This machine's, or the limit of the control group that this process is in; a gigabyte where neither tells.
  private static double memory() {
    double total = firstNumber(Path.of("/proc/meminfo"), "MemTotal:") * 1024;
    double limit = firstNumber(Path.of("/sys/fs/cgroup/memory.max"), "");
    double least = limit > 0 && (total <= 0 || limit < total) ? limit : total;
    return least > 0 ? least : 1024 * MIB;
  }

  /// The number behind the given words in a file of the kernel; 0 where there is none.
  private static double firstNumber(Path file, String words) {
    try (var in = Files.newInputStream(file)) {
      String text = new String(in.readNBytes(MOST_READ), StandardCharsets.US_ASCII);
      int at = text.indexOf(words);
      String[] rest = at < 0 ? new String[0] : text.substring(at + words.length()).strip().split("\\s", 2);
      return rest.length > 0 && !rest[0].isEmpty() && rest[0].chars().allMatch(Character::isDigit)
          ? Double.parseDouble(rest[0])
          : 0;
    } catch (IOException _) {
      return 0;
    }
  }

  private String php() {
    boolean module = configuration.modules().stream().anyMatch(Circumstances::isPhp);
    return module ? "mod_php" : Circumstances.fastCgi(configuration).isEmpty() ? "none" : "php-fpm";
  }

  private double processSize() {
    boolean prefork = outcome instanceof MpmOutcome.One(var plan) && plan.mpm() == Mpm.PREFORK || modPhp || users;
    return modPhp ? WITH_PHP : prefork ? PREFORK : THREADED;
  }

  /// Each client that was served keeps its connection for a while.
  private double idle() {
    double rate = inputs.known(Quantity.RATE).map(Known::value).orElse(RATE);
    return Math.ceil(rate / 6 * Circumstances.keepAlive(configuration).seconds());
  }
}
