package dev.mpmlint.support;

import static java.lang.annotation.ElementType.METHOD;
import static java.lang.annotation.ElementType.TYPE;

import java.lang.annotation.Inherited;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.extension.ExtendWith;

/// The test needs these programs. Where one is missing the test is skipped, visibly: "skipped: apache2 is not
/// installed". With `CI=true` in the environment it fails instead, so that a build server cannot pass by having nothing.
@Target({TYPE, METHOD})
@Retention(RetentionPolicy.RUNTIME)
@Inherited
@Tag("real")
@ExtendWith(ProgramCondition.class)
public @interface RequiresProgram {
  /// Names as on the PATH, `apache2`, or paths of files: `/usr/lib/apache2/modules/mpm_itk.so`.
  String[] value();
}
