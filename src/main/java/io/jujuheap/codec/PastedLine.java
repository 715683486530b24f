// SPDX-License-Identifier: Apache-2.0
package io.jujuheap.codec;

import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * A line of a text profile that was copied from a terminal, a mail or a web page, without its indentation. The
 * indentation may be blanks, non-breaking blanks and the {@code >} of quotations.
 *
 * @param kind what the line can be
 * @param text the line, without blanks at either end
 */
record PastedLine(Kind kind, String text) {
    enum Kind {
        BLANK,
        HEADER,
        /** The counts and addresses of a record, or the first part of them. */
        ROW,
        /** {@code #} and an address, and perhaps its symbols. */
        SYMBOL,
        TRAILER,
        /** {@code # Key = value}, as in the trailer. */
        STATISTIC,
        MEMORY_MAP,
        OTHER
    }

    /** Longer lines are not part of a profile: {@link Limits} allows no row of this length. */
    private static final int LONGEST = 1 << 18;

    private static final Pattern HEADER = Pattern.compile(TextHeader.START + "\\s*-?\\d+:.*");
    private static final Pattern ROW = Pattern.compile("-?\\d+:\\s+-?\\d+(\\s+\\[.*)?");

    /** Any other line that ends like a row is a damaged row, which is parsed or refused but never ignored. */
    private static final Pattern DAMAGED_ROW = Pattern.compile(".*]\\s*@(\\s+0x.*)?");

    private static final Pattern SYMBOL = Pattern.compile("#\\s*0x([0-9a-f]{1,16})(?:\\s+(.*))?");
    private static final Pattern CODE = Pattern.compile("(.+?)\\+0x([0-9a-f]{1,16})(?:\\s+(.*))?");
    private static final Pattern FILE_AND_LINE = Pattern.compile("\\S.*:\\d+");
    private static final Pattern STATISTIC = Pattern.compile("#\\s*(\\w+)\\s*=\\s*(.*)");
    private static final Pattern NAME_AND_FILE = Pattern.compile("(\\S+)\\s+(\\S.*:\\d+)");

    static PastedLine of(String line) {
        String text = withoutIndentation(line);
        return new PastedLine(kindOf(text), text);
    }

    private static String withoutIndentation(String line) {
        int start = 0;
        int end = line.length();
        while (start < end && (isBlank(line.charAt(start)) || line.charAt(start) == '>')) {
            start++;
        }
        while (end > start && isBlank(line.charAt(end - 1))) {
            end--;
        }
        return line.substring(start, end).replace('\u00a0', ' ');
    }

    private static boolean isBlank(char c) {
        return Character.isWhitespace(c) || Character.isSpaceChar(c) || c == '\ufeff';
    }

    private static Kind kindOf(String text) {
        if (text.isEmpty()) {
            return Kind.BLANK;
        }
        if (text.length() > LONGEST) {
            return Kind.OTHER;
        }
        if (text.charAt(0) == '#') {
            return kindOfComment(text);
        }
        if (HEADER.matcher(text).matches()) {
            return Kind.HEADER;
        }
        if (ROW.matcher(text).matches() || DAMAGED_ROW.matcher(text).matches()) {
            return Kind.ROW;
        }
        return MemoryMap.isTitle(text) ? Kind.MEMORY_MAP : Kind.OTHER;
    }

    private static Kind kindOfComment(String text) {
        if (SYMBOL.matcher(text).matches()) {
            return Kind.SYMBOL;
        }
        if (text.startsWith(MemStatsText.START)) {
            return Kind.TRAILER;
        }
        return STATISTIC.matcher(text).matches() ? Kind.STATISTIC : Kind.OTHER;
    }

    /** Returns the text with one blank for each run of blanks and tabs, as Go writes headers and rows. */
    String withSingleBlanks() {
        return text.replaceAll("\\s+", " ");
    }

    /** Returns the statistic as Go writes it; null when its list of numbers continues in the next line. */
    @Nullable
    String statistic() {
        Matcher matcher = STATISTIC.matcher(text);
        if (!matcher.matches() || (matcher.group(2).startsWith("[") && !text.endsWith("]"))) {
            return null;
        }
        return "# " + matcher.group(1) + " = " + matcher.group(2);
    }

    /** The parts that a symbol line has. */
    enum Completeness {
        ADDRESS,
        NAME,
        NAME_AND_OFFSET,
        PART_OF_FILE,
        WHOLE
    }

    /** Returns the parts that a symbol line has; {@code ADDRESS} also for other text. */
    static Completeness completeness(String symbol) {
        Matcher matcher = SYMBOL.matcher(symbol);
        if (!matcher.matches() || matcher.group(2) == null) {
            return Completeness.ADDRESS;
        }
        Matcher code = CODE.matcher(matcher.group(2));
        if (!code.matches()) {
            return Completeness.NAME;
        }
        if (code.group(3) == null) {
            return Completeness.NAME_AND_OFFSET;
        }
        return FILE_AND_LINE.matcher(code.group(3)).matches() ? Completeness.WHOLE : Completeness.PART_OF_FILE;
    }

    /** Returns whether the columns of a symbol line are separated by tabs, as Go writes them. */
    static boolean hasTabs(String symbol) {
        int address = symbol.indexOf("0x");
        return symbol.startsWith("#\t0x") && (symbol.indexOf(' ', address) < 0 || symbol.indexOf('\t', address) >= 0);
    }

    /** Returns the address of a symbol line. */
    static long address(String symbol) {
        Matcher matcher = SYMBOL.matcher(symbol);
        return matcher.matches() ? Long.parseUnsignedLong(matcher.group(1), 16) : 0;
    }

    /** Returns a symbol line as Go writes it: tabs between its columns, and line 0 where the file is missing. */
    static String symbol(String symbol) {
        Matcher matcher = SYMBOL.matcher(symbol);
        if (!matcher.matches()) {
            return symbol;
        }
        String start = "#\t0x" + matcher.group(1);
        String rest = matcher.group(2);
        if (rest == null) {
            return start;
        }
        Matcher code = CODE.matcher(rest);
        if (code.matches()) {
            return start + "\t" + code.group(1) + "+0x" + code.group(2) + "\t" + place(code.group(3));
        }
        Matcher plain = NAME_AND_FILE.matcher(rest);
        return plain.matches()
                ? start + "\t" + plain.group(1) + "+0x0\t" + plain.group(2)
                : start + "\t" + rest + "+0x0\t:0";
    }

    private static String place(@Nullable String file) {
        if (file == null) {
            return ":0";
        }
        return FILE_AND_LINE.matcher(file).matches() ? file : file + ":0";
    }
}
