// SPDX-License-Identifier: Apache-2.0
package io.jujuheap.report;

import io.jujuheap.profile.Function;

/**
 * Function names as pprof shows them. It simplifies names that look like demangled C++, and takes some Go generics for
 * such: {@code a.(*B).c.d[...]} is shown as {@code a..c.d[...]}. Reports keep to that, to be equal to pprof's.
 */
final class FunctionNames {
    private FunctionNames() {}

    /** The name under which pprof reports a function. */
    static String shown(Function function) {
        String name = function.name();
        if (!name.isEmpty() && !name.equals(function.systemName())) {
            return name;
        }
        String symbol = function.systemName();
        return looksLikeCPlusPlus(symbol) ? without(without(symbol, '(', ')'), '<', '>') : symbol;
    }

    private static boolean looksLikeCPlusPlus(String name) {
        boolean hasArguments = name.indexOf('(') >= 0 || name.indexOf('<') >= 0;
        if (!hasArguments || name.contains(".<") || name.contains("]).")) {
            return false;
        }
        return name.indexOf('<') >= 0
                || name.indexOf('>') >= 0
                || name.indexOf('[') >= 0
                || name.indexOf(']') >= 0
                || name.contains("::");
    }

    /** The name without what lies between {@code open} and {@code close}, as far as they are balanced. */
    private static String without(String name, char open, char close) {
        StringBuilder kept = new StringBuilder(name.length());
        int depth = 0;
        int opened = 0;
        for (int i = 0; i < name.length(); i++) {
            char c = name.charAt(i);
            if (c == open && depth++ == 0) {
                opened = i;
            } else if (c == close && depth-- == 0) {
                return kept.append(name, i, name.length()).toString();
            } else if (depth == 0 && c != close) {
                kept.append(c);
            }
        }
        return depth == 0
                ? kept.toString()
                : kept.append(name, opened, name.length()).toString();
    }
}
