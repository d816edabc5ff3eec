package dev.mpmlint.lsp;

import dev.mpmlint.lint.Settings;
import java.io.InputStream;
import java.io.OutputStream;
import java.util.Objects;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicReference;
import org.eclipse.lsp4j.jsonrpc.Launcher;
import org.eclipse.lsp4j.jsonrpc.MessageConsumer;
import org.eclipse.lsp4j.jsonrpc.RemoteEndpoint;
import org.eclipse.lsp4j.jsonrpc.ResponseErrorException;
import org.eclipse.lsp4j.jsonrpc.messages.ResponseError;
import org.eclipse.lsp4j.jsonrpc.messages.ResponseErrorCode;
import org.eclipse.lsp4j.services.LanguageClient;
import org.jspecify.annotations.Nullable;

/// One editor's session over two streams: the package's one entry.
public final class Session {
  private Session() {}

  /// How it ended.
  ///
  /// @param orderly whether the editor said so first: `shutdown`, then `exit`
  /// @param complaint why the editor's messages could not be read any further; null when they could
  public record End(boolean orderly, @Nullable String complaint) {}

  /// Serves until the editor says that it exits, closes its end, or is gone.
  ///
  /// @param version of mpmlint, as the editor shows it
  public static End serve(InputStream in, OutputStream out, Settings settings, SettingsAround around, String version) {
    // The protocol's library logs to standard error, stack traces included; whoever uses it is told by answers.
    System.setProperty("java.util.logging.config.file", "/dev/null");
    MessageGuard guard = new MessageGuard(in);
    Server server = new Server(settings, around, version);
    AtomicReference<MessageConsumer> outgoing = new AtomicReference<>();
    Order order = new Order(message -> Objects.requireNonNull(outgoing.get()).consume(message));
    ExecutorService reader = Executors.newCachedThreadPool(task -> {
      Thread thread = new Thread(task, "mpmlint-lsp-reader");
      thread.setDaemon(true);
      return thread;
    });
    Launcher<LanguageClient> launcher =
        new Launcher.Builder<LanguageClient>()
            .setLocalService(server)
            .setRemoteInterface(LanguageClient.class)
            .setInput(guard)
            .setOutput(out)
            .setExecutorService(reader)
            .setExceptionHandler(Session::error)
            .wrapMessages(consumer -> {
              if (consumer instanceof RemoteEndpoint) {
                return order.before(consumer);
              }
              outgoing.set(consumer);
              return consumer;
            })
            .create();
    server.connect(launcher.getRemoteProxy());
    Future<?> listening = launcher.startListening();
    Thread.ofPlatform().daemon().name("mpmlint-lsp-end").start(() -> {
      try {
        listening.get();
      } catch (Exception _) {
        // However reading ended, it did.
      }
      server.ended().complete(1);
    });
    int code = server.ended().join();
    return new End(code == 0, guard.refusal());
  }

  private static ResponseError error(Throwable fault) {
    Throwable cause = fault.getCause() != null ? fault.getCause() : fault;
    return switch (cause) {
      case ResponseErrorException known -> known.getResponseError();
      case UnsupportedOperationException _ ->
          new ResponseError(ResponseErrorCode.MethodNotFound, "mpmlint does not know this request", null);
      case StackOverflowError _ -> internal("the configuration nests deeper than mpmlint can follow");
      case OutOfMemoryError _ -> internal("the configuration needs more memory than mpmlint may use");
      default -> internal("a fault of mpmlint itself: " + (cause.getMessage() == null ? cause.getClass().getSimpleName() : cause.getMessage()));
    };
  }

  private static ResponseError internal(String what) {
    return new ResponseError(ResponseErrorCode.InternalError, what, null);
  }
}
