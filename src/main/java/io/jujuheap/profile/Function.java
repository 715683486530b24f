// SPDX-License-Identifier: Apache-2.0
package io.jujuheap.profile;

import static java.util.Objects.requireNonNull;

/**
 * A function of the profiled program.
 *
 * @param name as people write it, such as {@code main.(*Cache).Add}; empty when unknown
 * @param systemName as the linker writes it; Go writes the same as {@code name}
 * @param filename its source file; empty when unknown
 * @param startLine the line of its {@code func} keyword, 0 when unknown (Go text profiles never say)
 */
public record Function(String name, String systemName, String filename, long startLine) {
    public Function {
        requireNonNull(name, "name is null");
        requireNonNull(systemName, "systemName is null");
        requireNonNull(filename, "filename is null");
    }

    // Written out because the generated ones are linked at run time, which would cost a short command milliseconds.

    @Override
    public boolean equals(Object other) {
        return other instanceof Function that
                && name.equals(that.name)
                && systemName.equals(that.systemName)
                && filename.equals(that.filename)
                && startLine == that.startLine;
    }

    @Override
    public int hashCode() {
        int hash = name.hashCode();
        hash = 31 * hash + systemName.hashCode();
        hash = 31 * hash + filename.hashCode();
        return 31 * hash + Long.hashCode(startLine);
    }
}
