// SPDX-License-Identifier: Apache-2.0
package io.jujuheap.fuzz;

import io.jujuheap.codec.ReaderCheck;
import io.jujuheap.http.HeadCheck;
import io.jujuheap.http.config.WebConfigCheck;
import io.jujuheap.leak.summary.SummaryCheck;
import java.io.IOException;
import java.io.InputStream;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.zip.ZipEntry;
import java.util.zip.ZipInputStream;

/** Something that reads foreign bytes, and what has to hold whatever the bytes. */
public enum FuzzTarget {
    PROTOBUF(ReaderCheck::read),
    HEAP_TEXT(ReaderCheck::read),
    GOROUTINE_TEXT(ReaderCheck::read),
    GOROUTINE_DUMP(ReaderCheck::read),
    PASTED_TEXT(ReaderCheck::readFound),
    REQUEST_HEAD(HeadCheck::check),
    SUMMARY(SummaryCheck::check),
    WEB_CONFIG(WebConfigCheck::check);

    private final Check check;

    /** Fails by an error or an exception. */
    private interface Check {
        void of(byte[] input);
    }

    FuzzTarget(Check check) {
        this.check = check;
    }

    /** Returns the name on the command line and of the corpus, such as {@code heap-text}. */
    String word() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    /** Fails when something does not hold for these bytes. */
    void check(byte[] input) {
        check.of(input);
    }

    /** Returns the inputs that earlier campaigns found to reach different code, by their names. */
    public Map<String, byte[]> corpus() throws IOException {
        String file = "/fuzz-corpus/" + word() + ".zip";
        try (InputStream packed = FuzzTarget.class.getResourceAsStream(file)) {
            if (packed == null) {
                throw new IOException(file + " is missing");
            }
            Map<String, byte[]> inputs = new LinkedHashMap<>();
            ZipInputStream zip = new ZipInputStream(packed);
            for (ZipEntry entry = zip.getNextEntry(); entry != null; entry = zip.getNextEntry()) {
                inputs.put(entry.getName(), zip.readAllBytes());
            }
            return inputs;
        }
    }
}
