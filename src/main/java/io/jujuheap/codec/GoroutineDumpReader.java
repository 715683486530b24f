// SPDX-License-Identifier: Apache-2.0
package io.jujuheap.codec;

import io.jujuheap.profile.Label;
import io.jujuheap.profile.Profile;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Reads the text of Go's {@code debug=2}: each goroutine with its state and age, then its calls, innermost first, as
 * {@code traceback.go} in Go's runtime writes them. Goroutines of equal stack and labels become one sample.
 *
 * <p>Go hides the unexported functions of its runtime. The dump has no addresses, so locations have none. It does not
 * state the number of goroutines either, so a dump that was truncated between two of them looks complete.
 */
final class GoroutineDumpReader {
    /** The size of the buffer at which Go's runtime/pprof stops, in the middle of a line. */
    private static final int CUT_BYTES = 64 << 20;

    private static final String ANCESTOR = "[originating from goroutine ";
    private static final String CREATED_BY = "created by ";
    private static final Pattern CREATOR = Pattern.compile("created by (.+?)(?: in goroutine \\d+)?");

    /** Lines that mark calls which the dump omits. */
    private static final Pattern NOTE =
            Pattern.compile("\\.\\.\\.(?:\\d+|additional) frames elided\\.\\.\\.|non-Go function at pc=.*"
                    + "|\tgoroutine running on other thread; stack unavailable");

    /** {@code file:line}, the offset in the machine code unless inlined, and addresses at traceback level 2. */
    private static final Pattern PLACE =
            Pattern.compile("\t(.*):(\\d{1,9})( \\+0x[0-9a-f]+)?(?: fp=.*)?(?: pc=0x[0-9a-f]+)?");

    private static final String INLINED = "(...)";

    private final TextCursor in;
    private final Limits limits;
    private final boolean cut;
    private final DumpSamples samples;

    private GoroutineDumpReader(byte[] data, boolean cut, Limits limits, MemoryUse memory) {
        this.in = new TextCursor(data);
        this.limits = limits;
        this.cut = cut;
        this.samples = new DumpSamples(limits, memory);
    }

    static Profile read(byte[] data, Limits limits, MemoryUse memory) throws MalformedProfileException {
        return data.length == CUT_BYTES
                ? new GoroutineDumpReader(wholeGoroutines(data), true, limits, memory).profile()
                : new GoroutineDumpReader(data, false, limits, memory).profile();
    }

    /** Leaves out the last goroutine, which may be incomplete. An empty line ends each. */
    private static byte[] wholeGoroutines(byte[] data) {
        int end = data.length - 1;
        while (end > 0 && !(data[end] == '\n' && data[end - 1] == '\n')) {
            end--;
        }
        return end == 0 ? data : Arrays.copyOf(data, end);
    }

    private Profile profile() throws MalformedProfileException {
        in.requireWholeLines();
        int goroutines = 0;
        for (in.skipBlanks(); in.hasMore(); in.skipBlanks()) {
            readGoroutine();
            goroutines++;
        }
        return samples.profile(CountTextReader.info("goroutine", cut ? List.of(cutComment(goroutines)) : List.of()));
    }

    private static String cutComment(int goroutines) {
        return "this dump has exactly 64 MiB, where Go cuts it: it holds " + goroutines
                + " goroutines, and there were more; the profile of debug=1 is never cut";
    }

    private void readGoroutine() throws MalformedProfileException {
        int at = in.position();
        GoroutineHeader header = GoroutineHeader.parse(line());
        if (header == null) {
            throw in.malformedAt(at, "a line such as 'goroutine 7 [chan receive]:' was expected");
        }
        List<Label> labels = new ArrayList<>(header.labels());
        while (in.hasMore() && !in.atLineEnd() && !in.startsWith(ANCESTOR)) {
            if (in.startsWith(CREATED_BY)) {
                readCreator(labels);
            } else {
                readCall();
            }
        }
        while (in.hasMore() && !in.atLineEnd()) {
            // The stack of the goroutine that started this one, with GODEBUG=tracebackancestors.
            in.skipLine();
        }
        samples.end(labels, in);
    }

    private void readCreator(List<Label> labels) throws MalformedProfileException {
        Matcher creator = CREATOR.matcher(line());
        if (creator.matches()) {
            labels.add(new Label("created_by", creator.group(1), 0, ""));
        }
        place();
    }

    private void readCall() throws MalformedProfileException {
        String call = line();
        if (NOTE.matcher(call).matches()) {
            samples.note(call.strip(), in);
            return;
        }
        Matcher place = place();
        boolean inlined = call.endsWith(INLINED) && place.group(3) == null;
        samples.call(function(call), place.group(1), Long.parseLong(place.group(2)), inlined, in);
    }

    /** Removes the arguments. Unlike the name, they contain no parentheses. */
    private static String function(String call) {
        int arguments = call.endsWith(")") ? call.lastIndexOf('(') : -1;
        return arguments <= 0 ? call : call.substring(0, arguments);
    }

    private Matcher place() throws MalformedProfileException {
        int at = in.position();
        Matcher place = PLACE.matcher(line());
        if (!place.matches()) {
            throw in.malformedAt(at, "a tab and file:line were expected under the function");
        }
        return place;
    }

    private String line() throws MalformedProfileException {
        return in.line(limits.stringBytes());
    }
}
