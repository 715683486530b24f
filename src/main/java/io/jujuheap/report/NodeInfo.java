// SPDX-License-Identifier: Apache-2.0
package io.jujuheap.report;

/**
 * The identity of a node of a report. Fields that the granularity leaves out are empty or 0.
 *
 * @param name of the function
 * @param address of the instruction
 * @param file the source file
 * @param startLine of the function, only for nodes without a function name
 * @param line the source line
 * @param column the source column
 * @param binary the mapped file, only for nodes without a function name
 */
record NodeInfo(String name, long address, String file, long startLine, long line, long column, String binary) {

    /** Returns the text of the node in reports. */
    String printableName() {
        boolean nameOnly = address == 0 && line == 0 && file.isEmpty() && !name.isEmpty();
        return nameOnly ? name : composedName();
    }

    private String composedName() {
        StringBuilder out = new StringBuilder(name.length() + file.length() + 24);
        if (address != 0) {
            appendAddress(out);
        }
        if (!name.isEmpty()) {
            out.append(name).append(' ');
        }
        appendPlace(out);
        if (out.charAt(out.length() - 1) == ' ') {
            out.setLength(out.length() - 1);
        }
        return out.toString();
    }

    private void appendAddress(StringBuilder out) {
        String hex = Long.toHexString(address);
        for (int i = hex.length(); i < 16; i++) {
            out.append('0');
        }
        out.append(hex).append(' ');
    }

    private void appendPlace(StringBuilder out) {
        if (line != 0) {
            out.append(file).append(':').append(line);
            if (column != 0) {
                out.append(':').append(column);
            }
        } else if (!file.isEmpty()) {
            out.append(file);
        } else if (name.isEmpty()) {
            out.append(binary.isEmpty() ? "<unknown>" : "[" + GoPaths.base(binary) + "]");
        }
    }

    // Written out because the generated ones are linked at run time, which would cost a short command milliseconds.
    @Override
    public boolean equals(Object other) {
        return other instanceof NodeInfo that
                && name.equals(that.name)
                && address == that.address
                && line == that.line
                && column == that.column
                && startLine == that.startLine
                && file.equals(that.file)
                && binary.equals(that.binary);
    }

    @Override
    public int hashCode() {
        int hash = name.hashCode();
        hash = 31 * hash + file.hashCode();
        hash = 31 * hash + binary.hashCode();
        hash = 31 * hash + Long.hashCode(address);
        hash = 31 * hash + Long.hashCode(line);
        hash = 31 * hash + Long.hashCode(column);
        return 31 * hash + Long.hashCode(startLine);
    }
}
