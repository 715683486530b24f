// SPDX-License-Identifier: Apache-2.0
package io.jujuheap.charm.tool;

/** A program that the charm called failed. The message is one sentence with the program's own words. */
public final class ToolException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    public ToolException(String message) {
        super(message);
    }

    ToolException(String message, Throwable cause) {
        super(message, cause);
    }
}
