// SPDX-License-Identifier: Apache-2.0
package io.jujuheap.codec;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.jujuheap.io.IntList;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;
import org.jspecify.annotations.Nullable;

/** Reads text from an array, byte by byte: numbers, fixed words, lines. Every error names its line. */
final class TextCursor {
    private static final VarHandle EIGHT_BYTES =
            MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);
    private static final VarHandle FOUR_BYTES =
            MethodHandles.byteArrayViewVarHandle(int[].class, ByteOrder.LITTLE_ENDIAN);
    private static final int SYMBOL_START = '#' | '\t' << 8 | '0' << 16 | 'x' << 24;
    private static final long LOW_BITS = 0x0101010101010101L;
    private static final long HIGH_BITS = 0x8080808080808080L;
    private static final long NEWLINES = LOW_BITS * '\n';

    private static final long NOT_LESS_THAN_0 = LOW_BITS * (0x80 - '0');
    static final long NO_TOKEN = 0;
    private static final byte[] HEX_DIGITS = hexDigits();
    private static final int LONGEST_HEX = 16;
    private static final long TENTH = Long.MAX_VALUE / 10;

    private final byte[] data;
    private final @Nullable IntList originalLines;
    private int position;

    TextCursor(byte[] data) {
        this(data, null);
    }

    /**
     * Creates a cursor at the start of a text that was composed from parts of another one.
     *
     * @param originalLines the original line number of each line, for error messages
     */
    TextCursor(byte[] data, @Nullable IntList originalLines) {
        this.data = data;
        this.originalLines = originalLines;
    }

    boolean hasMore() {
        return position < data.length;
    }

    int position() {
        return position;
    }

    /** Returns the next byte, 0 at the end. */
    byte peek() {
        return position < data.length ? data[position] : 0;
    }

    /** Returns whether nothing is left of the line. */
    boolean atLineEnd() {
        return peek() == '\n' || peek() == '\r';
    }

    /** Returns whether the rest begins with {@code word}, which is ASCII. */
    boolean startsWith(String word) {
        if (data.length - position < word.length()) {
            return false;
        }
        for (int i = 0; i < word.length(); i++) {
            if (data[position + i] != word.charAt(i)) {
                return false;
            }
        }
        return true;
    }

    /** Reads {@code word} if it is next. */
    boolean accept(String word) {
        boolean found = startsWith(word);
        if (found) {
            position += word.length();
        }
        return found;
    }

    /** Reads {@code #}, a tab and {@code 0x}, with which the line of an address begins, if they are next. */
    boolean acceptSymbolStart() {
        boolean found = position <= data.length - Integer.BYTES && (int) FOUR_BYTES.get(data, position) == SYMBOL_START;
        if (found) {
            position += Integer.BYTES;
        }
        return found;
    }

    /** Reads {@code c} if it is next. */
    boolean accept(char c) {
        boolean found = peek() == c;
        if (found) {
            position++;
        }
        return found;
    }

    /** Reads {@code c}, with any spaces before it. */
    void expect(char c) throws MalformedProfileException {
        skipSpaces();
        if (!accept(c)) {
            throw malformed("'" + c + "' is missing");
        }
    }

    void skipSpaces() {
        while (position < data.length && data[position] == ' ') {
            position++;
        }
    }

    /** Skips spaces, tabs and line ends. */
    void skipBlanks() {
        while (position < data.length && isBlank(data[position])) {
            position++;
        }
    }

    private static boolean isBlank(byte b) {
        return b == ' ' || b == '\n' || b == '\r' || b == '\t';
    }

    /** Reads a decimal number, with any spaces before it. */
    long decimal() throws MalformedProfileException {
        skipSpaces();
        boolean negative = accept('-');
        int start = position;
        long value = 0;
        while (position < data.length) {
            int digit = data[position] - '0';
            if (digit < 0 || digit > 9) {
                break;
            }
            if (value > TENTH || value * 10 > Long.MAX_VALUE - digit) {
                throw malformed("a number is too large");
            }
            value = value * 10 + digit;
            position++;
        }
        if (position == start) {
            throw malformed("a number is missing");
        }
        return negative ? -value : value;
    }

    /**
     * Reads {@code 1: 2 [3: 4] @}, the numbers that a header and each record begin with.
     *
     * @param counts receives live objects, live bytes, allocated objects, allocated bytes
     */
    void counts(long[] counts) throws MalformedProfileException {
        counts[0] = decimal();
        expect(':');
        counts[1] = decimal();
        expect('[');
        counts[2] = decimal();
        expect(':');
        counts[3] = decimal();
        expect(']');
        expect('@');
    }

    /** Reads the digits of a hexadecimal number. */
    long hex() throws MalformedProfileException {
        int start = position;
        long value = 0;
        while (position < data.length) {
            int digit = HEX_DIGITS[data[position] & 0xff];
            if (digit < 0) {
                break;
            }
            value = value << 4 | digit;
            position++;
        }
        if (position == start || position - start > LONGEST_HEX) {
            throw malformed("an address has " + (position - start) + " digits");
        }
        return value;
    }

    /**
     * Returns the next characters as one number of their bytes, the first lowest: up to seven, none of them less than
     * {@code '0'}. So a known token is recognized without comparing each of its characters.
     *
     * @return {@link #NO_TOKEN} when the token is longer or too close to the end
     */
    long peekToken() {
        if (position > data.length - Long.BYTES) {
            return NO_TOKEN;
        }
        long bytes = (long) EIGHT_BYTES.get(data, position);
        // The sum sets the top bit of each byte that is not less than '0', as long as all are ASCII.
        long ends = ~(bytes + NOT_LESS_THAN_0) & HIGH_BITS;
        int bits = Long.numberOfTrailingZeros(ends) & -Byte.SIZE;
        return (bytes & HIGH_BITS) != 0 || ends == 0 ? NO_TOKEN : bytes & ((1L << bits) - 1);
    }

    /** Reads a token that {@link #peekToken} gave. */
    void skipToken(long token) {
        position += bitsOf(token) / Byte.SIZE;
    }

    /** Reads {@code token} if it is next, and a tab after it. */
    boolean acceptBeforeTab(long token) {
        if (token == NO_TOKEN || position > data.length - Long.BYTES) {
            return false;
        }
        int bits = bitsOf(token);
        long bytes = (long) EIGHT_BYTES.get(data, position) & (-1L >>> (Long.SIZE - Byte.SIZE - bits));
        boolean found = bytes == (token | (long) '\t' << bits);
        if (found) {
            position += bits / Byte.SIZE;
        }
        return found;
    }

    /** Returns the token that consists of these characters. */
    static long token(String text) {
        if (text.length() >= Long.BYTES) {
            return NO_TOKEN;
        }
        long token = 0;
        for (int i = text.length() - 1; i >= 0; i--) {
            token = token << Byte.SIZE | text.charAt(i);
        }
        return token;
    }

    private static int bitsOf(long token) {
        return (Long.SIZE - Long.numberOfLeadingZeros(token) + Byte.SIZE - 1) & -Byte.SIZE;
    }

    private static byte[] hexDigits() {
        byte[] digits = new byte[1 << Byte.SIZE];
        for (int i = 0; i < digits.length; i++) {
            digits[i] = (byte) Character.digit(i, 16);
        }
        return digits;
    }

    /** Checks that only spaces are left of the line, and goes to the next. */
    void endLine() throws MalformedProfileException {
        while (position < data.length && data[position] != '\n') {
            if (!isBlank(data[position])) {
                throw malformed("something else than an address follows the '@'");
            }
            position++;
        }
        skipLine();
    }

    /** Goes to the next line. */
    void skipLine() {
        position = Math.min(data.length, lineEnd(position) + 1);
    }

    /**
     * Skips the rest of a line that was read before, perhaps with other tabs between its columns. Only the end is
     * compared: the line has at least the least length and the same last bytes.
     *
     * @param leastLength the former result of {@link #leastLength}
     * @param lastBytes the former result of {@link #lastBytes}
     */
    void skipKnownLine(int leastLength, long lastBytes) {
        int end = lineEnd(Math.min(data.length, position + leastLength));
        if (leastLength < Long.BYTES || (long) EIGHT_BYTES.get(data, end - Long.BYTES) != lastBytes) {
            end = lineEnd(position);
        }
        position = Math.min(data.length, end + 1);
    }

    /** Returns the length of the line from {@code start} on, with each run of tabs counted as one tab. */
    int leastLength(int start) {
        int end = lineEnd(start);
        int length = 0;
        for (int i = start; i < end; i++) {
            length += data[i] == '\t' && i > start && data[i - 1] == '\t' ? 0 : 1;
        }
        return length;
    }

    /** Returns the last eight bytes of the line of {@code start}. */
    long lastBytes(int start) {
        int end = lineEnd(start);
        return end < Long.BYTES ? 0 : (long) EIGHT_BYTES.get(data, end - Long.BYTES);
    }

    /**
     * Reads the rest of the line, without its end, and goes to the next.
     *
     * @param longest how many bytes are allowed
     */
    String line(int longest) throws MalformedProfileException {
        int end = lineEnd(position);
        if (end - position > longest) {
            throw malformed("the line is longer than the allowed " + longest + " bytes");
        }
        String line = new String(data, position, end - position, UTF_8);
        position = Math.min(data.length, end + 1);
        return line.stripTrailing();
    }

    /**
     * Checks that the last line of the text is complete. Go ends every line with a newline.
     *
     * @throws MalformedProfileException when it has no newline, for example after an interrupted download
     */
    void requireWholeLines() throws MalformedProfileException {
        if (data.length == 0 || data[data.length - 1] != '\n') {
            throw malformedAt(data.length, "the last line has no end, so the text was cut short; fetch it again");
        }
    }

    /** Returns whether the previous byte is a newline, so that the last line was complete. */
    boolean isAfterNewline() {
        return position > 0 && data[position - 1] == '\n';
    }

    /** Returns the end of the line of {@code from}: its newline, or the end of the text. */
    private int lineEnd(int from) {
        int end = from;
        while (end <= data.length - Long.BYTES) {
            long differences = (long) EIGHT_BYTES.get(data, end) ^ NEWLINES;
            // Sets the high bit of each byte that is 0, and of none before it: see "Bit Twiddling Hacks".
            long found = (differences - LOW_BITS) & ~differences & HIGH_BITS;
            if (found != 0) {
                return end + Long.numberOfTrailingZeros(found) / Byte.SIZE;
            }
            end += Long.BYTES;
        }
        while (end < data.length && data[end] != '\n') {
            end++;
        }
        return end;
    }

    /** Returns an error that names the current line. */
    MalformedProfileException malformed(String what) {
        return malformedAt(position, what);
    }

    /** Returns an error that names the line of the byte at {@code at}. */
    MalformedProfileException malformedAt(int at, String what) {
        return new MalformedProfileException("malformed text profile: line " + lineNumber(at) + ": " + what);
    }

    /** Counts lines only when there is an error. */
    private int lineNumber(int at) {
        int line = 1;
        for (int i = 0; i < Math.min(at, data.length); i++) {
            if (data[i] == '\n') {
                line++;
            }
        }
        return originalLines == null ? line : originalLines.get(Math.min(line, originalLines.size()) - 1);
    }
}
