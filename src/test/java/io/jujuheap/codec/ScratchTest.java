// SPDX-License-Identifier: Apache-2.0
package io.jujuheap.codec;

import io.jujuheap.profile.*;
import java.nio.file.*;
import java.util.*;
import org.junit.jupiter.api.Test;

class ScratchTest {
    @Test
    void x() throws Exception {
        Path out = Path.of("/tmp/codec-out");
        Files.createDirectories(out);
        ProfileReader r = ProfileReader.withLimits(Limits.DEFAULT);
        List<Path> all = new ArrayList<>(Recordings.heapTexts());
        all.addAll(Recordings.protobufs());
        for (Path p : all) {
            Profile t = r.read(Files.readAllBytes(p));
            byte[] b = ProfileWriter.gzippedProtobuf(t);
            Profile t2 = r.read(b);
            if (!t.equals(t2)) System.out.println("DIFF " + p + "\n" + t.info() + "\n" + t2.info());
            Files.write(out.resolve(Recordings.nameOf(p).replace('/', '_') + ".pb.gz"), b);
            if (p.toString().contains("inlining-go1.26/heap-01"))
                System.out.println(FoldedWriter.folded(t, t.defaultSampleTypeIndex()));
        }
    }
}
