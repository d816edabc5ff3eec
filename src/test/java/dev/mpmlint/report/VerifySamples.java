package dev.mpmlint.report;

import dev.mpmlint.verify.model.EngineRun;
import dev.mpmlint.verify.model.Expectation;
import dev.mpmlint.verify.model.Experiment;
import dev.mpmlint.verify.model.FindingVerdict;
import dev.mpmlint.verify.model.Mark;
import dev.mpmlint.verify.model.Observation;
import dev.mpmlint.verify.model.Outcome;
import dev.mpmlint.verify.model.Promise;
import dev.mpmlint.verify.model.Replacement;
import dev.mpmlint.verify.model.Sample;
import dev.mpmlint.verify.model.Scale;
import dev.mpmlint.verify.model.Source;
import dev.mpmlint.verify.model.Trial;
import dev.mpmlint.verify.model.Verdict;
import dev.mpmlint.verify.model.VerifyReport;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/// Proofs made by hand.
final class VerifySamples {
  private static final Source WORKERS = new Source("/etc/httpd/conf.d/tuning.conf", 9, "MaxRequestWorkers 4000");
  private static final Promise CEILING =
      new Promise(Experiment.CEILING, "ceiling.at-once", "400 requests are served at once", List.of(WORKERS), Expectation.Exactly.count(400, ""));
  private static final Promise WAITS =
      new Promise(
          Experiment.CEILING, "ceiling.waits", "the next one waits, and is served then",
          List.of(WORKERS, Source.ofDefault("ListenBacklog 511")), new Expectation.Words("yes"));
  private static final Promise SPARES =
      new Promise(
          Experiment.SPARES, "spares.idle", "idle workers fall back after the load",
          List.of(new Source("/etc/httpd/conf.d/<b>odd</b>.conf", 3, "MaxSpareThreads \"<script>alert(1)</script>\"")),
          new Expectation.Between(25, 75, ""));
  private static final Promise MEMORY =
      new Promise(Experiment.MEMORY, "memory.child", "a child's own memory", List.of(), new Expectation.Anything());
  private static final Promise HTTP2 =
      new Promise(Experiment.HTTP2, "http2.inactive", "HTTP/2 is not spoken", List.of(), new Expectation.Words("yes"));

  private VerifySamples() {}

  static VerifyReport report(int engines) {
    List<EngineRun> runs = new ArrayList<>();
    runs.add(run("bundled", "mpmlint 0.1.0", 0));
    if (engines > 1) {
      runs.add(run("httpd", "Apache/2.4.71 (Debian)", 1));
    }
    return new VerifyReport(
        "/etc/httpd/conf/httpd.conf", "event", "2 processes at start, up to 16 processes × 25 threads = 400 simultaneous requests", false,
        new Scale(10, "4000 requests at once are too many for the 16 GiB of this machine"),
        List.of(
            new Replacement(new Source("/etc/httpd/conf/httpd.conf", 88, ""), "CustomLog \"|/usr/bin/rotatelogs /var/log/a…", "", true),
            new Replacement(new Source("/etc/httpd/conf/httpd.conf", 12, ""), "Listen 80", "Listen 127.0.0.1:40123", false)),
        runs,
        List.of(
            new FindingVerdict(
                "MPM021", "spare-inversion", "MaxSpareThreads 60 is silently 101; write 101 or more",
                new Source("/etc/httpd/conf.d/tuning.conf", 7, "MaxSpareThreads 60"), "at most 101 idle workers after load",
                List.of(Experiment.SPARES), Outcome.REFUTED, ""),
            new FindingVerdict(
                "MPM013", "max-request-workers-no-multiple", "a message of /etc/httpd/conf.d/tuning.conf:9 & <more>", WORKERS,
                "", List.of(), Outcome.NOT_TRIED, "it predicts nothing of a running server")),
        Duration.ofMillis(17_832));
  }

  private static EngineRun run(String engine, String version, int shift) {
    List<Trial> trials = new ArrayList<>();
    trials.add(
        new Trial(
            Experiment.CEILING,
            List.of(Verdict.of(CEILING, Observation.Amount.count(400, "")), Verdict.of(WAITS, Observation.yes(true))),
            samples(shift), List.of(new Mark(2, "480 slow requests"), new Mark(9, "they are answered")), Duration.ofSeconds(12)));
    trials.add(
        new Trial(
            Experiment.MEMORY, List.of(Verdict.of(MEMORY, new Observation.Amount(11_264 + shift * 2000.0, "KiB", Double.POSITIVE_INFINITY))),
            List.of(), List.of(), Duration.ofSeconds(1)));
    trials.add(
        new Trial(
            Experiment.SPARES, List.of(Verdict.of(SPARES, Observation.Amount.count(101 + shift, ""), "the pool had no time to shrink")),
            samples(shift + 1), List.of(), Duration.ofSeconds(12)));
    trials.add(new Trial(Experiment.HTTP2, List.of(Verdict.notTried(HTTP2, "no Protocols line asks for it")), List.of(), List.of(), Duration.ZERO));
    return new EngineRun(engine, version, trials);
  }

  private static List<Sample> samples(int shift) {
    List<Sample> samples = new ArrayList<>();
    for (int i = 0; i < 150; i++) {
      double seconds = i * 0.1;
      int processes = seconds < 2 + shift * 0.5 ? 2 : seconds < 9 ? (int) Math.min(16, 2 + Math.pow(2, seconds - 2) / 2) : (int) Math.max(4, 16 - (seconds - 9) * 2);
      int clients = seconds < 2 || seconds > 9 ? 1 : (int) Math.min(480, (seconds - 2) * 300);
      int busy = Math.min(clients, processes * 25);
      double latency = seconds < 1 ? Double.NaN : 3 + (clients - busy) * 4.0 + shift;
      samples.add(new Sample(seconds, processes, processes * 25, busy, processes * 25 - busy, clients - busy, busy * 1.3 + i % 7, latency));
    }
    return samples;
  }
}
