package dev.mpmlint.edit;

import dev.mpmlint.source.SourceFile;
import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Map;

/// Writes a [ChangeSet] as a whole: when a step fails, those before it are taken back. Owned by one thread, used once.
public final class Transaction {
  /// One step, taken back.
  private interface Undo {
    void run() throws IOException;
  }

  private final Deque<Undo> done = new ArrayDeque<>();

  private Transaction() {}

  /// Makes all changes, or none.
  ///
  /// @throws IOException whose message is a sentence: which step failed, and that all is as it was; where even that
  ///     could not be had, what is not as it was
  public static void write(ChangeSet changes) throws IOException {
    Transaction transaction = new Transaction();
    try {
      transaction.run(changes);
    } catch (IOException e) {
      throw new IOException(transaction.takeBack(e), e);
    }
  }

  private void run(ChangeSet changes) throws IOException {
    for (Map.Entry<Path, ChangeSet.Rewrite> file : changes.files().entrySet()) {
      rewrite(file.getKey(), file.getValue());
    }
    for (Map.Entry<Path, Path> link : changes.made().entrySet()) {
      make(link.getKey(), link.getValue());
    }
    for (Map.Entry<Path, Path> link : changes.removed().entrySet()) {
      remove(link.getKey(), link.getValue());
    }
  }

  private void rewrite(Path file, ChangeSet.Rewrite change) throws IOException {
    SourceFile before = change.before();
    AtomicFile.replace(file, before, change.after());
    done.push(() -> AtomicFile.replace(file, change.after(), before));
  }

  private void make(Path link, Path target) throws IOException {
    try {
      Files.createSymbolicLink(link, target);
    } catch (FileAlreadyExistsException _) {
      throw new IOException(link + " is there already");
    } catch (AccessDeniedException _) {
      throw new IOException(link + " cannot be made: no permission to write in " + link.getParent());
    }
    done.push(() -> Files.delete(link));
  }

  private void remove(Path link, Path target) throws IOException {
    if (!Files.isSymbolicLink(link) || !Files.readSymbolicLink(link).equals(target)) {
      throw new IOException(link + " was changed by someone else meanwhile");
    }
    try {
      Files.delete(link);
    } catch (AccessDeniedException _) {
      throw new IOException(link + " cannot be removed: no permission to write in " + link.getParent());
    }
    done.push(() -> Files.createSymbolicLink(link, target));
  }

  private String takeBack(IOException failure) {
    StringBuilder left = new StringBuilder();
    while (!done.isEmpty()) {
      try {
        done.pop().run();
      } catch (IOException e) {
        failure.addSuppressed(e);
        left.append(left.isEmpty() ? "" : ", ").append(e.getMessage());
      }
    }
    String why = failure.getMessage() == null ? failure.toString() : failure.getMessage();
    return left.isEmpty()
        ? why + "; nothing is changed"
        : why + "; and what was changed before could not be taken back: " + left;
  }
}
