// SPDX-License-Identifier: Apache-2.0
package io.jujuheap.charm.machine;

import io.jujuheap.charm.tool.Json;
import io.jujuheap.charm.tool.ToolException;

/** The service answered with an error. The message is its own sentence. */
public final class SidecarException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private SidecarException(String message) {
        super(message);
    }

    /** From the status and the body of an answer, by rights application/problem+json. */
    static SidecarException of(int status, String body) {
        String bare = "The service answered with status " + status + ".";
        try {
            return new SidecarException(Json.object(body).text("detail").orElse(bare));
        } catch (ToolException notProblem) {
            return new SidecarException(bare);
        }
    }
}
