package dev.mpmlint.lsp;

import dev.mpmlint.lint.Settings;
import java.net.URI;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.function.Supplier;
import java.util.function.UnaryOperator;
import org.eclipse.lsp4j.Diagnostic;
import org.eclipse.lsp4j.PublishDiagnosticsParams;
import org.eclipse.lsp4j.jsonrpc.CompletableFutures;
import org.jspecify.annotations.Nullable;

/// The documents that are open, what is known of them, and the one thread that looks at them: changes and questions are
/// done in the order in which they come, so an answer is always about the text that the editor has.
final class Desk implements AutoCloseable {
  /// Between the last key stroke and the diagnostics.
  private static final long PAUSE_MILLIS = 80;
  private static final long MOST_SECONDS_TO_FINISH = 2;

  private final Settings settings;
  private final SettingsAround around;
  private final Consumer<PublishDiagnosticsParams> publish;
  private final ScheduledThreadPoolExecutor thread;
  private final Map<String, Document> documents = new LinkedHashMap<>();
  private final Set<String> marked = new HashSet<>();
  private @Nullable Analysis analysis;
  private @Nullable ScheduledFuture<?> planned;

  Desk(Settings settings, SettingsAround around, Consumer<PublishDiagnosticsParams> publish) {
    this.settings = settings;
    this.around = around;
    this.publish = publish;
    this.thread =
        new ScheduledThreadPoolExecutor(
            1,
            task -> {
              Thread made = new Thread(null, task, "mpmlint-lsp", 16 << 20);
              made.setDaemon(true);
              return made;
            });
    thread.setExecuteExistingDelayedTasksAfterShutdownPolicy(false);
  }

  // ---- called by the thread that reads messages ----

  void open(String uri, String text) {
    @Nullable Path path = path(uri);
    if (path != null) {
      thread.execute(() -> {
        documents.put(uri, new Document(uri, path, text));
        changed();
      });
    }
  }

  void change(String uri, UnaryOperator<Document> change) {
    thread.execute(() -> {
      if (documents.computeIfPresent(uri, (_, document) -> change.apply(document)) != null) {
        changed();
      }
    });
  }

  void close(String uri) {
    thread.execute(() -> {
      documents.remove(uri);
      changed();
    });
  }

  /// Files on disk have changed.
  void refresh() {
    thread.execute(this::changed);
  }

  /// Answers a question about a document; the alternative when it is not open.
  <T> CompletableFuture<T> ask(String uri, java.util.function.Function<Document, T> question, Supplier<T> otherwise) {
    return CompletableFutures.computeAsync(
        thread,
        cancelled -> {
          cancelled.checkCanceled();
          Document document = documents.get(uri);
          return document == null ? otherwise.get() : question.apply(document);
        });
  }

  /// Takes no more questions.
  @Override
  public void close() {
    thread.shutdown();
  }

  /// Lets answers out that are under way, but not for long.
  void finish() {
    thread.shutdown();
    try {
      if (!thread.awaitTermination(MOST_SECONDS_TO_FINISH, TimeUnit.SECONDS)) {
        thread.shutdownNow();
      }
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt();
    }
  }

  // ---- called by its own thread ----

  Analysis analysis() {
    Analysis known = analysis;
    if (known == null) {
      known = Analysis.of(documents.values(), settings, around);
      analysis = known;
    }
    return known;
  }

  Places places() {
    return new Places(analysis(), List.copyOf(documents.values()));
  }

  private void changed() {
    analysis = null;
    if (planned != null) {
      planned.cancel(false);
    }
    planned = thread.schedule(this::mark, PAUSE_MILLIS, TimeUnit.MILLISECONDS);
  }

  /// Sends the diagnostics of all files that have some or had some.
  private void mark() {
    Map<String, List<Diagnostic>> all = Diagnostics.of(analysis().findings(), places());
    Set<String> uris = new HashSet<>(marked);
    uris.addAll(documents.keySet());
    uris.addAll(all.keySet());
    marked.clear();
    for (String uri : uris) {
      List<Diagnostic> found = all.getOrDefault(uri, List.of());
      publish.accept(new PublishDiagnosticsParams(uri, found));
      if (!found.isEmpty()) {
        marked.add(uri);
      }
    }
  }

  /// Null for what is no file of this machine: an `untitled:` buffer, a file inside an archive.
  private static @Nullable Path path(String uri) {
    try {
      return Path.of(URI.create(uri)).toAbsolutePath().normalize();
    } catch (IllegalArgumentException | java.nio.file.FileSystemNotFoundException _) {
      return null;
    }
  }
}
