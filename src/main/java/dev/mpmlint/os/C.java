package dev.mpmlint.os;

import java.lang.foreign.Arena;
import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.Linker;
import java.lang.foreign.MemoryLayout;
import java.lang.foreign.MemoryLayout.PathElement;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.StructLayout;
import java.lang.foreign.SymbolLookup;
import java.lang.foreign.ValueLayout;
import java.lang.invoke.MethodHandle;
import java.lang.invoke.VarHandle;
import java.util.Optional;

/// The C library: how its functions are found and called. Stateless but for what it found.
@SuppressWarnings("restricted")
final class C {
  static final ValueLayout.OfInt INT = ValueLayout.JAVA_INT;
  static final ValueLayout.OfLong LONG = ValueLayout.JAVA_LONG;
  static final ValueLayout.OfShort SHORT = ValueLayout.JAVA_SHORT;
  static final ValueLayout POINTER = ValueLayout.ADDRESS;

  private static final Linker LINKER = Linker.nativeLinker();
  private static final SymbolLookup LIBRARY = LINKER.defaultLookup();
  private static final Linker.Option WITH_ERRNO = Linker.Option.captureCallState("errno");
  private static final StructLayout STATE = Linker.Option.captureStateLayout();
  private static final VarHandle ERRNO = STATE.varHandle(PathElement.groupElement("errno"));
  /// Looked for when something fails.
  private static final class Words {
    static final MethodHandle STRERROR = function("strerror", FunctionDescriptor.of(POINTER, INT));

    private Words() {}
  }

  private C() {}

  /// A function of the C library.
  static MethodHandle function(String name, FunctionDescriptor type, Linker.Option... options) {
    return LINKER.downcallHandle(LIBRARY.findOrThrow(name), type, options);
  }

  /// One that older C libraries lack.
  static Optional<MethodHandle> optional(String name, FunctionDescriptor type) {
    return LIBRARY.find(name).map(at -> LINKER.downcallHandle(at, type));
  }

  /// One that returns an int, -1 with errno when it fails: called through [Call].
  static Call call(String name, MemoryLayout... arguments) {
    return new Call(function(name, FunctionDescriptor.of(INT, arguments), WITH_ERRNO));
  }

  /// A function that says in errno why it failed. Stateless.
  record Call(MethodHandle handle) {
    /// Its result.
    ///
    /// @throws OsException when it is -1
    int on(Arena arena, Object... arguments) throws OsException {
      MemorySegment state = arena.allocate(STATE);
      Object[] all = new Object[arguments.length + 1];
      all[0] = state;
      System.arraycopy(arguments, 0, all, 1, arguments.length);
      int result = (int) invoke(handle, all);
      if (result == -1) {
        throw error((int) ERRNO.get(state, 0L));
      }
      return result;
    }
  }

  /// One that takes up to three numbers. What a function does not have of them it does not look at, nor at more of each
  /// than its type, on all of Linux's calling conventions, a `...` included. All functions of one shape: each shape costs
  /// Java tens of milliseconds, and so does every call whose types are found at run time.
  static Numeric numeric(String name) {
    return new Numeric(function(name, FunctionDescriptor.of(INT, LONG, LONG, LONG), WITH_ERRNO));
  }

  /// A function of numbers that says in errno why it failed. Stateless.
  record Numeric(MethodHandle handle) {
    /// @throws OsException when the result is -1
    void on(Arena arena, long first, long second, long third) throws OsException {
      MemorySegment state = arena.allocate(STATE);
      int result;
      try {
        result = (int) handle.invokeExact(state, first, second, third);
      } catch (RuntimeException | Error e) {
        throw e;
      } catch (Throwable e) {
        throw new IllegalStateException(e);
      }
      if (result == -1) {
        throw error((int) ERRNO.get(state, 0L));
      }
    }
  }

  static Object invoke(MethodHandle handle, Object... arguments) {
    try {
      return handle.invokeWithArguments(arguments);
    } catch (RuntimeException | Error e) {
      throw e;
    } catch (Throwable e) {
      throw new IllegalStateException(e);
    }
  }

  static OsException error(int errno) {
    MemorySegment text = (MemorySegment) invoke(Words.STRERROR, errno);
    return new OsException(errno, text.reinterpret(256).getString(0));
  }
}
