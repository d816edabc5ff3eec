package dev.mpmlint.rules;

import dev.mpmlint.httpd.AhNumber;
import org.jspecify.annotations.Nullable;

/// What a finding predicts of a running server; `verify` turns it into an experiment.
public sealed interface Claim {
  /// The experiment that tries it, as `verify --only` takes it.
  String experiment();

  /// In a few words: `at most 250 requests at once`.
  String words();

  /// The server does not start, with this message.
  record RefusesToStart(@Nullable AhNumber number, String message) implements Claim {
    @Override
    public String experiment() {
      return "start";
    }

    @Override
    public String words() {
      return "httpd refuses to start" + (number == null ? "" : " (" + number + ")");
    }
  }

  /// It logs this while starting or running.
  record Logs(@Nullable AhNumber number, String message) implements Claim {
    /// mod_http2's own message comes in its own experiment, that of a pool at its end under load, others at the start.
    @Override
    public String experiment() {
      int value = number == null ? 0 : number.value();
      return switch (value) {
        case 10_034 -> "http2";
        case 161, 286, 287, 288, 484, 485, 3_490, 10_159 -> "ceiling";
        default -> "start";
      };
    }

    @Override
    public String words() {
      return "httpd logs " + (number == null ? message : number.toString());
    }
  }

  /// So many processes right after the start, each with so many worker threads.
  record Processes(int processes, int threadsEach) implements Claim {
    @Override
    public String experiment() {
      return "processes";
    }

    @Override
    public String words() {
      return processes + " processes right after the start";
    }
  }

  /// At most so many requests are served at once.
  record Ceiling(int atOnce) implements Claim {
    /// A server that serves nobody has children that end as soon as they have begun.
    @Override
    public String experiment() {
      return atOnce == 0 ? "recycling" : "ceiling";
    }

    @Override
    public String words() {
      return atOnce == 0 ? "no request is ever answered" : "at most " + atOnce + " requests at once";
    }
  }

  /// After load, idle workers settle at no more than `most`.
  record IdleAtMost(int most) implements Claim {
    @Override
    public String experiment() {
      return "spares";
    }

    @Override
    public String words() {
      return "at most " + most + " idle workers after load";
    }
  }

  /// An idle keep-alive connection holds a worker for so many seconds.
  record KeepAliveHolds(double seconds) implements Claim {
    @Override
    public String experiment() {
      return "keepalive";
    }

    @Override
    public String words() {
      return "an idle kept connection holds a worker";
    }
  }

  /// A client that sends its request slowly holds a worker.
  record SlowClientHolds() implements Claim {
    @Override
    public String experiment() {
      return "slow";
    }

    @Override
    public String words() {
      return "a slow client holds a worker";
    }
  }

  /// HTTP/2 is not spoken although it was asked for.
  record Http2Inactive() implements Claim {
    @Override
    public String experiment() {
      return "http2";
    }

    @Override
    public String words() {
      return "HTTP/2 is not spoken";
    }
  }

  /// A child ends after so many connections.
  record Recycles(int connections) implements Claim {
    @Override
    public String experiment() {
      return "recycling";
    }

    @Override
    public String words() {
      return connections < 0 ? "no request is ever answered" : "a child ends after " + connections + " connections";
    }
  }

  /// Requests of this virtual host run as this user.
  record RunsAs(String user) implements Claim {
    @Override
    public String experiment() {
      return "identity";
    }

    @Override
    public String words() {
      return "requests run as " + user + ", or are refused";
    }
  }
}
