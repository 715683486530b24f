// SPDX-License-Identifier: Apache-2.0
package io.jujuheap.codec;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.Arrays;
import java.util.List;
import java.util.zip.ZipEntry;
import java.util.zip.ZipInputStream;
import org.jspecify.annotations.Nullable;
import org.tukaani.xz.MemoryLimitException;
import org.tukaani.xz.XZInputStream;

/** Unpacks profiles: from gzip, xz, a zip archive with one file, or a saved HTTP response. */
final class Unpacker {
    private static final String XZ = "\u00fd7zXZ\u0000";
    private static final String ZIP = "PK\u0003\u0004";
    private static final String HTTP = "HTTP/";

    /** Enough for {@code xz -9}, whose dictionary has 64 MiB. */
    private static final int XZ_MEMORY_KIB = 100 << 10;

    /** Up to this size, memory is allocated without a check. */
    private static final int SMALL_XZ_MEMORY_KIB = 256;

    private static final int PIECE = 1 << 13;

    private static final int LONGEST_HTTP_HEAD = 1 << 14;

    private final Limits limits;
    private final MemoryUse memory;
    private final List<String> remarks;

    private Unpacker(Limits limits, MemoryUse memory, List<String> remarks) {
        this.limits = limits;
        this.memory = memory;
        this.remarks = remarks;
    }

    /**
     * Returns the unpacked profile; the same array when it is not packed.
     *
     * @param remarks receives remarks for the user
     */
    static byte[] unpack(byte[] data, Limits limits, MemoryUse memory, List<String> remarks)
            throws MalformedProfileException {
        return new Unpacker(limits, memory, remarks).unpack(data);
    }

    private byte[] unpack(byte[] data) throws MalformedProfileException {
        byte[] body = withoutHttpHead(data);
        if (startsWith(body, ZIP)) {
            body = unzip(body);
        } else if (startsWith(body, XZ)) {
            body = unxz(body);
        }
        return Gzip.isGzip(body) ? Gzip.inflate(body, limits, memory) : body;
    }

    /**
     * Returns binary data after an HTTP header, as curl -i writes it. Text is left to {@link PastedText}, which skips
     * lines.
     */
    private byte[] withoutHttpHead(byte[] data) {
        if (!startsWith(data, HTTP)) {
            return data;
        }
        String start = new String(data, 0, Math.min(data.length, LONGEST_HTTP_HEAD), ISO_8859_1);
        int end = Math.max(start.indexOf("\r\n\r\n") + 4, start.indexOf("\n\n") + 2);
        byte[] body = Arrays.copyOfRange(data, end, data.length);
        if (end < 4 || !(Gzip.isGzip(body) || startsWith(body, XZ) || startsWith(body, ZIP))) {
            return data;
        }
        remarks.add("the head of an HTTP answer before it was passed over");
        return body;
    }

    /** Checks the size of the dictionary in the header of each block, because it is allocated as a whole. */
    private byte[] unxz(byte[] data) throws MalformedProfileException {
        try {
            return read(new XZInputStream(new ByteArrayInputStream(data), SMALL_XZ_MEMORY_KIB));
        } catch (MemoryLimitException e) {
            if (e.getMemoryNeeded() > XZ_MEMORY_KIB) {
                throw damaged("xz", e);
            }
            memory.take((long) e.getMemoryNeeded() << 10);
        } catch (IOException e) {
            throw damaged("xz", e);
        }
        try {
            return read(new XZInputStream(new ByteArrayInputStream(data), XZ_MEMORY_KIB));
        } catch (IOException e) {
            throw damaged("xz", e);
        }
    }

    private byte[] unzip(byte[] data) throws MalformedProfileException {
        // Any bytes are a name in Latin-1: not all archives have UTF-8, and names only matter to a message.
        try (ZipInputStream zip = new ZipInputStream(new ByteArrayInputStream(data), ISO_8859_1)) {
            ZipEntry entry = nextFile(zip);
            if (entry == null) {
                throw new MalformedProfileException("this is a zip archive without a file in it");
            }
            String name = entry.getName();
            byte[] profile = read(zip);
            ZipEntry second = nextFile(zip);
            if (second != null) {
                throw new MalformedProfileException("this is a zip archive of several files, such as " + name + " and "
                        + second.getName() + ": extract the profile from it first");
            }
            return profile;
        } catch (IOException | IllegalArgumentException e) {
            // The JDK has the second for a name that is marked as UTF-8 and is not.
            throw damaged("zip", e);
        }
    }

    private static @Nullable ZipEntry nextFile(ZipInputStream zip) throws IOException {
        ZipEntry entry = zip.getNextEntry();
        while (entry != null && entry.isDirectory()) {
            entry = zip.getNextEntry();
        }
        return entry;
    }

    private byte[] read(InputStream in) throws MalformedProfileException, IOException {
        ByteArrayOutputStream inflated = new ByteArrayOutputStream();
        byte[] piece = new byte[PIECE];
        for (int count = in.read(piece); count >= 0; count = in.read(piece)) {
            if (count > limits.inflatedBytes() - inflated.size()) {
                throw new MalformedProfileException(
                        "the profile inflates to more than the allowed " + limits.inflatedBytes() + " bytes");
            }
            memory.takeGrowth(inflated.size(), inflated.size() + count, 1);
            inflated.write(piece, 0, count);
        }
        memory.take(inflated.size());
        return inflated.toByteArray();
    }

    private static MalformedProfileException damaged(String format, Exception e) {
        return new MalformedProfileException("malformed " + format + " data: it is damaged or was cut short", e);
    }

    private static boolean startsWith(byte[] data, String start) {
        return new String(data, 0, Math.min(data.length, start.length()), ISO_8859_1).equals(start);
    }
}
