// SPDX-License-Identifier: Apache-2.0
package io.jujuheap.codec;

import static java.nio.charset.StandardCharsets.UTF_16BE;
import static java.nio.charset.StandardCharsets.UTF_16LE;
import static java.nio.charset.StandardCharsets.UTF_8;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;

/**
 * Does to the text of a profile what terminals, mail clients, web pages and PowerShell do to it: tabs become blanks, lines are
 * indented, quoted and wrapped, others come before, between and after them, the end is lost, the encoding changes. All
 * choices follow from one number.
 */
final class Mangler {
    private static final List<String> FOREIGN = List.of(
            "ubuntu@juju-0:~$ juju_heap_profile",
            "Querying @jujud-machine-0 introspection socket: /debug/pprof/heap?debug=1",
            "HTTP/1.0 200 OK",
            "Content-Type: text/plain; charset=utf-8",
            "12:34:56 machine-0: INFO juju.worker.introspection serving",
            "{code}",
            "Hi all, this is what we see:",
            "--",
            "# and many more",
            "[...]");

    private final Random random;
    private final boolean wraps;
    private String description = "";

    /**
     * A mangler whose choices follow from {@code seed}.
     *
     * @param wraps whether lines may be wrapped, which loses the difference between a blank and a cut
     */
    Mangler(long seed, boolean wraps) {
        this.random = new Random(seed);
        this.wraps = wraps;
    }

    /** Returns what was done, for the message of a failed test. */
    String description() {
        return description;
    }

    /** Returns the text as it may look when it arrives. */
    byte[] mangled(byte[] text) {
        List<String> lines = new ArrayList<>(new String(text, UTF_8).lines().toList());
        int trailer = lines.indexOf("# runtime.MemStats");
        if (trailer >= 0 && chosen("cut")) {
            lines = new ArrayList<>(lines.subList(0, trailer + random.nextInt(lines.size() - trailer)));
        }
        if (chosen("blanks")) {
            lines.replaceAll(Mangler::withTabStops);
        } else if (chosen("one blank")) {
            lines.replaceAll(line -> line.replaceAll("\t+", " "));
        }
        if (wraps && chosen("wrapped")) {
            lines = wrapped(lines, 60 + random.nextInt(90));
        }
        if (chosen("lines between records")) {
            addBetweenRecords(lines);
        }
        if (chosen("lines before")) {
            lines.addAll(0, foreign());
        }
        if (chosen("lines after")) {
            lines.add("");
            lines.addAll(foreign());
        }
        if (chosen("indented")) {
            String indentation =
                    List.of("    ", "\t", "> ", "  > > ", "\u00a0\u00a0").get(random.nextInt(5));
            lines.replaceAll(line -> indentation + line);
        }
        return encoded(String.join(chosen("CRLF") ? "\r\n" : "\n", lines) + (chosen("no newline") ? "" : "\n"));
    }

    private boolean chosen(String what) {
        boolean chosen = random.nextInt(3) == 0;
        description += chosen ? what + ", " : "";
        return chosen;
    }

    private List<String> foreign() {
        List<String> lines = new ArrayList<>();
        for (int i = random.nextInt(4); i >= 0; i--) {
            lines.add(FOREIGN.get(random.nextInt(FOREIGN.size())));
        }
        return lines;
    }

    private void addBetweenRecords(List<String> lines) {
        for (int i = lines.size() - 1; i > 0; i--) {
            if (lines.get(i).isEmpty() && random.nextInt(4) == 0) {
                lines.addAll(i + 1, foreign());
            }
        }
    }

    /** Replaces tabs as terminals do. */
    private static String withTabStops(String line) {
        StringBuilder text = new StringBuilder();
        for (char c : line.toCharArray()) {
            if (c == '\t') {
                text.append(" ".repeat(8 - text.length() % 8));
            } else {
                text.append(c);
            }
        }
        return text.toString();
    }

    private static List<String> wrapped(List<String> lines, int width) {
        List<String> wrapped = new ArrayList<>();
        for (String line : lines) {
            for (int start = 0; start == 0 || start < line.length(); start += width) {
                wrapped.add(line.substring(start, Math.min(line.length(), start + width)));
            }
        }
        return wrapped;
    }

    private byte[] encoded(String text) {
        switch (random.nextInt(8)) {
            case 0 -> {
                description += "byte order mark";
                return ("\ufeff" + text).getBytes(UTF_8);
            }
            case 1 -> {
                description += "UTF-16LE";
                return ("\ufeff" + text).getBytes(UTF_16LE);
            }
            case 2 -> {
                description += "UTF-16BE";
                return ("\ufeff" + text).getBytes(UTF_16BE);
            }
            default -> {
                return text.getBytes(UTF_8);
            }
        }
    }
}
