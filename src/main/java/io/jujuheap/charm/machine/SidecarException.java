// SPDX-License-Identifier: Apache-2.0
package io.jujuheap.charm.machine;

import io.jujuheap.charm.tool.Json;
import io.jujuheap.charm.tool.ToolException;

/** The service answered with an error. The message is its own sentence. */
public final class SidecarException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final int status;

    private SidecarException(int status, String message) {
        super(message);
        this.status = status;
    }

    /** From the status and the body of an answer, by rights application/problem+json. */
    static SidecarException of(int status, String body) {
        try {
            String detail = Json.object(body).text("detail").orElse("The service answered with status " + status + ".");
            return new SidecarException(status, detail);
        } catch (ToolException notProblem) {
            return new SidecarException(status, "The service answered with status " + status + ".");
        }
    }

    /** The HTTP status. */
    public int status() {
        return status;
    }
}
