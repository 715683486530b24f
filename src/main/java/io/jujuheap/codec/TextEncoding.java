// SPDX-License-Identifier: Apache-2.0
package io.jujuheap.codec;

import static java.nio.charset.StandardCharsets.UTF_16BE;
import static java.nio.charset.StandardCharsets.UTF_16LE;
import static java.nio.charset.StandardCharsets.UTF_8;

import java.nio.charset.Charset;
import org.jspecify.annotations.Nullable;

/** Detects the encoding of text by its byte order mark or, without one, by the zeros that UTF-16 has in English text. */
final class TextEncoding {
    private static final int LOOKED_AT = 64;

    private TextEncoding() {}

    /** Returns whether these bytes are UTF-16, as PowerShell writes redirected output. */
    static boolean isUtf16(byte[] data) {
        return utf16(data) != null;
    }

    /** Returns the text in UTF-8 without a byte order mark; the same array when it has that form already. */
    static byte[] utf8(byte[] data) {
        Charset utf16 = utf16(data);
        if (utf16 != null) {
            return new String(data, utf16).getBytes(UTF_8);
        }
        return data;
    }

    /** Returns the first characters of a text, without a byte order mark. */
    static String start(byte[] data, int length) {
        Charset utf16 = utf16(data);
        int bytes = Math.min(data.length, utf16 == null ? length : 2 * length);
        String start = new String(data, 0, bytes, utf16 == null ? UTF_8 : utf16);
        return start.startsWith("\ufeff") ? start.substring(1) : start;
    }

    private static @Nullable Charset utf16(byte[] data) {
        if (data.length < 4) {
            return null;
        }
        int mark = (data[0] & 0xff) << 8 | (data[1] & 0xff);
        if (mark == 0xfffe || hasZeros(data, 1)) {
            return UTF_16LE;
        }
        return mark == 0xfeff || hasZeros(data, 0) ? UTF_16BE : null;
    }

    /** Returns whether the upper bytes of the first characters are all 0, and the lower ones are not. */
    private static boolean hasZeros(byte[] data, int upper) {
        for (int i = 0; i + 1 < Math.min(data.length, LOOKED_AT); i += 2) {
            if (data[i + upper] != 0 || data[i + 1 - upper] == 0) {
                return false;
            }
        }
        return true;
    }
}
