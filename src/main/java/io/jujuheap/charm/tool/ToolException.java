// SPDX-License-Identifier: Apache-2.0
package io.jujuheap.charm.tool;

/** Reports that a program which the charm called has failed. The message is one sentence that quotes the program. */
public final class ToolException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    public ToolException(String message) {
        super(message);
    }

    ToolException(String message, Throwable cause) {
        super(message, cause);
    }
}
