import java.lang.classfile.ClassFile;
import java.lang.classfile.ClassModel;
import java.lang.classfile.ClassTransform;
import java.lang.classfile.CodeBuilder;
import java.lang.classfile.instruction.InvokeDynamicInstruction;
import java.lang.constant.ClassDesc;
import java.lang.constant.ConstantDesc;
import java.lang.constant.MethodTypeDesc;
import java.lang.reflect.AccessFlag;
import java.util.ArrayList;
import java.util.List;

/// Turns the `invokedynamic` of a switch over types into a call of a plain method with a chain of `instanceof`.
///
/// Java links such a switch at its first use, by spinning a hidden class that no AOT cache of JDK 25 holds: some
/// milliseconds for each of a dozen switches on the way through `check`. The method does what
/// `java.lang.runtime.SwitchBootstraps.typeSwitch` promises. Stateless.
final class PlainSwitches {
  private record Switch(String name, MethodTypeDesc type, List<ClassDesc> labels) {
    /// -1 for null, the index of the first label from the given one on that matches, else the number of labels.
    void write(CodeBuilder code) {
      code.aload(0).ifThen(java.lang.classfile.Opcode.IFNULL, none -> none.iconst_m1().ireturn());
      for (int i = 0; i < labels.size(); i++) {
        int index = i;
        code.iload(1)
            .loadConstant(index)
            .ifThen(
                java.lang.classfile.Opcode.IF_ICMPLE,
                reached ->
                    reached
                        .aload(0)
                        .instanceOf(labels.get(index))
                        .ifThen(java.lang.classfile.Opcode.IFNE, matches -> matches.loadConstant(index).ireturn()));
      }
      code.loadConstant(labels.size()).ireturn();
    }
  }

  private PlainSwitches() {}

  static byte[] rewrite(ClassFile classFile, byte[] bytes) {
    ClassModel model = classFile.parse(bytes);
    boolean isInterface = model.flags().has(AccessFlag.INTERFACE);
    List<Switch> found = new ArrayList<>();
    ClassTransform plain =
        ClassTransform.transformingMethodBodies(
            (code, element) -> {
              if (element instanceof InvokeDynamicInstruction dynamic && isTypeSwitch(dynamic)) {
                Switch one = new Switch("$switch$" + found.size(), dynamic.typeSymbol(), labels(dynamic));
                found.add(one);
                code.invokestatic(model.thisClass().asSymbol(), one.name, one.type, isInterface);
              } else {
                code.with(element);
              }
            });
    int flags = ClassFile.ACC_PRIVATE | ClassFile.ACC_STATIC | ClassFile.ACC_SYNTHETIC;
    ClassTransform methods =
        ClassTransform.endHandler(
            c -> found.forEach(one -> c.withMethodBody(one.name, one.type, flags, one::write)));
    byte[] rewritten = classFile.transformClass(model, plain.andThen(methods));
    return found.isEmpty() ? bytes : rewritten;
  }

  private static boolean isTypeSwitch(InvokeDynamicInstruction dynamic) {
    return dynamic.bootstrapMethod().methodName().equals("typeSwitch")
        && dynamic.bootstrapMethod().owner().displayName().equals("SwitchBootstraps")
        && dynamic.bootstrapArgs().stream().allMatch(ClassDesc.class::isInstance);
  }

  private static List<ClassDesc> labels(InvokeDynamicInstruction dynamic) {
    List<ClassDesc> labels = new ArrayList<>();
    for (ConstantDesc argument : dynamic.bootstrapArgs()) {
      labels.add((ClassDesc) argument);
    }
    return labels;
  }
}
