// SPDX-License-Identifier: Apache-2.0
package io.jujuheap.cli.line;

import java.io.BufferedOutputStream;
import java.io.FileOutputStream;
import java.io.FilterOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.Optional;

/** Standard output, UTF-8 and buffered. Unlike a PrintStream, it keeps the exception when a write fails. */
final class ResultStream extends PrintStream {
    private static final int BUFFER_BYTES = 1 << 16;

    private final Remembering file;

    private ResultStream(Remembering file) {
        super(new BufferedOutputStream(file, BUFFER_BYTES), false, StandardCharsets.UTF_8);
        this.file = file;
    }

    static ResultStream to(FileOutputStream file) {
        return new ResultStream(new Remembering(file));
    }

    /** Returns the failure after a flush, such as a full disk. A closed pipe, as by {@code | head}, is not a failure. */
    Optional<String> problem() {
        boolean isReaderGone = file.problem.isPresent() && file.problem.get().equals("Broken pipe");
        return isReaderGone ? Optional.empty() : file.problem;
    }

    private static final class Remembering extends FilterOutputStream {
        private Optional<String> problem = Optional.empty();

        Remembering(OutputStream out) {
            super(out);
        }

        @Override
        public void write(byte[] bytes, int start, int length) throws IOException {
            try {
                out.write(bytes, start, length);
            } catch (IOException e) {
                problem = problem.or(() -> Optional.of(String.valueOf(e.getMessage())));
                throw e;
            }
        }
    }
}
