// SPDX-License-Identifier: Apache-2.0
package io.jujuheap.testkit;

import java.io.IOException;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import java.time.Duration;
import org.junit.jupiter.api.extension.AfterTestExecutionCallback;
import org.junit.jupiter.api.extension.BeforeTestExecutionCallback;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.ExtensionContext.Namespace;

/** Gives a test that is no part of a suite of hostile cases its line in their {@linkplain CaseTable table}. */
@Target(ElementType.METHOD)
@Retention(RetentionPolicy.RUNTIME)
@ExtendWith(HostileCase.Row.class)
public @interface HostileCase {
    /** What is done to the program, after the number of the case, such as {@code S20}. */
    String value();

    /** What has to come of it; the table says so of a test that passed. */
    String outcome();

    /** Writes the line. */
    final class Row implements BeforeTestExecutionCallback, AfterTestExecutionCallback {
        private static final Namespace OURS = Namespace.create(HostileCase.class);

        @Override
        public void beforeTestExecution(ExtensionContext test) {
            test.getStore(OURS).put("start", System.nanoTime());
        }

        @Override
        public void afterTestExecution(ExtensionContext test) throws IOException {
            HostileCase hostile = test.getRequiredTestMethod().getAnnotation(HostileCase.class);
            long start = test.getStore(OURS).get("start", Long.class);
            CaseTable table = new CaseTable();
            table.add(
                    hostile.value(),
                    test.getExecutionException().isEmpty() ? hostile.outcome() : "FAILED",
                    Duration.ofNanos(System.nanoTime() - start));
            table.write();
        }
    }
}
