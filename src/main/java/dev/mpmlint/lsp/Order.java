package dev.mpmlint.lsp;

import java.util.function.Consumer;
import org.eclipse.lsp4j.jsonrpc.MessageConsumer;
import org.eclipse.lsp4j.jsonrpc.messages.Message;
import org.eclipse.lsp4j.jsonrpc.messages.NotificationMessage;
import org.eclipse.lsp4j.jsonrpc.messages.RequestMessage;
import org.eclipse.lsp4j.jsonrpc.messages.ResponseError;
import org.eclipse.lsp4j.jsonrpc.messages.ResponseErrorCode;
import org.eclipse.lsp4j.jsonrpc.messages.ResponseMessage;

/// Holds the client to the order of a session: nothing is asked before `initialize`, nothing but `exit` is told after
/// `shutdown`. What comes at the wrong time is answered with an error, as the protocol has it, and goes no further. Owned
/// by the thread that reads messages.
final class Order {
  private enum Phase {
    NEW,
    OPEN,
    SHUT_DOWN
  }

  private Phase phase = Phase.NEW;
  private final Consumer<Message> answer;

  /// @param answer sends a message to the client
  Order(Consumer<Message> answer) {
    this.answer = answer;
  }

  /// What stands before the consumer of incoming messages.
  MessageConsumer before(MessageConsumer next) {
    return message -> {
      switch (message) {
        case RequestMessage request -> {
          String wrong = wrong(request.getMethod());
          if (wrong.isEmpty()) {
            step(request.getMethod());
            next.consume(message);
          } else {
            refuse(request, wrong);
          }
        }
        case NotificationMessage told when !told.getMethod().equals("exit") && phase != Phase.OPEN -> {
          // Dropped, as the protocol has it.
        }
        default -> next.consume(message);
      }
    };
  }

  private void step(String method) {
    switch (method) {
      case "initialize" -> phase = Phase.OPEN;
      case "shutdown" -> phase = Phase.SHUT_DOWN;
      default -> {}
    }
  }

  private String wrong(String method) {
    return switch (phase) {
      case NEW -> method.equals("initialize") ? "" : method + " comes before initialize";
      case OPEN -> method.equals("initialize") ? "initialize comes a second time" : "";
      case SHUT_DOWN -> method + " comes after shutdown";
    };
  }

  private void refuse(RequestMessage request, String why) {
    ResponseErrorCode code =
        phase == Phase.NEW ? ResponseErrorCode.ServerNotInitialized : ResponseErrorCode.InvalidRequest;
    ResponseMessage response = new ResponseMessage();
    response.setRawId(request.getRawId());
    response.setError(new ResponseError(code, why, null));
    answer.accept(response);
  }
}
