// SPDX-License-Identifier: Apache-2.0
package io.jujuheap.codec;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.jujuheap.codec.PastedLine.Completeness;
import io.jujuheap.io.IntList;
import java.io.ByteArrayOutputStream;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * One profile of a {@link PastedText}, restored to Go's form: with tabs between columns, with wrapped lines joined, and
 * without foreign lines. It records the original line of each line.
 */
final class PastedProfile {
    /** The most wraps of one symbol line, to bound the work on hostile text. */
    private static final int MOST_WRAPS = 8;

    private static final Pattern DIGITS = Pattern.compile("\\d+");
    private static final Pattern PATH = Pattern.compile("[\\w./@+-]*[a-z/][\\w./@+-]*:?");
    private static final Pattern NUMBERS = Pattern.compile("[\\d ]+]?");

    private final ByteArrayOutputStream text = new ByteArrayOutputStream();
    private final IntList lines = new IntList();
    private final List<String> remarks = new ArrayList<>();

    /** The lines that are not part of the profile: before it, between its lines, and since its last line. */
    private final int before;

    private int within;
    private int since;

    private StringBuilder header = new StringBuilder();
    private int headerLine;

    /** The current record. */
    private final StringBuilder row = new StringBuilder();

    private final List<String> symbols = new ArrayList<>();
    private final IntList recordLines = new IntList();

    /** Whether the next line may be the rest of the last one, which was wrapped. */
    private boolean mayContinue;

    private int wraps;
    private boolean hasSymbols;
    private boolean hasWholeSymbols;
    private boolean hasBlanksForTabs;

    private boolean inTrailer;
    private boolean inMemoryMap;
    private @Nullable String lastStatistic;
    private int lastStatisticLine;
    private boolean isTrailerWhole;

    PastedProfile(PastedLine header, int line, int before) {
        this.header.append(header.withSingleBlanks());
        this.headerLine = line;
        this.before = before;
        this.mayContinue = true;
    }

    /** Returns the profile in Go's form. */
    byte[] text() {
        return text.toByteArray();
    }

    /** Returns the original line of each line of {@link #text}. */
    IntList lines() {
        return lines;
    }

    /** Returns what was skipped or is missing, one clause each. */
    List<String> remarks() {
        return remarks;
    }

    /** Adds a line of the original, of any kind but a header. */
    void add(PastedLine line, int number) {
        if (inMemoryMap) {
            emit(line.text(), number);
            return;
        }
        switch (line.kind()) {
            case BLANK -> mayContinue = false;
            case ROW -> addRow(line, number);
            case SYMBOL -> addSymbol(line, number);
            case TRAILER -> beginTrailer(line, number);
            case STATISTIC -> addStatistic(line, number);
            case MEMORY_MAP -> {
                endRecord();
                inMemoryMap = true;
                emit(line.text(), number);
            }
            default -> addOther(line);
        }
    }

    private void belongs() {
        within += since;
        since = 0;
        mayContinue = true;
    }

    private void addRow(PastedLine line, int number) {
        endRecord();
        belongs();
        row.append(line.withSingleBlanks());
        recordLines.add(number);
    }

    private void addSymbol(PastedLine line, int number) {
        if (row.isEmpty()) {
            addOther(line);
            return;
        }
        belongs();
        wraps = 0;
        hasSymbols = true;
        symbols.add(line.text());
        recordLines.add(number);
    }

    private void beginTrailer(PastedLine line, int number) {
        endRecord();
        belongs();
        inTrailer = true;
        emit(line.withSingleBlanks(), number);
    }

    private void addStatistic(PastedLine line, int number) {
        if (!inTrailer) {
            addOther(line);
            return;
        }
        belongs();
        endStatistic();
        lastStatistic = line.statistic();
        lastStatisticLine = number;
        isTrailerWhole |= lastStatistic != null && MemStatsText.isLastLine(lastStatistic);
    }

    private void endStatistic() {
        if (lastStatistic != null) {
            emit(lastStatistic, lastStatisticLine);
        }
    }

    /** Appends a line to the one before if it can be its rest; otherwise counts it as foreign. */
    private void addOther(PastedLine line) {
        boolean isPartOfStatistic = inTrailer && line.text().startsWith("#");
        boolean isRest = isPartOfStatistic || (mayContinue && !inTrailer && continues(line.text()));
        boolean isRestOfNumbers = mayContinue
                && inTrailer
                && lastStatistic == null
                && NUMBERS.matcher(line.text()).matches();
        if (!isRest && !isRestOfNumbers) {
            since++;
            mayContinue = false;
        }
    }

    private boolean continues(String rest) {
        if (row.isEmpty()) {
            return continuesHeader(rest);
        }
        return symbols.isEmpty() ? continuesRow(rest) : continuesSymbol(rest);
    }

    private boolean continuesHeader(String rest) {
        boolean isWhole = header.indexOf("@ ") >= 0 && !DIGITS.matcher(rest).matches();
        if (isWhole || lines.size() > 0) {
            return false;
        }
        join(header, rest);
        return true;
    }

    /** Joins the parts of counts. They were separated by a blank, unless a number or a word was cut. */
    private static void join(StringBuilder start, String rest) {
        char last = start.charAt(start.length() - 1);
        boolean isCutInside = (Character.isDigit(last) || last == '/') && Character.isDigit(rest.charAt(0));
        start.append(isCutInside ? "" : " ").append(rest.replaceAll("\\s+", " "));
    }

    private boolean continuesRow(String rest) {
        boolean isAddresses = row.indexOf("] @") >= 0;
        if (isAddresses && !isRestOfAddresses(rest)) {
            return false;
        }
        if (!isAddresses) {
            join(row, rest);
        } else {
            row.append(rest.startsWith("0x") ? " " : "").append(rest.replaceAll("\\s+", " "));
        }
        return true;
    }

    /** Returns whether a text can be the end of the row: addresses, of which the first may be incomplete. */
    private boolean isRestOfAddresses(String text) {
        boolean hasDigit = false;
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            hasDigit |= c >= '0' && c <= '9';
            if (Character.digit(c, 16) < 0 && c != 'x' && c != ' ' && c != '\t') {
                return false;
            }
        }
        return hasDigit || isLastAddressShort();
    }

    /** Returns whether the last address of the row has fewer digits than the first, so it may be incomplete. */
    private boolean isLastAddressShort() {
        int first = row.indexOf("0x");
        int last = row.lastIndexOf(" ") + 1;
        return first >= 0 && row.length() - last < row.indexOf(" ", first) - first;
    }

    private boolean continuesSymbol(String rest) {
        int last = symbols.size() - 1;
        String symbol = symbols.get(last);
        Completeness known = PastedLine.completeness(symbol);
        boolean isRestOfLineNumber = DIGITS.matcher(rest).matches();
        if ((known == Completeness.WHOLE && !isRestOfLineNumber) || wraps++ == MOST_WRAPS) {
            return false;
        }
        String joined = symbol + rest;
        String withTab = symbol + "\t" + rest;
        boolean isCutInside = known == Completeness.NAME || known.compareTo(Completeness.PART_OF_FILE) >= 0;
        if (isCutInside || PastedLine.completeness(joined).compareTo(known) > 0) {
            symbols.set(last, joined);
        } else if (PastedLine.completeness(withTab).compareTo(Completeness.NAME_AND_OFFSET) >= 0
                && (PastedLine.completeness(withTab) != Completeness.PART_OF_FILE
                        || PATH.matcher(rest).matches())) {
            symbols.set(last, withTab);
        } else {
            return false;
        }
        hasBlanksForTabs = true;
        return true;
    }

    private void endRecord() {
        if (lines.size() == 0) {
            emit(header.toString(), headerLine);
        }
        if (row.isEmpty()) {
            return;
        }
        emit(row.toString(), recordLines.get(0));
        for (int i = 0; i < symbols.size(); i++) {
            String symbol = PastedLine.symbol(symbols.get(i));
            hasWholeSymbols |= PastedLine.completeness(symbols.get(i)) == Completeness.WHOLE;
            hasBlanksForTabs |= !PastedLine.hasTabs(symbols.get(i));
            emit(symbol, recordLines.get(i + 1));
        }
        emit("", recordLines.get(symbols.size()));
        clearRecord();
    }

    private void clearRecord() {
        row.setLength(0);
        symbols.clear();
        recordLines.clear();
    }

    private void emit(String line, int number) {
        text.writeBytes((line + "\n").getBytes(UTF_8));
        lines.add(number);
    }

    /** Ends the profile after its last line. */
    void end() {
        boolean isCut = !inTrailer && !inMemoryMap;
        boolean lacksPart = isCut && !isLastRecordWhole();
        if (lacksPart) {
            clearRecord();
        }
        endRecord();
        if (isTrailerWhole) {
            endStatistic();
        }
        remarkPassedOver();
        remark(hasBlanksForTabs, "its lines were wrapped or have blanks where Go writes tabs");
        remark(lacksPart, "its last record is incomplete and was left out");
        remark(inTrailer && !isTrailerWhole, "its trailer is cut short");
        remark(
                isCut,
                "it has no '" + MemStatsText.START
                        + "' trailer, so it may be cut short, and its sampling rate is taken from" + " the header");
        remark(!hasSymbols && !inMemoryMap, "it has no symbol lines, so its functions are unknown");
    }

    /**
     * Returns whether the last record has the symbol lines of all its addresses. Go omits lines only at the leaf, and
     * that of {@code runtime.goexit} at the root.
     */
    private boolean isLastRecordWhole() {
        int at = row.indexOf("] @");
        if (row.isEmpty() || !hasSymbols) {
            return true;
        }
        if (at < 0) {
            return false;
        }
        String[] addresses = row.substring(at + "] @".length()).strip().split(" ", -1);
        if (symbols.isEmpty()) {
            return addresses[0].isEmpty();
        }
        String last = symbols.get(symbols.size() - 1);
        long call = PastedLine.address(last);
        boolean reachesRoot = false;
        for (int i = Math.max(0, addresses.length - 2); i < addresses.length; i++) {
            reachesRoot |= addresses[i].equals("0x" + Long.toHexString(call + 1))
                    || addresses[i].equals("0x" + Long.toHexString(call));
        }
        return reachesRoot && (PastedLine.completeness(last) == Completeness.WHOLE || !hasWholeSymbols);
    }

    private void remarkPassedOver() {
        List<String> places = new ArrayList<>();
        addPlace(places, before, "before it");
        addPlace(places, within, "between its lines");
        addPlace(places, since, "after it");
        remark(!places.isEmpty(), String.join(" and ", places) + " were passed over");
    }

    private static void addPlace(List<String> places, int count, String place) {
        if (count > 0) {
            places.add(count + (count == 1 ? " line " : " lines ") + place);
        }
    }

    private void remark(boolean applies, String clause) {
        if (applies) {
            remarks.add(clause);
        }
    }
}
